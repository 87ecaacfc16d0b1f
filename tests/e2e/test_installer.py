"""The installer for Windows is compiled, around a folder laid out as a frozen build.

It runs on Windows only; `python -m windows.trial` in packaging/ runs it there, or under Wine.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from release.windows import PROGRAMS, build_installer

pytestmark = pytest.mark.e2e


def test_installer_is_built_without_a_warning(tmp_path: Path, qapp: object) -> None:
    """It is one file that says which version it is, and what is not ours is not in its way."""
    frozen = tmp_path / "frozen"
    for name in (*PROGRAMS, "_internal/PySide6/Qt6Core.dll"):
        (frozen / name).parent.mkdir(parents=True, exist_ok=True)
        (frozen / name).write_bytes(b"MZ")
    made = build_installer(frozen, tmp_path / "out", "1.2.3rc1")
    assert made == tmp_path / "out" / "megadesk-1.2.3rc1-setup.exe"
    content = made.read_bytes()
    assert content.startswith(b"MZ")
    assert "1.2.3rc1".encode("utf-16-le") in content
    assert "Startmenü".encode("utf-16-le") not in content  # what it says is packed; only its properties are not
    assert [path.name for path in (tmp_path / "out").iterdir()] == [made.name]
