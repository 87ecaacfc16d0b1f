"""Requests about the account: sign up, in and out, unlock and recover; password, recovery key, device, sessions.

    typed body --> AccountKeeper (keys, key store, the server's accounts), the running engine --> typed result

Whoever signs in is answered after the account record was held against what the server served. Names of commands and
the table of all requests: handlers.py.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from megadesk.crypto.identity import parse_public_bundle
from megadesk.crypto.keys import RecoveryKey
from megadesk.engine.account import Unlocked
from megadesk.engine.clock import rfc3339
from megadesk.engine.engine import Engine
from megadesk.engine.recovery_file import Recovery
from megadesk.ipc import messages as m
from megadesk.ipc.listener import Call
from megadesk.model.errors import BadUsage, MegadeskError, NotFound, RetryLater
from megadesk.wire import messages as wire
from megadesk.wire import routes

log = logging.getLogger(__name__)


class AccountRequests:
    """Answers them for one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sign_up(self, body: m.SignUp, _call: Call) -> m.SignedIn:
        """Make an account and run."""
        with self._engine.lock:
            unlocked, written = self._engine.keeper.sign_up(
                server=body.server, email=body.email, password=body.password, device_name=body.device_name,
                key_store=body.key_store, recovery_file=body.recovery_file, show_recovery=body.show_recovery,
                invitation=body.invitation,
            )  # fmt: skip
            self._engine.signed_in(unlocked)
        return self._signed_in(unlocked, recovery=written)

    def log_in(self, body: m.LogIn, _call: Call) -> m.SignedIn:
        """Sign in and run."""
        with self._engine.lock:
            self._engine.let_go_of_ended_session()
            unlocked = self._engine.keeper.log_in(
                server=body.server, email=body.email, password=body.password, code=body.code,
                device_name=body.device_name, key_store=body.key_store,
            )  # fmt: skip
            self._engine.signed_in(unlocked)
        return self._checked_in(unlocked)

    def unlock(self, body: m.Unlock, _call: Call) -> m.SignedIn:
        """Give the password again and run."""
        with self._engine.lock:
            self._engine.let_go_of_ended_session()
            unlocked = self._engine.keeper.unlock(body.password, body.code)
            self._engine.signed_in(unlocked)
        return self._checked_in(unlocked)

    def recover(self, body: m.Recover, _call: Call) -> m.SignedIn:
        """Sign in with the recovery key and run."""
        with self._engine.lock:
            self._engine.let_go_of_ended_session()
            unlocked, written = self._engine.keeper.recover(
                server=body.server, email=body.email, recovery_key=body.recovery_key, new_password=body.new_password,
                device_name=body.device_name, key_store=body.key_store, recovery_file=body.recovery_file,
                show_recovery=body.show_recovery, code=body.code,
            )  # fmt: skip
            self._engine.signed_in(unlocked)
        return self._checked_in(unlocked, recovery=written)

    def log_out(self, _body: m.Nothing, _call: Call) -> m.Nothing:
        """End the session, here in any case and on the server if it can be reached; files stay."""
        with self._engine.lock:
            try:
                self._engine.supervisor.world.api.call(routes.LOGOUT, want=wire.Nothing)
            except MegadeskError as e:
                log.info("log out: %s", e.code)
            self._engine.signed_out()
            self._engine.keeper.log_out()
        self._engine.on_change()  # until the keys were gone the account was a locked one, and may have been told as that
        return m.Nothing()

    def who_am_i(self, _body: m.Nothing, _call: Call) -> m.SignedIn:
        """Who is signed in."""
        return self._signed_in(self._engine.keeper.require())

    def change_password(self, body: m.ChangePassword, _call: Call) -> m.Nothing:
        """Set a new password and write down which wraps are current."""
        with self._engine.lock:
            running = self._engine.supervisor
            # Raises where the server does not tell the truth: nothing is signed for it then.
            after = running.records.wraps_version()
            self._engine.keeper.change_password(
                running.world.api, body.old_password, body.new_password, code=body.code, after=after
            )
            running.wraps_changed(self._engine.keeper.require())
        return m.Nothing()

    def export_recovery_key(self, body: m.ExportRecoveryKey, _call: Call) -> m.Written:
        """Make a new recovery key: into a file, or to be shown."""
        with self._engine.lock:
            running = self._engine.supervisor
            written = self._engine.keeper.export_recovery_key(
                running.world.api, body.password, body.file, show=body.show, code=body.code,
                after=running.records.wraps_version(),
            )  # fmt: skip
            running.wraps_changed(self._engine.keeper.require())
        return m.Written(file=_file_of(written) or "", recovery_key=_text_of(written))

    def rename_device(self, body: m.RenameDevice, _call: Call) -> m.Nothing:
        """Rename this device, here and in its record."""
        with self._engine.lock:
            running = self._engine.supervisor
            running.world.journal.fetch()
            self._engine.keeper.rename_device(body.name)
            running.renamed()
        return m.Nothing()

    def sessions(self, _body: m.Nothing, _call: Call) -> m.Sessions:
        """All sessions of the account, with the names that the journal gives their devices."""
        running = self._engine.supervisor
        found = running.world.api.call(routes.SESSIONS, want=wire.Sessions).sessions
        return m.Sessions(
            sessions=[
                m.Session(
                    id=one.id.hex(), device=one.device.hex(), device_name=running.device_label_of(one.device),
                    created=rfc3339(one.created_ms), last_seen=rfc3339(one.last_seen_ms), current=one.current,
                )
                for one in found
            ]
        )  # fmt: skip

    def revoke_session(self, body: m.RevokeSession, _call: Call) -> m.Nothing:
        """End one session, named by its id or the start of it."""
        api = self._engine.supervisor.world.api
        ids = [one.id.hex() for one in api.call(routes.SESSIONS, want=wire.Sessions).sessions]
        fits = [one for one in ids if body.id and one.startswith(body.id.lower())]
        if not fits:
            raise NotFound(what="session", value=body.id)
        if len(fits) > 1:
            raise BadUsage(what="session", value=body.id, reason="several")
        api.call(routes.SESSION_END, want=wire.Nothing, session=fits[0])
        return m.Nothing()

    def _checked_in(self, unlocked: Unlocked, recovery: Recovery | None = None) -> m.SignedIn:
        """Answer after the account record was held against what the server served, so that a lie shows at once."""
        running = self._engine.supervisor
        try:
            running.welcome()
        except RetryLater as e:
            log.info("the account record could not be looked at yet: %s", e.code)
        return self._signed_in(unlocked, recovery=recovery, other_devices=self._other_devices())

    def _other_devices(self) -> list[str]:
        """Return what the other devices are called that are signed in; none if the server does not say so now."""
        running = self._engine.supervisor
        try:
            found = running.world.api.call(routes.SESSIONS, want=wire.Sessions).sessions
        except RetryLater as e:
            log.info("other sessions: %s", e.code)
            return []
        own = bytes(running.world.unlocked.facts.device)
        return sorted({running.device_label_of(one.device) for one in found if not one.current and one.device != own})

    def _signed_in(
        self, unlocked: Unlocked, *, recovery: Recovery | None = None, other_devices: Sequence[str] = ()
    ) -> m.SignedIn:
        facts = unlocked.facts
        return m.SignedIn(
            email=facts.email,
            account=facts.account.hex(),
            server=facts.server,
            device=facts.device.hex(),
            device_name=facts.device_name,
            key_store=facts.key_store,
            fingerprint=parse_public_bundle(facts.public_bundle).fingerprint,
            recovery_file=_file_of(recovery),
            recovery_key=_text_of(recovery),
            other_devices=list(other_devices),
            warnings=list(self._engine.supervisor.warnings),
        )


def _file_of(recovery: Recovery | None) -> str | None:
    return str(recovery) if isinstance(recovery, Path) else None


def _text_of(recovery: Recovery | None) -> str:
    """Return the key that is to be shown; empty if it was written to a file, or there is none."""
    return recovery.text() if isinstance(recovery, RecoveryKey) else ""
