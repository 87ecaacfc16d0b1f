"""What a person does with the second factor of the account: look at it, turn it on, renew its one-time codes, turn it off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import text

Failed = Callable[[MegadeskError], None]


def read(desk: Desk, *, then: Callable[[m.SecondFactor], None], failed: Failed, owner: QObject) -> Asking:
    """Read how it stands."""
    return desk.link.ask(m.SECOND_FACTOR, m.Nothing(), then=then, failed=failed, owner=owner)


def draft(desk: Desk, *, then: Callable[[m.SecondFactorDraft], None], failed: Failed, owner: QObject) -> Asking:
    """Have a new secret made; nothing changes before a code of it was given."""
    return desk.link.ask(m.SECOND_FACTOR_DRAFT, m.Nothing(), then=then, failed=failed, owner=owner)


def turn_on(
    desk: Desk,
    password: str,
    secret: str,
    code: str,
    *,
    then: Callable[[list[str]], None],
    failed: Failed,
    owner: QObject,
) -> Asking:
    """Ask for codes of this secret from now on, and get the one-time codes."""

    def done(made: m.OneTimeCodes) -> None:
        desk.notices.done(text("Two-factor sign-in is on."))
        then(made.codes)

    request = m.EnableSecondFactor(password=password, secret=secret, code=code)
    return desk.link.ask(m.ENABLE_SECOND_FACTOR, request, then=done, failed=failed, owner=owner)


def renew_codes(
    desk: Desk, password: str, code: str, *, then: Callable[[list[str]], None], failed: Failed, owner: QObject
) -> Asking:
    """Get new one-time codes; those from before no longer work."""
    request = m.RenewOneTimeCodes(password=password, code=code)
    return desk.link.ask(
        m.RENEW_ONE_TIME_CODES, request, then=lambda made: then(made.codes), failed=failed, owner=owner
    )


def turn_off(
    desk: Desk, password: str, code: str, *, then: Callable[[], object], failed: Failed, owner: QObject
) -> Asking:
    """Ask for no codes any more."""

    def done(_: m.Nothing) -> None:
        desk.notices.done(text("Two-factor sign-in is off."))
        then()

    request = m.DisableSecondFactor(password=password, code=code)
    return desk.link.ask(m.DISABLE_SECOND_FACTOR, request, then=done, failed=failed, owner=owner)
