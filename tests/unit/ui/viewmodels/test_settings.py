"""What the settings say."""

from __future__ import annotations

import msgspec
import pytest

from fakes.first_run import CERTIFICATE, PROBED
from fakes.settings import ENGINE, LIMITS, SETTINGS
from megadesk import __version__
from megadesk.ipc import messages as m
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.settings import NOTIFICATIONS, engine_words, limit_words, proxy_view, server_facts


def test_a_proxy_is_the_systems_none_or_one() -> None:
    """A password that is kept is not shown, but said."""
    assert proxy_view(SETTINGS).kind == "system"
    own = msgspec.structs.replace(SETTINGS, proxy="http://p:3128", proxy_user="anna", has_proxy_password=True)
    view = proxy_view(own)
    assert (view.kind, view.url, view.user) == ("manual", "http://p:3128", "anna")
    assert plainly(view.hint).startswith("A password is saved.")
    assert not proxy_view(msgspec.structs.replace(own, has_proxy_password=False)).hint


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Uploads: 512 KiB/s · Downloads: no limit"),
        ({"paused": ["up"], "up_now": None}, "Uploads: paused · Downloads: no limit"),
        (
            {"schedule": [m.LimitWindow(days=["mon"], start="08:00", end="18:00", up=1, down=1)]},
            "Uploads: 512 KiB/s · Downloads: no limit · 1 scheduled time",
        ),
    ],
)
def test_limits_are_said_as_they_hold_now(changes: dict[str, object], words: str) -> None:
    """And whether there is a schedule."""
    assert plainly(limit_words(msgspec.structs.replace(LIMITS, **changes))) == words


@pytest.mark.parametrize(
    ("changes", "icon", "lines"),
    [
        ({}, "shield-check", 0),
        ({"trusted": True, "certificate": CERTIFICATE}, "shield-check", 4),
        ({"address": "http://127.0.0.1:8080"}, "house", 0),
        ({"reachable": False, "certificate": CERTIFICATE}, "shield-alert", 4),
        ({"reachable": False, "code": "server_unavailable", "arguments": {}}, "circle-alert", 0),
    ],
)
def test_how_a_server_is_known(changes: dict[str, object], icon: str, lines: int) -> None:
    """By an authority, by a person, or not at all; what a person vouches for is shown."""
    fact, facts = server_facts(msgspec.structs.replace(PROBED, **changes))
    assert (fact.icon, len(facts)) == (icon, lines)
    assert fact.words


def test_kinds_of_messages_are_those_the_tray_knows() -> None:
    """Each can be switched off."""
    kinds = [kind for kind, _, _ in NOTIFICATIONS]
    assert kinds == ["conflict", "guard", "quota", "tampering", "new_device", "backup_overdue"]


def test_an_engine_of_another_version_is_said() -> None:
    """With what to do."""
    assert plainly(engine_words(ENGINE, __version__)) == f"Version {__version__}, process 4711"
    assert "Restart the sync engine to update it." in plainly(engine_words(ENGINE, "9.9"))
