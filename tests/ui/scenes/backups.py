"""The backups, and what opens beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fakes import backups as fake
from fakes.desk import NOW_MS, FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable
from megadesk.ui import app_state
from megadesk.ui.app_state import AppState
from megadesk.ui.dialogs.add_backup import AddBackupSheet
from megadesk.ui.dialogs.backup_runs import BackupRunsSheet
from megadesk.ui.dialogs.backup_sheets import ScheduleSheet, StopBackupSheet
from megadesk.ui.pages.backups import BackupsPage
from megadesk.ui.viewmodels.backups import backup_card, other_card
from megadesk.ui.viewmodels.moments import written
from megadesk.ui.window import Window
from ui.gallery import SNUG, Scene

ALL_WAYS = ("large", "german", "mirrored", "contrast", "small")


def scenes() -> list[Scene]:
    """Return the page in each state, and the sheets."""
    return [
        Scene(name="backups-full", build=_full, also=ALL_WAYS),
        Scene(name="backups-others", build=_others),
        Scene(name="backups-empty", build=lambda desk: _page(desk, status())),
        Scene(name="backups-signed-out", build=lambda desk: _page(desk, status("signed_out", account=None))),
        Scene(name="backups-loading", build=_loading),
        Scene(name="backups-error", build=_error),
        Scene(name="backups-add", build=_add, size=(560, SNUG), also=ALL_WAYS[:3]),
        Scene(name="backups-takeover", build=_take_over, size=(560, SNUG)),
        Scene(name="backups-schedule", build=_schedule, size=(520, SNUG)),
        Scene(name="backups-stop", build=_stop, size=(540, SNUG), also=ALL_WAYS[:3]),
        Scene(name="backups-runs", build=_runs, size=(560, 540), also=("mirrored",)),
    ]


def _page(desk: FakeDesk, told: m.Status, *others: m.BackupElsewhere) -> Window:
    fake.answer_backups(desk.link, *others)
    desk.state.put(app_state.with_status(desk.state.now, told))
    window = Window(desk)
    window.open("backups")
    return window


def _full(desk: FakeDesk) -> QWidget:
    day_ms = 24 * 60 * fake.MINUTE_MS
    backups = [
        fake.backup(),
        fake.backup("Photos", every="daily", state="syncing", running=True, pending=42, run=8, files=18_204,
                    bytes=214_000_000_000, last_run=written(NOW_MS - day_ms)),
        fake.backup("Projects", every="6h", state="scheduled", next_run=written(NOW_MS + 70 * fake.MINUTE_MS), issues=1,
                    held=[m.HeldPath(id="a1", path="big.iso", code="file_busy", message="", remedy="",
                                     arguments={"path": "big.iso"})]),
    ]  # fmt: skip
    return _page(
        desk,
        status("syncing", backups=backups),
        fake.elsewhere(),
        fake.elsewhere("Mail", files=None, bytes=None, run=None, last_run=None),
    )


def _others(desk: FakeDesk) -> QWidget:
    return _page(desk, status(), fake.elsewhere())


def _loading(desk: FakeDesk) -> QWidget:
    desk.link.hold()
    desk.state.put(AppState())
    window = Window(desk)
    window.open("backups")
    page = window.page
    assert isinstance(page, BackupsPage)
    page._states._timer.timeout.emit()
    return window


def _error(desk: FakeDesk) -> QWidget:
    desk.state.put(AppState())
    window = Window(desk)
    window.open("backups")
    desk.state.put(app_state.lost(AppState(), EngineUnavailable("gone", reason="gone")))
    return window


def _add(desk: FakeDesk) -> QWidget:
    return AddBackupSheet(desk, "/home/anna/Documents")


def _take_over(desk: FakeDesk) -> QWidget:
    return AddBackupSheet(desk, "/home/anna/Studio", other_card(fake.elsewhere(), NOW_MS))


def _schedule(desk: FakeDesk) -> QWidget:
    return ScheduleSheet(desk, backup_card(fake.backup(every="6h"), 12, NOW_MS))


def _stop(desk: FakeDesk) -> QWidget:
    fake.answer_backups(desk.link)
    return StopBackupSheet(desk, backup_card(fake.backup(), 12, NOW_MS))


def _runs(desk: FakeDesk) -> QWidget:
    fake.answer_backups(desk.link)
    return BackupRunsSheet(desk, "Documents", "backups:/Anna laptop/Documents")
