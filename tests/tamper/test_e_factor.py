"""Around the second factor, or through it by guessing: whole programs, and a server whose clock the test sets.

    enabled      the command line turns it on, as a program would: password, secret, code
    Thief        has the password, the recovery key, an old session, and talks to the server by itself

The server starts at the beginning of one of its half minutes, so that every code here keeps its meaning for as long.
Stretching a password gives what it gave before, here in this process: a thief computes it once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import pytest

from fakes.authenticator import SLIP
from fakes.canary import everything_below
from fakes.processes import PASSWORD, Server, cli, environment
from fakes.tampering import ADA, EVE, Stage, failure_of
from megadesk.crypto.primitives import argon2id, totp_code
from megadesk.crypto.second_factor import STEP_MS, parse_secret
from megadesk.ipc import messages as ipc
from megadesk.model.errors import WrongCredentials
from megadesk.model.ids import DeviceId
from megadesk.remote.api import Api
from megadesk.remote.session import NO_PINS, AccountTalk
from megadesk.wire import messages as m
from megadesk.wire import routes

LOCK_S = 15 * 60
NEW_PASSWORD = "a password of the thief"
MISSING, WRONG = ("second_factor_needed", "missing"), ("second_factor_needed", "wrong")
LOCKED = ("rate_limited", "second_factor")


@dataclass(frozen=True, slots=True)
class Factor:
    """What the owner has in hand: the app with its secret, and the slip of one-time codes."""

    secret: bytes = field(repr=False)
    slip: tuple[str, ...]
    first: int
    """The step in which the server was started: that of ``code(0)``."""

    def code(self, steps: int) -> str:
        """Return the code of so many steps after the first."""
        return totp_code(self.secret, self.first + steps)

    def next(self, server: Server) -> str:
        """Return the code of the step that comes next: the server takes it by now, and for a minute at least."""
        return totp_code(self.secret, server.now_ms // STEP_MS + 1)

    def wrong(self) -> Iterator[str]:
        """Yield codes that are right in no step near."""
        near = {self.code(steps) for steps in range(-3, 40)}
        yield from (code for code in map("{:06d}".format, range(100)) if code not in near)


class Thief:
    """Somebody with ada's password and recovery key, and a session from before there was a second factor."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._device = DeviceId(b"t" * 16)

    def api(self, token: bytes | None = None) -> Api:
        """Return a line to the server, with a session or none."""
        api = Api(self._stage.proxy.address)
        api.sign_in(token)
        return api

    def talk(self, token: bytes | None = None) -> AccountTalk:
        """Return a talk with the server, with a session or none."""
        return AccountTalk(self.api(token), wall_ms=lambda: self._stage.server.now_ms, entropy=os.urandom)

    def log_in(self, code: str = "", password: str = PASSWORD) -> bytes:
        """Return the token of a new session."""
        return self.talk().log_in(login=ADA, password=password, device=self._device, pins=NO_PINS, code=code).token

    def recover(self, code: str = "") -> object:
        """Sign in with the recovery key, and change everything."""
        key = self._stage.ada.recovery_key
        assert key is not None
        return self.talk().recover(
            login=ADA, key=key, new_password=NEW_PASSWORD, device=self._device, pins=NO_PINS, code=code
        )

    def change_password(self, code: str = "") -> object:
        """Change the password, with the old session and the right signature."""
        talk = self.talk(self._stage.ada.token)
        return talk.change_password(login=ADA, old_password=PASSWORD, new_password=NEW_PASSWORD, code=code)

    def turn_on(self, secret: bytes, code: str, slip: Sequence[str] = SLIP) -> None:
        """Turn a second factor on, with the old session and the right signature."""
        self.talk(self._stage.ada.token).change_second_factor(
            login=ADA, password=PASSWORD, secret=secret, codes=slip, code=code
        )

    def turn_off(self, code: str = "") -> object:
        """Turn the second factor off, with the old session and the right signature."""
        self.talk(self._stage.ada.token).change_second_factor(login=ADA, password=PASSWORD, code=code)
        return None


@pytest.fixture(autouse=True)
def _stretched_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("megadesk.crypto.account.argon2id", cache(argon2id))
        yield


def said(action: Callable[[], object]) -> tuple[str, object]:
    """Return code and reason of the error that an action ends with."""
    error = failure_of(action)
    return error.code, error.arguments.get("reason")


def start_server(stage: Stage, later_ms: int = 0) -> int:
    """Start the server at the beginning of the next step of its clock, so much later; return the step."""
    stage.server.ahead_ms += later_ms
    stage.server.ahead_ms += STEP_MS - stage.server.now_ms % STEP_MS
    stage.server.start()
    return stage.server.now_ms // STEP_MS


def enabled(stage: Stage, first: int) -> Factor:
    """Turn ada's second factor on from device one, by its command line, and return it."""
    words = ["2fa", "enable", "--password-stdin", "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "megadesk", "--home", str(stage.one.home), *words], env=environment(), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{PASSWORD}\n")
        child.stdin.flush()
        secret = parse_secret(json.loads(child.stdout.readline())["secret"])
        out, err = child.communicate(totp_code(secret, first) + "\n")
    assert child.returncode == 0, (out, err)
    return Factor(secret, tuple(json.loads(out)["codes"]), first)


def keys_on(stage: Stage) -> list[Any]:
    """Return what opens ada's account, as the server keeps it, and whether it asks for a code."""
    found = stage.server.stores.rows(
        "SELECT login_public, recovery_public, box_password, box_recovery, kdf_block, secret FROM accounts"
        " JOIN second_factors ON account = id WHERE login = ?",
        ADA,
    )
    assert len(found) == 1
    return found


def check_codes_are_secret(stage: Stage, factor: Factor) -> None:
    """See that no one-time code, and no secret as text, stands in anything that was written."""
    for path, data in everything_below(stage.live):
        for code in factor.slip:
            assert code.encode() not in data, path
            assert code.replace("-", "").encode() not in data, path


def sessions_of(stage: Stage) -> int:
    """Return how many sessions there are."""
    ((count,),) = stage.server.stores.rows("SELECT count(*) FROM sessions")
    return int(count)


def test_e7_the_second_factor_has_no_way_around(stage: Stage) -> None:
    """Password, recovery key and an old session open and change nothing without a code that was never used; nothing is let slip."""
    first = start_server(stage)
    stage.one.start()
    factor, thief = enabled(stage, first), Thief(stage)
    keys = keys_on(stage)
    check_nothing_opens_without_a_code(stage, factor, thief)
    check_a_session_is_not_enough(stage, factor, thief)
    check_a_code_is_worth_one_request(stage, factor, thief)
    assert keys_on(stage) == keys
    check_the_command_line_asks(stage, factor)
    check_codes_are_secret(stage, factor)
    assert stage.one.wait().frozen is None


def check_nothing_opens_without_a_code(stage: Stage, factor: Factor, thief: Thief) -> None:
    """Nor with one of another step, of another account, or of the owner for who has not the password."""
    before = sessions_of(stage)
    assert said(thief.log_in) == MISSING
    assert said(thief.recover) == MISSING
    assert said(lambda: thief.log_in(factor.code(1), NEW_PASSWORD)) == ("wrong_credentials", None)
    secret, slip = b"the secret of eve 20", [f"EVE23-EVE2{one}" for one in "ABCDEFGHIJ"]
    eve = AccountTalk(thief.api(stage.eve.token), wall_ms=lambda: stage.server.now_ms, entropy=os.urandom)
    eve.change_second_factor(
        login=EVE, password=PASSWORD, secret=secret, codes=slip, code=totp_code(secret, factor.first)
    )
    for code in (factor.code(-1), factor.code(6), slip[0], totp_code(secret, factor.first + 1)):
        assert said(partial(thief.log_in, code)) == WRONG
    assert sessions_of(stage) == before
    assert thief.log_in(factor.slip[0])  # the owner, who sets the tries back with it
    assert sessions_of(stage) == before + 1


def check_a_session_is_not_enough(stage: Stage, factor: Factor, thief: Thief) -> None:
    """Not alone, not with the password and no code, and not with a code that is put into what was signed without."""
    api = thief.api(stage.ada.token)
    keys = api.call(routes.ACCOUNT_KEYS, want=m.AccountKeys)
    for signature in (b"", os.urandom(64)):
        challenge = api.call(routes.CHALLENGE, want=m.Challenge).challenge
        change = m.ChangeKeys(
            challenge=challenge, kdf_block=keys.kdf_block, login_public=stage.eve.served.login_public,
            box_password=keys.box_password, code=factor.code(1), signature=signature,
        )  # fmt: skip
        with pytest.raises(WrongCredentials):
            api.call(routes.CHANGE_KEYS, change, want=m.Nothing)
        off = m.ChangeSecondFactor(challenge=challenge, code=factor.code(1), signature=signature)
        with pytest.raises(WrongCredentials):
            api.call(routes.CHANGE_SECOND_FACTOR, off, want=m.Nothing)
    assert said(thief.change_password) == MISSING
    assert said(thief.turn_off) == MISSING
    own = b"a secret of a thief!"
    of_own = totp_code(own, factor.first)
    assert said(partial(thief.turn_on, own, of_own)) == ("already_exists", None)
    assert said(partial(thief.turn_off, of_own)) == WRONG


def check_a_code_is_worth_one_request(stage: Stage, factor: Factor, thief: Thief) -> None:
    """Whatever it was given for, of the app as of the slip; and the app's takes those before it along."""
    assert said(partial(thief.log_in, factor.code(0))) == WRONG  # it turned the second factor on
    code = factor.next(stage.server)
    assert thief.log_in(code)
    for action in (thief.log_in, thief.recover, thief.change_password, thief.turn_off):
        assert said(partial(action, code)) == WRONG
    assert thief.log_in(factor.slip[1].lower().replace("-", " "))
    for action in (thief.log_in, thief.recover, thief.change_password, thief.turn_off):
        assert said(partial(action, factor.slip[1])) == WRONG


def check_the_command_line_asks(stage: Stage, factor: Factor) -> None:
    """Without a code it ends with 3 and says how to give one; with one, as a line of its input, it goes on."""
    words = ("2fa", "disable", "--password-stdin")
    code, out, error = cli(stage.one.home, *words, stdin=f"{PASSWORD}\n")
    assert (code, out, error.count("\n"), "--totp" in error) == (3, "", 1, True)
    assert stage.one.ask(ipc.SECOND_FACTOR, ipc.Nothing()).codes_left == 8
    code, out, error = cli(stage.one.home, *words, "--totp", "-", stdin=f"{PASSWORD}\n{factor.slip[2]}\n")
    assert (code, "off" in out) == (0, True), error
    assert not stage.one.ask(ipc.SECOND_FACTOR, ipc.Nothing()).enabled


def test_e7_guessing_ends_after_five(stage: Stage) -> None:
    """Then the right code of the app is refused as well, after a restart too, until a quarter of an hour later by the server's clock."""
    first, thief = start_server(stage), Thief(stage)
    factor = Factor(b"the secret of ada 20", tuple(f"ADA23-ADA2{one}" for one in "ABCDEFGHIJ"), first)
    thief.turn_on(factor.secret, factor.code(0), factor.slip)
    keys, wrong = keys_on(stage), factor.wrong()
    for action in (thief.log_in, thief.recover, thief.change_password, thief.turn_off, thief.log_in):
        assert said(partial(action, next(wrong))) == WRONG
    for code in (next(wrong), factor.code(1), "ADA23-ADA2Z"):
        assert said(partial(thief.log_in, code)) == LOCKED
    stage.server.stop()
    step = start_server(stage, (LOCK_S - 90) * 1000)
    for action in (thief.log_in, thief.recover, thief.change_password, thief.turn_off):
        assert said(partial(action, factor.code(step - first))) == LOCKED
    assert thief.log_in(factor.slip[0])  # is the owner here, who has the slip
    stage.server.stop()
    start_server(stage, 90 * 1000)
    assert thief.log_in(factor.next(stage.server))
    assert keys_on(stage) == keys
