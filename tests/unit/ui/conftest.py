"""For all tests of the app: one look, one font, one language, no screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from fakes.desk import FakeDesk, make_desk
from fakes.screen import prepare
from megadesk.ui.language import language
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import Appearance


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Name the program."""
    return ["megadesk"]


@pytest.fixture(autouse=True)
def same_look(qapp: QApplication) -> None:
    """Begin each test light, in English, with text of the usual size."""
    prepare(qapp)
    if look().tokens.name != "light" or look().scale != 1.0:
        look().choose(Appearance.LIGHT, 1.0)
    language().choose("en")


@pytest.fixture
def desk(tmp_path: Path) -> FakeDesk:
    """Return a desk of a signed-in, connected device."""
    return make_desk(tmp_path)
