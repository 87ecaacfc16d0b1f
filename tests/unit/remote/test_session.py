"""Accounts over the wire: the real server answers, somebody in between lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fakes.authenticator import SLIP, STEP_S, Authenticator
from fakes.crypto import NOW_MS, quick_stretch, seeded_entropy
from fakes.lying_server import LyingServer
from fakes.space_store import MemorySpaceStore
from megadesk.crypto import account as accounts
from megadesk.crypto.bundle import AccountSecrets
from megadesk.crypto.identity import KDF_MINIMUM, KdfParameters, parse_public_bundle
from megadesk.crypto.keys import RecoveryKey
from megadesk.crypto.records import RecordKind, account_node_id, device_node_id
from megadesk.model.errors import (
    AlreadyExists,
    BadUsage,
    Downgrade,
    Forged,
    IdentityChanged,
    LimitExceeded,
    Malformed,
    MegadeskError,
    NotFound,
    RateLimited,
    Rollback,
    SecondFactorNeeded,
    ServerUnavailable,
    TooNew,
    WrongCredentials,
)
from megadesk.model.ids import AccountId, DeviceId
from megadesk.model.values import replace
from megadesk.remote import session as session_module
from megadesk.remote.journal import Journal
from megadesk.remote.session import AccountTalk, Pins, SignedIn, origin_of
from megadesk.remote.space import Space, SpaceKeys
from megadesk.wire import messages as m
from megadesk.wire import routes

CHEAP = KdfParameters(memory_kib=65_536, passes=3, lanes=4)
LOGIN, PASSWORD, NEW_PASSWORD = "Ada@Example.org", "correct horse battery", "another good password"
HERE, THERE = DeviceId(b"h" * 16), DeviceId(b"t" * 16)


class Scene:
    """A server with Ada's account on it, and what she knows."""

    def __init__(self, server: LyingServer, seed: str = "talk") -> None:
        self.server = server
        self.talk = self.new_talk(seed)
        self.signed = self.talk.sign_up(login=LOGIN, password=PASSWORD, device=HERE, device_name="here")
        self.pins = Pins(kdf=self.signed.kdf, bundle=self.signed.bundle)
        server.asked.clear()

    def new_talk(self, seed: str = "talk", parameters: KdfParameters = CHEAP) -> AccountTalk:
        """Return another device's talk."""
        return AccountTalk(
            self.server.api(), wall_ms=lambda: NOW_MS, entropy=seeded_entropy(seed), parameters=parameters
        )

    def log_in(self, password: str = PASSWORD, pins: Pins | None = None) -> SignedIn:
        """Log in on another device."""
        return self.new_talk().log_in(login=LOGIN, password=password, device=THERE, pins=pins or Pins())

    def recovery_key(self) -> RecoveryKey:
        """The key that signing up made."""
        assert self.signed.recovery_key is not None
        return self.signed.recovery_key

    def signed_in(self, password: str = PASSWORD) -> AccountTalk:
        """Return a talk with a session."""
        talk = self.new_talk("session")
        done = talk.log_in(login=LOGIN, password=password, device=THERE, pins=Pins())
        talk._api.sign_in(done.token)
        return talk


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """An account that tests look at and do not change. Stretching is another room's business."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("megadesk.crypto.account.argon2id", quick_stretch)
        yield from _world(tmp_path_factory)


def _world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with LyingServer(tmp_path_factory.mktemp("server")) as server:
        yield Scene(server)


@pytest.fixture
def scene(world: Scene) -> Iterator[Scene]:
    """The same, honest at the start and at the end; the limits on logins are another room's business."""
    world.server.be_honest()
    world.server.server.pass_s(3600)
    world.server.asked.clear()
    yield world
    world.server.be_honest()


@pytest.fixture
def own_scene(tmp_path: Path) -> Iterator[Scene]:
    """An account of one test's own."""
    with LyingServer(tmp_path / "server") as server:
        yield Scene(server)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://example.org", "https://example.org:443"),
        ("http://127.0.0.1:8480", "http://127.0.0.1:8480"),
        ("http://localhost", "http://localhost:80"),
        ("https://[::1]:8443", "https://[::1]:8443"),
    ],
)
def test_origin_always_says_the_port(address: str, origin: str) -> None:
    """What a login signs is where it was dialled, in one spelling."""
    assert origin_of(address) == origin


# -- in ---------------------------------------------------------------------------------------------------------------


@pytest.mark.attack("A2", "A8")
def test_a_new_account_signs_for_itself_alone(tmp_path: Path) -> None:
    """Who shows another account, or other stretching, than was just made gets no signature of its key."""
    for lie in ({"account": b"x" * 16}, {"kdf_block": lambda block: block[:-1] + bytes((block[-1] ^ 1,))}):
        with LyingServer(tmp_path / str(len(lie)) / next(iter(lie))) as server:
            server.lie(routes.LOGIN_START, **lie)
            talk = AccountTalk(server.api(), wall_ms=lambda: NOW_MS, entropy=seeded_entropy("new"), parameters=CHEAP)
            with pytest.raises(Forged):
                talk.sign_up(login=LOGIN, password=PASSWORD, device=HERE, device_name="here")
            assert routes.LOGIN_FINISH.name not in server.asked


def test_sign_up_makes_the_space(scene: Scene) -> None:
    """A new account has its roots, its device record and the record of its wraps from the first commit on."""
    secrets = scene.signed.secrets
    space = Space(secrets.root_space, SpaceKeys.of(secrets.root_key, secrets.root_epoch), MemorySpaceStore())
    api = scene.server.api()
    api.sign_in(scene.signed.token)
    Journal(api, space, evidence=lambda _kind, _data: None).fetch()
    assert {found.name for found in map(space.node, map(space.root, ("drive", "bin", "backups"))) if found} == {
        "drive", "bin", "backups",
    }  # fmt: skip
    device, account = space.opened(device_node_id(space.id, HERE)), space.opened(account_node_id(space.id))
    assert device is not None
    assert account is not None
    assert (device.meta.kind, device.meta.name, device.meta.device) == (RecordKind.DEVICE, "here", HERE)
    assert account.meta.wrapset is not None
    assert (account.meta.wrapset.version, account.meta.wrapset.digest) == (1, scene.signed.served.wrapset())


def test_log_in_opens_the_same_account(scene: Scene) -> None:
    """Another device gets the same keys, and no recovery key, whatever spelling of the name it uses."""
    done = scene.log_in(pins=scene.pins)
    assert done.secrets.account == scene.signed.secrets.account
    assert done.secrets.root_space == scene.signed.secrets.root_space
    assert done.secrets.login == "ada@example.org"
    assert done.token != scene.signed.token
    assert done.recovery_key is None


def test_name_that_is_taken(scene: Scene) -> None:
    """A second sign-up under one name is refused, and nobody is signed in by it."""
    talk = scene.new_talk("second")
    with pytest.raises(AlreadyExists):
        talk.sign_up(login=LOGIN.upper(), password=PASSWORD, device=THERE, device_name="there")
    assert scene.server.asked == ["sign_up"]


def test_wrong_password_and_unknown_name_look_alike(scene: Scene) -> None:
    """Both ask the same and say the same."""
    with pytest.raises(WrongCredentials) as wrong:
        scene.log_in("correct horse batterz")
    asked = list(scene.server.asked)
    scene.server.asked.clear()
    with pytest.raises(WrongCredentials) as unknown:
        scene.new_talk().log_in(login="bob@example.org", password=PASSWORD, device=THERE, pins=Pins())
    assert scene.server.asked == asked == ["login_start", "login_finish"]
    assert (str(wrong.value), wrong.value.arguments) == (str(unknown.value), unknown.value.arguments)


def test_password_that_cannot_be_is_not_sent(scene: Scene) -> None:
    """A password out of bounds is refused before a signature is made: a wrong one to who logs in, bad to who signs up."""
    with pytest.raises(WrongCredentials):
        scene.log_in("short")
    assert "login_finish" not in scene.server.asked
    with pytest.raises(BadUsage):
        scene.new_talk().sign_up(login="x@example.org", password="short", device=HERE, device_name="x")
    assert "sign_up" not in scene.server.asked


def test_patience_is_passed_on(scene: Scene) -> None:
    """A server that asks to wait is not asked on."""
    scene.server.refuse(routes.LOGIN_START, 429, "rate_limited")
    with pytest.raises(RateLimited):
        scene.log_in()
    assert scene.server.asked == ["login_start"]


def test_password_is_in_no_request(scene: Scene) -> None:
    """Neither password nor any key leaves the device in clear."""
    scene.server.sent.clear()
    done = scene.log_in()
    sent = b"".join(body for _, body in scene.server.sent)
    for secret in (PASSWORD.encode(), done.secrets.identity.secret_seed(), done.secrets.root_key.secret_bytes()):
        assert secret not in sent
        assert secret.hex().encode() not in sent
    assert PASSWORD not in repr(done)
    assert done.token.hex() not in repr(done)


# -- a server that lies at the door (A1, A2, A8, A13) -------------------------------------------------------------------


def kdf_block(*, suite: int = 1, kind: int = 1, memory_kib: int = 65_536, passes: int = 3, lanes: int = 4) -> bytes:
    """Return a KDF block as a server might serve it."""
    return (
        bytes((suite, kind)) + memory_kib.to_bytes(4, "big") + passes.to_bytes(4, "big") + bytes((lanes,)) + bytes(16)
    )


WEAK = {
    "little memory": (kdf_block(memory_kib=8192), Downgrade),
    "one pass": (kdf_block(passes=1), Downgrade),
    "no kind": (kdf_block(kind=0), Downgrade),
    "other kind": (kdf_block(kind=2), Downgrade),
    "all memory": (kdf_block(memory_kib=1 << 31), LimitExceeded),
    "for ever": (kdf_block(passes=1 << 30), LimitExceeded),
    "later suite": (kdf_block(suite=2), TooNew),
    "no suite": (kdf_block(suite=0), Malformed),
}


@pytest.mark.parametrize(("block", "kind"), WEAK.values(), ids=WEAK)
def test_weak_stretching_is_refused_before_anything_is_signed(
    scene: Scene, block: bytes, kind: type[MegadeskError]
) -> None:
    """Below the minimum, above the maximum, of another kind: nothing is computed and nothing sent (A8)."""
    scene.server.lie(routes.LOGIN_START, kdf_block=block)
    with pytest.raises(kind):
        scene.log_in()
    with pytest.raises(kind):
        scene.new_talk().recover(
            login=LOGIN, key=scene.recovery_key(), new_password=NEW_PASSWORD, device=THERE, pins=Pins()
        )
    assert set(scene.server.asked) == {"login_start"}


def test_stretching_below_last_time_is_refused(scene: Scene) -> None:
    """Minimum is not enough for a device that has seen more (A8)."""
    strong = Pins(kdf=type(scene.signed.kdf)(
        parameters=KdfParameters(memory_kib=KDF_MINIMUM.memory_kib * 2, passes=3, lanes=1), salt=bytes(16)
    ))  # fmt: skip
    with pytest.raises(Downgrade):
        scene.log_in(pins=strong)
    with pytest.raises(Downgrade):
        scene.new_talk().recover(
            login=LOGIN, key=scene.recovery_key(), new_password=NEW_PASSWORD, device=THERE, pins=strong
        )
    assert set(scene.server.asked) == {"login_start"}


def flipped(at: int) -> Callable[[bytes], bytes]:
    """Return what flips one bit of a field."""
    return lambda value: value[: at % len(value)] + bytes((value[at % len(value)] ^ 1,)) + value[at % len(value) + 1 :]


SEALED = ("box_password", "bundle_sealed", "bundle_public", "kdf_block", "login_public", "account")


@pytest.mark.parametrize("at", [0, 17, -1])
@pytest.mark.parametrize("name", SEALED)
def test_flipped_bit_ends_the_login_in_silence(scene: Scene, name: str, at: int) -> None:
    """A bit flipped in anything that is served: an error, and not one word more to the server (A1)."""
    scene.server.lie(
        routes.LOGIN_FINISH,
        keys=lambda keys: type(keys)(**{**_fields(keys), name: flipped(at)(getattr(keys, name))}),
    )
    with pytest.raises((Forged, Malformed, IdentityChanged, TooNew, Downgrade, Rollback)):
        scene.log_in()
    assert scene.server.asked == ["login_start", "login_finish"]


def _fields(keys: m.AccountKeys) -> dict[str, object]:
    return {name: getattr(keys, name) for name in keys.__struct_fields__}


def test_boxes_in_each_other_s_place_do_not_open(scene: Scene) -> None:
    """The recovery box in the password's place, and the other way round (A2)."""

    def swapped(keys: m.AccountKeys) -> m.AccountKeys:
        fields = _fields(keys)
        fields["box_password"], fields["box_recovery"] = keys.box_recovery, keys.box_password
        return m.AccountKeys(**fields)  # type: ignore[arg-type]  # the fields of one

    scene.server.lie(routes.LOGIN_FINISH, keys=swapped)
    with pytest.raises(Forged):
        scene.log_in()
    with pytest.raises(Forged):
        scene.new_talk().recover(
            login=LOGIN, key=scene.recovery_key(), new_password=NEW_PASSWORD, device=THERE, pins=Pins()
        )
    assert not {"challenge", "change_keys"} & set(scene.server.asked)


@pytest.mark.parametrize(("name", "value"), [("account", b"x" * 16), ("login", "mallory"), ("root_space", b"x" * 32)])
def test_what_is_served_is_what_was_asked_for(scene: Scene, name: str, value: object) -> None:
    """Each field that a login stands for, also where all boxes open and all keys are the own ones."""
    scene.server.lie(routes.LOGIN_FINISH, keys=lambda keys: type(keys)(**{**_fields(keys), name: value}))
    with pytest.raises(Forged):
        scene.log_in()
    with pytest.raises(Forged):
        scene.new_talk().recover(
            login=LOGIN, key=scene.recovery_key(), new_password=NEW_PASSWORD, device=THERE, pins=Pins()
        )
    assert not {"challenge", "change_keys"} & set(scene.server.asked)


def test_the_account_that_was_signed_for_is_the_one_that_opens(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that asks for a signature of one account and shows another one is not believed in either."""
    seen: list[tuple[m.AccountKeys, m.LoginChallenge, AccountSecrets]] = []
    with monkeypatch.context() as patch:
        patch.setattr(session_module, "_check_asked_for", lambda *arguments: seen.append(arguments))
        scene.log_in()
    keys, challenge, secrets = seen[0]
    session_module._check_asked_for(keys, challenge, secrets)
    with pytest.raises(Forged):
        session_module._check_asked_for(keys, msgspec.structs.replace(challenge, account=b"x" * 16), secrets)


def test_an_account_is_that_of_this_device_by_each_of_its_marks(scene: Scene) -> None:
    """Ids, both of them, and both public keys; with nothing pinned there is nothing to hold it to."""
    served, pinned = scene.signed.served, scene.signed.bundle
    session_module._check_ours(served, pinned)
    session_module._check_ours(served, None)
    other = AccountId(b"x" * 16)
    of_another = accounts.public_bundle(replace(scene.signed.secrets, account=other), NOW_MS)
    for shown, known in (
        (replace(served, account=other), pinned),
        (replace(served, bundle_public=of_another), pinned),
        (served, replace(pinned, identity_public=b"x" * 32)),
        (served, replace(pinned, kem_public=b"x" * 32)),
    ):
        with pytest.raises(IdentityChanged):
            session_module._check_ours(shown, known)


def test_public_bundle_of_somebody_else_is_not_ours(scene: Scene, tmp_path: Path) -> None:
    """A valid bundle of another account under our name, and one that is not the pinned one (A7)."""
    with LyingServer(tmp_path / "other") as other:
        mallory = Scene(other, "mallory").signed
    scene.server.lie(
        routes.LOGIN_FINISH,
        keys=lambda keys: type(keys)(**{**_fields(keys), "bundle_public": mallory.served.bundle_public}),
    )
    with pytest.raises(IdentityChanged):
        scene.log_in()
    scene.server.be_honest()
    with pytest.raises(IdentityChanged):
        scene.log_in(pins=Pins(bundle=mallory.bundle))
    with pytest.raises(IdentityChanged):
        scene.new_talk().recover(
            login=LOGIN, key=scene.recovery_key(), new_password=NEW_PASSWORD, device=THERE,
            pins=Pins(bundle=parse_public_bundle(mallory.served.bundle_public)),
        )  # fmt: skip
    assert not {"challenge", "change_keys"} & set(scene.server.asked)


@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"\xff"], ids=repr)
@pytest.mark.parametrize("route", [routes.LOGIN_START, routes.LOGIN_FINISH], ids=lambda route: route.name)
def test_answer_that_is_none_makes_nothing(scene: Scene, route: routes.Route, body: bytes) -> None:
    """An empty answer at the door never becomes a new account or a new key (A13)."""
    scene.server.lies[route.name] = lambda _: body
    with pytest.raises(Malformed):
        scene.log_in()
    assert set(scene.server.asked) <= {"login_start", "login_finish"}


def test_door_that_is_not_there(scene: Scene) -> None:
    """404 at the door is an error, not an invitation to sign up (A13)."""
    scene.server.refuse(routes.LOGIN_START, 404, "not_found")
    with pytest.raises(MegadeskError):
        scene.log_in()
    assert scene.server.asked == ["login_start"]


# -- changes ----------------------------------------------------------------------------------------------------------


def test_change_of_password(own_scene: Scene) -> None:
    """The new password opens the same account, the old one nothing, and the digest is what the server now serves."""
    talk = own_scene.signed_in()
    kdf, wrapset = talk.change_password(login=LOGIN, old_password=PASSWORD, new_password=NEW_PASSWORD)
    done = own_scene.log_in(NEW_PASSWORD, Pins(kdf=kdf, bundle=own_scene.signed.bundle))
    assert done.secrets.root_space == own_scene.signed.secrets.root_space
    assert done.served.wrapset() == wrapset
    with pytest.raises(WrongCredentials):
        own_scene.log_in()


def test_wrong_old_password_is_not_sent(scene: Scene) -> None:
    """Who does not know the password cannot change it, and no challenge is even asked for."""
    talk = scene.signed_in()
    scene.server.asked.clear()
    for change in (
        lambda: talk.change_password(login=LOGIN, old_password=NEW_PASSWORD, new_password=NEW_PASSWORD),
        lambda: talk.renew_recovery_key(login=LOGIN, password=NEW_PASSWORD),
    ):
        with pytest.raises(WrongCredentials):
            change()
    assert set(scene.server.asked) == {"account_keys"}


def test_weak_stretching_is_refused_at_a_change_too(scene: Scene) -> None:
    """A signed-in device does not stretch its password for less than it has seen."""
    talk = scene.signed_in()
    scene.server.asked.clear()
    strong = Pins(kdf=type(scene.signed.kdf)(
        parameters=KdfParameters(memory_kib=131_072, passes=3, lanes=4), salt=bytes(16)
    ))  # fmt: skip
    with pytest.raises(Downgrade):
        talk.change_password(login=LOGIN, old_password=PASSWORD, new_password=NEW_PASSWORD, pins=strong)
    with pytest.raises(Downgrade):
        talk.renew_recovery_key(login=LOGIN, password=PASSWORD, pins=strong)
    assert set(scene.server.asked) == {"account_keys"}


def test_new_recovery_key_voids_the_old_one(own_scene: Scene) -> None:
    """After a renewal the new key recovers and the old one does not; the password stays."""
    talk = own_scene.signed_in()
    key, wrapset = talk.renew_recovery_key(login=LOGIN, password=PASSWORD)
    assert own_scene.log_in().served.wrapset() == wrapset
    with pytest.raises(WrongCredentials):
        own_scene.new_talk().recover(
            login=LOGIN, key=own_scene.recovery_key(), new_password=NEW_PASSWORD, device=THERE, pins=Pins()
        )
    own_scene.server.server.pass_s(3600)
    done = own_scene.new_talk("r").recover(login=LOGIN, key=key, new_password=NEW_PASSWORD, device=THERE, pins=Pins())
    assert done.secrets.root_space == own_scene.signed.secrets.root_space
    assert done.recovery_key is not None
    again = own_scene.log_in(NEW_PASSWORD)
    assert again.served.wrapset() == done.new_wrapset


def test_recovery_that_is_refused_leaves_the_account_as_it_was(own_scene: Scene) -> None:
    """If the server does not take the new keys, password and recovery key are the old ones."""
    own_scene.server.refuse(routes.CHANGE_KEYS, 500, "bug")
    with pytest.raises(ServerUnavailable):
        own_scene.new_talk().recover(
            login=LOGIN, key=own_scene.recovery_key(), new_password=NEW_PASSWORD, device=THERE, pins=Pins()
        )
    own_scene.server.be_honest()
    assert own_scene.log_in().secrets.account == own_scene.signed.secrets.account


def test_flipped_recovery_box_ends_in_silence(scene: Scene) -> None:
    """After a recovery box that does not open nothing more is said to the server (A1)."""
    for name in ("box_recovery", "recovery_public", "bundle_sealed", "bundle_public"):
        scene.server.lie(
            routes.LOGIN_FINISH,
            keys=lambda keys, name=name: type(keys)(**{**_fields(keys), name: flipped(40)(getattr(keys, name))}),
        )
        scene.server.asked.clear()
        with pytest.raises((Forged, Malformed, IdentityChanged)):
            scene.new_talk().recover(
                login=LOGIN, key=scene.recovery_key(), new_password=NEW_PASSWORD, device=THERE, pins=Pins()
            )
        assert scene.server.asked == ["login_start", "login_finish"]


def test_sign_up_whose_answer_is_lost_can_be_logged_in_to(tmp_path: Path) -> None:
    """An account that was made is there, also if nobody heard of it."""
    with LyingServer(tmp_path / "server") as server:
        server.deaf = {"sign_up"}
        talk = AccountTalk(server.api(), wall_ms=lambda: NOW_MS, entropy=seeded_entropy("lost"), parameters=CHEAP)
        with pytest.raises(ServerUnavailable):
            talk.sign_up(login=LOGIN, password=PASSWORD, device=HERE, device_name="here")
        server.be_honest()
        assert talk.log_in(login=LOGIN, password=PASSWORD, device=HERE, pins=Pins()).secrets.login == "ada@example.org"


def test_an_invitation_goes_with_a_sign_up(tmp_path: Path) -> None:
    """To servers that ask for one; the others do not mind."""
    with LyingServer(tmp_path / "server") as server:
        talk = AccountTalk(server.api(), wall_ms=lambda: NOW_MS, entropy=seeded_entropy("invited"), parameters=CHEAP)
        talk.sign_up(login=LOGIN, password=PASSWORD, device=HERE, device_name="here", invitation="come in")
        assert [b"come in" in body for route, body in server.sent if route == "sign_up"] == [True]


def test_records_say_what_they_are_for() -> None:
    """The records of a device and of the account carry their own kind."""
    device = session_module.device_meta(HERE, "here", 5)
    assert (device.kind, device.name, device.mtime_ns) == (RecordKind.DEVICE, "here", 5_000_000)
    account = session_module.wrapset_meta(3, bytes(32))
    assert account.wrapset is not None
    assert (account.kind, account.wrapset.version) == (RecordKind.ACCOUNT, 3)


@pytest.mark.attack("A6")
def test_no_password_is_changed_for_another_account(scene: Scene, tmp_path: Path) -> None:
    """A whole account that is not the pinned one: nothing is asked for after it, and the password is not called wrong."""
    with LyingServer(tmp_path / "other") as other:
        others = Scene(other, "mallory").signed_in().keys()
    talk = scene.signed_in()
    lie = {name: getattr(others, name) for name in others.__dataclass_fields__}
    scene.server.lie(routes.ACCOUNT_KEYS, **lie)
    scene.server.asked.clear()
    with pytest.raises(IdentityChanged):
        talk.change_password(login=LOGIN, old_password=PASSWORD, new_password=NEW_PASSWORD, pins=scene.pins)
    with pytest.raises(IdentityChanged):
        talk.renew_recovery_key(login=LOGIN, password=PASSWORD, pins=scene.pins)
    assert scene.server.asked == ["account_keys", "account_keys"]


# -- the second factor ------------------------------------------------------------------------------------------------


@pytest.fixture
def app(own_scene: Scene) -> Authenticator:
    """An authenticator app, and Ada's second factor turned on with it."""
    made = Authenticator(own_scene.server.server)
    change_factor(own_scene, code=made.code(), secret=made.secret, codes=SLIP)
    made.server.pass_s(STEP_S)
    return made


def change_factor(scene: Scene, **changes: Any) -> None:
    """Change the second factor of the signed-in account."""
    scene.talk._api.sign_in(scene.signed.token)
    scene.talk.change_second_factor(login=LOGIN, password=PASSWORD, pins=scene.pins, **changes)


def test_a_code_goes_along_however_it_is_typed(own_scene: Scene, app: Authenticator) -> None:
    """With spaces and dashes or not; without one, or with a wrong one, nobody is signed in and the reason is said."""
    enter: dict[str, Any] = {"login": LOGIN, "password": PASSWORD, "device": THERE, "pins": own_scene.pins}
    for code, reason in (("", "missing"), (" -", "missing"), (app.wrong(), "wrong"), ("A" * 1000, "wrong")):
        with pytest.raises(SecondFactorNeeded) as refused:
            own_scene.new_talk().log_in(**enter, code=code)
        assert refused.value.arguments == {"reason": reason}
    assert own_scene.new_talk().log_in(**enter, code=f"{app.code()[:3]}-{app.code()[3:]} ").token
    assert own_scene.new_talk().log_in(**enter, code=SLIP[0].lower()).token


def test_a_wrong_password_is_not_told_that_a_code_is_missing(own_scene: Scene, app: Authenticator) -> None:
    """It is wrong, whatever the code."""
    for code in ("", app.code()):
        with pytest.raises(WrongCredentials):
            own_scene.new_talk().log_in(login=LOGIN, password=NEW_PASSWORD, device=THERE, pins=Pins(), code=code)


def test_keys_are_changed_with_a_code(own_scene: Scene, app: Authenticator) -> None:
    """The password as well as the recovery key; recovering shows one code, for both of its requests."""
    talk = own_scene.talk
    with pytest.raises(SecondFactorNeeded):
        talk.change_password(login=LOGIN, old_password=PASSWORD, new_password=NEW_PASSWORD)
    talk.change_password(login=LOGIN, old_password=PASSWORD, new_password=NEW_PASSWORD, code=app.code())
    with pytest.raises(SecondFactorNeeded):
        talk.renew_recovery_key(login=LOGIN, password=NEW_PASSWORD)
    key, _ = talk.renew_recovery_key(login=LOGIN, password=NEW_PASSWORD, code=SLIP[0])
    recover: dict[str, Any] = {"login": LOGIN, "key": key, "new_password": PASSWORD, "device": THERE, "pins": Pins()}
    with pytest.raises(SecondFactorNeeded):
        own_scene.new_talk().recover(**recover)
    assert own_scene.new_talk("again").recover(**recover, code=SLIP[1]).recovery_key


def test_the_second_factor_is_changed(own_scene: Scene, app: Authenticator) -> None:
    """On, other one-time codes, off: each is what the server says afterwards; the secret travels once, codes as hashes."""
    assert (own_scene.talk.second_factor().enabled, own_scene.talk.second_factor().codes_left) == (True, 10)
    with pytest.raises(AlreadyExists):
        change_factor(own_scene, code=app.code(), secret=app.secret, codes=SLIP)
    with pytest.raises(WrongCredentials):
        own_scene.talk.change_second_factor(login=LOGIN, password=NEW_PASSWORD, code=app.code(), pins=own_scene.pins)
    change_factor(own_scene, code=SLIP[0], codes=[code.replace("QZ7XK-", "BBBBB-") for code in SLIP])
    assert own_scene.talk.second_factor().codes_left == 10
    change_factor(own_scene, code=app.code())
    assert not own_scene.talk.second_factor().enabled
    with pytest.raises(NotFound):
        change_factor(own_scene, code=app.code())
    told = b"".join(body for _, body in own_scene.server.sent)
    assert SLIP[0].replace("-", "").encode() in told
    assert [code for code in SLIP[1:] if code.encode() in told or code.replace("-", "").encode() in told] == []
