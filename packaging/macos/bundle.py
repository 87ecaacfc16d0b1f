"""What macOS reads about the app before it runs: values for the Info.plist that PyInstaller writes.

pyinstaller/megadesk.spec hands them to BUNDLE. The sentences are shown by the system in its own question when the app
first reads such a folder; without them it would be refused without a question.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from release.source import Version

BUNDLE_ID: Final = "org.megadesk.Megadesk"
SCHEME: Final = "megadesk"
OLDEST_SYSTEM: Final = "13.0"
"""What the libraries of Qt 6.11 are built for."""

_WHY: Final = "megadesk keeps the folders that you choose the same on all your devices."
FOLDERS: Final = {
    "NSDesktopFolderUsageDescription": _WHY,
    "NSDocumentsFolderUsageDescription": _WHY,
    "NSDownloadsFolderUsageDescription": _WHY,
    "NSRemovableVolumesUsageDescription": _WHY,
    "NSNetworkVolumesUsageDescription": _WHY,
}
"""Places that the system guards, and why we read them: only if a person has chosen a folder there."""

TRANSLATED: Final = [(str(path), path.parent.name) for path in Path(__file__).parent.glob("*.lproj/InfoPlist.strings")]
"""Files for the resources of the bundle, each with its folder there."""


def info_plist(version: str) -> dict[str, Any]:
    """Return what is said of this version; Failed if it is none."""
    shown = ".".join(map(str, Version(version).numbers[:3]))
    return {
        "CFBundleName": "megadesk",
        "CFBundleDisplayName": "megadesk",
        "CFBundleShortVersionString": shown,
        "CFBundleVersion": shown,  # numbers only; whether it is a release is said in the app
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de"],
        "CFBundleURLTypes": [
            {"CFBundleURLName": BUNDLE_ID, "CFBundleURLSchemes": [SCHEME], "CFBundleTypeRole": "Viewer"}
        ],
        "LSApplicationCategoryType": "public.app-category.utilities",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        # It lives in the menu bar. In the Dock, too, every start at login would put an icon that nobody asked for, and
        # the engine, which is the same program, a second one.
        "LSUIElement": True,
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,  # it paints little: the slow graphics chip will do
        "NSHumanReadableCopyright": "The megadesk authors, Apache-2.0",
        **FOLDERS,
    }
