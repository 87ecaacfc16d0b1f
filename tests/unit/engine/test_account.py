"""Who is signed in, what rests where, and what a crash, a lie or a second account does to it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes.crypto import seeded_entropy
from fakes.lying_server import LyingServer
from fakes.people import ORIGIN
from fakes.workbench import CHEAP, EMAIL, NEW_PASSWORD, PASSWORD
from megadesk.crypto.identity import KdfParameters, WrapSet
from megadesk.crypto.keys import RecoveryKey
from megadesk.engine import account as account_module
from megadesk.engine.account import DEVICE_KEY, AccountKeeper, Unlocked
from megadesk.engine.clock import SystemClock
from megadesk.host.keychain import FileKeyStore
from megadesk.host.paths import Profile, find_profile, prepare_profile
from megadesk.host.private import write_private
from megadesk.model.errors import (
    AlreadyExists,
    BadUsage,
    DiskFull,
    Downgrade,
    IdentityChanged,
    MegadeskError,
    NotFound,
    NotSignedIn,
    ServerUnavailable,
    WrongCredentials,
)
from megadesk.model.ids import AccountId
from megadesk.model.values import replace
from megadesk.remote.api import Api
from megadesk.store.database import Database
from megadesk.store.settings import Settings
from megadesk.wire import routes


class Desk:
    """A profile, and keepers over it: a new one for each start of the engine."""

    def __init__(self, home: Path, server: LyingServer, seed: str = "desk") -> None:
        self.profile: Profile = find_profile(str(home), {})
        prepare_profile(self.profile)
        self.server = server
        self.seed = seed
        self.database = Database.open(self.profile.state_dir / "megadesk.db")
        self.settings = Settings(self.database)
        self.entropy = seeded_entropy(seed)

    def start(self, parameters: KdfParameters = CHEAP) -> AccountKeeper:
        """Return a keeper as a start of the engine makes it, loaded."""
        keeper = AccountKeeper(
            profile=self.profile, settings=self.settings, clock=SystemClock(), entropy=self.entropy,
            make_api=self.server.api, parameters=parameters,
        )  # fmt: skip
        keeper.load()
        return keeper

    def sign_up(self, key_store: str = "file", **more: Any) -> AccountKeeper:
        """Return a keeper with a new account."""
        keeper = self.start()
        arguments: dict[str, Any] = {
            "server": ORIGIN,
            "email": EMAIL,
            "password": PASSWORD,
            "device_name": "desk",
            "recovery_file": "",
        }
        keeper.sign_up(key_store=key_store, **(arguments | more))
        return keeper

    def api(self, keeper: AccountKeeper) -> Api:
        """Return an api with the keeper's session."""
        api = self.server.api()
        api.sign_in(keeper.require().secrets.session_token)
        return api

    def recovery_text(self) -> str:
        """Return what stands in the recovery file."""
        (file,) = self.profile.config_dir.glob("recovery key*.txt")
        return file.read_text()


def log_in(keeper: AccountKeeper, password: str = PASSWORD, key_store: str = "file", email: str = EMAIL) -> Unlocked:
    """Log in."""
    return keeper.log_in(server=ORIGIN, email=email, password=password, code="", device_name="lap", key_store=key_store)


@pytest.fixture
def desk(tmp_path: Path, server: LyingServer) -> Iterator[Desk]:
    """A profile with nobody in it."""
    made = Desk(tmp_path / "profile", server)
    yield made
    made.database.close()


# -- signing up -------------------------------------------------------------------------------------------------------


def test_account_rests_and_comes_back(desk: Desk) -> None:
    """After a restart the account is unlocked with the same keys, session and facts."""
    first = desk.sign_up().require()
    again = desk.start().require()
    assert again.facts == first.facts
    assert again.secrets.session_token == first.secrets.session_token
    assert again.secrets.account.identity.public == first.secrets.account.identity.public
    assert (again.facts.email, again.facts.server, again.facts.device_name) == (EMAIL, ORIGIN, "desk")
    assert desk.server.asked.count("login_finish") == 1


def test_nothing_secret_lies_in_a_file(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """Password, keys, token and recovery key are in no file of the profile, but for the device key and the key file."""
    caplog.set_level(logging.DEBUG)
    keeper = desk.sign_up()
    secrets = keeper.require().secrets
    device_key = FileKeyStore(desk.profile.state_dir / "keys.json").load(DEVICE_KEY)
    assert device_key is not None
    recovery = desk.recovery_text().split("\n\n")[2]
    assert len(recovery.replace("-", "")) == 56
    hidden = {
        "password": PASSWORD.encode(),
        "token": secrets.session_token,
        "identity": secrets.account.identity.secret_seed(),
        "root key": secrets.account.root_key.secret_bytes(),
    }
    for path in (file for file in desk.profile.home.rglob("*") if file.is_file()):  # type: ignore[union-attr]
        data = path.read_bytes()
        for what, value in hidden.items():
            assert value not in data, (path.name, what)
            assert value.hex().encode() not in data, (path.name, what)
        assert path.name.startswith("recovery key") or recovery.encode() not in data
        if path.name in {"secrets.bin", "keys.json"} or path.name.startswith("recovery key"):
            assert path.stat().st_mode & 0o777 == 0o600
    for value in (*hidden.values(), device_key):
        assert value.hex() not in caplog.text
        assert value.hex() not in repr(keeper.require())
    assert PASSWORD not in caplog.text
    assert EMAIL not in caplog.text


def test_recovery_file_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    """Where it cannot be written nothing is made: a file is there, no folder is there, the path says nowhere."""
    there = tmp_path / "there.txt"
    there.write_text("mine")
    for file, kind in ((there, AlreadyExists), (tmp_path / "no" / "x.txt", NotFound), (Path("x.txt"), BadUsage)):
        with pytest.raises(kind):
            desk.sign_up(recovery_file=str(file))
    assert there.read_text() == "mine"
    assert desk.server.asked == []
    desk.sign_up(recovery_file=str(tmp_path / "mine.txt"))
    assert EMAIL in (tmp_path / "mine.txt").read_text()


def test_account_without_a_written_recovery_key_is_not_finished(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the key cannot be written down nobody is signed in; the account is there to log in to."""

    def full(_path: Path, _data: bytes) -> None:
        raise DiskFull

    monkeypatch.setattr(account_module, "write_private", full)
    with pytest.raises(DiskFull):
        desk.sign_up()
    monkeypatch.undo()
    keeper = desk.start()
    with pytest.raises(NotSignedIn):
        keeper.require()
    assert log_in(keeper).facts.email == EMAIL


@pytest.mark.parametrize("name", ["a/b", "a\\b", "x" * 65, "bell\a"])
def test_device_name_is_checked_first(desk: Desk, name: str) -> None:
    """A name that no record may carry is refused before the server is asked."""
    with pytest.raises(BadUsage):
        desk.sign_up(device_name=name)
    assert desk.server.asked == []


def test_unknown_key_store_is_refused_first(desk: Desk) -> None:
    """A kind of key store that is none is bad usage, and nothing was made."""
    with pytest.raises(BadUsage):
        desk.sign_up("pocket")
    assert desk.server.asked == []


# -- crashes ----------------------------------------------------------------------------------------------------------


def test_crash_between_key_and_secrets(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash after the key was stored leaves nobody signed in, and the next log-in works with that key."""
    desk.sign_up()
    desk.start().log_out()

    def crash(path: Path, data: bytes) -> None:
        if path.name == "secrets.bin":
            raise KeyboardInterrupt
        write_private(path, data)

    monkeypatch.setattr(account_module, "write_private", crash)
    with pytest.raises(KeyboardInterrupt):
        log_in(desk.start())
    monkeypatch.undo()
    keeper = desk.start()
    assert keeper.facts is None
    assert log_in(keeper).facts.email == EMAIL
    assert desk.start().require().facts.email == EMAIL


def test_crash_before_the_facts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets without facts are of nobody: the person signs in again."""
    desk.sign_up()
    desk.start().log_out()

    def crash(_facts: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.settings, "remember_account", crash)
    with pytest.raises(KeyboardInterrupt):
        log_in(desk.start())
    monkeypatch.undo()
    keeper = desk.start()
    with pytest.raises(NotSignedIn) as caught:
        keeper.require()
    assert caught.value.arguments["reason"] == "signed_out"
    log_in(keeper)


def test_crash_in_a_change_of_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash while the changed secrets are written leaves a file that opens with the key that is there."""
    keeper = desk.sign_up()

    def crash(_facts: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.settings, "remember_account", crash)
    with pytest.raises(KeyboardInterrupt):
        keeper.change_password(desk.api(keeper), PASSWORD, NEW_PASSWORD)
    monkeypatch.undo()
    again = desk.start().require()
    assert again.secrets.counter == 2
    assert again.wrapset_is_new


@pytest.mark.parametrize("what", ["flipped", "empty", "gone", "other key", "bad key", "no key"])
def test_secrets_that_do_not_open_leave_it_locked(desk: Desk, what: str) -> None:
    """Damaged, missing, or sealed with another key: an error that says so, and a log-in mends it."""
    desk.sign_up()
    secrets, keys = desk.profile.state_dir / "secrets.bin", desk.profile.state_dir / "keys.json"
    raw = secrets.read_bytes()
    match what:
        case "flipped":
            secrets.write_bytes(raw[:-1] + bytes((raw[-1] ^ 1,)))
        case "empty":
            secrets.write_bytes(b"")
        case "gone":
            secrets.unlink()
        case "other key":
            FileKeyStore(keys).store(DEVICE_KEY, bytes(32))
        case "bad key":
            keys.write_bytes(b"{")
        case _:
            keys.unlink()
    with pytest.raises(NotSignedIn) as caught:
        desk.start()
    assert caught.value.arguments["reason"] == ("no_device_key" if what in {"bad key", "no key"} else "secrets_damaged")
    keeper = AccountKeeper(
        profile=desk.profile, settings=desk.settings, clock=SystemClock(), entropy=desk.entropy,
        make_api=desk.server.api, parameters=CHEAP,
    )  # fmt: skip
    with pytest.raises(NotSignedIn) as caught:
        keeper.require()
    assert caught.value.arguments["reason"] == "locked"
    log_in(keeper)
    assert desk.start().require().facts.email == EMAIL


# -- key store "session" ----------------------------------------------------------------------------------------------


def test_session_store_is_locked_after_a_restart(desk: Desk) -> None:
    """With keys in memory only a restart asks for the password again, and for no other one."""
    desk.sign_up("session")
    assert not (desk.profile.state_dir / "keys.json").exists()
    keeper = desk.start()
    with pytest.raises(NotSignedIn) as caught:
        keeper.require()
    assert caught.value.arguments["reason"] == "locked"
    with pytest.raises(WrongCredentials):
        keeper.unlock(NEW_PASSWORD)
    with pytest.raises(NotSignedIn):
        keeper.require()
    device = desk.settings.account()
    unlocked = keeper.unlock(PASSWORD)
    assert device is not None
    assert unlocked.facts.device == device.device


def test_nobody_cannot_be_unlocked(desk: Desk) -> None:
    """There is nothing to unlock and nobody to sign out."""
    keeper = desk.start()
    with pytest.raises(NotSignedIn):
        keeper.unlock(PASSWORD)
    with pytest.raises(NotSignedIn):
        keeper.log_out()


# -- one account a profile --------------------------------------------------------------------------------------------


def test_second_account_is_refused(desk: Desk) -> None:
    """A profile holds one account: neither another name nor another server, signed in or locked."""
    keeper = desk.sign_up("session")
    desk.server.asked.clear()
    with pytest.raises(AlreadyExists):
        log_in(keeper)
    locked = desk.start()
    for email, server in (("bob@example.org", ORIGIN), (EMAIL, "https://example.org")):
        with pytest.raises(AlreadyExists):
            locked.log_in(server=server, email=email, password=PASSWORD, code="", device_name="x", key_store="session")
    assert desk.server.asked == []
    assert log_in(locked, email=" Ada@Example.org".strip(), key_store="session").facts.email == EMAIL


def test_locked_again_waits_for_a_log_in(desk: Desk) -> None:
    """A session that the server ended can be signed in to again, as the same device."""
    keeper = desk.sign_up()
    device = keeper.require().facts.device
    keeper.lock_again()
    assert log_in(keeper).facts.device == device


def test_log_out_forgets_the_keys(desk: Desk) -> None:
    """After signing out neither key nor secrets are there, also after a restart."""
    keeper = desk.sign_up()
    keeper.log_out()
    assert not (desk.profile.state_dir / "keys.json").exists()
    assert not (desk.profile.state_dir / "secrets.bin").exists()
    again = desk.start()
    assert (again.facts, again.unlocked) == (None, None)


def test_key_store_that_does_not_forget_does_not_keep_anybody_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A keyring that fails is noted; the secrets are gone all the same."""
    keeper = desk.sign_up()

    def fail(_self: FileKeyStore, _name: str) -> None:
        raise ServerUnavailable("the keyring is locked")

    monkeypatch.setattr(FileKeyStore, "forget", fail)
    keeper.log_out()
    assert not (desk.profile.state_dir / "secrets.bin").exists()
    assert desk.start().facts is None


def test_pins_outlive_a_log_out(desk: Desk, tmp_path: Path) -> None:
    """What the device saw of an account is held against a later log-in: stretching and public keys (A8)."""
    desk.sign_up()
    keeper = desk.start()
    facts = keeper.require().facts
    keeper.log_out()
    desk.server.asked.clear()
    block = facts.kdf_block
    weaker = block[:2] + (65_536).to_bytes(4, "big") + block[6:]
    (kept,) = keeper._seen()
    strong = replace(kept, kdf_block=block[:2] + (131_072).to_bytes(4, "big") + block[6:])
    desk.settings.set(account_module.PINS, [strong])
    desk.server.lie(routes.LOGIN_START, kdf_block=weaker)
    with pytest.raises(Downgrade):
        log_in(desk.start())
    assert desk.server.asked == ["login_start"]
    desk.server.be_honest()
    with LyingServer(tmp_path / "other") as other:
        mallory = Desk(tmp_path / "mallory", other, "mallory")
        bundle = mallory.sign_up().require().facts.public_bundle
        mallory.database.close()
    desk.settings.set(account_module.PINS, [replace(kept, public_bundle=bundle)])
    with pytest.raises(IdentityChanged):
        log_in(desk.start())
    desk.settings.set(account_module.PINS, [kept])
    log_in(desk.start())


# -- changes ----------------------------------------------------------------------------------------------------------


def test_change_of_password_is_kept(desk: Desk) -> None:
    """The new password is the one; what wraps are now current waits to be recorded, also over a restart."""
    keeper = desk.sign_up()
    keeper.change_password(desk.api(keeper), PASSWORD, NEW_PASSWORD)
    unlocked = desk.start().require()
    assert unlocked.facts.kdf_block == unlocked.secrets.kdf.encode()
    assert unlocked.wrapset_is_new
    assert unlocked.wrapset == keeper.require().wrapset
    assert unlocked.wrapset is not None
    keeper.wrapset_recorded(WrapSet(1, bytes(32)))
    assert desk.start().require().wrapset_is_new
    keeper.wrapset_recorded(WrapSet(2, unlocked.wrapset))
    assert desk.start().require().wrapset is None
    keeper.log_out()
    with pytest.raises(WrongCredentials):
        log_in(desk.start())
    log_in(desk.start(), NEW_PASSWORD)


def test_change_that_is_not_yet_recorded_is_no_old_wrap(desk: Desk) -> None:
    """Who changed the password here and signs in again before it was recorded is not warned of his own change."""
    keeper = desk.sign_up()
    keeper.change_password(desk.api(keeper), PASSWORD, NEW_PASSWORD)
    keeper.lock_again()
    assert log_in(keeper, NEW_PASSWORD).wrapset_is_new


def test_a_change_that_was_overtaken_is_forgotten(desk: Desk) -> None:
    """Once the account record was written by who changed the wraps later, ours are not written over it after a restart."""
    keeper = desk.sign_up()
    keeper.change_password(desk.api(keeper), PASSWORD, NEW_PASSWORD, after=3)
    assert desk.start().require().wrapset_after == 3
    keeper.wrapset_recorded(WrapSet(3, bytes(32)))
    assert desk.start().require().wrapset_is_new
    keeper.wrapset_recorded(WrapSet(4, bytes(32)))
    assert not desk.start().require().wrapset_is_new


def test_refused_change_changes_nothing(desk: Desk) -> None:
    """A wrong old password, a short new one, a server that is down: all is as it was."""
    keeper = desk.sign_up()
    before = keeper.require()
    with pytest.raises(WrongCredentials):
        keeper.change_password(desk.api(keeper), NEW_PASSWORD, PASSWORD)
    with pytest.raises(BadUsage):
        keeper.change_password(desk.api(keeper), PASSWORD, "short")
    desk.server.refuse(routes.CHANGE_KEYS, 500, "bug")
    with pytest.raises(ServerUnavailable):
        keeper.change_password(desk.api(keeper), PASSWORD, NEW_PASSWORD)
    assert keeper.require() is before
    assert not desk.start().require().wrapset_is_new


def test_new_recovery_key(desk: Desk, tmp_path: Path) -> None:
    """A new recovery key is written where it was asked for; with it the account is recovered under a new password."""
    keeper = desk.sign_up()
    api = desk.api(keeper)
    file = tmp_path / "new key.txt"
    for bad in ("", "relative.txt"):
        with pytest.raises(BadUsage):
            keeper.export_recovery_key(api, PASSWORD, bad)
    assert keeper.export_recovery_key(api, PASSWORD, str(file)) == file
    assert desk.start().require().wrapset == keeper.require().wrapset
    with pytest.raises(AlreadyExists):
        keeper.export_recovery_key(api, PASSWORD, str(file))
    keeper.log_out()
    other = desk.start()
    arguments: dict[str, Any] = {
        "server": ORIGIN, "email": EMAIL, "new_password": NEW_PASSWORD, "device_name": "lap", "key_store": "file",
        "recovery_file": str(tmp_path / "third key.txt"),
    }  # fmt: skip
    with pytest.raises(WrongCredentials):
        other.recover(recovery_key=desk.recovery_text().split("\n\n")[2], **arguments)
    with pytest.raises(MegadeskError):
        other.recover(recovery_key="ABCD", **arguments)
    unlocked, written = other.recover(recovery_key=file.read_text().split("\n\n")[2], **arguments)
    assert unlocked.wrapset_is_new
    assert isinstance(written, Path)
    assert written.read_text() != file.read_text()
    assert desk.start().require().facts.account == unlocked.facts.account


def test_a_recovery_key_that_is_shown_is_in_no_file(desk: Desk, tmp_path: Path) -> None:
    """At sign-up, export and recovery it is handed on instead; it opens the account, and is kept nowhere here."""
    keeper = desk.start()
    fixed: dict[str, Any] = {"server": ORIGIN, "email": EMAIL, "device_name": "desk", "key_store": "file"}
    shown: list[str] = []

    def take(key: object) -> str:
        assert isinstance(key, RecoveryKey)
        assert key.text() not in repr(key)
        shown.append(key.text())
        return key.text()

    _, key = keeper.sign_up(**fixed, password=PASSWORD, recovery_file="", show_recovery=True)
    take(key)
    with pytest.raises(BadUsage):
        keeper.export_recovery_key(desk.api(keeper), PASSWORD, str(tmp_path / "k"), show=True)
    second = take(keeper.export_recovery_key(desk.api(keeper), PASSWORD, "", show=True))
    keeper.log_out()
    other = desk.start()
    with pytest.raises(WrongCredentials):
        other.recover(**fixed, recovery_key=shown[0], new_password=NEW_PASSWORD, recovery_file="", show_recovery=True)
    _, third = other.recover(
        **fixed, recovery_key=second, new_password=NEW_PASSWORD, recovery_file="", show_recovery=True
    )
    take(third)
    assert len({*shown}) == 3
    assert not [*desk.profile.config_dir.glob("recovery key*")]
    for file in (one for one in tmp_path.rglob("*") if one.is_file()):
        assert not any(text.encode() in file.read_bytes() for text in shown), file


def test_renamed_device_is_remembered(desk: Desk) -> None:
    """A new name of the device is there after a restart; one that is none changes nothing."""
    keeper = desk.sign_up()
    assert keeper.rename_device("  my   desk ").facts.device_name == "my desk"
    for name in ("a/b", "", "  "):
        with pytest.raises(BadUsage):
            keeper.rename_device(name)
    assert desk.start().require().facts.device_name == "my desk"
    assert isinstance(keeper.require().facts.account, bytes)
    assert keeper.require().facts.account != AccountId(bytes(16))
