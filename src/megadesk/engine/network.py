"""How servers are reached from this profile: the proxy, the certificates that are believed, and those a person trusted.

    settings (kept) + key store (the proxy's password) --> Network, asked by every Api at each call

The password rests in the system's keyring, or where none is usable in a file that only its owner can read, as keys do.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from megadesk.host.auto_proxy import finds_proxy_by_script
from megadesk.host.keychain import KeyStore, KeyStoreKind, open_key_store
from megadesk.host.paths import Profile
from megadesk.model.errors import BadUsage, Malformed, MegadeskError, NoKeyStore
from megadesk.model.relpath import printable
from megadesk.model.values import replace
from megadesk.remote.network import NO_PROXY, SYSTEM, Network
from megadesk.store.settings import Settings

log = logging.getLogger(__name__)

SETTING: Final = "network"
PASSWORD: Final = "proxy-password"  # noqa: S105 -- the name it is kept under
_SCHEMES: Final = frozenset({"http", "https"})
URL_MAX_CHARS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSettings:
    """What is kept in the database: all but the password. ``store``: where that is; empty: there is none."""

    proxy: str = SYSTEM
    proxy_user: str = ""
    ca_file: str = ""
    pins: dict[str, str] = field(default_factory=dict)
    store: str = ""


class NetworkKeeper:
    """One for a profile. Safe from any thread."""

    def __init__(
        self,
        settings: Settings,
        profile: Profile,
        open_store: Callable[[KeyStoreKind, Profile], KeyStore] = open_key_store,
        finds_by_script: Callable[[], bool] = finds_proxy_by_script,
    ) -> None:
        self._settings = settings
        self._profile = profile
        self._open_store = open_store
        self._finds_by_script = finds_by_script
        self._lock = threading.Lock()
        self._kept = self._load()
        self._now: Network | None = None

    def _load(self) -> NetworkSettings:
        try:
            return self._settings.get(SETTING, NetworkSettings) or NetworkSettings()
        except Malformed:
            log.warning("the network settings are not as they must be; the usual ones hold")
            return NetworkSettings()

    @property
    def kept(self) -> NetworkSettings:
        """What is set, but for the password."""
        return self._kept

    def now(self) -> Network:
        """Return how servers are reached from now on."""
        with self._lock:
            if self._now is None:
                kept = self._kept
                self._now = Network(
                    proxy=kept.proxy, proxy_user=kept.proxy_user, proxy_password=self._password(), ca_file=kept.ca_file,
                    pins=kept.pins,
                )  # fmt: skip
            return self._now

    def _password(self) -> str:
        if not self._kept.store:
            return ""
        try:
            raw = self._open_store(KeyStoreKind(self._kept.store), self._profile).load(PASSWORD)
        except (MegadeskError, ValueError) as e:
            log.warning("the password of the proxy cannot be had: %s", type(e).__name__)
            return ""
        return "" if raw is None else raw.decode("utf-8", "replace")

    def is_script_left_out(self) -> bool:
        """Whether the system's proxy counts, and is found by a script, which is not run."""
        return self._kept.proxy == SYSTEM and self._finds_by_script()

    # -- what a person sets -------------------------------------------------------------------------------------------

    def set_proxy(self, proxy: str) -> None:
        """Use ``system``, ``none``, or the proxy at this URL; BadUsage for anything else, also with a password in it."""
        self._keep(proxy=checked_proxy(proxy))

    def set_proxy_user(self, user: str) -> None:
        """Give the proxy this name; empty: none."""
        self._keep(proxy_user=user)

    def set_ca_file(self, path: str) -> None:
        """Believe the certificates in a PEM file, and no others; empty: those of the system. BadUsage if it holds none."""
        self._keep(ca_file=checked_ca_file(path) if path else "")

    def set_password(self, password: str) -> None:
        """Give the proxy this password; empty: none. It is kept where keys are kept."""
        if not password:
            self._forget_password()
            return
        kind = KeyStoreKind.KEYRING
        try:
            store = self._open_store(kind, self._profile)
        except NoKeyStore:
            kind = KeyStoreKind.FILE
            store = self._open_store(kind, self._profile)
        store.store(PASSWORD, password.encode())
        self._keep(store=kind.value)

    def _forget_password(self) -> None:
        if self._kept.store:
            self._open_store(KeyStoreKind(self._kept.store), self._profile).forget(PASSWORD)
            self._keep(store="")

    def trust(self, address: str, sha256: str) -> None:
        """Trust the certificate with this fingerprint, and no other, for an address; empty: none any more."""
        others = {name: pin for name, pin in self._kept.pins.items() if name != address}
        self._keep(pins=others | ({address: sha256} if sha256 else {}))

    def _keep(self, **changes: Any) -> None:
        with self._lock:
            kept = replace(self._kept, **changes)
            self._settings.set(SETTING, kept)
            self._kept, self._now = kept, None


def checked_proxy(proxy: str) -> str:
    """Return what a proxy may be set to, as it is kept; BadUsage if it is no such thing."""
    word = proxy.strip()
    if word.lower() in {SYSTEM, NO_PROXY}:
        return word.lower()
    try:
        parts = urlsplit(word if "://" in word else f"http://{word}")
        host, port = parts.hostname, parts.port
    except ValueError as e:
        raise BadUsage(what="proxy", value=printable(word)) from e
    if "@" in parts.netloc:
        raise BadUsage(what="proxy")  # not repeated: it may hold a password
    is_plain = parts.path in {"", "/"} and not (parts.query or parts.fragment)
    if parts.scheme not in _SCHEMES or not host or not is_plain or len(word) > URL_MAX_CHARS or not host.isprintable():
        raise BadUsage(what="proxy", value=printable(word))
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


def checked_ca_file(path: str) -> str:
    """Return the path of a PEM file that can be read; BadUsage if it is none."""
    import ssl

    try:
        if not Path(path).is_absolute():
            raise BadUsage(what="ca_file", path=printable(path))
        ssl.create_default_context(cafile=path)
    except (OSError, ValueError) as e:  # ssl's own errors among them; ValueError: no path has a NUL in it
        raise BadUsage(what="ca_file", path=printable(path)) from e
    return path
