"""What a Linux system wants around the program, laid out below ``usr`` as it will stand on the disk.

    usr/lib/NAME/            the frozen program           usr/bin/megadesk     a link to it
    usr/share/applications, metainfo, icons               the menu, software centres
    usr/share/man, bash-completion, zsh, fish             who types
    usr/lib/systemd/user     the engine, where nobody has a screen
    usr/share/doc/NAME       whose work it is

Without the app (headless) there is no menu entry and no icon.
"""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import Final

from release import icons
from release.commands import write_all as write_commands
from release.source import Source
from release.tools import PACKAGING, WORK, anew, find, place, run

LINUX: Final = PACKAGING / "linux"
APP_ID: Final = "org.megadesk.Megadesk"
LINKS: Final = "  <!-- links -->\n"
RELEASE: Final = "    <!-- release -->\n"
DEFAULT: Final = ' type="default"'
SCREENSHOTS: Final = (("sync-full-light", "The synced folders"), ("rewind-full-light", "A folder as it was"))


def fill(root: Path, frozen: Path, source: Source, *, date: str, homepage: str = "") -> None:
    """Lay out everything below root. date: of the release, as 2026-11-27; homepage: where the project is at home."""
    name = frozen.name
    shutil.copytree(frozen, root / "usr" / "lib" / name, symlinks=True, ignore=shutil.ignore_patterns("licences"))
    shutil.copytree(frozen / "licences", root / "usr" / "share" / "doc" / name / "licences")
    _set_modes(root / "usr", root / "usr" / "lib" / name / "megadesk")
    binary = root / "usr" / "bin" / "megadesk"
    binary.parent.mkdir(parents=True)
    binary.symlink_to(f"../lib/{name}/megadesk")
    place(LINUX / "megadesk-engine.service", root / "usr" / "lib" / "systemd" / "user" / "megadesk-engine.service")
    _words_for_shells(root / "usr" / "share", source, day=date)
    if name == "megadesk":
        _menu(root / "usr" / "share", source, date=date, homepage=homepage)


def _set_modes(folder: Path, program: Path) -> None:
    """Only the program is run; libraries are read. Links have no mode of their own."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)


def _words_for_shells(share: Path, source: Source, *, day: str) -> None:
    made = anew(WORK / "commands")
    write_commands(made, source.version.text, day=day)
    for page in sorted((made / "man").glob("*.1")):
        packed = share / "man" / "man1" / f"{page.name}.gz"
        packed.parent.mkdir(parents=True, exist_ok=True)
        packed.write_bytes(gzip.compress(page.read_bytes(), 9, mtime=0))
    completions = made / "completions"
    place(completions / "megadesk.bash", share / "bash-completion" / "completions" / "megadesk")
    place(completions / "_megadesk", share / "zsh" / "vendor-completions" / "_megadesk")
    place(completions / "megadesk.fish", share / "fish" / "vendor_completions.d" / "megadesk.fish")


def _menu(share: Path, source: Source, *, date: str, homepage: str) -> None:
    place(LINUX / f"{APP_ID}.desktop", share / "applications" / f"{APP_ID}.desktop")
    made = anew(WORK / "icons")
    icons.write_icons(made)
    shutil.copytree(made / "hicolor", share / "icons" / "hicolor")
    described = share / "metainfo" / f"{APP_ID}.metainfo.xml"
    place(LINUX / described.name, described)
    text = described.read_text(encoding="utf-8")
    release = f'    <release version="{source.version.text}" date="{date}"/>\n'
    described.write_text(text.replace(RELEASE, release).replace(LINKS, _links(homepage)), encoding="utf-8")


def check_menu(share: Path) -> None:
    """Return if desktops and software centres take what is below ``usr/share``; Failed with what they say against it."""
    run([find("desktop-file-validate", "desktop-file-utils"), share / "applications" / f"{APP_ID}.desktop"])
    run([find("appstreamcli", "appstream"), "validate", "--no-net", share / "metainfo" / f"{APP_ID}.metainfo.xml"])


def _links(homepage: str) -> str:
    """Return where a software centre sends people, and what it shows; nothing while the project has no home."""
    if not homepage:
        return ""
    shown = "".join(
        f"    <screenshot{DEFAULT if not number else ''}>\n      <caption>{caption}</caption>\n"
        f"      <image>{homepage}/screenshots/{name}.png</image>\n    </screenshot>\n"
        for number, (name, caption) in enumerate(SCREENSHOTS)
    )
    return f'  <url type="homepage">{homepage}</url>\n  <screenshots>\n{shown}  </screenshots>\n'
