"""What one row shows."""

from __future__ import annotations

from megadesk.ui.viewmodels.rowlook import kind_icon, kind_word


def test_kinds_have_icons() -> None:
    """By a file's name."""
    assert [kind_icon(kind_word(name)) for name in ("a.jpg", "b.mp4", "c")] == ["image", "film", "file"]
    assert kind_icon(kind_word("Photos", is_folder=True)) == "folder"
