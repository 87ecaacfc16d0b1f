"""What the window of the disk image shows: the app, and the folder to drag it into."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

WINDOW: Final = ((200, 200), (560, 300))
"""Where it opens, and how large."""


def settings(app: Path) -> dict[str, Any]:
    """Return the settings of dmgbuild for an app."""
    return {
        "files": [str(app)],
        "symlinks": {"Applications": "/Applications"},
        "icon": str(app / "Contents" / "Resources" / "megadesk.icns"),
        "format": "UDZO",  # every macOS that runs the app opens it
        "window_rect": WINDOW,
        "icon_size": 112,
        "icon_locations": {app.name: (150, 130), "Applications": (410, 130)},
        "default_view": "icon-view",
    }
