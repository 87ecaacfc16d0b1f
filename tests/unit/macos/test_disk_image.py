"""What the window of the disk image shows."""

from __future__ import annotations

from pathlib import Path

from macos.disk_image import WINDOW, settings


def test_everything_in_the_image_has_its_place_in_the_window() -> None:
    """An icon without one lies on top of another; one beyond the edge is not seen."""
    shown = settings(Path("dist/megadesk.app"))
    assert shown["icon_locations"].keys() == {"megadesk.app", *shown["symlinks"]}
    width, height = WINDOW[1]
    half = shown["icon_size"] // 2
    for x, y in shown["icon_locations"].values():
        assert half <= x <= width - half
        assert half <= y <= height - half
