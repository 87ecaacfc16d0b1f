"""Which server."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fakes.first_run import CERTIFICATE, PROBED
from megadesk.ui.first_run.server import ServerPage
from megadesk.ui.text import text
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import Fault, FirstRunFill, Step


def test_an_unknown_certificate_is_shown_and_trusted(qtbot: QtBot) -> None:
    """With all that a person compares; it goes once it is trusted."""
    page = ServerPage()
    qtbot.addWidget(page)
    wanted: list[str] = []
    page.wanted.connect(wanted.append)
    now = replace(journeys.begin(FirstRunFill(server="x.org")), step=Step.SERVER)
    page.show_journey(now)
    assert page.certificate.isHidden()
    shown = msgspec.structs.replace(PROBED, reachable=False, certificate=CERTIFICATE)
    page.show_journey(journeys.probed(now, "x.org", shown))
    said = [label.accessibleName() for label in page.certificate.findChildren(QLabel)]
    assert any(name.startswith("SHA-256: 5F:5F") for name in said)
    page.certificate.trust.click()
    assert wanted == ["trust"]
    page.show_journey(journeys.probed(now, "x.org", msgspec.structs.replace(shown, reachable=True, trusted=True)))
    assert page.certificate.isHidden()
    assert not page.facts.isHidden()


def test_what_is_wrong_is_said_once(qtbot: QtBot) -> None:
    """At the field, and not below it again."""
    page = ServerPage()
    qtbot.addWidget(page)
    now = journeys.probed(journeys.begin(FirstRunFill(server="x.org")), "x.org", PROBED)
    page.show_journey(replace(now, fault=Fault("server", text("No."))))
    assert page.facts.isHidden()
