"""What a folder of Linux programs wants from the system that it does not bring along, as Debian packages.

dpkg-shlibdeps knows which version of a package has the symbols that are used; but it also counts what lies in the folder
itself. So the libraries that are asked for and not there are looked up first, and of its list theirs is kept.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from release.tools import Failed, find, run, write

MAGIC = b"\x7fELF"


def programs_in(folder: Path) -> list[Path]:
    """Return every program and library below a folder."""
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink() and _is_elf(file)]


def _is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(MAGIC)) == MAGIC


def forget_foreign_paths(folder: Path) -> None:
    """Take out of every program and library where on the machine that built it its libraries were looked for.

    Such a folder is somebody's own, or anybody's, on the machine that it runs on. What is relative to the file stays.
    """
    patchelf = find("patchelf", "patchelf")
    for file in programs_in(folder):
        searched = run([patchelf, "--print-rpath", file]).strip().split(":")
        kept = [path for path in searched if path.startswith("$ORIGIN")]
        if kept != [path for path in searched if path]:
            run([patchelf, "--set-rpath", ":".join(kept), file] if kept else [patchelf, "--remove-rpath", file])


def missing_libraries(folder: Path) -> set[str]:
    """Return the names of the libraries that something in the folder is linked with and that are not in it."""
    there = {file.name for file in folder.rglob("*")}
    printed = run([find("objdump", "binutils"), "--private-headers", *programs_in(folder)])
    wanted = {line.split()[1] for line in printed.splitlines() if line.strip().startswith("NEEDED ")}
    return {name for name in wanted - there if not name.startswith("ld-linux")}


def depends_of(folder: Path) -> list[str]:
    """Return the relations of a package that holds the folder, for example ``libc6 (>= 2.36)``."""
    folder = folder.resolve()
    owners = {_owner(name) for name in missing_libraries(folder)}
    with tempfile.TemporaryDirectory(prefix="megadesk-depends-") as work:
        write(Path(work) / "debian" / "control", "Source: megadesk\n\nPackage: megadesk\nArchitecture: any\n")
        private = sorted({f"-l{file.parent}" for file in programs_in(folder) if ".so" in file.name})
        printed = run(
            [find("dpkg-shlibdeps", "dpkg-dev"), "-O", "--ignore-missing-info", *private, *programs_in(folder)],
            cwd=Path(work),
        )
    (line,) = (line for line in printed.splitlines() if line.startswith("shlibs:Depends="))
    relations = line.partition("=")[2].split(", ")
    known = {relation.split(" ")[0]: relation for relation in relations}
    return [known.get(owner, owner) for owner in sorted(owners)]


def _owner(library: str) -> str:
    """Return the package that has a library; Failed if none here has."""
    asked = subprocess.run(
        [find("dpkg-query", "dpkg"), "--search", f"*/{library}"], capture_output=True, text=True, check=False
    )
    owners = {line.partition(":")[0] for line in asked.stdout.splitlines() if not line.startswith("diversion")}
    if len(owners) != 1:
        raise Failed(f"which package has {library}? dpkg-query names {', '.join(sorted(owners)) or 'none'}")
    return owners.pop()
