"""The way to the server."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.first_run import CERTIFICATE, PROBED
from fakes.settings import SETTINGS
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage
from megadesk.ui.settings.network import NetworkPart


@pytest.fixture
def part(desk: FakeDesk, qtbot: QtBot) -> NetworkPart:
    """Return the part, with an engine that takes what is set."""

    def taken(body: m.SetSettings) -> m.SettingsInfo:
        changed = {
            name: value for name in ("proxy", "proxy_user", "ca_file") if (value := getattr(body, name)) is not None
        }
        return msgspec.structs.replace(SETTINGS, **changed)

    desk.link.answer(m.GET_SETTINGS, SETTINGS)
    desk.link.answer(m.SET_SETTINGS, taken)
    desk.link.answer(m.PROBE, PROBED)
    made = NetworkPart(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_proxy_is_chosen_and_used(part: NetworkPart, desk: FakeDesk) -> None:
    """One of a person's own only once it is filled in."""
    assert part.manual.isHidden()
    part.kind.show_value("manual")
    part.kind.chosen.emit("manual")
    assert desk.link.asked(m.SET_SETTINGS) == []
    part.apply.click()
    assert part.url.edit.accessibleDescription() == "Enter the proxy address."
    part.url.edit.setText("http://p:3128")
    part.password.edit.setText("secret")
    part.apply.click()
    assert desk.link.asked(m.SET_SETTINGS) == [
        m.SetSettings(proxy="http://p:3128", proxy_user="", proxy_password="secret")
    ]
    assert part.password.text() == ""
    part.kind.chosen.emit("none")
    assert part.manual.isHidden()


def test_a_script_for_proxies_is_said_to_be_left_out(part: NetworkPart, desk: FakeDesk) -> None:
    """Where the system's proxy is wanted, and has to be found by one."""
    assert part.script.isHidden()
    desk.link.answer(m.GET_SETTINGS, msgspec.structs.replace(SETTINGS, proxy_script=True))
    part.read()
    assert not part.script.isHidden()
    part.kind.chosen.emit("none")
    assert part.script.isHidden()


def test_a_proxy_that_is_none_is_said_at_its_field(part: NetworkPart, desk: FakeDesk) -> None:
    """And nothing typed is lost."""
    desk.link.answer(m.SET_SETTINGS, BadUsage(what="server_address", value="x"))
    part.url.edit.setText("x")
    part.apply.click()
    assert part.url.edit.accessibleDescription().startswith("“x” is not the address of a server.")
    assert part.url.text() == "x"


def test_authorities_are_chosen_and_taken_back(part: NetworkPart, desk: FakeDesk) -> None:
    """A file, or those of the system."""
    assert part.file.text() == "System certificates."
    part.choose.click()
    dialog = part.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit("/etc/ssl/company.pem")
    dialog.close()
    assert (part.file.text(), part.no_file.isHidden()) == ("/etc/ssl/company.pem", False)
    part.no_file.click()
    assert [request.ca_file for request in desk.link.asked(m.SET_SETTINGS)] == ["/etc/ssl/company.pem", ""]


def test_a_certificate_is_trusted_and_trusted_no_more(part: NetworkPart, desk: FakeDesk) -> None:
    """Shown with what is compared."""
    assert (part.trust.isHidden(), part.forget.isHidden()) == (True, True)
    unknown = msgspec.structs.replace(PROBED, reachable=False, certificate=CERTIFICATE)
    desk.link.answer(m.PROBE, unknown)
    part.read()
    assert (part.trust.isHidden(), part.forget.isHidden()) == (False, True)
    desk.link.answer(m.TRUST, msgspec.structs.replace(unknown, reachable=True, trusted=True))
    part.trust.click()
    assert (part.trust.isHidden(), part.forget.isHidden()) == (True, False)
    desk.link.answer(m.TRUST, BadUsage(what="certificate", value="x"))
    part.forget.click()
    assert [request.sha256 for request in desk.link.asked(m.TRUST)] == ["5f" * 32, ""]
    assert part.known._shown[0].tone == "error"
