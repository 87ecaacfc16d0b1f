"""The settings, part by part, and what opens from them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QWidget

from fakes.desk import FakeDesk, status
from fakes.first_run import CERTIFICATE, PROBED, RECOVERY_KEY
from fakes.settings import CODES, DRAFT, ENGINE, FACTOR, LIMITS, NO_FACTOR, REPORT, SESSIONS, SETTINGS, signed_in
from fakes.verified import DAMAGED
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyRunning, RateLimited, SecondFactorNeeded, ServerUnavailable, WrongCredentials
from megadesk.ui.app_state import with_status
from megadesk.ui.dialogs.confirm import ConfirmSheet
from megadesk.ui.dialogs.one_time_codes import OneTimeCodesSheet
from megadesk.ui.dialogs.other_version import OtherVersionSheet
from megadesk.ui.dialogs.password import PasswordSheet
from megadesk.ui.dialogs.recovery_key import RecoveryKeySheet
from megadesk.ui.dialogs.report import ReportSheet
from megadesk.ui.dialogs.second_factor_off import SecondFactorOffSheet
from megadesk.ui.dialogs.second_factor_on import SecondFactorOnSheet
from megadesk.ui.dialogs.unlock import UnlockSheet
from megadesk.ui.dialogs.verify import VerifySheet
from megadesk.ui.text import text
from megadesk.ui.viewmodels.account import log_out_facts
from megadesk.ui.window import Window
from ui.gallery import SNUG, Scene

ALSO = ("large", "german", "mirrored", "contrast", "small")
FEW = msgspec.structs.replace(FACTOR, codes_left=2)
UNKNOWN = msgspec.structs.replace(PROBED, trusted=True, certificate=CERTIFICATE)


def scenes() -> list[Scene]:
    """Return one scene a part, the other states of the account, and the sheets."""
    return [
        Scene(name="settings-general", build=lambda desk: _at(desk, "general"), also=ALSO),
        Scene(name="settings-account", build=lambda desk: _at(desk, "account"), size=(1080, 1320), also=("large", "german", "mirrored")),
        Scene(name="settings-account-factor", build=_with_factor(FACTOR), also=("german",)),
        Scene(name="settings-account-codes", build=_with_factor(FEW), size=(1080, 1340), also=("large", "german", "mirrored")),
        Scene(name="settings-account-small", build=lambda desk: _at(desk, "account"), also=("small",)),
        Scene(name="settings-account-error", build=_without_sessions, size=(1080, 1340)),
        Scene(name="settings-account-locked", build=lambda desk: _at(desk, "account", status("signed_out"))),
        Scene(name="settings-sync", build=lambda desk: _at(desk, "sync"), also=("german",)),
        Scene(name="settings-transfers", build=lambda desk: _at(desk, "transfers"), also=("german",)),
        Scene(name="settings-network", build=lambda desk: _at(desk, "network"), size=(1080, 900), also=("large", "german", "mirrored")),
        Scene(name="settings-network-manual", build=_with_proxy, size=(1080, 1000)),
        Scene(name="settings-notifications", build=lambda desk: _at(desk, "notifications"), also=("large", "german", "mirrored")),
        Scene(name="settings-advanced", build=lambda desk: _at(desk, "advanced"), also=("german",)),
        Scene(name="settings-about", build=lambda desk: _at(desk, "about")),
        Scene(name="sheet-password", build=_password, size=(480, SNUG), also=("large", "german", "mirrored")),
        Scene(name="sheet-recovery-key", build=_recovery_key, size=(540, SNUG), also=("large", "german", "mirrored")),
        Scene(name="sheet-log-out", build=_log_out, size=(500, SNUG), also=("large", "german", "mirrored")),
        Scene(name="sheet-unlock", build=_unlock, size=(480, SNUG), also=("german",)),
        Scene(name="sheet-other-version", build=_other_version, size=(520, SNUG), also=("german",)),
        Scene(name="sheet-unlock-code", build=_unlock_with_code, size=(480, SNUG), also=("german",)),
        Scene(name="sheet-password-code", build=_password_with_code, size=(480, SNUG), also=("german",)),
        Scene(name="sheet-second-factor-on", build=_factor_on, size=(540, SNUG), also=("german",)),
        Scene(name="sheet-second-factor-secret", build=_factor_secret, size=(540, SNUG), also=("large", "german", "mirrored", "contrast")),
        Scene(name="sheet-second-factor-wrong", build=_factor_wrong, size=(540, SNUG), also=("german",)),
        Scene(name="sheet-second-factor-codes", build=_factor_codes, size=(540, SNUG), also=("large", "german", "mirrored")),
        Scene(name="sheet-second-factor-off", build=_factor_off, size=(500, SNUG), also=("large", "german", "mirrored")),
        Scene(name="sheet-one-time-codes", build=_new_codes, size=(540, SNUG), also=("german",)),
        Scene(name="sheet-one-time-codes-kept", build=_kept_codes, size=(540, SNUG), also=("german",)),
        Scene(name="sheet-report", build=_report, size=(640, 560), also=("german",)),
        Scene(name="sheet-verify", build=_verify, size=(560, SNUG), also=("large", "german", "mirrored")),
    ]  # fmt: skip


def _answering(desk: FakeDesk) -> FakeDesk:
    for method, answer in (
        (m.GET_SETTINGS, SETTINGS), (m.SESSIONS, SESSIONS), (m.SECOND_FACTOR, NO_FACTOR), (m.GET_LIMITS, LIMITS), (m.PROBE, UNKNOWN),
        (m.ENGINE_STATUS, ENGINE), (m.REPORT_PREVIEW, REPORT),
    ):  # fmt: skip
        desk.link.answer(method, answer)
    return desk


def _at(desk: FakeDesk, part: str, state: m.Status | None = None) -> QWidget:
    _answering(desk).state.put(with_status(desk.state.now, state or signed_in()))
    window = Window(desk)
    window.open("settings", part)
    return window


def _with_factor(found: m.SecondFactor) -> Callable[[FakeDesk], QWidget]:
    def build(desk: FakeDesk) -> QWidget:
        window = _at(desk, "account")
        desk.link.answer(m.SECOND_FACTOR, found)
        return window

    return build


def _without_sessions(desk: FakeDesk) -> QWidget:
    window = _at(desk, "account")
    desk.link.answer(m.SECOND_FACTOR, ServerUnavailable(server="https://files.example.org"))
    desk.link.answer(m.SESSIONS, ServerUnavailable(server="https://files.example.org"))
    return window


def _with_proxy(desk: FakeDesk) -> QWidget:
    window = _at(desk, "network")
    changed = {"proxy": "http://proxy.example.org:3128", "proxy_user": "anna", "has_proxy_password": True}
    desk.link.answer(m.GET_SETTINGS, msgspec.structs.replace(SETTINGS, **changed, ca_file="/etc/ssl/company.pem"))
    return window


def _sheet(make: Callable[[FakeDesk], QWidget]) -> Callable[[FakeDesk], QWidget]:
    def build(desk: FakeDesk) -> QWidget:
        _answering(desk).state.put(with_status(desk.state.now, signed_in()))
        return make(desk)

    return build


@_sheet
def _password(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.CHANGE_PASSWORD, WrongCredentials())
    sheet = PasswordSheet(desk)
    sheet.proof.password.show_text("what it was")
    sheet.new.make.click()
    sheet.primary.click()
    return sheet


@_sheet
def _recovery_key(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.EXPORT_RECOVERY_KEY, m.Written(file="", recovery_key=RECOVERY_KEY))
    sheet = RecoveryKeySheet(desk)
    sheet.proof.password.show_text("x")
    sheet.primary.click()
    sheet.card.copy.click()
    return sheet


@_sheet
def _log_out(desk: FakeDesk) -> QWidget:
    facts = log_out_facts(desk.state.now.status)
    return ConfirmSheet(text("Log out on this computer?"), facts, text("Log out"), lambda *_: None)


@_sheet
def _other_version(desk: FakeDesk) -> QWidget:
    return OtherVersionSheet(
        desk,
        AlreadyRunning(
            reason="other_version", engine="0.9.2", version="1.0.0", program="/usr/lib/megadesk/megadesk",
            engine_program="/home/anna/Applications/megadesk.AppImage",
        ),
    )  # fmt: skip


def _unlock(desk: FakeDesk) -> QWidget:
    return UnlockSheet(desk)


@_sheet
def _unlock_with_code(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.UNLOCK, SecondFactorNeeded(reason="missing"))
    sheet = UnlockSheet(desk)
    sheet.proof.password.show_text("stone-lantern")
    sheet.primary.click()
    return sheet


@_sheet
def _password_with_code(desk: FakeDesk) -> QWidget:
    return PasswordSheet(desk, asks_code=True)


@_sheet
def _factor_on(desk: FakeDesk) -> QWidget:
    return SecondFactorOnSheet(desk)


def _at_secret(desk: FakeDesk) -> SecondFactorOnSheet:
    desk.link.answer(m.SECOND_FACTOR_DRAFT, DRAFT)
    sheet = SecondFactorOnSheet(desk)
    sheet.proof.password.show_text("stone-lantern")
    sheet.primary.click()
    return sheet


@_sheet
def _factor_secret(desk: FakeDesk) -> QWidget:
    return _at_secret(desk)


@_sheet
def _factor_wrong(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.ENABLE_SECOND_FACTOR, SecondFactorNeeded(reason="wrong"))
    sheet = _at_secret(desk)
    sheet.new.code.show_text("123456")
    sheet.primary.click()
    return sheet


@_sheet
def _factor_codes(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.ENABLE_SECOND_FACTOR, CODES)
    sheet = _at_secret(desk)
    sheet.new.code.show_text("123456")
    sheet.primary.click()
    return sheet


@_sheet
def _factor_off(desk: FakeDesk) -> QWidget:
    return SecondFactorOffSheet(desk)


@_sheet
def _new_codes(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.RENEW_ONE_TIME_CODES, RateLimited(retry_after_s=840, reason="second_factor"))
    sheet = OneTimeCodesSheet(desk)
    sheet.proof.password.show_text("stone-lantern")
    sheet.proof.code.show_text("123456")
    sheet.primary.click()
    return sheet


@_sheet
def _kept_codes(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.RENEW_ONE_TIME_CODES, CODES)
    sheet = OneTimeCodesSheet(desk)
    sheet.proof.password.show_text("stone-lantern")
    sheet.proof.code.show_text("123456")
    sheet.primary.click()
    sheet.card.copy.click()
    return sheet


@_sheet
def _report(desk: FakeDesk) -> QWidget:
    return ReportSheet(desk)


@_sheet
def _verify(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.VERIFY, DAMAGED)
    sheet = VerifySheet(desk)
    sheet.primary.click()
    return sheet
