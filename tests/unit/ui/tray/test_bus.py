"""Messages over the session bus, here without one; tests/e2e/desktop has a real desktop."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from megadesk.ui.tray.bus import DesktopBus, _words


def test_where_nobody_listens_it_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the tray's icon says it; the next message tries again."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    bus = DesktopBus()
    for title in ("a", "b"):
        with qtbot.waitSignal(bus.refused) as refused:
            bus.post(title, "body", None)
        assert refused.args == [title, "body"]
    bus.end()


def test_what_a_desktop_says_it_can_do() -> None:
    """Only words count; one that says nothing, or something else, reads no markup as far as we know."""
    for body, words in (
        ((["body", "body-markup"],), ["body", "body-markup"]),
        ((), []),
        (("no list",), []),
        (([1],), []),
    ):
        assert _words(SimpleNamespace(body=body)) == words
