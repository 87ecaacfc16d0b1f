"""What the smoke test tries: the window as well, wherever a build has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from smoke_test import has_app

LAYOUTS = {
    "linux": ("megadesk/megadesk", "megadesk/_internal/PySide6/Qt/lib/libQt6Widgets.so.6"),
    "windows": ("megadesk/megadesk.exe", "megadesk/_internal/PySide6/Qt6Widgets.dll"),
    "macos": (
        "megadesk.app/Contents/MacOS/megadesk",
        "megadesk.app/Contents/Frameworks/PySide6/Qt/lib/QtWidgets.framework/Versions/A/QtWidgets",
    ),
}


@pytest.mark.parametrize("system", LAYOUTS)
def test_a_build_with_qt_has_an_app(system: str, tmp_path: Path) -> None:
    """In the app of macOS libraries do not lie below the program, but beside its folder."""
    program, library = (tmp_path / place for place in LAYOUTS[system])
    program.parent.mkdir(parents=True)
    program.touch()
    assert not has_app(program)
    library.parent.mkdir(parents=True)
    library.touch()
    assert has_app(program)
