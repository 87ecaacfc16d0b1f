"""The second factor through an engine: on, asked for, other one-time codes, off; and its secrets are in no log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from fakes.authenticator import STEP_S, Authenticator
from fakes.lying_server import LyingServer
from fakes.people import ORIGIN
from fakes.workbench import EMAIL, NEW_PASSWORD, PASSWORD, Workbench
from megadesk.crypto.second_factor import parse_secret
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.model.errors import (
    AlreadyExists,
    BadUsage,
    MegadeskError,
    NotFound,
    NotSignedIn,
    RateLimited,
    SecondFactorNeeded,
    WrongCredentials,
)


class Desk:
    """An engine whose account has a second factor, the app that knows it, and the slip of one-time codes."""

    def __init__(self, bench: Workbench, engine: Engine, server: LyingServer) -> None:
        self.bench, self.engine = bench, engine
        self.draft = bench.ask(engine, m.SECOND_FACTOR_DRAFT, m.Nothing())
        self.app = Authenticator(server.server, secret=parse_secret(self.draft.secret))
        self.slip = self.enable(self.app.code())
        self.step()

    def step(self) -> None:
        """Let half a minute go by: the app shows another code."""
        self.app.server.pass_s(STEP_S)

    def enable(self, code: str, password: str = PASSWORD) -> list[str]:
        """Turn it on."""
        body = m.EnableSecondFactor(password=password, secret=self.draft.secret, code=code)
        return self.bench.ask(self.engine, m.ENABLE_SECOND_FACTOR, body).codes

    def status(self) -> m.SecondFactor:
        """Return how it stands."""
        return self.bench.ask(self.engine, m.SECOND_FACTOR, m.Nothing())

    def disable(self, code: str, password: str = PASSWORD) -> None:
        """Turn it off."""
        self.bench.ask(self.engine, m.DISABLE_SECOND_FACTOR, m.DisableSecondFactor(password=password, code=code))

    def log_out(self) -> None:
        """Sign out."""
        self.bench.ask(self.engine, m.LOG_OUT, m.Nothing())


@pytest.fixture
def desk(bench: Workbench, engine: Engine, server: LyingServer) -> Desk:
    """An account with a second factor."""
    return Desk(bench, engine, server)


def refusal(work: Callable[[], object]) -> MegadeskError:
    """Return the error that something ends with."""
    with pytest.raises(MegadeskError) as refused:
        work()
    return refused.value


def test_a_draft_is_kept_nowhere(bench: Workbench, engine: Engine) -> None:
    """Each is another one, holds the same secret twice, and turns nothing on."""
    one, two = (bench.ask(engine, m.SECOND_FACTOR_DRAFT, m.Nothing()) for _ in range(2))
    assert one.secret != two.secret
    assert f"secret={one.secret}&" in one.uri
    assert bench.ask(engine, m.SECOND_FACTOR, m.Nothing()) == m.SecondFactor(enabled=False)
    with pytest.raises(NotSignedIn):
        bench.ask(bench.engine("other"), m.SECOND_FACTOR_DRAFT, m.Nothing())


def test_on_and_off(desk: Desk) -> None:
    """It says since when and how many codes are left; wrong passwords and codes change nothing."""
    status = desk.status()
    assert (status.enabled, status.since[:2], status.codes_left, len(desk.slip)) == (True, "20", 10, 10)
    assert isinstance(refusal(lambda: desk.enable(desk.app.code())), AlreadyExists)
    assert isinstance(refusal(lambda: desk.enable(desk.app.code(), NEW_PASSWORD)), WrongCredentials)
    for password, code, kind in (
        (PASSWORD, "", SecondFactorNeeded), (PASSWORD, desk.app.wrong(), SecondFactorNeeded),
        (NEW_PASSWORD, desk.app.code(), WrongCredentials),
    ):  # fmt: skip
        assert isinstance(refusal(partial(desk.disable, code, password)), kind)
    assert desk.status() == status
    desk.disable(desk.app.code())
    assert desk.status() == m.SecondFactor(enabled=False)
    renew = m.RenewOneTimeCodes(password=PASSWORD, code=desk.app.code())
    assert isinstance(refusal(lambda: desk.bench.ask(desk.engine, m.RENEW_ONE_TIME_CODES, renew)), NotFound)


def test_a_secret_that_is_none_is_not_sent(desk: Desk) -> None:
    """It is refused here."""
    body = m.EnableSecondFactor(password=PASSWORD, secret="ABC", code="123456")
    assert isinstance(refusal(lambda: desk.bench.ask(desk.engine, m.ENABLE_SECOND_FACTOR, body)), BadUsage)


def test_signing_in_asks_for_a_code(desk: Desk) -> None:
    """Logging in and giving the password again; with the code, or one of the slip, it goes on."""
    desk.log_out()
    enter = m.LogIn(server=ORIGIN, email=EMAIL, password=PASSWORD, device_name="lap", key_store="session")
    asked = refusal(lambda: desk.bench.ask(desk.engine, m.LOG_IN, enter))
    assert (asked.code, asked.arguments) == ("second_factor_needed", {"reason": "missing"})
    with_code = m.LogIn(
        server=ORIGIN, email=EMAIL, password=PASSWORD, device_name="lap", key_store="session", code=desk.app.code()
    )
    desk.bench.ask(desk.engine, m.LOG_IN, with_code)
    again = desk.bench.restart(desk.engine)
    assert isinstance(refusal(lambda: desk.bench.ask(again, m.UNLOCK, m.Unlock(password=PASSWORD))), SecondFactorNeeded)
    desk.bench.ask(again, m.UNLOCK, m.Unlock(password=PASSWORD, code=desk.slip[0].lower()))


def test_what_opens_the_account_is_changed_with_a_code(desk: Desk, tmp_path: Path) -> None:
    """The password, the recovery key, and recovering: each asks, and each takes the code along."""
    change = m.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD)
    assert isinstance(refusal(lambda: desk.bench.ask(desk.engine, m.CHANGE_PASSWORD, change)), SecondFactorNeeded)
    with_code = m.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD, code=desk.app.code())
    desk.bench.ask(desk.engine, m.CHANGE_PASSWORD, with_code)
    export = m.ExportRecoveryKey(password=NEW_PASSWORD, show=True)
    assert isinstance(refusal(lambda: desk.bench.ask(desk.engine, m.EXPORT_RECOVERY_KEY, export)), SecondFactorNeeded)
    shown = desk.bench.ask(
        desk.engine, m.EXPORT_RECOVERY_KEY, m.ExportRecoveryKey(password=NEW_PASSWORD, show=True, code=desk.slip[0])
    )
    desk.log_out()

    def recover(code: str) -> m.SignedIn:
        body = m.Recover(
            server=ORIGIN, email=EMAIL, recovery_key=shown.recovery_key, new_password=PASSWORD, key_store="file",
            recovery_file=str(tmp_path / "key.txt"), code=code,
        )  # fmt: skip
        return desk.bench.ask(desk.engine, m.RECOVER, body)

    assert isinstance(refusal(lambda: recover("")), SecondFactorNeeded)
    assert not (tmp_path / "key.txt").exists()
    assert recover(desk.slip[1]).recovery_file == str(tmp_path / "key.txt")


def test_other_one_time_codes(desk: Desk) -> None:
    """They come once, and those before are void."""
    body = m.RenewOneTimeCodes(password=PASSWORD, code=desk.slip[0])
    new = desk.bench.ask(desk.engine, m.RENEW_ONE_TIME_CODES, body).codes
    assert not {*new} & {*desk.slip}
    assert desk.status().codes_left == 10
    assert isinstance(refusal(lambda: desk.disable(desk.slip[1])), SecondFactorNeeded)
    desk.disable(new[1])


def test_five_wrong_codes_are_said_with_a_time(desk: Desk) -> None:
    """After them the right one is refused as well, and how long that goes on is part of the answer."""
    for _ in range(5):
        assert isinstance(refusal(lambda: desk.disable(desk.app.wrong())), SecondFactorNeeded)
    error = refusal(lambda: desk.disable(desk.app.code()))
    assert isinstance(error, RateLimited)
    assert error.arguments == {"retry_after_s": 900.0, "reason": "second_factor"}


def test_secret_and_codes_are_nowhere(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """In no log, in no file of the profile, and the codes in no file of the server."""
    caplog.set_level(logging.DEBUG)
    body = m.RenewOneTimeCodes(password=PASSWORD, code=desk.slip[0])
    codes = [*desk.slip, *desk.bench.ask(desk.engine, m.RENEW_ONE_TIME_CODES, body).codes]
    files = [one for one in desk.bench.base.rglob("*") if one.is_file()]
    held = {one: one.read_bytes() for one in files}
    assert len(held) > 3
    for text in (desk.draft.secret, *codes):
        assert text not in caplog.text
        for form in (text.encode(), text.replace("-", "").encode()):
            assert [one for one, data in held.items() if form in data] == []
    assert {one.name for one, data in held.items() if desk.app.secret in data} <= {
        "server.sqlite3",
        "server.sqlite3-wal",
    }
