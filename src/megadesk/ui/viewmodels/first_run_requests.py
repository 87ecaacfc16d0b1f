"""What the engine is asked on the way of the first run: the typed body for each Work."""

from __future__ import annotations

from typing import Any

from megadesk.ipc import messages as m
from megadesk.ui.viewmodels.first_run import Journey, Purpose, Typed, Way, Work
from megadesk.ui.viewmodels.second_factor import code_in


def request_of(journey: Journey) -> tuple[m.Method[Any, Any], m.Body]:
    """Return what is asked for the work that is to be done."""
    known = journey.typed
    match journey.work:
        case Work.PROBE:
            return m.PROBE, m.Probe(server=known.server.strip())
        case Work.TRUST:
            return m.TRUST, _trust(journey.probed)
        case Work.SIGN:
            return _sign(known, address_of(journey))
        case Work.SHOW_KEY:
            return m.EXPORT_RECOVERY_KEY, m.ExportRecoveryKey(password=known.password, file="", show=True)
        case Work.RENAME:
            return m.RENAME_DEVICE, m.RenameDevice(name=known.device_name.strip())
        case Work.ADD:
            return _add(known)
        case Work.IDLE:
            raise ValueError("there is nothing to ask")


def _trust(shown: m.Probed | None) -> m.Trust:
    certificate = shown.certificate if shown is not None else None
    assert shown is not None, "a server was looked at"
    assert certificate is not None, "its certificate is what is trusted"
    return m.Trust(server=shown.address, sha256=certificate.sha256)


def address_of(journey: Journey) -> str:
    """Return the address of the server, as the engine would keep it where it has looked at it."""
    return journey.probed.address if journey.probed is not None else journey.typed.server.strip()


def _sign(known: Typed, server: str) -> tuple[m.Method[Any, Any], m.Body]:
    email, name = known.email.strip(), known.device_name.strip()
    match known.way:
        case Way.CREATE:
            return m.SIGN_UP, m.SignUp(
                server=server, email=email, password=known.password, device_name=name, key_store=known.key_store,
                show_recovery=True, invitation=known.invitation.strip(),
            )  # fmt: skip
        case Way.LOG_IN:
            return m.LOG_IN, m.LogIn(
                server=server, email=email, password=known.password, code=code_in(known.code), device_name=name,
                key_store=known.key_store,
            )  # fmt: skip
        case Way.RECOVER:
            return m.RECOVER, m.Recover(
                server=server, email=email, recovery_key=known.recovery_key.strip(), new_password=known.password,
                code=code_in(known.code), device_name=name, key_store=known.key_store, show_recovery=True,
            )  # fmt: skip


def _add(known: Typed) -> tuple[m.Method[Any, Any], m.Body]:
    if known.purpose is Purpose.BACKUP:
        return m.ADD_BACKUP, m.AddBackup(local=known.local.strip(), every=known.every)
    return m.ADD_PAIR, m.AddPair(local=known.local.strip(), remote=known.remote.strip())
