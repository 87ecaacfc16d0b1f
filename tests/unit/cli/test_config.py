"""config list, get and set."""

from __future__ import annotations

import re
from pathlib import Path

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.cli.config import MEANING, SHOWN
from megadesk.ipc import messages
from megadesk.ipc.messages import SetSettings, SettingsInfo

NOW = SettingsInfo(
    proxy="http://p:80", proxy_user="ada", has_proxy_password=True, ca_file="", start_at_login=True
)  # fmt: skip


def test_all_settings_are_listed_with_what_they_can_be(cli: Cli, engine: FakeEngine) -> None:
    """And the document has all of them."""
    engine.answer(messages.GET_SETTINGS, NOW)
    out = cli("config", "list").out
    assert all(name in out for name in SHOWN)
    assert set(SHOWN) == set(MEANING)
    assert re.search(r"start-at-login +on +on or off", out)
    assert cli("config", "list", "--json").document["proxy_user"] == "ada"


def test_one_setting_is_shown(cli: Cli, engine: FakeEngine) -> None:
    """As it would be set; a password only as that there is one."""
    engine.answer(messages.GET_SETTINGS, NOW)
    assert cli("config", "get", "proxy").out == "http://p:80\n"
    assert cli("config", "get", "proxy-password").out == "set\n"
    assert cli("config", "get", "start-at-login", "--json").document == {"start-at-login": "on"}
    assert cli("config", "get", "zork").code == 2


def test_settings_are_set_one_by_one(cli: Cli, engine: FakeEngine, tmp_path: Path) -> None:
    """Paths are made absolute, nothing takes a setting back, and a password never stands on the line."""
    engine.answer(messages.SET_SETTINGS, NOW)
    assert cli("config", "set", "proxy", "p:80").out == "proxy: http://p:80\n"
    assert cli("config", "set", "ca-file").out == "ca-file: not set\n"
    cli("config", "set", "ca-file", str(tmp_path / "c.pem"))
    for word in ("no", "off", "on", "yes"):
        cli("config", "set", "start-at-login", word)
    cli("config", "set", "proxy-user", "ada")
    cli("config", "set", "proxy-password", "--password-stdin", stdin="secret word\n")
    assert engine.asked == [
        SetSettings(proxy="p:80"), SetSettings(ca_file=""), SetSettings(ca_file=str(tmp_path / "c.pem")),
        *(SetSettings(start_at_login=on) for on in (False, False, True, True)), SetSettings(proxy_user="ada"), SetSettings(proxy_password="secret word"),
    ]  # fmt: skip
    for wrong in (("proxy-password", "secret"), ("start-at-login", "perhaps"), ("zork", "x")):
        assert cli("config", "set", *wrong).code == 2
