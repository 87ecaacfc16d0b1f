"""Where settings come from: options of the command line, over the environment, over a TOML file, over the defaults.

    --config FILE (toml) ----+                          where nobody says where the data is:
    MEGADESK_SERVER_LISTEN --+--> ServerConfig          the file of the service that is installed
    --listen ----------------+

Numbers, texts, yes and no, paths and lists can be set in the environment; rates and plans only in the file. What is misspelt is
an error, wherever it stands. A secret never stands in the environment, which others can read and reports show: it is in a file.
Source: docs/reference/server-settings.md, which is made from ``ServerConfig``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from megadesk.model.errors import BadUsage
from megadesk.model.sizes import SIZE_MAX, size_of
from megadesk.server.config import PLAN_NAME_MAX, Plan, Rate, ServerConfig

PREFIX: Final = "MEGADESK_SERVER_"
CONFIG_VARIABLE: Final = f"{PREFIX}CONFIG"
INSTALLED: Final = Path("/etc/megadesk/server.toml")
"""The settings of the service of this system: packages put them there."""
SECRETS: Final = frozenset({"invitation"})
FILE_ONLY: Final = frozenset({"Rate", "Mapping[str, Plan]"})
TYPES: Final[Mapping[str, str]] = {one.name: str(one.type) for one in fields(ServerConfig)}
_BOOLEANS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_SERVICE_LINK: Final = re.compile(r"SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP)(_\w+)?)?")
"""What Kubernetes puts into the environment beside a service called megadesk-server: no settings, and nobody misspelt them."""


def config_from(
    options: Mapping[str, Any],
    config_file: Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    installed: Path | None = None,
) -> ServerConfig:
    """Return the settings: ``options`` that are not None, over the environment, over the file. BadUsage if one is wrong.

    installed: the file that is read if it is there and nothing else says where the data is.
    """
    variables = environment or {}
    named = variables.get(CONFIG_VARIABLE)
    file = config_file or (Path(named) if named else None)
    settings = _from_environment(variables)
    settings.update({name: value for name, value in options.items() if value is not None})
    _refuse_shown_password(settings)
    if file is None and "data" not in settings and installed is not None and installed.exists():
        file = installed
    if file is not None:
        settings = {**_read(file), **settings}
    for name in settings:
        if name not in TYPES:
            raise BadUsage(f"no such setting: {name}", what="setting", value=name)
    if "data" not in settings:
        raise BadUsage("nothing says where the data is: --data DIR or --config FILE is needed", what="data")
    converted = {name: _converted(name, TYPES[name], value) for name, value in settings.items()}
    return ServerConfig(**_with_invitation(converted))


def _refuse_shown_password(settings: Mapping[str, Any]) -> None:
    """Raise BadUsage if a password stands where everybody on this machine can read it."""
    if urlsplit(str(settings.get("database", ""))).password is not None:
        raise BadUsage("a password stands in a file: database_password_file, or ~/.pgpass", what="database")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as e:
        raise BadUsage(f"{path}: {e.strerror or e}", what="config", value=str(path)) from e
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise BadUsage(f"{path}: {e}", what="config", value=str(path)) from e


def _with_invitation(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings with the code of ``invitation_file``, if one is named."""
    file: Path | None = settings.get("invitation_file")
    if file is None:
        return settings
    try:
        code = file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as e:
        raise BadUsage(f"the file of the invitation code cannot be read: {e}", what="invitation_file") from e
    if not code:
        raise BadUsage("the file of the invitation code is empty", what="invitation_file", value=str(file))
    return {**settings, "invitation": code}


# -- the environment --------------------------------------------------------------------------------------------------


def variable_of(name: str) -> str:
    """Return the variable that sets a setting; "" if none does."""
    if name in SECRETS or TYPES[name] in FILE_ONLY:
        return ""
    return PREFIX + name.upper()


def _from_environment(variables: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings of the environment. An empty variable is as good as none: compose files leave them so."""
    found: dict[str, Any] = {}
    for variable, text in variables.items():
        name = variable.removeprefix(PREFIX)
        if variable in {name, CONFIG_VARIABLE} or _SERVICE_LINK.fullmatch(name):
            continue
        setting = name.lower()
        if setting in SECRETS:
            raise BadUsage(f"secrets come from files: {variable}_FILE", what="setting", value=variable)
        if setting not in TYPES or name != setting.upper():
            raise BadUsage(f"no such setting: {variable}", what="setting", value=variable)
        if TYPES[setting] in FILE_ONLY:
            raise BadUsage(f"{setting} can only be set in the file", what="setting", value=variable)
        if text.strip():
            found[setting] = text.strip() if is_size(setting) else _parsed(variable, TYPES[setting], text.strip())
    return found


def _parsed(variable: str, kind: str, text: str) -> Any:
    """Return what a variable says, as the file would say it."""
    try:
        match kind:
            case "bool":
                return _BOOLEANS[text.lower()]
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "tuple[str, ...]":
                return tuple(part.strip() for part in text.split(",") if part.strip())
            case _:
                return text
    except (ValueError, KeyError) as e:
        raise BadUsage(f"{variable}: wrong type", what="setting", value=variable) from e


# -- values -----------------------------------------------------------------------------------------------------------


def _converted(name: str, kind: str, value: Any) -> Any:
    """Return a setting as its field's type; BadUsage if it is of another."""
    if is_size(name):
        return _size(name, value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")
    if kind in {"Path", "Path | None"} and isinstance(value, str | Path):
        return Path(value)
    if kind == "tuple[str, ...]" and isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return tuple(value)
    if kind == "Rate":
        return _rate(name, value)
    if kind == "Mapping[str, Plan]" and isinstance(value, Mapping):
        return {plan: _plan(plan, terms) for plan, terms in value.items()}
    if kind == "float" and is_number:
        return float(value)
    if (kind == "int" and is_number and isinstance(value, int)) or (
        kind in {"str", "bool"} and type(value).__name__ == kind
    ):
        return value
    raise BadUsage(f"{name}: wrong type or range", what="setting", value=name)


def is_size(name: str) -> bool:
    """Whether a setting, or a term of a plan, is a size: bytes, or a text with a unit."""
    return name.endswith("_bytes")


def _size(name: str, value: Any) -> int:
    """Return a size in bytes, whether it is written as a number or as a text like 50G."""
    if isinstance(value, str):
        try:
            return size_of(value)
        except BadUsage as e:
            raise BadUsage(f"{name}: {e.detail}", what="setting", value=name) from e
    if type(value) is int and 0 <= value <= SIZE_MAX:
        return value
    raise BadUsage(f"{name}: wrong type or range", what="setting", value=name)


def _rate(name: str, value: Any) -> Rate:
    match value:
        case Rate():
            return value
        case {"burst": int() as burst, "every_s": int() | float() as every_s} if burst > 0 and every_s > 0:
            return Rate(burst=burst, every_s=float(every_s))
        case _:
            raise BadUsage(f"{name}: expected {{ burst = N, every_s = S }}", what="setting", value=name)


def _plan(plan: str, terms: Any) -> Plan:
    """Return a table ``[plans.NAME]`` of the file as a Plan."""
    if isinstance(terms, Plan):
        return terms
    known = {one.name for one in fields(Plan)}
    if not isinstance(terms, Mapping) or not plan or len(plan) > PLAN_NAME_MAX:
        raise BadUsage(f"plans.{plan}: expected a table of a plan", what="setting", value=f"plans.{plan}")
    for name in terms:
        if name not in known:
            raise BadUsage(f"no such setting: plans.{plan}.{name}", what="setting", value=f"plans.{plan}.{name}")
    return Plan(**{name: _term(f"plans.{plan}.{name}", value) for name, value in terms.items()})


def _term(name: str, value: Any) -> int:
    """Return a number of a plan, given what it is called in the file."""
    if is_size(name):
        return _size(name, value)
    if type(value) is not int or value < 0:
        raise BadUsage(f"{name}: wrong type or range", what="setting", value=name)
    return value
