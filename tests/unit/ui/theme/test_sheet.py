"""The style sheet."""

from __future__ import annotations

import pytest

from megadesk.ui.theme.sheet import style_sheet
from megadesk.ui.theme.tokens import THEMES, Tokens


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_word_is_filled(theme: Tokens) -> None:
    """No colour or size is left out."""
    sheet = style_sheet(theme, scale=1.0)
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_text_scales() -> None:
    """Sizes that go with text follow it."""
    assert "font-size: 13px" in style_sheet(THEMES[0], scale=1.0)
    assert "font-size: 26px" in style_sheet(THEMES[0], scale=2.0)
