"""The program for any Linux: a folder that is unpacked anywhere and started with ``AppRun``.

    megadesk-VERSION-x86_64/          dist/megadesk-VERSION-x86_64.tar.xz
      README.txt  AppRun  org.megadesk.Megadesk.desktop  org.megadesk.Megadesk.png  .DirIcon
      usr/...                         as in the Debian package

It is an AppDir, so that who has the runtime for it makes an AppImage of it: ``appimagetool FOLDER`` (the release workflow does).
"""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from release import linux_tree
from release.deb import HOMEPAGE_VARIABLE, Moment
from release.source import Source
from release.tools import WORK, Failed, anew, find, place, run, say, settle


def build(source: Source, dist: Path) -> Path:
    """Return the archive, made in dist from the frozen program that lies there; its folder becomes dist/portable."""
    moment = Moment()
    name = f"megadesk-{source.version.text}-{platform.machine()}"
    folder = anew(WORK / "portable" / name)
    linux_tree.fill(folder, dist / "megadesk", source, date=moment.date, homepage=os.environ.get(HOMEPAGE_VARIABLE, ""))
    app_id = linux_tree.APP_ID
    place(linux_tree.LINUX / "AppRun", folder / "AppRun", mode=0o755)
    place(folder / "usr" / "share" / "applications" / f"{app_id}.desktop", folder / f"{app_id}.desktop")
    picture = folder / "usr" / "share" / "icons" / "hicolor" / "256x256" / "apps" / f"{app_id}.png"
    place(picture, folder / f"{app_id}.png")
    place(linux_tree.LINUX / "README.txt", folder / "README.txt")
    (folder / ".DirIcon").symlink_to(f"{app_id}.png")
    settle(folder, epoch_s=moment.epoch_s)
    file = dist / f"{name}.tar.xz"
    run(
        [find("tar", "tar"), "--create", "--xz", "--file", file, "--sort=name", "--owner=0", "--group=0",
         "--numeric-owner", "-C", folder.parent, name],
        XZ_OPT="-6 -T0",
    )  # fmt: skip
    said = run([folder / "AppRun", "--version"]).strip()
    if said != f"megadesk {source.version.text}":
        raise Failed(f"{folder / 'AppRun'} says {said!r}")
    shutil.rmtree(dist / "portable", ignore_errors=True)
    shutil.move(folder, dist / "portable")
    say(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
    return file
