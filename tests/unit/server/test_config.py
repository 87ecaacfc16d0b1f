"""Settings from options and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from megadesk.model.errors import BadUsage, NotFound
from megadesk.server.config import Plan, Rate, ServerConfig, config_from, parse_listen

DATA = Path("data")


def test_options_win_over_the_file(tmp_path: Path) -> None:
    """And the file over the defaults; every type can be written in it."""
    file = tmp_path / "server.toml"
    file.write_text(
        'data = "there"\nlisten = "127.0.0.1:1"\norigins = ["https://a.example:443"]\nbehind_proxy = true\n'
        "heartbeat_s = 5\nturn_s = 1\nlogin_by_name = { burst = 2, every_s = 1.5 }\nretention_days = 30\n"
        "[plans.big]\nquota_bytes = 5\nretention_days = 365\n"
    )
    config = config_from({"listen": "127.0.0.1:2", "tls_cert": None, "data": None}, file)
    assert (config.data, config.listen, config.behind_proxy) == (Path("there"), "127.0.0.1:2", True)
    assert (config.heartbeat_s, config.turn_s, config.login_by_name) == (5, 1.0, Rate(burst=2, every_s=1.5))
    assert (config.retention_days, config.versions_min) == (30, 1)
    assert config.plans == {"big": Plan(quota_bytes=5, retention_days=365)}
    assert config.origins_for(2)[0] == "https://a.example:443"


@pytest.mark.parametrize(
    "text",
    ["nonsense = 1", 'heartbeat_s = "5"', "heartbeat_s = -1", "heartbeat_s = true", "behind_proxy = 1", "origins = [1]",
     "plans = 5", "[plans]\nbig = 5", "[plans.big]\nquota = 5", "[plans.big]\nquota_bytes = -1",
     "[plans.big]\nbin_days = true", "login_by_name = { burst = 0, every_s = 1 }", "= broken", 'sign_up = "maybe"'],
)  # fmt: skip
def test_a_wrong_setting_is_named(tmp_path: Path, text: str) -> None:
    """Unknown names, other types and silly values are refused."""
    file = tmp_path / "server.toml"
    file.write_text(text + "\n")
    with pytest.raises(BadUsage):
        config_from({"data": DATA}, file)


@pytest.mark.parametrize(
    "options",
    [{}, {"data": DATA, "listen": "0.0.0.0:80"}, {"data": DATA, "listen": "192.0.2.1:80"},
     {"data": DATA, "listen": "host"}, {"data": DATA, "listen": "a:99999"}, {"data": DATA, "listen": "a:" + "9" * 5000}, {"data": DATA, "tls_cert": Path("x")},
     {"data": DATA, "sign_up": "invitation"}],
    ids=str,
)  # fmt: skip
def test_what_would_be_unsafe_or_cannot_work(options: dict[str, Any]) -> None:
    """No listening in clear off loopback, no half certificate, no data folder, no invitation without a code."""
    with pytest.raises(BadUsage):
        config_from(options)


def test_a_certificate_must_be_there(tmp_path: Path) -> None:
    """A file that is not there is named before anything starts."""
    with pytest.raises(NotFound):
        ServerConfig(data=DATA, tls_cert=tmp_path / "c", tls_key=tmp_path / "k")


def test_origins_are_the_names_of_this_machine() -> None:
    """On loopback all of them, with the port that was bound; elsewhere the bind address."""
    assert ServerConfig(data=DATA).origins_for(99) == (
        "http://127.0.0.1:99", "http://localhost:99", "http://[::1]:99",
    )  # fmt: skip
    assert ServerConfig(data=DATA, listen="192.0.2.1:0", behind_proxy=True).origins_for(99) == ("http://192.0.2.1:99",)
    everywhere = ServerConfig(data=DATA, listen="0.0.0.0:0", behind_proxy=True).origins_for(99)
    assert "http://localhost:99" in everywhere


def test_addresses_to_listen_on() -> None:
    """Host and port, brackets around IPv6."""
    assert parse_listen("[::1]:80") == ("::1", 80)
    assert ServerConfig(data=DATA, listen="[::1]:80").address == ("::1", 80)


def test_the_invitation_is_no_part_of_a_repr() -> None:
    """It would end up in logs."""
    assert "sesame" not in repr(ServerConfig(data=DATA, sign_up="invitation", invitation="sesame"))
