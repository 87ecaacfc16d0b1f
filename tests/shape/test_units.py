"""What packages bring along for the server fits it: units start commands, wait for long enough, and name settings there are."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from megadesk.server.config import ServerConfig
from megadesk.server.main import _parser
from megadesk.server.run import _LINGER_S
from megadesk.server.settings import CONFIG_VARIABLE, TYPES, config_from, variable_of

FOLDER = Path(__file__).parents[2] / "packaging" / "server"
SERVICES = sorted(path.name for path in FOLDER.glob("*.service"))
SERVER = "megadesk-server.service"
OTHER_FILES_MAX = 10_000
"""What a server may have open besides event streams: connections, uploads, the database."""


def unit(name: str) -> configparser.SectionProxy:
    """Return the part of a unit that says how it is run; of what is said twice the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names are read as they stand there
    parser.read(FOLDER / name, encoding="utf-8")
    return parser["Service"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_starts_a_command_that_there_is(name: str) -> None:
    """With options that it knows, and the settings that packages install."""
    program, server, *words = unit(name)["ExecStart"].split()
    assert (program, server) == ("/usr/bin/megadesk", "server")
    assert _parser().parse_args(words).config == Path("/etc/megadesk/server.toml")


def test_the_service_waits_for_the_server() -> None:
    """Until requests have ended and the stores are closed; and it may open as many files as its settings let it."""
    service, settings = unit(SERVER), ServerConfig(data=Path())
    assert float(service["TimeoutStopSec"]) > settings.drain_s + _LINGER_S
    assert int(service["LimitNOFILE"]) > settings.streams + OTHER_FILES_MAX
    assert (service["Type"], service["UMask"]) == ("notify", "0077")


def test_the_data_is_where_the_service_may_write() -> None:
    """The folder that systemd makes is the one in the settings."""
    settings = tomllib.loads((FOLDER / "server.toml").read_text(encoding="utf-8"))
    assert settings["data"] == f"/var/lib/{unit(SERVER)['StateDirectory']}"


DOCUMENTS = sorted((FOLDER.parents[1] / "docs" / "operations").glob("*.md"))


@pytest.mark.parametrize(
    "path", [*sorted(filter(Path.is_file, FOLDER.rglob("*"))), *DOCUMENTS], ids=lambda path: path.name
)
def test_every_variable_that_is_named_is_a_setting(path: Path) -> None:
    """In units, container files and pages alike."""
    named = set(re.findall(r"MEGADESK_SERVER_[A-Z_]+", path.read_text(encoding="utf-8")))
    assert named <= {CONFIG_VARIABLE, *map(variable_of, TYPES)}


def test_a_container_ends_as_a_service_does() -> None:
    """It has as much time, and may open as many files."""
    compose = (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    assert f"stop_grace_period: {unit(SERVER)['TimeoutStopSec']}s" in compose
    assert f"nofile: {unit(SERVER)['LimitNOFILE']}" in compose


def test_every_timer_has_its_service() -> None:
    """And every service but the server its timer."""
    timers = {path.stem for path in FOLDER.glob("*.timer")}
    assert timers == {Path(name).stem for name in SERVICES if name != SERVER}


SEVERAL = FOLDER / "compose-several.yaml"


def stack() -> dict[str, Any]:
    """Return the file that runs all of it."""
    found: dict[str, Any] = yaml.safe_load(SEVERAL.read_text(encoding="utf-8"))
    return found


def servers() -> dict[str, dict[str, Any]]:
    """Return those of the stack that are servers, by where they listen."""
    made = [one for one in stack()["services"].values() if one["image"] == "megadesk-server"]
    return {one["environment"]["MEGADESK_SERVER_LISTEN"]: one for one in made}


def test_the_servers_of_the_stack_listen_where_nginx_and_prometheus_ask() -> None:
    """Two of them, in nginx's network, with the same stores and time to end."""
    nginx = (FOLDER / "nginx-several.conf").read_text(encoding="utf-8")
    asked = re.findall(r"^    server (\S+) ", nginx, re.MULTILINE)
    scraped = yaml.safe_load((FOLDER / "monitoring" / "prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]
    assert set(servers()) == set(asked) == set(scraped[0]["static_configs"][0]["targets"])
    assert len(servers()) == 2
    for one in servers().values():
        told = {name: re.sub(r"\$\{\w+:-(.*?)\}|\$\{.*?\}", r"\1", value) for name, value in one["environment"].items()}
        told["MEGADESK_SERVER_ORIGINS"] = "https://files.example.org:443"
        settings = config_from({}, environment={**told, "MEGADESK_SERVER_DATA": "/data"})
        assert (settings.database, settings.blocks) == (
            "postgresql://megadesk@database/megadesk",
            "s3://blocks/megadesk",
        )
        assert one["network_mode"] == "service:web"
        assert one["stop_grace_period"] == f"{unit(SERVER)['TimeoutStopSec']}s"
        assert one["ulimits"]["nofile"] == int(unit(SERVER)["LimitNOFILE"])


def test_what_runs_in_the_stack_has_as_few_rights_as_it_can() -> None:
    """A root that is only read, no new privileges; secrets come from files; what it mounts is in this folder, or the operator's."""
    theirs = {"tls", "secrets"}
    for name, one in stack()["services"].items():
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"]), name
        assert one["security_opt"] == ["no-new-privileges:true"], name
        assert "healthcheck" in one or one["restart"] == "on-failure", name
        told = one.get("environment", {})
        assert all(str(told[key]).startswith("/run/secrets/") for key in told if "PASSWORD" in key), name
    named = [volume for one in stack()["services"].values() for volume in one.get("volumes", [])]
    files = {Path(volume.partition(":")[0]) for volume in named if volume.startswith("./")}
    files |= {Path(secret["file"]) for secret in stack()["secrets"].values()}
    assert all(path.parts[0] in theirs or (FOLDER / path).exists() for path in files)
