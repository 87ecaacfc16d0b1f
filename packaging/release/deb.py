"""The Debian packages, made with dpkg-deb, which every Debian has; where each file goes is linux_tree.py's.

    megadesk            the app, the command line, the engine and the server      one file to click on
    megadesk-headless   the same without the app and Qt: servers, machines without a screen
    megadesk-server     the server as a service: its unit and its settings; needs one of the two

The first two have the same command and exclude each other. All are of one version, and the third asks for just that one.
The same source gives the same bytes: times are those of SOURCE_DATE_EPOCH, or of the last commit.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import textwrap
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from release import elf, linux_tree
from release.source import Source
from release.tools import PACKAGING, ROOT, WORK, Failed, anew, find, place, run, say, settle, write

PROGRAMS: Final = ("megadesk", "megadesk-headless")
DEBIAN: Final = PACKAGING / "linux" / "debian"
SERVER: Final = PACKAGING / "server"
MAINTAINER: Final = "The megadesk authors <authors@megadesk.example>"
LINE_WIDTH: Final = 79
HOMEPAGE_VARIABLE: Final = "MEGADESK_HOMEPAGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One package: what stands in its control file."""

    name: str
    summary: str
    description: tuple[str, ...]
    relations: dict[str, str]
    architecture: str = "any"
    conffiles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    section: str = "net"


def last_commit_s() -> int:
    """Return when it is made, if the source decides: SOURCE_DATE_EPOCH, else the last commit."""
    named = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(named) if named.isdigit() else int(run([find("git", "git"), "log", "-1", "--format=%ct"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When the packages are made."""

    epoch_s: int = field(default_factory=last_commit_s)

    @property
    def date(self) -> str:
        """As 2026-11-27."""
        return time.strftime("%Y-%m-%d", time.gmtime(self.epoch_s))

    @property
    def in_changelogs(self) -> str:
        """As Debian's changelogs have it (RFC 5322), whatever the language here is."""
        now = time.gmtime(self.epoch_s)
        day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[now.tm_wday]
        month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[now.tm_mon - 1]
        return (
            f"{day}, {now.tm_mday:02d} {month} {now.tm_year} {now.tm_hour:02d}:{now.tm_min:02d}:{now.tm_sec:02d} +0000"
        )


ABOUT: Final = (
    "megadesk keeps folders the same on all your computers, backs them up, and brings back what was deleted or changed,"
    " by way of a server that cannot read them: everything is encrypted before it leaves the computer, and a server that"
    " leaves something out or shows an old state is noticed."
)


def build_all(source: Source, dist: Path) -> list[Path]:
    """Return the packages, made in dist from the frozen programs that lie there; Failed if there is none."""
    frozen = [dist / name for name in PROGRAMS if (dist / name / "megadesk").is_file()]
    if not frozen:
        raise Failed(f"there is no frozen program in {dist}: dev.py package frozen makes one")
    moment = Moment()
    made = [*(_program(each, source, moment, dist) for each in frozen), _service(source, moment, dist)]
    for file in made:
        say(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return made


def _program(frozen: Path, source: Source, moment: Moment, dist: Path) -> Path:
    is_headless = frozen.name != "megadesk"
    other = "megadesk" if is_headless else "megadesk-headless"
    root = anew(WORK / "deb" / frozen.name)
    linux_tree.fill(root, frozen, source, date=moment.date, homepage=os.environ.get(HOMEPAGE_VARIABLE, ""))
    if not is_headless:
        linux_tree.check_menu(root / "usr" / "share")
    relations = {
        "Depends": ", ".join(elf.depends_of(frozen)),
        # Keys are kept in the keyring of the desktop, or in a file where there is none.
        "Recommends": "ca-certificates" if is_headless else "ca-certificates, gnome-keyring | kwalletmanager",
        "Conflicts": other,
        "Replaces": other,
    }
    package = Package(
        name=frozen.name,
        summary=f"encrypted folder sync and backup{', without a screen' if is_headless else ''}",
        description=(ABOUT, _what_is_in(is_headless=is_headless)),
        relations=relations,
        scripts=("prerm",),
    )
    return _pack(package, root, source, moment, dist)


def _what_is_in(*, is_headless: bool) -> str:
    if is_headless:
        return "This package has the engine, the command line and the server, for machines without a screen."
    return "This package has the app, the engine, the command line and the server."


def _service(source: Source, moment: Moment, dist: Path) -> Path:
    root = anew(WORK / "deb" / "megadesk-server")
    for file in sorted(SERVER.iterdir()):
        if file.suffix in (".service", ".timer"):
            place(file, root / "usr" / "lib" / "systemd" / "system" / file.name)
        elif file.name == "server.toml":
            place(file, root / "etc" / "megadesk" / file.name)
        elif file.is_file():
            place(file, root / "usr" / "share" / "doc" / "megadesk-server" / "examples" / file.name)
    version = source.version.debian
    package = Package(
        name="megadesk-server",
        summary="server for encrypted folder sync, as a service",
        description=(ABOUT, "This package runs the server as a service of the system, with settings in /etc/megadesk."),
        relations={
            "Depends": f"megadesk-headless (= {version}) | megadesk (= {version}), init-system-helpers (>= 1.51)",
            "Suggests": "nginx",
        },
        architecture="all",
        conffiles=("/etc/megadesk/server.toml",),
        scripts=("postinst", "prerm", "postrm"),
    )
    return _pack(package, root, source, moment, dist)


# -- one package ------------------------------------------------------------------------------------------------------


def _pack(package: Package, root: Path, source: Source, moment: Moment, dist: Path) -> Path:
    doc = root / "usr" / "share" / "doc" / package.name
    write(doc / "copyright", (DEBIAN / "copyright").read_text(encoding="utf-8").replace("@PACKAGE@", package.name))
    _packed(doc / "changelog.gz", _changelog(package, source, moment).encode())
    _packed(doc / "CHANGELOG.md.gz", (ROOT / "CHANGELOG.md").read_bytes())
    if package.name in PROGRAMS:
        known = (DEBIAN / "program.lintian-overrides").read_text(encoding="utf-8").replace("@PACKAGE@", package.name)
        write(root / "usr" / "share" / "lintian" / "overrides" / package.name, known)
    (root / "DEBIAN").mkdir()
    write(root / "DEBIAN" / "control", _control(package, root, source))
    write(root / "DEBIAN" / "md5sums", _md5sums(root))
    if package.conffiles:
        write(root / "DEBIAN" / "conffiles", "".join(f"{file}\n" for file in package.conffiles))
    for script in package.scripts:
        write(root / "DEBIAN" / script, _script(package.name, script), mode=0o755)
    settle(root, epoch_s=moment.epoch_s)
    file = dist / f"{package.name}_{source.version.debian}_{_architecture(package)}.deb"
    run(
        [find("dpkg-deb", "dpkg"), "--root-owner-group", "-Zxz", "--build", root, file],
        SOURCE_DATE_EPOCH=str(moment.epoch_s),
    )
    shutil.rmtree(root)
    return file


def _changelog(package: Package, source: Source, moment: Moment) -> str:
    """Return the changelog as Debian reads it; people read CHANGELOG.md, which lies beside it."""
    return (
        f"{package.name} ({source.version.debian}) unstable; urgency=medium\n\n"
        "  * What changed for people who use it: CHANGELOG.md.\n\n"
        f" -- {MAINTAINER}  {moment.in_changelogs}\n"
    )


def _packed(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(content, 9, mtime=0))
    file.chmod(0o644)


def _architecture(package: Package) -> str:
    return (
        package.architecture
        if package.architecture == "all"
        else run([find("dpkg", "dpkg"), "--print-architecture"]).strip()
    )


def _control(package: Package, root: Path, source: Source) -> str:
    kib = sum(-(-path.lstat().st_size // 1024) for path in root.rglob("*") if "DEBIAN" not in path.parts)
    fields = {
        "Package": package.name,
        "Version": source.version.debian,
        "Architecture": _architecture(package),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(kib),
        **package.relations,
        "Section": package.section,
        "Priority": "optional",
        "Description": "\n .\n".join((package.summary, *map(_folded, package.description))).replace("\n .\n", "\n", 1),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _folded(paragraph: str) -> str:
    return textwrap.fill(paragraph, LINE_WIDTH, initial_indent=" ", subsequent_indent=" ")


def _md5sums(root: Path) -> str:
    files = [file for file in sorted((root / "usr").rglob("*")) if file.is_file() and not file.is_symlink()]
    return "".join(
        f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(root)}\n"
        for file in files
    )


def _script(package: str, script: str) -> str:
    """Return a maintainer script; both programs have the same."""
    own = DEBIAN / f"{package}.{script}"
    text = (own if own.exists() else DEBIAN / f"megadesk.{script}").read_text(encoding="utf-8")
    helper = (DEBIAN / "end-processes.sh").read_text(encoding="utf-8")
    return text.replace("@END_PROCESSES@\n", helper).replace("@PACKAGE@", package)
