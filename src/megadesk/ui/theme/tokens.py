"""Colours and sizes of the app, by role: no widget names a colour. No Qt here, so that contrast can be computed.

Roles, lightness and the sizes are those of docs/app.md; every text pair meets WCAG 2.1 AA, which
tests/unit/ui/theme/test_tokens.py computes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Final


class Appearance(Enum):
    """What a person chose; the value is kept in the app's settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One theme: each colour as ``#RRGGBB``. ``on_accent``: text on the accent. ``*_soft``: behind text of that colour."""

    name: str
    is_dark: bool
    bg: str
    surface: str
    hover: str
    border: str
    outline: str
    """The edge of what can be typed into or switched: 3:1 against the page (WCAG 1.4.11)."""
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    error: str
    error_soft: str
    track: str
    image: str
    video: str
    audio: str
    document: str
    archive: str
    folder: str
    other: str
    """The tints of the tiles that tell kinds of files apart; the icon in them tells the same without colour."""

    @property
    def is_contrast(self) -> bool:
        """Whether it is one of high contrast: soft grounds have an edge in it."""
        return self.name.startswith("high-contrast")

    def colour(self, role: str) -> str:
        """Return the colour of a role by its name."""
        return str(getattr(self, role))

    def as_mapping(self) -> Mapping[str, str]:
        """Return all colours by role, for the style sheet."""
        return {each.name: str(getattr(self, each.name)) for each in fields(self)}


LIGHT: Final = Tokens(
    name="light", is_dark=False,
    bg="#FFFFFF", surface="#F6F7F9", hover="#EEF0F4", border="#E4E6EB", outline="#858C99", text="#16181D", muted="#5D6472",
    accent="#4F46E5", accent_soft="#ECEAFD", on_accent="#FFFFFF",
    ok="#147038", ok_soft="#E3F4E8", warn="#A84B06", warn_soft="#FCEFDC", error="#C81E1E", error_soft="#FDE8E8", track="#E6E8EE",
    image="#B45309", video="#7E22CE", audio="#BE185D", document="#1D4ED8", archive="#475569", folder="#4F46E5", other="#5D6472",
)  # fmt: skip

DARK: Final = Tokens(
    name="dark", is_dark=True,
    bg="#17181C", surface="#1F2126", hover="#272A31", border="#2E3139", outline="#767D8B", text="#ECEEF2", muted="#9AA1AE",
    accent="#8B85FF", accent_soft="#2A2850", on_accent="#14141A",
    ok="#4ADE80", ok_soft="#16301F", warn="#FBBF24", warn_soft="#372A10", error="#F87171", error_soft="#3B1D1F", track="#2E3139",
    image="#FBBF24", video="#C084FC", audio="#F472B6", document="#60A5FA", archive="#94A3B8", folder="#8B85FF", other="#9AA1AE",
)  # fmt: skip

HIGH_CONTRAST_LIGHT: Final = replace(
    LIGHT,
    name="high-contrast-light",
    surface="#FFFFFF", hover="#E2E4EA", border="#3B3F48", outline="#16181D", text="#000000", muted="#2B2F38",
    accent="#2B22B8", ok="#0B5A28", warn="#7A3402", error="#98100F", track="#9AA0AC",
)  # fmt: skip

HIGH_CONTRAST_DARK: Final = replace(
    DARK,
    name="high-contrast-dark",
    bg="#000000", surface="#000000", hover="#26282F", border="#C3C7D0", outline="#FFFFFF", text="#FFFFFF", muted="#DDE0E6",
    accent="#B9B5FF", accent_soft="#1B1A45", on_accent="#000000", ok="#86EFAC", warn="#FDE047", error="#FCA5A5", track="#5A606C",
)  # fmt: skip

THEMES: Final = (LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK)


def tokens_for(appearance: Appearance, *, system_is_dark: bool, system_wants_contrast: bool = False) -> Tokens:
    """Return the theme for what a person chose and what their system says."""
    dark = appearance is Appearance.DARK or (
        appearance in {Appearance.SYSTEM, Appearance.HIGH_CONTRAST} and system_is_dark
    )
    if appearance is Appearance.HIGH_CONTRAST or (appearance is Appearance.SYSTEM and system_wants_contrast):
        return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST_LIGHT
    return DARK if dark else LIGHT


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(byte: int) -> float:
        part = byte / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# -- sizes, in pixels at a text scale of 1 --------------------------------------------------------------------------

BODY_PX: Final = 13
SMALL_PX: Final = 12
SECTION_PX: Final = 15
TITLE_PX: Final = 20
ROW_PX: Final = 56
DENSE_ROW_PX: Final = 40
CONTROL_PX: Final = 34
ICON_PX: Final = 18
TILE_PX: Final = 36
GRID_PX: Final = 8
RADIUS_PX: Final = 6
CARD_RADIUS_PX: Final = 10
MOTION_MS: Final = 150
