"""The disk image for macOS, around the app that was frozen there.

    megadesk.app --sign--> megadesk.app --dmgbuild--> megadesk-V-arm64.dmg --sign--> the same

Without an identity to sign with, both stay as PyInstaller left them: signed by nobody, which macOS opens after a person has
insisted.
"""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path
from typing import Final

from macos.disk_image import settings
from release.tools import PACKAGING, Failed, find, run

SIGNER: Final = PACKAGING / "macos" / "sign_and_notarise.sh"
IDENTITY: Final = "MEGADESK_APPLE_IDENTITY"


def build_dmg(app: Path, out: Path, version: str) -> Path:
    """Return the disk image of an app, built into the folder ``out``; Failed if there is no app."""
    if not (app / "Contents" / "Info.plist").is_file():
        raise Failed(f"{app} is no app of macOS")
    import dmgbuild  # of macOS only: elsewhere it cannot even be imported

    out.mkdir(parents=True, exist_ok=True)
    made = out / f"megadesk-{version}-{platform.machine()}.dmg"  # a frozen app is for one kind of processor
    sign(app)
    dmgbuild.build_dmg(str(made), f"megadesk {version}", settings=settings(app.resolve()))
    sign(made)
    return made


def give_licences(app: Path, licences: Path) -> None:
    """Put the licences into an app that was frozen: it is what people get.

    PyInstaller has sealed it, signed by nobody, and macOS calls an app damaged that does not fit its seal: it is sealed again.
    """
    shutil.copytree(licences, app / "Contents" / "Resources" / "licences")
    run([find("codesign", "none"), "--force", "--deep", "--all-architectures", "--sign", "-", app])


def sign(what: Path) -> None:
    """Sign an app or a disk image, if the environment names an identity; Failed if that fails."""
    if os.environ.get(IDENTITY):
        run([SIGNER, what.resolve()])
