"""Icons."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QColor

from megadesk.host.resources import resource_folder
from megadesk.ui.theme.icons import icon, pixmap
from megadesk.ui.theme.tokens import LIGHT

SOURCE = Path(__file__).resolve().parents[4] / "src" / "megadesk" / "ui"


def test_an_icon_has_the_colour_and_the_pixels_it_is_asked_for() -> None:
    """Sharp on a screen with two pixels a point."""
    made = pixmap("check", "#FF0000", 18, 2.0)
    assert (made.width(), made.deviceIndependentSize().width()) == (36, 18)
    image = made.toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {QColor("#FF0000").name()}


def test_an_icon_that_rests_is_muted() -> None:
    """A disabled button shows it."""
    assert not icon("check", LIGHT).isNull()


def test_every_icon_that_is_named_is_there() -> None:
    """A name that is misspelt would be an empty place."""
    there = {path.stem for path in resource_folder("icons").glob("*.svg")}
    named = re.compile(r"(?:Icon|pixmap|icon|Message|Banner|IconButton)\(\s*\"([a-z0-9-]+)\"")
    found = {name for path in SOURCE.rglob("*.py") for name in named.findall(path.read_text(encoding="utf-8"))}
    assert found
    assert found <= there
