"""What an operator may set; everything has a default that runs on one machine without configuration."""

from __future__ import annotations

import ipaddress
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from megadesk.model.errors import BadUsage, NotFound

DEFAULT_LISTEN: Final = "127.0.0.1:8480"
GIBIBYTE: Final = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerConfig:
    """Settings of one server.

    origins: what clients may have dialled (``https://files.example.org:443``); the address it listens on is always one.
    behind_proxy: TLS ends in front of it, so it may listen in the clear beyond this machine.
    logins_per_minute holds per name and, four times that, per address. pending_hours: how long an upload that no
    record names is kept.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8480
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False
    origins: tuple[str, ...] = ()
    invitation: str = ""
    quota_bytes: int = 100 * GIBIBYTE
    logins_per_minute: int = 30
    sign_ups_per_hour: int = 60
    session_days: int = 30
    pending_hours: int = 168
    uploads_at_once: int = 32
    streams_at_once: int = 4096
    reserve_bytes: int = 64 << 20
    small_blob_bytes: int = 64 << 10

    @property
    def has_tls(self) -> bool:
        """Whether it speaks https itself."""
        return self.tls_cert is not None

    @property
    def address(self) -> str:
        """The origin under which it listens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.has_tls else 'http'}://{host}:{self.port}"

    @property
    def allowed_origins(self) -> frozenset[str]:
        """Every origin a login may have been signed for."""
        own = {self.address}
        if is_loopback(self.host) or self.host in {"0.0.0.0", "::"}:  # noqa: S104 -- compared, not bound
            scheme = "https" if self.has_tls else "http"
            own |= {f"{scheme}://{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        return frozenset(own | set(self.origins))


def is_loopback(host: str) -> bool:
    """Whether a host name means this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def parse_listen(text: str) -> tuple[str, int]:
    """Return host and port of ``host:port``; BadUsage if it is not that."""
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdigit() or int(port) > 65535:  # noqa: PLR2004 -- the last port there is
        raise BadUsage(what="listen", value=text)
    return host.strip("[]"), int(port)


def checked(config: ServerConfig) -> ServerConfig:
    """Return config, or raise BadUsage for one that would be unsafe or cannot work."""
    if (config.tls_cert is None) != (config.tls_key is None):
        raise BadUsage(what="tls", reason="half")
    if not (is_loopback(config.host) or config.has_tls or config.behind_proxy):
        raise BadUsage(what="listen", value=config.host, reason="not_encrypted")
    for file in (config.tls_cert, config.tls_key):
        if file is not None and not file.is_file():
            raise NotFound(what="file", path=str(file))
    return config


def with_file(config: ServerConfig, file: Path) -> ServerConfig:
    """Return config with the settings of a TOML file over it; BadUsage names a setting that is none, or of a wrong type."""
    try:
        values: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as e:
        raise NotFound(type(e).__name__, what="file", path=str(file)) from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise BadUsage(str(e), what="config_file", path=str(file)) from e
    known = {one.name: one for one in fields(ServerConfig)}
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name == "listen":
            changes["host"], changes["port"] = parse_listen(str(value))
        elif name in {"tls_cert", "tls_key", "data"}:
            changes[name] = Path(str(value))
        elif name == "origins" and isinstance(value, list):
            changes[name] = tuple(map(str, value))
        elif name in known and type(value) is type(getattr(config, name)):
            changes[name] = value
        else:
            raise BadUsage(what="setting", value=name, path=str(file))
    return replace(config, **changes)


