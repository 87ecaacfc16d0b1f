"""Requests about the second factor: is there one, a secret to be tried, on, new one-time codes, off.

    draft    a new secret, for an authenticator app to take over; kept nowhere, so nothing is left of one not turned on
    enable   password, secret, and a code that shows that the app has it --> one-time codes, to be written down
    renew    password, code --> other one-time codes
    disable  password, code

Codes and secret pass through as a password does: they are in no file, no log and no answer but the one that made them.
"""

from __future__ import annotations

from collections.abc import Sequence

from megadesk.crypto.second_factor import (
    SECRET_BYTES,
    make_one_time_codes,
    parse_secret,
    secret_address,
    secret_text,
)
from megadesk.engine.clock import rfc3339
from megadesk.engine.engine import Engine
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call


class FactorRequests:
    """Answers them for one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def status(self, _body: m.Nothing, _call: Call) -> m.SecondFactor:
        """Whether the account has one."""
        talk, _ = self._engine.keeper.talk(self._engine.supervisor.world.api)
        found = talk.second_factor()
        if not found.enabled:
            return m.SecondFactor(enabled=False)
        return m.SecondFactor(enabled=True, since=rfc3339(found.since_ms), codes_left=found.codes_left)

    def draft(self, _body: m.Nothing, _call: Call) -> m.SecondFactorDraft:
        """Make a secret that an authenticator app can take over."""
        secret = self._engine.entropy(SECRET_BYTES)
        email = self._engine.keeper.require().facts.email
        return m.SecondFactorDraft(secret=secret_text(secret), uri=secret_address(secret, email))

    def enable(self, body: m.EnableSecondFactor, _call: Call) -> m.OneTimeCodes:
        """Turn it on."""
        secret = parse_secret(body.secret)
        codes = make_one_time_codes(self._engine.entropy)
        self._change(body.password, body.code, secret=secret, codes=codes)
        return m.OneTimeCodes(codes=codes)

    def renew(self, body: m.RenewOneTimeCodes, _call: Call) -> m.OneTimeCodes:
        """Replace the one-time codes."""
        codes = make_one_time_codes(self._engine.entropy)
        self._change(body.password, body.code, codes=codes)
        return m.OneTimeCodes(codes=codes)

    def disable(self, body: m.DisableSecondFactor, _call: Call) -> m.Nothing:
        """Turn it off."""
        self._change(body.password, body.code)
        return m.Nothing()

    def _change(self, password: str, code: str, *, secret: bytes | None = None, codes: Sequence[str] = ()) -> None:
        with self._engine.lock:
            talk, pins = self._engine.keeper.talk(self._engine.supervisor.world.api)
            email = self._engine.keeper.require().facts.email
            talk.change_second_factor(login=email, password=password, code=code, secret=secret, codes=codes, pins=pins)
