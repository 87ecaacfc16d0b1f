"""The installer for Windows, around a frozen folder.

    frozen folder --listing()--> installed-files.txt --+
    LICENSE, icon, version ----------------------------+--> makensis packaging/windows/megadesk.nsi --> megadesk-V-setup.exe

The list is made now and installed with the rest: an update and an uninstall remove what it names and nothing else.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Final

from release.icons import write_icons
from release.source import Version
from release.tools import PACKAGING, ROOT, Failed, find, run

SCRIPT: Final = PACKAGING / "windows" / "megadesk.nsi"
SIGNER: Final = SCRIPT.with_name("sign.sh")
CERTIFICATE: Final = "MEGADESK_CERTIFICATE"
"""Names the certificate in the environment. Without one nothing is signed."""
PROGRAMS: Final = ("megadesk.exe", "megadeskw.exe")
PLAIN_NAME: Final = re.compile(r"[\x20-\x7e]+")
"""The installer reads its list in the code page of the person, which has these at the same place everywhere."""


def build_installer(frozen: Path, out: Path, version: str, *, target: str = "") -> Path:
    """Return the installer of a frozen folder, built into the folder ``out``.

    With a certificate (windows/sign.sh) its programs, what uninstalls it and the installer itself are signed.

    target: a kind of installer other than the usual of makensis (x86-unicode, which runs on every Windows). Failed
    if the folder cannot be installed as it is, or with the words of makensis or the signer.
    """
    missing = [name for name in PROGRAMS if not (frozen / name).is_file()]
    if missing:
        raise Failed(f"{frozen} is no frozen folder of Windows: no {' and no '.join(missing)}")
    out.mkdir(parents=True, exist_ok=True)
    made = out.resolve() / f"megadesk-{version}-setup.exe"
    with tempfile.TemporaryDirectory(prefix="megadesk-installer-") as work:
        defined = _parts(frozen, Path(work)) | {
            "VERSION": version, "NUMBERS": ".".join(map(str, Version(version).numbers)), "OUT": str(made),
        }  # fmt: skip
        if target:
            defined["TARGET"] = target
        if os.environ.get(CERTIFICATE):
            run([SIGNER, *(frozen.resolve() / name for name in PROGRAMS)])
            defined["SIGN"] = str(SIGNER)
        _compile(defined)
    return made


def listing(folder: Path) -> list[str]:
    r"""Return what is in a folder as the installer wants it: ``_internal\a.dll``, then ``_internal\``, the deepest first.

    Failed for a name that the list cannot carry.
    """
    found = sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix())
    files = [path for path in found if not path.is_dir()]
    folders = sorted((path for path in found if path.is_dir()), key=lambda path: -len(path.parts))
    lines = [_line(path, folder) for path in files] + [_line(path, folder) + "\\" for path in folders]
    strange = [line for line in lines if not PLAIN_NAME.fullmatch(line) or ".." in line]
    if strange:
        raise Failed(f"names that the installer cannot list: {strange[:3]}")
    return lines


def _line(path: Path, folder: Path) -> str:
    return "\\".join(path.relative_to(folder).parts)


def _parts(frozen: Path, work: Path) -> dict[str, str]:
    """Return, by the name that the script has for each, what goes into the installer; made in the folder ``work``."""
    (work / "list.txt").write_bytes(_lines(listing(frozen)))
    (work / "licence.txt").write_bytes(_lines((ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()))
    write_icons(work)
    size_bytes = sum(path.stat().st_size for path in frozen.rglob("*") if path.is_file())
    return {
        "SOURCE": str(frozen.resolve()),
        "LIST": str(work / "list.txt"),
        "LICENCE": str(work / "licence.txt"),
        "ICON": str(work / "megadesk.ico"),
        "PICTURE": str(work / "side.bmp"),
        "SIZE_KB": str(size_bytes // 1024),
    }


def _lines(lines: list[str]) -> bytes:
    """Return lines that end as Windows has them."""
    return "".join(f"{line}\r\n" for line in lines).encode()


def _compile(defined: dict[str, str]) -> None:
    words = [f"-D{name}={value}" for name, value in defined.items()]
    # NOCD: places are as they were given, and not below the script's folder. WX: a warning is a mistake of ours.
    run(
        [find("makensis", "nsis"), "-V2", "-WX", "-INPUTCHARSET", "UTF8", "-NOCD", *words, SCRIPT.name],
        cwd=SCRIPT.parent,
    )
