"""What a person does with the account: password, recovery key, device, sessions, unlock and log out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import text

Failed = Callable[[MegadeskError], None]


def change_password(
    desk: Desk, old: str, new: str, code: str = "", *, then: Callable[[], object], failed: Failed, owner: QObject
) -> Asking:
    """Set a new password; all other sessions end. code: of the second factor, where the account has one."""

    def done(_: m.Nothing) -> None:
        desk.notices.done(text("Password changed. All other sessions were signed out."))
        then()

    request = m.ChangePassword(old_password=old, new_password=new, code=code)
    return desk.link.ask(m.CHANGE_PASSWORD, request, then=done, failed=failed, owner=owner)


def new_recovery_key(
    desk: Desk, password: str, code: str = "", *, then: Callable[[str], None], failed: Failed, owner: QObject
) -> Asking:
    """Make a new recovery key; the one before no longer works."""
    request = m.ExportRecoveryKey(password=password, show=True, code=code)
    return desk.link.ask(
        m.EXPORT_RECOVERY_KEY, request, then=lambda made: then(made.recovery_key), failed=failed, owner=owner
    )


def rename_device(desk: Desk, name: str, *, then: Callable[[], object], failed: Failed, owner: QObject) -> None:
    """Give this device another name."""

    def done(_: m.Nothing) -> None:
        desk.notices.done(text("This device is now called {name}.", name=name))
        then()

    desk.link.ask(m.RENAME_DEVICE, m.RenameDevice(name=name), then=done, failed=failed, owner=owner)


def sessions(desk: Desk, *, then: Callable[[list[m.Session]], None], failed: Failed, owner: QObject) -> None:
    """Read where the account is open."""
    desk.link.ask(m.SESSIONS, m.Nothing(), then=lambda found: then(found.sessions), failed=failed, owner=owner)


def end_session(desk: Desk, session: str, *, then: Callable[[], object], failed: Failed, owner: QObject) -> None:
    """Sign another device out."""

    def done(_: m.Nothing) -> None:
        desk.notices.done(text("The session was ended."))
        then()

    desk.link.ask(m.REVOKE_SESSION, m.RevokeSession(id=session), then=done, failed=failed, owner=owner)


def log_out(desk: Desk, *, then: Callable[[], object], failed: Failed, owner: QObject) -> Asking:
    """Sign this computer out; its files stay, but copies of cloud files that were only looked at go."""

    def done(_: m.Nothing) -> None:
        desk.asides.clear(also_new=True)
        desk.notices.done(text("Signed out. The files on this computer stay where they are."))
        then()

    return desk.link.ask(m.LOG_OUT, m.Nothing(), then=done, failed=failed, owner=owner)


def unlock(
    desk: Desk, password: str, code: str = "", *, then: Callable[[], object], failed: Failed, owner: QObject
) -> Asking:
    """Give the password again, after a restart."""

    def done(_: m.SignedIn) -> None:
        then()

    return desk.link.ask(m.UNLOCK, m.Unlock(password=password, code=code), then=done, failed=failed, owner=owner)
