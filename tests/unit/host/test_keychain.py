"""Key stores: all three keep a secret, and no backend gets one that is not on the list."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null
from keyring.errors import InitError, PasswordDeleteError

from megadesk.host.keychain import (
    SECRET_MAX_BYTES,
    FileKeyStore,
    KeyringStore,
    KeyStore,
    KeyStoreKind,
    SessionKeyStore,
    find_backend,
    is_allowed,
    open_key_store,
)
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.model.errors import AccessDenied, Malformed, NoKeyStore

KEY = bytes(range(32))


class MemoryKeyring(KeyringBackend):
    """A keyring in memory."""

    priority = 0.1

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return the entry."""
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the entry."""
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Remove the entry, or say that there is none."""
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("no such entry")


@pytest.fixture(params=["keyring", "file", "session"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    """Each kind of store, empty."""
    stores: dict[str, Callable[[], KeyStore]] = {
        "keyring": lambda: KeyringStore(MemoryKeyring(), "profile"),
        "file": lambda: FileKeyStore(tmp_path / "keys.json"),
        "session": SessionKeyStore,
    }
    return stores[request.param]()


@pytest.fixture
def set_backend() -> Iterator[Callable[[KeyringBackend], None]]:
    """Set what the keyring library calls the system's keyring; undone after the test."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_secret_is_kept_replaced_and_forgotten(store: KeyStore) -> None:
    """All three stores keep one promise."""
    assert store.load("device") is None
    store.store("device", KEY)
    store.store("other", b"o")
    assert store.load("device") == KEY
    store.store("device", KEY[::-1])
    assert store.load("device") == KEY[::-1]
    store.forget("device")
    store.forget("device")
    assert store.load("device") is None
    assert store.load("other") == b"o"


def test_largest_secret_is_kept_and_a_larger_one_is_our_bug(store: KeyStore) -> None:
    """What fits one store fits all, since a person may change from one to another."""
    store.store("device", b"x" * SECRET_MAX_BYTES)
    assert store.load("device") == b"x" * SECRET_MAX_BYTES
    with pytest.raises(AssertionError):
        store.store("device", b"x" * (SECRET_MAX_BYTES + 1))


def test_file_store_survives_the_process_and_is_0600(tmp_path: Path) -> None:
    """A headless engine finds its key again; nobody else does."""
    FileKeyStore(tmp_path / "keys.json").store("device", KEY)
    assert FileKeyStore(tmp_path / "keys.json").load("device") == KEY
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
    FileKeyStore(tmp_path / "keys.json").forget("device")
    assert list(tmp_path.iterdir()) == []


def test_file_store_open_to_others_is_refused(tmp_path: Path) -> None:
    """A key that others could read is not trusted."""
    store = FileKeyStore(tmp_path / "keys.json")
    store.store("device", KEY)
    (tmp_path / "keys.json").chmod(0o644)
    with pytest.raises(AccessDenied):
        store.load("device")


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"device": "%%%"}', b'{"device": 1}', b'{"\xff": ""}'])
def test_damaged_key_file_is_malformed_and_quotes_nothing(tmp_path: Path, damaged: bytes) -> None:
    """A damaged key file is said to be so; nothing of it gets into the error, and a write keeps it aside."""
    path = tmp_path / "keys.json"
    path.touch(mode=0o600)
    path.write_bytes(damaged)
    store = FileKeyStore(path)
    with pytest.raises(Malformed) as caught:
        store.load("device")
    assert caught.value.__cause__ is None
    store.store("device", KEY)
    assert store.load("device") == KEY
    assert path.with_name("keys.json.damaged").read_bytes() == damaged


def test_two_profiles_share_a_keyring_and_not_an_entry() -> None:
    """Two profiles on one machine are two devices."""
    backend = MemoryKeyring()
    KeyringStore(backend, "one").store("device", KEY)
    assert KeyringStore(backend, "two").load("device") is None


def test_entry_of_somebody_else_is_malformed() -> None:
    """An entry that is not base64 was not written by us."""
    backend = MemoryKeyring()
    backend.set_password("megadesk", "p/device", "hunter 2!")
    with pytest.raises(Malformed):
        KeyringStore(backend, "p").load("device")


def test_keyring_that_drops_what_it_is_given_is_noticed() -> None:
    """A store that says yes and keeps nothing would lock a person out at the next start."""
    with pytest.raises(NoKeyStore) as caught:
        KeyringStore(null.Keyring(), "p").store("device", KEY)
    assert caught.value.arguments["reason"] == "not_kept"


def test_locked_keyring_is_no_key_store() -> None:
    """What a backend raises reaches nobody as it is."""

    class Locked(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise InitError("Prompt dismissed")

    with pytest.raises(NoKeyStore) as caught:
        KeyringStore(Locked(), "p").load("device")
    assert caught.value.arguments["reason"] == "failed"


def test_keyring_that_never_answers_ends_in_time() -> None:
    """A prompt that nobody sees must not hold the engine for ever."""
    answer = threading.Event()

    class Waiting(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            answer.wait(60)
            return None

    try:
        with pytest.raises(NoKeyStore) as caught:
            KeyringStore(Waiting(), "p", timeout_s=0.01).load("device")
    finally:
        answer.set()
    assert caught.value.arguments["reason"] == "timeout"


def test_only_the_listed_classes_are_allowed() -> None:
    """A class derived from an allowed one, or with its name, is not it."""

    class Keyring(SecretService.Keyring):
        def __init__(self) -> None:
            """Make one without a bus."""

    assert is_allowed(SecretService.Keyring())
    assert not is_allowed(Keyring())
    assert not is_allowed(MemoryKeyring())
    assert not is_allowed(null.Keyring())
    assert not is_allowed(fail.Keyring())


def test_keyring_that_starts_later_than_we_do_is_found(
    set_backend: Callable[[KeyringBackend], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library remembers that there was none; a service of the desktop may only have been slower than we were."""
    set_backend(fail.Keyring())
    monkeypatch.setattr("secretstorage.dbus_init", lambda: SimpleNamespace(close=lambda: None))
    monkeypatch.setattr("secretstorage.check_service_availability", lambda _bus: True)
    monkeypatch.setattr(KeyringBackend, "get_viable_backends", classmethod(lambda _class: {SecretService.Keyring}))
    assert type(find_backend()) is SecretService.Keyring
    keyring.backend.get_all_keyring.reset()


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, MemoryKeyring])
def test_unlisted_backend_is_no_key_store_and_the_other_ways_are_named(
    set_backend: Callable[[KeyringBackend], None], backend: type[KeyringBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is stored by default where no real keyring is; the error says what else there is."""
    monkeypatch.setattr(KeyringBackend, "get_viable_backends", classmethod(lambda _class: set()))
    set_backend(backend())
    with pytest.raises(NoKeyStore, match=r"--key-store file.*--key-store session") as caught:
        find_backend()
    assert caught.value.arguments["reason"] == "no_backend"


def test_chain_gives_its_first_allowed_backend_and_is_never_called_itself(
    set_backend: Callable[[KeyringBackend], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plain file in a chain gets nothing, wherever in the chain it is."""
    real = SecretService.Keyring()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [MemoryKeyring(), real, null.Keyring()])
    set_backend(chainer.ChainerBackend())
    assert find_backend() is real
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [MemoryKeyring()])
    with pytest.raises(NoKeyStore):
        find_backend()


def test_kind_opens_its_store(tmp_path: Path, set_backend: Callable[[KeyringBackend], None]) -> None:
    """--key-store means what it says."""
    profile = find_profile(str(tmp_path), {})
    prepare_profile(profile)
    set_backend(SecretService.Keyring())
    assert isinstance(open_key_store(KeyStoreKind.KEYRING, profile), KeyringStore)
    assert isinstance(open_key_store(KeyStoreKind.SESSION, profile), SessionKeyStore)
    open_key_store(KeyStoreKind.FILE, profile).store("device", KEY)
    assert (profile.state_dir / "keys.json").exists()
