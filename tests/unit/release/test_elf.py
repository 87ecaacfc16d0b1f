"""What a folder of programs wants from the system: asked of real programs."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from release import elf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with this Python's program in it, and a text that is called like a library."""
    shutil.copy(Path(sys.executable).resolve(), tmp_path / "python")
    (tmp_path / "notes.so").write_text("nothing to run")
    return tmp_path


def test_programs_are_told_by_what_is_in_them(folder: Path) -> None:
    """Not by their names."""
    assert elf.programs_in(folder) == [folder / "python"]


def test_what_is_not_in_the_folder_is_missing(folder: Path) -> None:
    """A library that lies there is not."""
    assert "libc.so.6" in elf.missing_libraries(folder)
    (folder / "libc.so.6").write_bytes(b"")
    assert "libc.so.6" not in elf.missing_libraries(folder)
