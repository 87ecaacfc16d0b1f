"""Attacks on what an account is: another one in its place, the wraps of an old password, and no answer at all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from fakes.evil import Asked, Invent, Reply
from fakes.processes import PASSWORD, Device, cli
from fakes.tampering import ADA, CHEAP, DAMAGED, Stage, failure_of
from fakes.wires import keys_of, replaying
from megadesk.cli.exits import exit_code
from megadesk.crypto.account import NewAccount, make_account
from megadesk.crypto.commits import parse_signed_header
from megadesk.ipc import messages as ipc
from megadesk.remote.api import Api
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode

NEW_PASSWORD = "another correct horse"
DAY_MS = 86_400_000


# -- another account in its place -----------------------------------------------------------------------------------------


def attackers_account(password: str) -> m.AccountKeys:
    """Return a whole account under ada's name that the attacker made, so that he knows all of it."""
    made: NewAccount = make_account(
        login=ADA, password=password, parameters=CHEAP, now_ms=time.time_ns() // 1_000_000, entropy=os.urandom
    )
    return keys_of(made.request.served, made.secrets)


def answering_with(keys: m.AccountKeys) -> Invent:
    """Return what answers a login, and the question for the account's keys, with these."""
    start = m.LoginChallenge(account=keys.account, kdf_block=keys.kdf_block, challenge=os.urandom(32))
    done = m.LoginDone(token=os.urandom(32), expires_ms=time.time_ns() // 1_000_000 + DAY_MS, keys=keys)
    login = replaying(encode(start, Encoding.JSON), encode(done, Encoding.JSON))

    def invent(asked: Asked) -> Reply | None:
        if asked.is_for(routes.ACCOUNT_KEYS):
            return Reply(200, encode(keys, Encoding.JSON))
        return login(asked)

    return invent


def unlock(device: Device) -> Callable[[], object]:
    """Return the giving of the password to a device that knows the account."""
    return lambda: device.ask(ipc.UNLOCK, ipc.Unlock(password=PASSWORD))


def test_a6_another_account_is_shown_to_a_device_that_knows_it(stage: Stage) -> None:
    """Made by the attacker under the same name: it does not open, and if he knew the password, it is not the same person."""
    stage.server.start()
    three = stage.new_device("three")
    stage.log_in(three, key_store="session")
    three.stop()
    three.start()
    for password, code in (("what he thinks it is", "forged"), (PASSWORD, "identity")):
        stage.proxy.lie(invent=answering_with(attackers_account(password)))
        error = failure_of(unlock(three))
        assert (error.code, exit_code(error)) == (code, DAMAGED)
        assert [asked.path for asked in stage.proxy.log] == ["/v1/login/start", "/v1/login/finish"]
        assert three.status().state == "signed_out"
    stage.proxy.be_honest()
    unlock(three)()
    assert three.wait().frozen is None


def test_a6_another_account_is_shown_when_the_password_is_changed(stage: Stage) -> None:
    """New wraps are made for this account only: nothing is sent to a server that shows another one."""
    stage.open()
    stage.two.wait()
    for password in ("what he thinks it is", PASSWORD):
        stage.proxy.lie(invent=answering_with(attackers_account(password)))
        change = ipc.ChangePassword(old_password=PASSWORD, new_password=NEW_PASSWORD)
        error = failure_of(lambda: stage.two.ask(ipc.CHANGE_PASSWORD, change))  # noqa: B023 -- called at once
        assert (error.code, exit_code(error)) == ("identity", DAMAGED)
        show = ipc.ExportRecoveryKey(password=PASSWORD, file=str(stage.live / "two/key"))
        error = failure_of(lambda: stage.two.ask(ipc.EXPORT_RECOVERY_KEY, show))  # noqa: B023 -- called at once
        assert (error.code, exit_code(error)) == ("identity", DAMAGED)
        assert stage.proxy.changing_since_lie() == []
        assert not any(asked.is_for(routes.CHALLENGE) for asked in stage.proxy.log)
    stage.proxy.be_honest()
    assert stage.two.wait().frozen is None


def test_a6_another_space_is_shown(stage: Stage) -> None:
    """Genesis, members, head and records of the attacker's, in the place of ada's: for one who knows it and one who does not."""
    stage.server.start()
    stage.open_beside(eves_space(stage))
    stage.check_frozen("forged", what="known")
    stage.check_said("forged")
    three = stage.new_device("three")
    stage.proxy.lie(eves_space(stage))
    error = failure_of(lambda: (stage.log_in(three), three.wait()))
    assert (error.code, exit_code(error)) == ("forged", DAMAGED)
    assert [one for one in stage.proxy.changing_since_lie() if "login" not in one] == []
    stage.check_recovers()


def eves_space(stage: Stage) -> Callable[[Asked, Reply], Reply | None]:
    """Return a tamper that answers for ada's space what is true of eve's; commits are said to be gone."""
    api, eves = Api(f"http://127.0.0.1:{stage.server.port}"), stage.eve.secrets.root_space.hex()
    api.sign_in(stage.eve.token)
    seq = parse_signed_header(api.call(routes.HEAD, want=m.HeadAnswer, space=eves).header).seq
    kept = {
        routes.ACL: api.raw(routes.ACL, space=eves).body,
        routes.HEAD: api.raw(routes.HEAD, space=eves).body,
        routes.STATE: api.raw(routes.STATE, space=eves).body,
        routes.RECORDS: api.raw(routes.RECORDS, space=eves, query={"seq": seq, "bucket": 0}).body,
    }

    def tamper(asked: Asked, _reply: Reply) -> Reply | None:
        if asked.is_for(routes.COMMITS):
            return Reply(410, b'{"code":"past_gone","message":"","detail":{"oldest_seq":9007199254740991}}')
        return next((Reply(200, body) for route, body in kept.items() if asked.is_for(route)), None)

    return tamper


# -- an old password --------------------------------------------------------------------------------------------------------


def test_a12_the_wraps_of_an_old_password_are_served_again(stage: Stage) -> None:
    """After a change the server goes back to the old keys: who signs in with the old password hears of it."""
    stage.server.start()
    names = "kdf_block, login_public, recovery_public, box_password, box_recovery"
    (old,) = stage.server.stores.rows(f"SELECT {names} FROM accounts WHERE login = ?", ADA)
    stage.one.start()
    stage.one.wait()
    code, _, error = cli(
        stage.one.home, "password", "change", "--password-stdin", stdin=f"{PASSWORD}\n{NEW_PASSWORD}\n"
    )
    assert code == 0, error
    stage.one.wait()
    stage.server.stop()
    setting = ", ".join(f"{name} = ?" for name in names.split(", "))
    stage.server.stores.change(f"UPDATE accounts SET {setting} WHERE login = ?", *old, ADA)
    stage.server.start()
    three = stage.new_device("three")
    assert stage.log_in(three).warnings == ["old_password_wrap"]
    assert three.ask(ipc.WHO_AM_I, ipc.Nothing()).warnings == ["old_password_wrap"]
    assert three.wait().frozen is None
    stage.check_secret()
