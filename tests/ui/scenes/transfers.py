"""Transfers: full, empty, on their way, with an error; errands above them; the limits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fakes.desk import FakeDesk
from fakes.moving import crowd, errand, limits, transfer
from fakes.settings import under_way
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.app_state import with_status
from megadesk.ui.dialogs.errand_problems import ErrandProblemsSheet
from megadesk.ui.dialogs.limits import LimitsSheet
from megadesk.ui.pages.transfers import TransfersPage
from megadesk.ui.text import text
from megadesk.ui.window import Window
from ui.gallery import Scene

ALL_WAYS = ("large", "german", "mirrored", "contrast", "small")


def scenes() -> list[Scene]:
    """Return the page in its states, and what opens from it."""
    return [
        Scene(name="transfers", build=_full, also=ALL_WAYS),
        Scene(name="transfers-chosen", build=_chosen, also=("small", "mirrored")),
        Scene(name="transfers-errands", build=_errands, also=("large",)),
        Scene(name="transfers-empty", build=lambda desk: _window(desk, [])),
        Scene(name="transfers-nothing-fits", build=_nothing_fits),
        Scene(name="transfers-loading", build=_loading),
        Scene(name="transfers-error", build=_error),
        Scene(name="transfers-limits", build=_limits, size=(640, 700), also=ALL_WAYS[:4]),
        Scene(name="transfers-problems", build=_problems, size=(560, 460)),
    ]


def _window(desk: FakeDesk, rows: list[m.TransferRow], then: Callable[[TransfersPage], None] | None = None) -> Window:
    if any(row.state == "active" for row in rows):
        desk.state.put(with_status(desk.state.now, under_way()))
    crowd(desk, rows)
    window = Window(desk)
    window.resize(1080, 720)
    window.open("transfers")
    page = window.page
    assert isinstance(page, TransfersPage)
    if then is not None:
        then(page)
    return window


def rows() -> list[m.TransferRow]:
    """Return one of each kind of row."""
    return [
        transfer("holiday-2026.mp4", "active", done=0.28, size=1_288_490_189, bps=12_400_000, seconds_left=240, path="/Videos"),
        transfer("Steuer 2025.pdf", "active", "down", done=0.71, size=4_300_000, bps=900_000, seconds_left=2),
        transfer("IMG_4471.heic", "queued", priority="top", size=3_900_000, path="/Photos/2026/Sardinia"),
        transfer("IMG_4472.heic", "queued", size=4_100_000, path="/Photos/2026/Sardinia"),
        transfer("backup-of-the-whole-old-laptop-with-a-very-long-name-2019.tar.zst", "paused", reason="this", code="row_paused", done=0.4, size=48_000_000_000),
        transfer("mix.flac", "waiting", reason="quota_exceeded", code="quota_exceeded", size=39_000_000, path="/Music"),
        transfer("notes.md", "retrying", code="server_unavailable", reason="server_unavailable", attempts=3, size=2_100),
        transfer("model.blend", "cancelled", code="cancelled", size=210_000_000, path="/Work"),
        transfer("report.docx", "failed", code="damaged", size=1_200_000, ended="2026-11-26T09:48:00Z", path="/Work"),
        transfer("IMG_4470.heic", "completed", size=4_000_000, ended="2026-11-26T09:57:10Z", path="/Photos/2026/Sardinia"),
        transfer("IMG_4469.heic", "completed", "down", size=4_000_000, ended="2026-11-25T18:57:10Z", path="/Photos/2026/Sardinia"),
    ]  # fmt: skip


def _full(desk: FakeDesk) -> QWidget:
    return _window(desk, rows())


def _chosen(desk: FakeDesk) -> QWidget:
    return _window(desk, rows(), lambda page: page.choice.choose([(2, 4)]))


def _errands(desk: FakeDesk) -> QWidget:
    errands = [
        errand("e1", "put", "transfer", files=4, total_files=12, done=0.3, size=90_000_000, bps=2_000_000, seconds_left=31),
        errand("e2", "get", "asking", files=2, total_files=9, done=0.2, size=40_000_000, questions=3),
        errand("e3", "put", "done", files=40, total_files=43, size=1, problem_count=3),
    ]  # fmt: skip
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=errands))
    return _window(desk, rows())


def _nothing_fits(desk: FakeDesk) -> QWidget:
    def narrow(page: TransfersPage) -> None:
        page.filters.kinds["audio"].click()

    return _window(desk, [], narrow)


def _loading(desk: FakeDesk) -> QWidget:
    return _window(desk, [], lambda page: page.states.setCurrentWidget(page.states._skeleton))


def _error(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[]))
    desk.link.answer(m.LIST_TRANSFERS, ServerUnavailable())
    window = Window(desk)
    window.open("transfers")
    return window


def _limits(desk: FakeDesk) -> QWidget:
    desk.link.answer(m.GET_LIMITS, limits())
    return LimitsSheet(desk)


def _problems(desk: FakeDesk) -> QWidget:
    found = [
        m.Issue(pair="", path=f"/home/anna/Pictures/{name}", code=code, message="", since="2026-11-26T09:00:00Z")
        for name, code in (("a.socket", "special_file"), ("locked.psd", "file_busy"), ("CON.txt", "reserved_name"))
    ]
    desk.link.answer(m.ERRAND_PROBLEMS, m.ProblemPage(problems=found, total=5))
    return ErrandProblemsSheet(desk, "e3", text("Upload of {name} to {folder}", name="Pictures", folder="/Photos"))
