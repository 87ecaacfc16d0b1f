"""The account."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fakes.first_run import PROBED
from megadesk.model.errors import AlreadyExists
from megadesk.ui.first_run.account import AccountPage
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import FirstRunFill, Step, Way, Work

NOW = replace(
    journeys.begin(FirstRunFill(email="anna@example.org", password="stone-lantern-river-moss")), step=Step.ACCOUNT
)


def _hidden(page: AccountPage) -> tuple[bool, ...]:
    parts = (page.fields["recovery_key"], page.open_key, page.fields["again"], page.generate, page.bar)
    return tuple(part.isHidden() for part in parts)


def test_each_way_asks_for_what_it_needs(qtbot: QtBot) -> None:
    """A recovery key, a new password, or neither."""
    page = AccountPage()
    qtbot.addWidget(page)
    page.show_journey(NOW)
    assert _hidden(page) == (True, True, False, False, False)
    page.show_journey(journeys.typed(NOW, way=Way.LOG_IN))
    assert _hidden(page) == (True, True, True, True, True)
    page.show_journey(journeys.typed(NOW, way=Way.RECOVER))
    assert _hidden(page) == (False, False, False, False, False)


def test_how_good_a_new_password_is_is_said(qtbot: QtBot) -> None:
    """While it is typed."""
    page = AccountPage()
    qtbot.addWidget(page)
    page.show_journey(NOW)
    assert page.says.text() == "Very strong."
    page.show_journey(journeys.typed(NOW, password=""))
    assert page.says.text().startswith("Several words")


def test_a_password_that_was_made_can_be_read_and_copied(qtbot: QtBot) -> None:
    """Nobody knows it yet; what is typed stays hidden."""
    page = AccountPage()
    qtbot.addWidget(page)
    page.show_journey(NOW)
    assert page.copy.isHidden()
    page.reveal()
    page.show_journey(NOW)
    assert not page.copy.isHidden()
    assert page.fields["again"].edit.echoMode() is QLineEdit.EchoMode.Normal


def test_an_account_that_exists_can_be_logged_in_to(qtbot: QtBot) -> None:
    """By one button, where making it again is refused."""
    page = AccountPage()
    qtbot.addWidget(page)
    wanted: list[str] = []
    page.wanted.connect(wanted.append)
    page.show_journey(NOW)
    assert page.existing.isHidden()
    page.show_journey(journeys.failed(replace(NOW, work=Work.SIGN), AlreadyExists(what="account")))
    assert not page.existing.isHidden()
    page.existing.click()
    page.generate.click()
    assert wanted == ["log-in", "generate"]


def test_a_server_that_invites_has_a_field_for_its_code(qtbot: QtBot) -> None:
    """The others have none."""
    page = AccountPage()
    qtbot.addWidget(page)
    page.show_journey(NOW)
    assert page.fields["invitation"].isHidden()
    invites = msgspec.structs.replace(PROBED, sign_up="invitation")
    page.show_journey(journeys.probed(journeys.typed(NOW, server="x.org"), "x.org", invites))
    assert not page.fields["invitation"].isHidden()
