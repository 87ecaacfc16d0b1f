"""Attacks on a password, by whoever has the database, chooses what a login is answered with, or stands in between.

He may try guesses of his own as long as he likes; what he must not get is one answer that serves for many guesses, a
word about which names there are, or a login out of what lies on the disk.
"""

from __future__ import annotations

import os
from dataclasses import replace

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fakes.collision import colliding_boxes
from fakes.evil import Asked, Reply
from fakes.processes import PASSWORD
from fakes.tampering import ADA, EVE, Stage, failure_of
from fakes.wires import Answers, replaying, true_answers
from megadesk.crypto import primitives
from megadesk.crypto.account import PasswordKeys, derive_password_keys
from megadesk.crypto.bundle import seal_bundle
from megadesk.crypto.identity import login_body, parse_public_bundle, sign_login, verify_login
from megadesk.crypto.keys import EpochKey, LoginKey, MasterKey
from megadesk.ipc import messages as ipc
from megadesk.model.errors import Forged, NotSignedIn, WrongCredentials
from megadesk.model.ids import AccountId, DeviceId, new_device_id
from megadesk.remote.api import Api
from megadesk.remote.session import origin_of
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, decode, encode
from tamper.test_a_login import check_lets_in, refused

NOBODY = "nobody@example.org"


# -- one answer for many guesses ----------------------------------------------------------------------------------------------


def keys_for(stage: Stage, guess: str, login: str = ADA) -> PasswordKeys:
    """Return what a password gives for ada's block."""
    return derive_password_keys(login=login, password=guess, kdf_block=stage.ada.served.kdf_block)


def sealing_of(stage: Stage, guess: str, salt: bytes) -> tuple[bytes, bytes]:
    """Return the key that a password box would be sealed with if that were the password, and the commitment to it."""
    keys = keys_for(stage, guess)
    ad = stage.ada.secrets.account + keys.kdf.encode() + keys.login.public
    return primitives._seal_parts(keys.wrapping.secret_bytes(), "mk-pw", ad, salt)


def test_a10_one_box_for_two_passwords(stage: Stage) -> None:
    """A ciphertext that opens under two guesses tells nothing: the box opens for neither, whichever it commits to."""
    stage.server.start()
    device = stage.new_device("three")
    true = true_answers(stage)
    salt, nonce = bytes(16), bytes(12)
    guesses = ("what he thinks it is", PASSWORD, "something else again")
    (wrong, to_wrong), (right, to_right), (other, to_other) = (sealing_of(stage, one, salt) for one in guesses)
    both = colliding_boxes(wrong, right, nonce=nonce, first_block=b"anything he like")
    neither = colliding_boxes(wrong, other, nonce=nonce, first_block=b"anything he like")
    assert len(AESGCM(wrong).decrypt(nonce, both, None)) == len(AESGCM(right).decrypt(nonce, both, None)) == 32
    said = [
        refused(stage, device, true.with_keys(box_password=salt + commitment + box).bodies(), {"forged"}, what)
        for what, commitment, box in (
            ("commits to the wrong one", to_wrong, both),
            ("commits to the right one", to_right, both),
            ("right one is not among them", to_other, neither),
        )
    ]
    assert said[0] == said[1] == said[2]
    check_lets_in(stage, device, true)


# -- names --------------------------------------------------------------------------------------------------------------------


def test_a9_one_salt_for_two_accounts(stage: Stage) -> None:
    """Served the same salt, the same password gives each name keys of its own: no table of guesses serves two."""
    stage.server.start()
    block = stage.ada.served.kdf_block
    signed: dict[str, m.LoginFinish] = {}

    def tamper(asked: Asked, reply: Reply) -> Reply | None:
        if asked.is_for(routes.LOGIN_FINISH):
            finish = decode(m.LoginFinish, asked.body, Encoding.JSON)
            signed[finish.login] = finish
        if not asked.is_for(routes.LOGIN_START):
            return None
        answer = decode(m.LoginChallenge, reply.body, Encoding.JSON)
        return Reply(200, encode(msgspec.structs.replace(answer, kdf_block=block), Encoding.JSON))

    device = stage.new_device("three")
    for login in (ADA, EVE):
        stage.proxy.lie(tamper)
        ask = ipc.LogIn(server=stage.proxy.address, email=login, password=PASSWORD, key_store="file")
        if login == ADA:
            device.ask(ipc.LOG_IN, ask)
            device.ask(ipc.LOG_OUT, ipc.Nothing())
        else:
            error = failure_of(lambda: device.ask(ipc.LOG_IN, ask))  # noqa: B023 -- called at once
            assert error.code == "wrong_credentials"
    for login, finish in signed.items():
        body = login_body(
            account=AccountId(finish.account), challenge=finish.challenge, device=DeviceId(finish.device),
            now_ms=finish.time_ms, kdf_block=block, origin=finish.origin,
        )  # fmt: skip
        for whose in (ADA, EVE):
            verifies = True
            try:
                verify_login(keys_for(stage, PASSWORD, whose).login.public, body, finish.signature)
            except Forged:
                verifies = False
            assert (login, whose, verifies) == (login, whose, login == whose)
    assert signed.keys() == {ADA, EVE}


def test_a9_a_name_nobody_has(stage: Stage) -> None:
    """Asked again and again, also after a restart, it is answered as one that somebody has, and refused as that one is."""
    stage.server.start()
    device = stage.new_device("three")

    def start(login: str) -> m.LoginChallenge:
        return Api(stage.server.address).call(routes.LOGIN_START, m.LoginStart(login=login), want=m.LoginChallenge)

    def refusal(login: str) -> tuple[str, int, int]:
        stage.proxy.be_honest()
        ask = ipc.LogIn(server=stage.proxy.address, email=login, password="not her password", key_store="file")
        error = failure_of(lambda: device.ask(ipc.LOG_IN, ask))
        return error.code, len(stage.proxy.log), len(stage.proxy.traffic[-1])

    first, known = start(NOBODY), start(ADA)
    stage.server.stop()
    stage.server.start()
    again = start(NOBODY)
    assert (first.account, first.kdf_block) == (again.account, again.kdf_block)
    assert first.challenge != again.challenge
    assert len(encode(first, Encoding.JSON)) == len(encode(known, Encoding.JSON))
    assert refusal(NOBODY) == refusal(ADA)


# -- what was stolen, and what was said to another -------------------------------------------------------------------------------


def stolen(stage: Stage) -> dict[str, list[bytes]]:
    """Return every value of 32 bytes, or that begins with 32, that lies in the server's database, by table and column."""
    found: dict[str, list[bytes]] = {}
    stores = stage.server.stores
    for table, names in stores.tables().items():
        if table in ("records", "blobs", "refs", "commits"):
            continue  # what is in them was made by devices, and is as good as random
        for row in stores.rows(f'SELECT * FROM "{table}" LIMIT 20'):
            for name, value in zip(names, row, strict=True):
                if isinstance(value, bytes) and len(value) >= 32:
                    found.setdefault(f"{table}.{name}", []).append(value[:32])
    return found


def answer(challenge: m.LoginChallenge, key: LoginKey, *, origin: str) -> m.LoginFinish:
    """Return the challenge signed with a key."""
    device, now_ms = new_device_id(os.urandom), 1_800_000_000_000
    body = login_body(
        account=AccountId(challenge.account), challenge=challenge.challenge, device=device, now_ms=now_ms,
        kdf_block=challenge.kdf_block, origin=origin,
    )  # fmt: skip
    return m.LoginFinish(
        login=ADA, account=challenge.account, challenge=challenge.challenge, device=device, time_ms=now_ms,
        origin=origin, signature=sign_login(key, body),
    )  # fmt: skip


def test_a11_all_that_lies_in_the_database_opens_no_session(stage: Stage) -> None:
    """Taken as a key to sign with, or as a token, nothing of the database lets anybody in."""
    stage.server.start()
    stage.proxy.be_honest()
    values = stolen(stage)
    assert {"accounts.login_public", "accounts.box_password", "sessions.token_sha256"} <= values.keys()
    for place, pieces in values.items():
        for piece in pieces:
            thief = Api(stage.server.address)
            thief.sign_in(piece)
            error = failure_of(lambda: thief.call(routes.ME, want=m.Me))  # noqa: B023 -- called at once
            assert (place, type(error)) == (place, NotSignedIn)
        if place.startswith(("accounts.", "sessions.")):  # more tries are not let through for a name
            sign_in_with(stage, LoginKey(pieces[0]), place)


def sign_in_with(stage: Stage, key: LoginKey, place: str) -> None:
    """Sign ada's challenge with a key that was found somewhere; it must be refused."""
    api = Api(stage.server.address)
    challenge = api.call(routes.LOGIN_START, m.LoginStart(login=ADA), want=m.LoginChallenge)
    finish = answer(challenge, key, origin=origin_of(stage.server.address))
    error = failure_of(lambda: api.call(routes.LOGIN_FINISH, finish, want=m.LoginDone))
    assert (place, type(error)) == (place, WrongCredentials)


def test_a11_a_login_for_another_server_and_a_second_time(stage: Stage) -> None:
    """What ada signs for a server in between, or has signed before, the true one refuses; what she signs for it, it takes."""
    stage.server.start()
    stage.proxy.be_honest()
    api = Api(stage.server.address)
    key = keys_for(stage, PASSWORD).login

    def finish(origin: str) -> m.LoginFinish:
        challenge = api.call(routes.LOGIN_START, m.LoginStart(login=ADA), want=m.LoginChallenge)
        return answer(challenge, key, origin=origin)

    for_another = finish("https://in-between.example:443")
    good = finish(origin_of(stage.server.address))
    renamed = msgspec.structs.replace(for_another, origin=good.origin)
    for what, message in (("for another", for_another), ("for another, said to be for this one", renamed)):
        error = failure_of(lambda: api.call(routes.LOGIN_FINISH, message, want=m.LoginDone))  # noqa: B023 -- at once
        assert (what, type(error)) == (what, WrongCredentials)
    assert len(api.call(routes.LOGIN_FINISH, good, want=m.LoginDone).token) == 32
    error = failure_of(lambda: api.call(routes.LOGIN_FINISH, good, want=m.LoginDone))
    assert type(error) is WrongCredentials


# -- keys that are none ----------------------------------------------------------------------------------------------------------


def test_a5_a_public_key_of_small_order(stage: Stage) -> None:
    """Shown as ada's own key, with a signature that fits it, such a key ends the login."""
    stage.server.start()
    device = stage.new_device("three")
    true = true_answers(stage)
    bundle = parse_public_bundle(true.finish.keys.bundle_public)
    any_message = (1).to_bytes(32, "little") + bytes(32)
    for public in sorted(primitives.SMALL_ORDER_KEYS)[::4]:
        shown = replace(bundle, identity_public=public).encode() + any_message
        answers = true.with_keys(bundle_public=shown)
        assert len(refused(stage, device, answers.bodies(), {"malformed"}, public.hex())) == 2
    check_lets_in(stage, device, true)


# -- a key that the others do not have ----------------------------------------------------------------------------------------------


def with_root_key(stage: Stage, true: Answers, key: EpochKey) -> Answers:
    """Return the account with another key for its root space, sealed as only somebody can who has the master key."""
    keys = keys_for(stage, PASSWORD)
    ad = stage.ada.secrets.account + keys.kdf.encode() + keys.login.public
    master = MasterKey(keys.wrapping.open(ad, true.finish.keys.box_password))
    return true.with_keys(bundle_sealed=seal_bundle(master, replace(stage.ada.secrets, root_key=key), os.urandom))


@pytest.mark.attack("C15")
def test_b7_another_key_for_one_of_her_devices(stage: Stage) -> None:
    """A device that is given another key for the space than the members agreed upon stands still and writes nothing."""
    stage.server.start()
    three = stage.new_device("three")
    true = true_answers(stage)
    stage.proxy.lie(invent=replaying(*with_root_key(stage, true, EpochKey.fresh(os.urandom)).bodies()))
    error = failure_of(lambda: (stage.log_in(three), three.wait()))
    assert error.code == "forged"
    assert [one for one in stage.proxy.changing_since_lie() if "login" not in one] == []
