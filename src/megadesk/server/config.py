"""What an operator can set: options of the command line, over a TOML file, over the defaults.

    --config FILE (toml) --+--> ServerConfig
    --data, --listen, ... -+

Every setting of the file has the name of the field here. Source: docs/operations/server.md, "Settings".
"""

from __future__ import annotations

import ipaddress
import socket
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from megadesk.model.errors import BadUsage, NotFound

DEFAULT_LISTEN: Final = "127.0.0.1:8480"
_SIGN_UP: Final = frozenset({"open", "closed", "invitation"})
_PORT_MAX: Final = 65_535
_PORT_DIGITS: Final = 5
PLAN_NAME_MAX: Final = 64
INVITED_DAYS: Final = 14
"""How long the code of an invitation works unless the operator says otherwise."""
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A token bucket: ``burst`` at once, then one each ``every_s`` seconds."""

    burst: int
    every_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What accounts of a plan may store and how long it is kept. None: as the server's own settings say."""

    quota_bytes: int | None = None
    retention_days: int | None = None
    versions_min: int | None = None
    bin_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerConfig:
    """Everything the server is told. Only ``data`` has no default."""

    data: Path
    listen: str = DEFAULT_LISTEN
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False
    trusted_proxies: tuple[str, ...] = ()
    """Addresses whose X-Forwarded-For is believed."""
    origins: tuple[str, ...] = ()
    """What clients dial, as scheme://host:port; besides these the bind address and, on loopback, its other names."""

    sign_up: str = "open"
    invitation: str = field(default="", repr=False)
    quota_bytes: int = 1 << 40
    """Of a new account."""
    reserve_bytes: int = 256 << 20
    """Writes are refused when less than this is free on the data volume, so that there is room to clean up."""
    retention_days: int = 60
    """For so long every state of a space can be seen and brought back."""
    versions_min: int = 1
    """So many earlier versions of each file that is still there stay, however old they are."""
    bin_days: int = 60
    """After so long clients take out for good what lies in the bin."""
    plans: Mapping[str, Plan] = field(default_factory=dict)
    care_every_s: int = 3600
    """How often retention and collection go over everything; 0: never by themselves."""
    collect_after_days: int = 7
    """How long what nothing refers to any more is kept all the same."""
    pack_below_bytes: int = 64 << 10
    """Smaller blobs share a pack file; larger ones have a file each."""

    uploads_at_once: int = 16
    streams_per_account: int = 64
    streams: int = 10_000
    body_silence_s: float = 30.0
    heartbeat_s: int = 25
    turn_s: float = 2.0
    drain_s: float = 20.0
    """How long a shutdown waits for requests that are under way."""
    session_idle_s: int = 30 * 86_400
    challenge_s: int = 60
    pending_s: int = 7 * 86_400
    """How long an upload that no record refers to is kept."""

    login_by_address: Rate = Rate(burst=120, every_s=1.0)
    login_by_name: Rate = Rate(burst=20, every_s=6.0)
    login_answer_s: float = 0.03
    """Both halves of a login are answered so late at least; without, they take 0.1 ms more for a name that has an account."""
    sign_up_by_address: Rate = Rate(burst=60, every_s=10.0)
    sign_up_by_name: Rate = Rate(burst=5, every_s=60.0)
    log_level: str = "info"

    def __post_init__(self) -> None:
        if self.sign_up not in _SIGN_UP:
            raise BadUsage(what="sign_up", value=self.sign_up)
        if self.sign_up == "invitation" and not self.invitation:
            raise BadUsage("sign_up by invitation needs an invitation code", what="invitation")
        if (self.tls_cert is None) != (self.tls_key is None):
            raise BadUsage("--tls-cert and --tls-key belong together", what="tls")
        for file in (self.tls_cert, self.tls_key):
            if file is not None and not file.is_file():
                raise NotFound("no such certificate or key file", what="file", path=str(file))
        host, _ = self.address
        if not (self.has_tls or self.behind_proxy or is_loopback(host)):
            raise BadUsage(
                "refusing to listen in clear off loopback: give --tls-cert and --tls-key, or --behind-proxy",
                what="listen", value=self.listen,
            )  # fmt: skip

    @property
    def has_tls(self) -> bool:
        """Whether this process speaks TLS itself."""
        return self.tls_cert is not None

    @property
    def scheme(self) -> str:
        """What stands before :// in our own address."""
        return "https" if self.has_tls else "http"

    @property
    def address(self) -> tuple[str, int]:
        """The host and port to bind."""
        return parse_listen(self.listen)

    @property
    def database(self) -> Path:
        """The metadata store's file."""
        return self.data / "server.sqlite3"

    @property
    def blobs(self) -> Path:
        """The folder of the blob store."""
        return self.data / "blobs"

    def origins_for(self, port: int) -> tuple[str, ...]:
        """Return the origins that logins may name, given the port that was bound; the first one is ours."""
        host, _ = self.address
        names = [host]
        if _is_any(host):
            names = [socket.getfqdn(), socket.gethostname()]
        if is_loopback(host) or _is_any(host):
            names += _LOOPBACK
        own = (f"{self.scheme}://{shown_host(name)}:{port}" for name in names)
        return tuple(dict.fromkeys((*self.origins, *own)))


def parse_listen(listen: str) -> tuple[str, int]:
    """Return host and port of ``host:port`` or ``[v6]:port``; BadUsage if it is neither."""
    host, colon, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    is_number = port.isascii() and port.isdigit() and len(port) <= _PORT_DIGITS
    if not colon or not host or not is_number or int(port) > _PORT_MAX:
        raise BadUsage("expected HOST:PORT", what="listen", value=listen)
    return host, int(port)


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can reach the host."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def shown_host(host: str) -> str:
    """Return a host as an address has it: brackets around IPv6."""
    return f"[{host}]" if ":" in host else host


# -- reading --------------------------------------------------------------------------------------------------------


def config_from(options: Mapping[str, Any], config_file: Path | None = None) -> ServerConfig:
    """Return the settings: ``options`` that are not None, over the file, over the defaults. BadUsage if one is wrong."""
    settings: dict[str, Any] = dict(_read(config_file)) if config_file else {}
    settings.update({name: value for name, value in options.items() if value is not None})
    known = {one.name: one for one in fields(ServerConfig)}
    for name in settings:
        if name not in known:
            raise BadUsage("no such setting", what="setting", value=name)
    if "data" not in settings:
        raise BadUsage("--data DIR is needed", what="data")
    return ServerConfig(**{name: _converted(name, str(known[name].type), value) for name, value in settings.items()})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise BadUsage(str(e), what="config", value=str(path)) from e


def _converted(name: str, kind: str, value: Any) -> Any:
    """Return a setting as its field's type; BadUsage if it is of another."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
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
    raise BadUsage("wrong type or range", what="setting", value=name)


def _rate(name: str, value: Any) -> Rate:
    match value:
        case Rate():
            return value
        case {"burst": int() as burst, "every_s": int() | float() as every_s} if burst > 0 and every_s > 0:
            return Rate(burst=burst, every_s=float(every_s))
        case _:
            raise BadUsage("expected { burst = N, every_s = S }", what="setting", value=name)


def _plan(plan: str, terms: Any) -> Plan:
    """Return a table ``[plans.NAME]`` of the file as a Plan."""
    if isinstance(terms, Plan):
        return terms
    known = {one.name for one in fields(Plan)}
    if not isinstance(terms, Mapping) or not plan or len(plan) > PLAN_NAME_MAX:
        raise BadUsage("expected a table of a plan", what="setting", value=f"plans.{plan}")
    for name, value in terms.items():
        if name not in known:
            raise BadUsage("no such setting", what="setting", value=f"plans.{plan}.{name}")
        if type(value) is not int or value < 0:
            raise BadUsage("wrong type or range", what="setting", value=f"plans.{plan}.{name}")
    return Plan(**terms)
