"""What a person set about the network is checked, kept, and in force at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.tls import make_certificate
from megadesk.engine.network import PASSWORD, SETTING, NetworkKeeper, checked_proxy
from megadesk.host.keychain import KeyStore, KeyStoreKind, SessionKeyStore, open_key_store
from megadesk.host.paths import Profile, find_profile, prepare_profile
from megadesk.model.errors import BadUsage, NoKeyStore
from megadesk.remote.network import USUAL
from megadesk.store.database import Database
from megadesk.store.settings import Settings


class Desk:
    """A fresh profile, on a computer whose keyring the test has in hand."""

    def __init__(self, base: Path) -> None:
        self.profile = find_profile(str(base / "home"), {})
        prepare_profile(self.profile)
        self.settings = Settings(Database.open(self.profile.state_dir / "state.db"))
        self.keyring: KeyStore | None = SessionKeyStore()

    def open_store(self, kind: KeyStoreKind, profile: Profile) -> KeyStore:
        """Open the keyring, if there is one, or what else is asked for."""
        if kind is not KeyStoreKind.KEYRING:
            return open_key_store(kind, profile)
        if self.keyring is None:
            raise NoKeyStore
        return self.keyring

    def keeper(self) -> NetworkKeeper:
        """Return what an engine that starts now has."""
        return NetworkKeeper(self.settings, self.profile, self.open_store)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A fresh profile."""
    return Desk(tmp_path)


def test_nothing_set_is_as_usual(desk: Desk) -> None:
    """The system's proxy and authorities; and if what is kept cannot be read."""
    assert desk.keeper().now() == USUAL
    desk.settings.set(SETTING, ["zork"])
    assert desk.keeper().now() == USUAL


def test_what_is_set_counts_at_once_and_is_kept(desk: Desk, tmp_path: Path) -> None:
    """Proxy, name, authorities and trusted certificates."""
    keeper, file = desk.keeper(), str(make_certificate(tmp_path / "ca.pem"))
    keeper.set_proxy("proxy.example:3128")
    keeper.set_proxy_user("ada")
    keeper.set_ca_file(file)
    keeper.trust("https://s.example", "ab" * 32)
    now = keeper.now()
    assert (now.proxy, now.proxy_user, now.ca_file) == ("http://proxy.example:3128", "ada", file)
    assert desk.keeper().now() == now
    keeper.trust("https://s.example", "")
    keeper.set_ca_file("")
    assert (keeper.now().pins, keeper.now().ca_file) == ({}, "")


def test_a_script_is_left_out_where_the_system_is_asked(desk: Desk) -> None:
    """Elsewhere nobody misses it, and the system is not asked."""
    keeper = NetworkKeeper(desk.settings, desk.profile, finds_by_script=lambda: True)
    assert keeper.is_script_left_out()
    keeper.set_proxy("proxy.example:3128")
    assert not keeper.is_script_left_out()


def test_the_password_of_a_proxy_rests_in_the_keyring(desk: Desk) -> None:
    """Not in the database, nor in any file of the profile."""
    desk.keeper().set_password("secret word")
    assert desk.keeper().now().proxy_password == "secret word"
    for file in desk.profile.state_dir.rglob("*"):
        assert b"secret word" not in file.read_bytes()
    desk.keeper().set_password("")
    assert desk.keeper().now().proxy_password == ""
    assert desk.keyring is not None
    assert desk.keyring.load(PASSWORD) is None


def test_without_a_keyring_it_rests_in_a_file_of_our_own(desk: Desk) -> None:
    """Only its owner can read it; and a keyring that is gone later is no reason not to start."""
    desk.keyring = None
    desk.keeper().set_password("secret word")
    assert desk.keeper().now().proxy_password == "secret word"
    assert (desk.profile.state_dir / "keys.json").stat().st_mode & 0o077 == 0
    desk.keyring = SessionKeyStore()
    desk.keeper().set_password("another")
    desk.keyring = None
    assert desk.keeper().now().proxy_password == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("SYSTEM", "system"), (" none ", "none"), ("proxy:80", "http://proxy:80"), ("https://p.example", "https://p.example"),
        ("http://[::1]:80/", "http://[::1]:80"),
    ],
)  # fmt: skip
def test_proxies_as_people_write_them(typed: str, kept: str) -> None:
    """Without a scheme it is http."""
    assert checked_proxy(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "ftp://p", "http://", "http://p:99999", "http://p/path", "http://p?q", "http://ada:secret@p", "a" * 2000],
)
def test_no_proxy(typed: str) -> None:
    """Nothing else is taken; a password in it is not repeated."""
    with pytest.raises(BadUsage) as caught:
        checked_proxy(typed)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["missing.pem", "empty.pem", "", "no\0path.pem"])
def test_no_file_of_certificates(desk: Desk, tmp_path: Path, name: str) -> None:
    """Nothing is set by it: an engine that could reach nobody any more could not be told why."""
    (tmp_path / "empty.pem").write_text("zork")
    with pytest.raises(BadUsage):
        desk.keeper().set_ca_file(str(tmp_path / name) if name else "relative.pem")
    assert desk.keeper().now() == USUAL
