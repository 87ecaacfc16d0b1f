"""Names that look like markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument

from megadesk.ui.tips import tip, unmarked

NAMES = [
    "a <b>bold</b> name", '/share/<img src="/home/ada/x.png">', "<table><tr><td>", "<a href='file:///etc'>here</a>",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_letter_by_letter(name: str) -> None:
    """What Qt makes of it has the same letters, no picture and no link."""
    shown = QTextDocument()
    shown.setHtml(tip(name))
    assert shown.toPlainText().replace("\xa0", " ") == name
    assert "<img" not in shown.toHtml()
    assert "<a " not in shown.toHtml()


def test_what_is_no_markup_stays() -> None:
    """Most tooltips are what they were."""
    assert (tip("Ben & Jerry <3.txt"), tip("a.txt")) == ("Ben & Jerry <3.txt", "a.txt")
    assert unmarked("<b>Ben & Jerry</b>") == "&lt;b&gt;Ben &amp; Jerry&lt;/b&gt;"


def test_no_tooltip_of_the_app_is_without_it() -> None:
    """Whoever shows one takes it from here; sentences without names in them are the app's own."""
    source = Path(__file__).parents[3] / "src" / "megadesk" / "ui"
    models = [path for path in (source / "models").glob("*.py") if "ToolTipRole" in path.read_text(encoding="utf-8")]
    assert models
    for path in models:
        assert "tip(" in path.read_text(encoding="utf-8"), path.name
