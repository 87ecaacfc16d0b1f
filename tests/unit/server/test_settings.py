"""Settings from options, the environment and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from megadesk.model.errors import BadUsage
from megadesk.server.config import Plan, Rate, ServerConfig
from megadesk.server.settings import FILE_ONLY, SECRETS, TYPES, config_from, variable_of

DATA = Path("data")


def test_options_win_over_the_file(tmp_path: Path) -> None:
    """And the file over the defaults; every type can be written in it."""
    file = tmp_path / "server.toml"
    file.write_text(
        'data = "there"\nlisten = "127.0.0.1:1"\norigins = ["https://a.example:443"]\nbehind_proxy = true\n'
        'heartbeat_s = 5\nreserve_bytes = "500M"\nturn_s = 1\nlogin_by_name = { burst = 2, every_s = 1.5 }\nretention_days = 30\n'
        '[plans.big]\nquota_bytes = 5\nretention_days = 365\n[plans.huge]\nquota_bytes = "2T"\n'
    )
    config = config_from({"listen": "127.0.0.1:2", "tls_cert": None, "data": None}, file)
    assert (config.data, config.listen, config.behind_proxy) == (Path("there"), "127.0.0.1:2", True)
    assert (config.heartbeat_s, config.turn_s, config.login_by_name) == (5, 1.0, Rate(burst=2, every_s=1.5))
    assert (config.retention_days, config.versions_min) == (30, 1)
    assert config.plans == {"big": Plan(quota_bytes=5, retention_days=365), "huge": Plan(quota_bytes=2 << 40)}
    assert config.reserve_bytes == 500 << 20
    assert config.origins_for(2)[0] == "https://a.example:443"


@pytest.mark.parametrize(
    "text",
    ["nonsense = 1", 'heartbeat_s = "5"', "heartbeat_s = -1", "heartbeat_s = true", "behind_proxy = 1", "origins = [1]",
     "plans = 5", "[plans]\nbig = 5", "[plans.big]\nquota = 5", "[plans.big]\nquota_bytes = -1",
     'quota_bytes = "much"', "quota_bytes = 1.5", "quota_bytes = 9223372036854775808", '[plans.big]\nquota_bytes = "5X"',
     "quota_bytes = true",
     "[plans.big]\nbin_days = true", "login_by_name = { burst = 0, every_s = 1 }", "= broken", 'sign_up = "maybe"'],
)  # fmt: skip
def test_a_wrong_setting_is_named(tmp_path: Path, text: str) -> None:
    """Unknown names, other types and silly values are refused."""
    file = tmp_path / "server.toml"
    file.write_text(text + "\n")
    with pytest.raises(BadUsage):
        config_from({"data": DATA}, file)


def said_by(**variables: str) -> ServerConfig:
    """Return the settings of an environment."""
    named = {f"MEGADESK_SERVER_{name}": text for name, text in variables.items()}
    return config_from({}, environment={"MEGADESK_SERVER_DATA": "data", "PATH": "/bin", **named})


def test_the_environment_stands_between_options_and_file(tmp_path: Path) -> None:
    """It wins over the file, which it can name itself, and options win over it."""
    file = tmp_path / "server.toml"
    file.write_text('data = "there"\nlisten = "127.0.0.1:1"\nheartbeat_s = 5\n')
    variables = {"MEGADESK_SERVER_LISTEN": "127.0.0.1:2", "MEGADESK_SERVER_CONFIG": str(file)}
    assert config_from({}, environment=variables).listen == "127.0.0.1:2"
    assert config_from({}, environment=variables).heartbeat_s == 5
    assert config_from({"listen": "127.0.0.1:3"}, environment=variables).listen == "127.0.0.1:3"
    with pytest.raises(BadUsage, match="nothing"):
        config_from({}, tmp_path / "nothing", environment=variables)


@pytest.mark.parametrize(
    ("variable", "text", "setting", "value"),
    [("LISTEN", " 127.0.0.1:9 ", "listen", "127.0.0.1:9"), ("QUOTA_BYTES", "1_000", "quota_bytes", 1000), ("QUOTA_BYTES", "50G", "quota_bytes", 50 << 30),
     ("TURN_S", "1.5", "turn_s", 1.5), ("BEHIND_PROXY", "Yes", "behind_proxy", True),
     ("BEHIND_PROXY", "0", "behind_proxy", False), ("TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2,", "trusted_proxies", ("10.0.0.1", "10.0.0.2")),
     ("ORIGINS", "https://a.example:443", "origins", ("https://a.example:443",)), ("QUOTA_BYTES", "", "quota_bytes", 1 << 40),
     ("ORIGINS", " ", "origins", ()), ("DATA", "x/y", "data", Path("x/y"))],
)  # fmt: skip
def test_a_variable_says_what_the_file_would(variable: str, text: str, setting: str, value: object) -> None:
    """Numbers, yes and no, lists between commas; one that is empty says nothing."""
    assert getattr(said_by(**{variable: text}), setting) == value


@pytest.mark.parametrize(
    ("variable", "text", "words"),
    [("LISTNE", "127.0.0.1:9", "no such setting: MEGADESK_SERVER_LISTNE"), ("listen", "127.0.0.1:9", "no such setting"),
     ("QUOTA_BYTES", "much", "quota_bytes: expected a size"), ("QUOTA_BYTES", "-1", "quota_bytes"),
     ("TURN_S", "nan", "turn_s"), ("TURN_S", "inf", "turn_s"), ("BEHIND_PROXY", "maybe", "MEGADESK_SERVER_BEHIND_PROXY"),
     ("INVITATION", "sesame", "secrets come from files: MEGADESK_SERVER_INVITATION_FILE"),
     ("LOGIN_BY_NAME", "5", "only be set in the file"), ("PLANS", "big", "only be set in the file"),
     ("LOG_LEVEL", "loud", "debug, info, warning or error"), ("SIGN_UP", "maybe", "open, closed or invitation")],
)  # fmt: skip
def test_a_wrong_variable_is_named(variable: str, text: str, words: str) -> None:
    """In one line, which shows no secret."""
    with pytest.raises(BadUsage, match=words) as caught:
        said_by(**{variable: text})
    assert "sesame" not in str(caught.value) + repr(caught.value)


def test_variables_of_a_cluster_are_no_settings() -> None:
    """Kubernetes tells every program beside a service of our name where that is."""
    links = {
        "SERVICE_HOST": "10.0.0.1", "SERVICE_PORT": "8480", "SERVICE_PORT_HTTP": "8480", "PORT": "tcp://10.0.0.1:8480",
        "PORT_8480_TCP": "tcp://10.0.0.1:8480", "PORT_8480_TCP_ADDR": "10.0.0.1",
    }  # fmt: skip
    assert said_by(**links) == said_by()


def test_the_code_of_the_invitation_comes_from_a_file(tmp_path: Path) -> None:
    """Its first line; a file without one is refused."""
    file = tmp_path / "code"
    file.write_text(" sesame \nsecond line\n")
    config = said_by(SIGN_UP="invitation", INVITATION_FILE=str(file))
    assert (config.invitation, config.sign_up) == ("sesame", "invitation")
    for broken in (tmp_path / "nothing", tmp_path):
        with pytest.raises(BadUsage, match="cannot be read"):
            said_by(INVITATION_FILE=str(broken))
    file.write_text("\n")
    with pytest.raises(BadUsage, match="is empty"):
        said_by(INVITATION_FILE=str(file))


def test_every_setting_has_its_variable_or_a_reason() -> None:
    """Secrets and tables have none."""
    without = {name for name in TYPES if not variable_of(name)}
    assert without == SECRETS | {name for name, kind in TYPES.items() if kind in FILE_ONLY}
    assert variable_of("listen") == "MEGADESK_SERVER_LISTEN"


@pytest.mark.parametrize("where", ["option", "variable"])
def test_a_password_does_not_stand_where_all_can_read_it(tmp_path: Path, where: str) -> None:
    """On a command line, or in the environment. In the file of settings it may."""
    url = "postgresql://megadesk:secret@db/megadesk"
    told: dict[str, Any] = {"data": tmp_path}
    variables = {}
    if where == "option":
        told["database"] = url
    else:
        variables["MEGADESK_SERVER_DATABASE"] = url
    with pytest.raises(BadUsage, match="a password stands in a file") as refused:
        config_from(told, environment=variables)
    assert "secret" not in str(refused.value)
    file = tmp_path / "server.toml"
    file.write_text(f"data = {str(tmp_path)!r}\ndatabase = {url!r}\n")
    config = config_from({}, file)
    assert config.database == url
    assert "secret" not in repr(config)
