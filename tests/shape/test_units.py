"""What packages bring along for the server fits it: units start commands, wait for long enough, and name settings there are."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

import pytest

from megadesk.server.config import ServerConfig
from megadesk.server.main import _parser
from megadesk.server.run import _LINGER_S
from megadesk.server.settings import CONFIG_VARIABLE, TYPES, variable_of

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
