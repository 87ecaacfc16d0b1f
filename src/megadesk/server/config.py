"""What an operator can set, and what holds between settings.

    settings --> ServerConfig: paths, origins, whether it is safe to listen so

Every setting of the file has the name of the field here. Where they come from: ``settings``.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from megadesk.model.errors import BadUsage, NotFound

DEFAULT_LISTEN: Final = "127.0.0.1:8480"
SIGN_UP: Final = ("open", "closed", "invitation")
DATABASES: Final = ("postgresql", "postgres")
OBJECTS: Final = "s3"
LOG_LEVELS: Final = ("debug", "info", "warning", "error")
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
    """Everything the server is told. Only ``data`` has no default.

    What stands below a field is its documentation: docs/reference/server-settings.md is made of it, and so is the file
    that packages bring along (``python3 dev.py reference``).
    """

    # -- Where it keeps everything, and where it listens --

    data: Path
    """The data folder: database and blobs, unless they are kept elsewhere, and what is this one process's own. It is made if it is
    not there; one server has it at a time."""
    database: str = field(default="", repr=False)
    """Where accounts, journals and records are kept. Empty: in a file of the data folder. postgresql://USER@HOST/NAME: in that
    database (PostgreSQL 15 or newer), which several servers may share if blobs are in an object store."""
    database_password_file: Path | None = None
    """A file whose first line is the password for that database. Without one PostgreSQL's own ways hold: ~/.pgpass, certificates."""
    blocks: str = ""
    """Where blobs are kept. Empty: in the data folder. s3://BUCKET/PREFIX: in an object store that speaks S3."""
    blocks_endpoint: str = ""
    """The address of the object store, as https://HOST:PORT. Empty: that of Amazon, for the region."""
    blocks_region: str = ""
    """The region of the bucket. Empty: the environment's, else us-east-1, which most stores of one's own take for granted."""
    blocks_credentials: Path | None = None
    """A file with aws_access_key_id and aws_secret_access_key below [default]. Without one the environment's AWS_ACCESS_KEY_ID and
    AWS_SECRET_ACCESS_KEY count."""
    blocks_ca: Path | None = None
    """Certificates (PEM) by which the object store is trusted, besides those of the system."""
    blocks_virtual_hosts: bool = False
    """The bucket is a part of the host's name, as Amazon wants it, and not of the path."""
    blocks_in_clear: bool = False
    """The object store may be asked without TLS, though it is not on this machine: in a network that is one's own."""
    blocks_bulk_delete: bool = True
    """The object store takes many removals in one request. Google's does not."""
    listen: str = DEFAULT_LISTEN
    """Where to listen, as HOST:PORT or [IPV6]:PORT; port 0 is any free one. Off loopback it takes TLS, or a proxy in front."""
    tls_cert: Path | None = None
    """The certificate chain (PEM), for a server that speaks TLS itself. Read when the server starts."""
    tls_key: Path | None = None
    """The key of the certificate (PEM, PKCS#8)."""
    behind_proxy: bool = False
    """A proxy in front speaks TLS: connections come in clear and from the proxy only."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses of proxies whose X-Forwarded-For is believed, so that limits count clients and not the proxy."""
    origins: tuple[str, ...] = ()
    """What clients dial, as scheme://host:port, always with the port: logins are signed for it. Besides these the address that
    is listened on counts and, on loopback, its other names."""

    # -- Who may make an account, and what it gets --

    sign_up: str = "open"
    """Who may make accounts: open, closed, or invitation (who knows the code). Whom the operator invites may in any case."""
    invitation: str = field(default="", repr=False)
    """The code that sign_up = "invitation" asks for, the same for everybody. Better in a file of its own: invitation_file."""
    invitation_file: Path | None = None
    """A file whose first line is the code of invitation."""
    quota_bytes: int = 1 << 40
    """What a new account may store, its past included."""
    plans: Mapping[str, Plan] = field(default_factory=dict)
    """Terms by name, [plans.NAME] with quota_bytes, retention_days, versions_min and bin_days, for accounts that are given the
    plan. What a plan does not say is as the settings say."""

    # -- What is kept, and for how long --

    retention_days: int = 60
    """For so long every state of a space can be seen and brought back."""
    versions_min: int = 1
    """So many earlier versions of each file that is still there stay, however old they are."""
    bin_days: int = 60
    """After so long clients take out for good what lies in the bin; after a week at the earliest."""
    care_every_s: int = 3600
    """How often retention and collection go over everything; 0: only by “server gc”."""
    collect_after_days: int = 7
    """How long what nothing refers to any more is kept all the same."""
    pending_s: int = 7 * 86_400
    """How long an upload that no record refers to is kept."""
    reserve_bytes: int = 256 << 20
    """Writes are refused when less than this is free on the data volume, so that there is room to clean up."""
    pack_below_bytes: int = 64 << 10
    """Smaller blobs share a pack file; larger ones have a file each."""

    # -- Limits --

    uploads_at_once: int = 16
    """How many uploads are taken at once; others wait up to 10 s, and are told to come back then."""
    streams_per_account: int = 64
    """How many event streams an account may hold open: one for each device."""
    streams: int = 10_000
    """How many event streams there may be in all. Each is an open file: see LimitNOFILE of the service."""
    body_silence_s: float = 30.0
    """A request whose body stops for so long is ended."""
    heartbeat_s: int = 25
    """So often an event stream without events says that it is alive. A proxy has to wait for longer."""
    turn_s: float = 2.0
    """How long a device that lost a race to append has the space for itself."""
    drain_s: float = 20.0
    """How long a shutdown waits for requests that are under way. The service manager has to wait for longer."""
    session_idle_s: int = 30 * 86_400
    """A device that was not seen for so long has to sign in again."""
    challenge_s: int = 60
    """How long a login may take between its two halves."""
    login_by_address: Rate = Rate(burst=120, every_s=1.0)
    """Logins by address, of IPv6 by its first half: so many at once, then one each so many seconds."""
    login_by_name: Rate = Rate(burst=20, every_s=6.0)
    """Logins by name; changes of keys and of the second factor count likewise."""
    login_answer_s: float = 0.03
    """Both halves of a login are answered so late at least: without, they take 0.1 ms more for a name that has an account."""
    sign_up_by_address: Rate = Rate(burst=60, every_s=10.0)
    """Sign-ups by address."""
    sign_up_by_name: Rate = Rate(burst=5, every_s=60.0)
    """Sign-ups by name."""

    # -- The log --

    log_level: str = "info"
    """How much is written into the log: debug (a line for each request), info, warning or error."""

    def __post_init__(self) -> None:
        if self.sign_up not in SIGN_UP:
            raise BadUsage("expected open, closed or invitation", what="sign_up", value=self.sign_up)
        if self.log_level not in LOG_LEVELS:
            raise BadUsage("expected debug, info, warning or error", what="log_level", value=self.log_level)
        if self.sign_up == "invitation" and not self.invitation:
            raise BadUsage(
                "sign_up by invitation needs a code for everybody: --invitation-file FILE; to invite one by one"
                " (“user add”) it is closed",
                what="invitation",
            )
        if (self.tls_cert is None) != (self.tls_key is None):
            raise BadUsage("--tls-cert and --tls-key belong together", what="tls")
        for file in (self.tls_cert, self.tls_key):
            if file is not None and not file.is_file():
                raise NotFound("no such certificate or key file", what="file", path=str(file))
        if self.database and self.database.partition("://")[0] not in DATABASES:
            raise BadUsage("expected postgresql://USER@HOST/NAME", what="database")
        scheme, _, bucket = self.blocks.partition("://")
        if self.blocks and (scheme != OBJECTS or bucket[:1] in {"", "/"}):
            raise BadUsage("expected s3://BUCKET/PREFIX", what="blocks", value=self.blocks)
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
    def is_one_process(self) -> bool:
        """Whether a store is this machine's own, so that no other server may use it."""
        return not (self.database and self.blocks)

    @property
    def database_file(self) -> Path:
        """The metadata store's file, where it is one."""
        return self.data / "server.sqlite3"

    @property
    def blobs_folder(self) -> Path:
        """The folder of the blob store, where it is one."""
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
