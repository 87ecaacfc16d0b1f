"""The icon in the panel."""

from __future__ import annotations

import pytest

from megadesk.ui.tray.icon import BADGES, INKS, SIZES, Style, paint, tray_icon
from megadesk.ui.viewmodels.overall import SHAPES


@pytest.mark.parametrize("style", Style)
def test_signs_differ_without_colour(style: Style) -> None:
    """Each sign is another picture, at 22 pixels, in one colour too."""
    one_of_each = {sign: state for state, (sign, _) in BADGES.items()}
    pictures = [paint(state, style, 22).toImage() for state in one_of_each.values()]
    assert all(one != other for number, one in enumerate(pictures) for other in pictures[:number])


@pytest.mark.parametrize("style", INKS)
def test_one_colour_is_one_colour(style: Style) -> None:
    """A panel may tint it, or not: nothing else is in it."""
    image = paint("attention", style, 64).toImage()
    solid = {
        image.pixelColor(x, y).name().upper()
        for x in range(64)
        for y in range(64)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {INKS[style]}


def test_every_state_has_an_icon_at_every_size() -> None:
    """Also one that a later engine may say."""
    assert BADGES.keys() == SHAPES.keys()
    assert len(tray_icon("something new").availableSizes()) == len(SIZES)
