"""The second factor: when a code is asked for, which one is taken, and how often somebody may try.

    refusal      login, change of keys: after a right signature --> None (taken, and used up) | why not
    status       whether there is one
    change       fresh signature and code --> turned on | new one-time codes | turned off

A code is looked at and noted in one transaction, the one that does what it was given for, so of two requests with the
same code at once one is refused. What was tried is kept in the database: neither a restart nor a second process gives
anybody more tries. One-time codes, which nobody guesses, are taken in spite of a lock. Only who signed with the password or
the recovery key gets here: nobody else can use tries up, or learn that there is a second factor. It adds nothing against
who runs the server. Source: docs/formats/account.md.
"""

from __future__ import annotations

from typing import Final

from megadesk.crypto.public import ONE_TIME_CODES, ReauthOp, matching_step, normal_code, one_time_hash
from megadesk.model.errors import (
    AlreadyExists,
    BadUsage,
    MegadeskError,
    NotFound,
    RateLimited,
    SecondFactorNeeded,
)
from megadesk.model.ids import AccountId
from megadesk.server import metadata as md
from megadesk.server.call import Call
from megadesk.server.metadata_factor import Factor
from megadesk.server.reauth import check_unchanged, reauthorised
from megadesk.server.services import Services
from megadesk.wire import messages as m

TRIES: Final = 5
LOCK_MS: Final = 15 * 60 * 1000
"""Leaves 480 tries a day, each good for 3 of a million codes: two years on average, for somebody who has the password."""
SECOND_FACTOR: Final = "second_factor"


def refusal(tx: md.Writing, account: AccountId, code: str, now_ms: int) -> MegadeskError | None:
    """Return why a code is not taken; None if it is, or the account asks for none.

    What was tried and used up is noted in ``tx``: it must end well whatever comes back, and only then be raised.
    """
    factor = tx.factor(account, lock=True)
    if factor is None:
        return None
    if not normal_code(code):
        return SecondFactorNeeded(reason="missing")
    if tx.take_one_time_code(account, one_time_hash(account, code)):
        # Also while others guess: it cannot be guessed itself, and the owner needs a way to change a stolen password.
        tx.put_factor(factor._replace(tries=0))
        return None
    wait_ms = _locked_for_ms(factor, now_ms)
    if wait_ms:
        # Longer than any lock: the clock was set back. Said anew, it ends by the clock as it goes now.
        tx.put_factor(factor._replace(locked_until_ms=now_ms + wait_ms))
        return RateLimited("too many wrong codes", retry_after_s=wait_ms / 1000, reason=SECOND_FACTOR)
    step = matching_step(factor.secret, code, now_ms, after=factor.last_step)
    if step is not None:
        tx.put_factor(factor._replace(last_step=step, tries=0))
        return None
    tx.put_factor(_tried(factor, now_ms))
    return SecondFactorNeeded(reason="wrong")


def _locked_for_ms(factor: Factor, now_ms: int) -> int:
    return min(max(factor.locked_until_ms - now_ms, 0), LOCK_MS)


def _tried(factor: Factor, now_ms: int) -> Factor:
    if factor.tries + 1 < TRIES:
        return factor._replace(tries=factor.tries + 1)
    return factor._replace(tries=0, locked_until_ms=now_ms + LOCK_MS)


def refusal_of_change(tx: md.Writing, session: md.Session, code: str, now_ms: int) -> MegadeskError | None:
    """Return why a change of keys is not let pass for its code; see ``refusal``.

    A session that the recovery key opened showed one then, if there was a second factor by that time.
    """
    factor = tx.factor(session.account, lock=True)
    if session.is_recovery and factor is not None and session.created_ms > factor.since_ms:
        return None
    return refusal(tx, session.account, code, now_ms)


class SecondFactors:
    """Handlers of /v1/me/second-factor. All run in worker threads."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def status(self, call: Call) -> m.SecondFactor:
        """Return whether the account has a second factor."""
        with self._services.metadata.read() as tx:
            factor = tx.factor(call.session.account)
            codes = tx.one_time_codes(call.session.account)
        if factor is None:
            return m.SecondFactor(enabled=False)
        return m.SecondFactor(enabled=True, since_ms=factor.since_ms, codes_left=codes)

    def change(self, call: Call) -> m.Nothing:
        """Turn it on, replace the one-time codes, or turn it off."""
        body: m.ChangeSecondFactor = call.message
        account = call.session.account
        self._services.rates.take(SECOND_FACTOR, account.hex(), self._services.config.login_by_name)
        wanted = {ONE_TIME_CODES} if body.secret is not None else {0, ONE_TIME_CODES}
        if len(set(body.code_hashes)) != len(body.code_hashes) or len(body.code_hashes) not in wanted:
            raise BadUsage("not as many one-time codes as there have to be", what="code_hashes")
        signed = reauthorised(self._services, call, body, ReauthOp.CHANGE_TWO_FACTOR)
        now_ms = self._services.clock_ms()
        with self._services.metadata.write() as tx:
            check_unchanged(tx, signed)  # and locks: of two that turn it on at once the second one finds it on
            if body.secret is None:
                error = _changed(tx, account, body, now_ms)
            else:
                error = _turned_on(tx, account, body.secret, body, now_ms)
        if error is not None:
            raise error
        return m.Nothing()


def _turned_on(
    tx: md.Writing, account: AccountId, secret: bytes, body: m.ChangeSecondFactor, now_ms: int
) -> MegadeskError | None:
    """Turn it on if the code is one of the new secret, which shows that the app has it; return why not."""
    if tx.factor(account) is not None:
        return AlreadyExists("there is a second factor", what=SECOND_FACTOR)
    if not normal_code(body.code):
        return SecondFactorNeeded(reason="missing")
    step = matching_step(secret, body.code, now_ms)
    if step is None:
        return SecondFactorNeeded(reason="wrong")
    tx.put_factor(Factor(account, secret, since_ms=now_ms, last_step=step))
    tx.set_one_time_codes(account, body.code_hashes)
    return None


def _changed(tx: md.Writing, account: AccountId, body: m.ChangeSecondFactor, now_ms: int) -> MegadeskError | None:
    """Replace the one-time codes, or without new ones turn it off, if the code is one of the present factor."""
    if tx.factor(account) is None:
        return NotFound("there is no second factor", what=SECOND_FACTOR)
    error = refusal(tx, account, body.code, now_ms)
    if error is not None:
        return error
    if body.code_hashes:
        tx.set_one_time_codes(account, body.code_hashes)
    else:
        tx.drop_factor(account)
    return None
