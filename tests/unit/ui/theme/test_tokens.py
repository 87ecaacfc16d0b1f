"""Colours: contrast is computed, not believed."""

from __future__ import annotations

import pytest

from megadesk.ui.theme.tokens import (
    DARK,
    HIGH_CONTRAST_DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    THEMES,
    Appearance,
    Tokens,
    contrast,
    tokens_for,
)

AA_TEXT = 4.5
AA_PARTS = 3.0
AAA_TEXT = 7.0
GROUNDS = ("bg", "surface", "hover")
SOFT = {"accent": "accent_soft", "ok": "ok_soft", "warn": "warn_soft", "error": "error_soft"}
KINDS = ("image", "video", "audio", "document", "archive", "folder", "other")


def text_pairs() -> list[tuple[str, str]]:
    """Return all pairs of text on a ground that the app uses."""
    plain = [
        (role, ground) for role in ("text", "muted", "accent", "ok", "warn", "error") for ground in ("bg", "surface")
    ]
    on_rows = [
        ("text", "hover"),
        ("muted", "hover"),
        ("text", "accent_soft"),
        ("muted", "accent_soft"),
        ("on_accent", "accent"),
        ("bg", "text"),
    ]
    soft = list(SOFT.items()) + [("text", ground) for ground in SOFT.values()]
    return plain + on_rows + soft


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("pair", text_pairs(), ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_text_can_be_read(theme: Tokens, pair: tuple[str, str]) -> None:
    """WCAG 2.1 AA, 1.4.3: 4.5 to 1."""
    assert contrast(theme.colour(pair[0]), theme.colour(pair[1])) >= AA_TEXT


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_edges_and_icons_can_be_seen(theme: Tokens) -> None:
    """WCAG 2.1 AA, 1.4.11: 3 to 1 for what can be typed into, the focus ring and the icons of kinds."""
    for role in ("outline", "accent", *KINDS):
        assert contrast(theme.colour(role), theme.bg) >= AA_PARTS, role


@pytest.mark.parametrize("theme", [HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK], ids=lambda theme: theme.name)
def test_high_contrast_is_high(theme: Tokens) -> None:
    """AAA for all text, 1.4.6."""
    for role in ("text", "muted", "accent", "ok", "warn", "error"):
        assert contrast(theme.colour(role), theme.bg) >= AAA_TEXT, role


def test_the_measure_is_right() -> None:
    """The two ends, and a pair that WCAG's own examples give (4.48 for #777777 on white)."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_person_or_their_system_chooses() -> None:
    """What a person chose counts more."""
    assert tokens_for(Appearance.SYSTEM, system_is_dark=True) is DARK
    assert tokens_for(Appearance.LIGHT, system_is_dark=True) is LIGHT
    assert tokens_for(Appearance.SYSTEM, system_is_dark=False, system_wants_contrast=True) is HIGH_CONTRAST_LIGHT
    assert tokens_for(Appearance.HIGH_CONTRAST, system_is_dark=True) is HIGH_CONTRAST_DARK
