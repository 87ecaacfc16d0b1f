"""Keys at rest: three places a profile may keep its device key.

    keyring   the system's own, through backends we know to encrypt      (only door to keyring)
    file      <state>/keys.json, 0600: so that a headless engine can restart by itself
    session   memory: asked for again after a restart

A keyring library that finds no real keyring may fall back to a plain file without a word. So a backend is taken only
by its full name, and called directly, never through the library's chain. A keyring may also put up a prompt and wait
for ever: each call runs in a thread of its own and has a time limit. Where none is usable nothing is stored, and
NoKeyStore says so. Read next: ``private.py``.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import msgspec

from megadesk.host.paths import Profile
from megadesk.host.private import read_private, write_private
from megadesk.model.errors import LimitExceeded, Malformed, NoKeyStore, NotFound

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE: Final = "megadesk"
SECRET_MAX_BYTES: Final = 768
"""As base64 in UTF-16 this is 2,048 bytes; Windows credentials hold 2,560."""

KEY_FILE_MAX_BYTES: Final = 64 * 1024
KEYRING_TIMEOUT_S: Final = 60.0
"""Long enough for a person to type the password of a keyring, short enough to end."""

ALLOWED_BACKENDS: Final = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)


class KeyStoreKind(Enum):
    """What --key-store takes; the value is public."""

    KEYRING = "keyring"
    FILE = "file"
    SESSION = "session"


class KeyStore(Protocol):
    """Small secrets by name, for one profile. Calls may come from several threads and may be repeated."""

    def load(self, name: str) -> bytes | None:
        """Return the secret, None if there is none; NoKeyStore if the store cannot be asked."""

    def store(self, name: str, secret: bytes) -> None:
        """Keep secret under name, in place of what was there; durable on return where the store outlives us."""

    def forget(self, name: str) -> None:
        """Remove what is kept under name; nothing there is fine."""


def open_key_store(kind: KeyStoreKind, profile: Profile) -> KeyStore:
    """Return the profile's key store of this kind; NoKeyStore if it is a keyring and none is usable."""
    if kind is KeyStoreKind.KEYRING:
        return KeyringStore(find_backend(), profile.id)
    if kind is KeyStoreKind.FILE:
        return FileKeyStore(profile.state_dir / "keys.json")
    return SessionKeyStore()


class SessionKeyStore:
    """Secrets in memory, gone with the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._secrets: dict[str, bytes] = {}

    def load(self, name: str) -> bytes | None:
        """Return the secret kept in this process, None if there is none."""
        with self._lock:
            return self._secrets.get(name)

    def store(self, name: str, secret: bytes) -> None:
        """Keep secret until the process ends."""
        _check_size(secret)
        with self._lock:
            self._secrets[name] = bytes(secret)

    def forget(self, name: str) -> None:
        """Remove it."""
        with self._lock:
            self._secrets.pop(name, None)


class FileKeyStore:
    """Secrets in one 0600 file, replaced whole at each change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def load(self, name: str) -> bytes | None:
        """Return the secret in the file; AccessDenied if others could read the file, Malformed if it is damaged."""
        with self._lock:
            return self._read().get(name)

    def store(self, name: str, secret: bytes) -> None:
        """Put secret into the file, durably. One that is damaged is set aside: it must not keep anybody out for ever."""
        _check_size(secret)
        with self._lock:
            try:
                kept = self._read()
            except (Malformed, LimitExceeded):
                self._path.rename(self._path.with_name(f"{self._path.name}.damaged"))
                kept = {}
            write_private(self._path, msgspec.json.encode(kept | {name: bytes(secret)}))

    def forget(self, name: str) -> None:
        """Take it out of the file; a file with nothing left in it goes too."""
        with self._lock:
            rest = self._read()
            if rest.pop(name, None) is None:
                return
            if rest:
                write_private(self._path, msgspec.json.encode(rest))
            else:
                self._path.unlink(missing_ok=True)

    def _read(self) -> dict[str, bytes]:
        try:
            return msgspec.json.decode(read_private(self._path, KEY_FILE_MAX_BYTES), type=dict[str, bytes])
        except NotFound:
            return {}
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # Not chained: the parser's words could quote the file.
            raise Malformed("the key file does not parse", path=str(self._path)) from None


class KeyringStore:
    """Secrets in the system's keyring; entries are named by profile, so that two profiles never meet."""

    def __init__(self, backend: KeyringBackend, profile_id: str, timeout_s: float = KEYRING_TIMEOUT_S) -> None:
        self._backend = backend
        self._profile_id = profile_id
        self._timeout_s = timeout_s

    def load(self, name: str) -> bytes | None:
        """Return the secret in the keyring; NoKeyStore if it is locked or does not answer, Malformed if not ours."""
        text = self._call(lambda: self._backend.get_password(SERVICE, self._entry(name)))
        if text is None:
            return None
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raise Malformed("the entry in the keyring is not ours", entry=self._entry(name)) from None

    def store(self, name: str, secret: bytes) -> None:
        """Put secret into the keyring and read it back: some keyrings take a write and drop it."""
        _check_size(secret)
        text = base64.b64encode(secret).decode("ascii")
        self._call(lambda: self._backend.set_password(SERVICE, self._entry(name), text))
        if self.load(name) != secret:
            raise _no_key_store("the keyring does not keep what it is given", "not_kept")

    def forget(self, name: str) -> None:
        """Remove it from the keyring."""
        if self.load(name) is not None:
            self._call(lambda: self._backend.delete_password(SERVICE, self._entry(name)))

    def _entry(self, name: str) -> str:
        return f"{self._profile_id}/{name}"

    def _call(self, action: Callable[[], T]) -> T:
        return _in_time(action, self._timeout_s)


def find_backend(timeout_s: float = KEYRING_TIMEOUT_S) -> KeyringBackend:
    """Return the first backend of this system's choice that is on the allow-list; NoKeyStore if there is none."""

    def search() -> KeyringBackend | None:
        import keyring

        if type(keyring.get_keyring()) is keyring.backends.fail.Keyring:
            # The library remembers that there was none; by now there may be one.
            with contextlib.suppress(AttributeError, KeyError):
                keyring.backend.get_all_keyring.reset()
            keyring.core.init_backend()
        return next((found for found in _unchained(keyring.get_keyring()) if is_allowed(found)), None)

    backend = _in_time(search, timeout_s)
    if backend is None:
        raise _no_key_store("no usable system keyring", "no_backend")
    return backend


def is_allowed(backend: object) -> bool:
    """Return whether this very class is on the allow-list; one derived from it is not."""
    kind = type(backend)
    return f"{kind.__module__}.{kind.__qualname__}" in ALLOWED_BACKENDS


def _unchained(backend: KeyringBackend) -> Iterator[KeyringBackend]:
    """Yield the backends behind a chain, the preferred first; a backend that is no chain yields itself."""
    kind = type(backend)
    if f"{kind.__module__}.{kind.__qualname__}" == "keyring.backends.chainer.ChainerBackend":
        for inner in getattr(backend, "backends", ()):
            yield from _unchained(inner)
    else:
        yield backend


def _in_time(action: Callable[[], T], timeout_s: float) -> T:
    """Return what action returns; NoKeyStore if it fails or takes longer (its thread is then left behind)."""
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(action())
        except Exception as e:  # noqa: BLE001 -- backends raise whatever their system library raises
            answer.set_exception(e)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    if not wait([answer], timeout_s).done:
        raise _no_key_store("the system keyring does not answer", "timeout")
    if error := answer.exception():
        raise _no_key_store(f"the system keyring refused: {type(error).__name__}", "failed") from error
    return answer.result()


def _no_key_store(why: str, reason: str) -> NoKeyStore:
    detail = f"{why}; use --key-store file (a 0600 file in the profile) or --key-store session (memory only)"
    return NoKeyStore(detail, reason=reason, alternatives="file, session")


def _check_size(secret: bytes) -> None:
    assert 0 < len(secret) <= SECRET_MAX_BYTES, "a key store keeps small keys"
