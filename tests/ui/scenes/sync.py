"""The synced folders, and what opens beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtWidgets import QWidget

from fakes.desk import FakeDesk, status
from fakes.pairs import held, pair
from megadesk.ipc import messages as m
from megadesk.model.errors import AccessDenied, EngineUnavailable
from megadesk.ui import app_state
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.add_pair import AddPairSheet
from megadesk.ui.dialogs.ignore_editor import IgnoreEditor
from megadesk.ui.dialogs.pair_sheets import DirectionSheet, LinksSheet, RemovePairSheet
from megadesk.ui.pages.sync import SyncPage
from megadesk.ui.viewmodels.sync import PairCard, pair_card
from megadesk.ui.window import Window
from ui.gallery import SNUG, Scene

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
        Scene(name="sync-direction", build=_sheet(DirectionSheet), size=(500, SNUG), also=ALL_WAYS[:3]),
        Scene(name="sync-links", build=_sheet(LinksSheet), size=(500, SNUG)),
        Scene(name="sync-remove", build=_sheet(RemovePairSheet), size=(500, SNUG), also=ALL_WAYS[:3]),
        Scene(name="sync-add", build=_add, size=(580, SNUG), also=ALL_WAYS[:3]),
        Scene(name="sync-add-fault", build=_add_fault, size=(580, SNUG)),
        Scene(name="sync-ignore", build=_ignore, size=(860, 560), also=ALL_WAYS[:4]),
        Scene(name="sync-ignore-fault", build=_ignore_fault, size=(860, 560)),
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
    desk.state.put(app_state.lost(AppState(), EngineUnavailable("no space left on this disk", reason="start_failed")))
    window = Window(desk)
    window.open("sync")
    return window


def _sheet(kind: Callable[[Desk, PairCard], QWidget]) -> Callable[[FakeDesk], QWidget]:
    return lambda desk: kind(desk, pair_card(pair("Photos"), desk.now_ms()))


def _add(desk: FakeDesk) -> QWidget:
    desk.link.answer(
        m.PREVIEW_PAIR,
        m.PairPreview(
            local="", remote="", local_exists=True, remote_exists=True, only_here=m.Share(files=312, bytes=4_200_000_000),
            only_there=m.Share(files=40, bytes=90_000_000), same=m.Share(files=1_204, bytes=9_000_000_000),
            differ=m.Share(files=5, bytes=2_000_000),
        ),
    )  # fmt: skip
    return _looked(AddPairSheet(desk, str(Path(gettempdir(), "Photos"))))


def _add_fault(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.PREVIEW_PAIR, AccessDenied(path="/root"))
    return _looked(AddPairSheet(desk, "/root/Photos"))


def _looked(sheet: AddPairSheet) -> AddPairSheet:
    sheet.form.link._timer.timeout.emit()
    return sheet


RULES = "# what programs leave behind\n*.tmp\n*.log\n!important.log\n\n#!junk\n*.pyc\n#!\n/Drafts/\n"


def _ignore(desk: FakeDesk) -> QWidget:
    tried = m.IgnoreTried(
        pair="p1", folder="", changed=True, version="v2", faults=[],
        taken_out=m.IgnoreEffect(files=38, bytes=210_000_000, examples=["Drafts/2026/idea.txt", "Drafts/old/letter.odt", "build.log"]),
        let_in=m.IgnoreEffect(files=1, bytes=4_000, examples=["server/important.log"]),
        fetched=m.IgnoreEffect(files=0, bytes=0, examples=[]),
    )  # fmt: skip
    return _editor(desk, tried)


def _ignore_fault(desk: FakeDesk) -> QWidget:
    none = m.IgnoreEffect(files=0, bytes=0, examples=[])
    fault = m.IgnoreFault(
        source=".deskignore", line=3, text="a*b*c*d*e*f", message="…", code="ignore_line",
        arguments={"path": ".deskignore", "text": "a*b*c*d*e*f", "line": 3, "reason": "stars"},
    )  # fmt: skip
    tried = m.IgnoreTried(
        pair="p1", folder="", changed=True, version="v2", faults=[fault], taken_out=none, let_in=none, fetched=none
    )
    return _editor(desk, tried)


def _editor(desk: FakeDesk, tried: m.IgnoreTried) -> QWidget:
    read = m.IgnoreText(pair="p1", folder="", text=RULES, exists=True, version="v1", here="", here_version="h1")
    desk.link.answer(m.IGNORE_READ, read)
    desk.link.answer(m.IGNORE_TRY, tried)
    return IgnoreEditor(desk, "p1", "Work", "/home/anna/Work")
