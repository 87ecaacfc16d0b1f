"""The synced folders, and what opens beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtWidgets import QWidget

from fakes.desk import FakeDesk, status
from fakes.pairs import held, pair
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable
from megadesk.ui import app_state
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.add_pair import AddPairSheet
from megadesk.ui.dialogs.pair_sheets import DirectionSheet, LinksSheet, RemovePairSheet
from megadesk.ui.pages.sync import SyncPage
from megadesk.ui.viewmodels.sync import PairCard, pair_card
from megadesk.ui.window import Window
from ui.gallery import Scene

ALL_WAYS = ("large", "german", "mirrored", "contrast", "small")


def scenes() -> list[Scene]:
    """Return the page in each state, and the sheets."""
    return [
        Scene(name="sync-full", build=_full, also=ALL_WAYS),
        Scene(name="sync-asked", build=_asked),
        Scene(name="sync-empty", build=lambda desk: _page(desk, status())),
        Scene(name="sync-signed-out", build=lambda desk: _page(desk, status("signed_out", account=None))),
        Scene(name="sync-loading", build=_loading),
        Scene(name="sync-error", build=_error),
        Scene(name="sync-direction", build=_sheet(DirectionSheet), size=(500, 420), also=ALL_WAYS[:3]),
        Scene(name="sync-links", build=_sheet(LinksSheet), size=(500, 320)),
        Scene(name="sync-remove", build=_sheet(RemovePairSheet), size=(500, 380), also=ALL_WAYS[:3]),
        Scene(name="sync-add", build=_add, size=(580, 620), also=ALL_WAYS[:3]),
    ]


def _page(desk: FakeDesk, told: m.Status) -> QWidget:
    desk.state.put(app_state.with_status(desk.state.now, told))
    window = Window(desk)
    window.open("sync")
    return window


def _full(desk: FakeDesk) -> QWidget:
    window = _page(desk, status("syncing", pairs=[pair("Work", direction="up", state="syncing", pending=120)]))
    pairs = [
        pair("Photos"),
        pair("Work", direction="up", state="syncing", pending=42, files=3210, bytes=9_400_000_000),
        pair("Reading list & papers", direction="down", state="synced", files=88, bytes=310_000_000, issues=3,
             held=[held("Drafts/thesis final (2).docx", "only_here_edited")]),
        pair("Music", state="paused", files=5_021, bytes=41_000_000_000, last_synced="2026-11-22T08:00:00Z"),
    ]  # fmt: skip
    desk.state.put(app_state.with_status(desk.state.now, status("syncing", pairs=pairs)))
    return window


def _asked(desk: FakeDesk) -> QWidget:
    removal = {"issue": "ab12", "pair": "id-Photos", "files": 312, "direction": "remote"}
    pairs = [
        pair("Photos", state="attention", issues=1, code="mass_removal", arguments=removal),
        pair("USB stick", state="attention", issues=1, code="root_missing", arguments={"issue": "cd34"}),
        pair("Work", state="damaged", issues=0, code="rollback", arguments={}),
    ]
    return _page(desk, status("attention", pairs=pairs, issues=2))


def _loading(desk: FakeDesk) -> QWidget:
    desk.state.put(AppState())
    window = Window(desk)
    window.open("sync")
    page = window.page
    assert isinstance(page, SyncPage)
    page._states._timer.timeout.emit()
    return window


def _error(desk: FakeDesk) -> QWidget:
    desk.state.put(app_state.lost(AppState(), EngineUnavailable("x", reason="start_failed")))
    window = Window(desk)
    window.open("sync")
    return window


def _sheet(kind: Callable[[Desk, PairCard], QWidget]) -> Callable[[FakeDesk], QWidget]:
    return lambda desk: kind(desk, pair_card(pair("Photos"), desk.now_ms()))


def _add(desk: FakeDesk) -> QWidget:
    return AddPairSheet(desk, str(Path(gettempdir(), "Photos")))
