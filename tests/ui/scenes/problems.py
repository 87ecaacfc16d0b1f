"""The problems: the list with each kind of problem opened, and what stands in its place."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QWidget

from fakes.desk import FakeDesk, status
from fakes.issues import BURST, CHANGE, CONFLICT, LOSSES, REMOVAL, VERSIONS, issue, listed
from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable
from megadesk.model.reasons import ReasonKind, reason_of
from megadesk.ui import app_state
from megadesk.ui.pages.problems import ProblemsPage
from megadesk.ui.window import Window
from ui.gallery import Scene

ALL_WAYS = ("large", "german", "mirrored", "contrast", "small")

LETTER = b"Dear Joana,\n\nthank you for the photographs of Lisbon. I have put them\ninto the folder that we share.\n\nUntil soon\nAnna\n"

ALL = [
    REMOVAL,
    CONFLICT,
    issue("root_missing", pair="USB stick"),
    issue("only_here_edited", "Drafts/thesis final (2).docx", pair="Papers"),
    issue("only_here_new", "Drafts/notes.md", pair="Papers"),
    issue("unreadable", "2026/Lisbon/IMG_0231.jpg"),
    issue("trailing_dot", "Old/what was this.", pair="Work"),
    issue("locked", "Accounts/2026.ods", pair="Work"),
    issue("watch_limit", limit=8192, wanted=524288),
    issue("symlink", "bin/tool", pair="Work"),
]


def scenes() -> list[Scene]:
    """Return the page with each kind of problem, and in each state."""
    return [
        Scene(name="problems-guard", build=lambda desk: _page(desk, ALL, REMOVAL), also=ALL_WAYS),
        Scene(name="problems-conflict", build=lambda desk: _page(desk, ALL, CONFLICT), also=ALL_WAYS),
        Scene(name="problems-pictures", build=_pictures),
        Scene(
            name="problems-change", build=lambda desk: _page(desk, [BURST, *ALL[1:]], BURST), also=("large", "german")
        ),
        Scene(name="problems-direction", build=lambda desk: _page(desk, ALL, ALL[3])),
        Scene(name="problems-limit", build=lambda desk: _page(desk, ALL, ALL[8])),
        Scene(name="problems-lost", build=lambda desk: _page(desk, ALL, ALL[2])),
        Scene(name="problems-solved", build=_solved),
        Scene(name="problems-narrow", build=lambda desk: _page(desk, ALL, CONFLICT), size=(760, 620)),
        Scene(name="problems-many", build=_many),
        Scene(name="problems-empty", build=lambda desk: _page(desk, [])),
        Scene(name="problems-loading", build=_loading),
        Scene(name="problems-error", build=_error),
    ]


def _ready(desk: FakeDesk, issues: Sequence[m.IssueRow]) -> None:
    pairs = [pair(name, issues=2) for name in ("Photos", "Work", "Papers", "USB stick")]
    asked = sum(reason_of(each.code).kind is ReasonKind.ASKED for each in issues)
    state = status("attention" if issues else "synced", pairs=pairs, issues=len(issues), asked=asked)
    desk.state.put(app_state.with_status(desk.state.now, state))
    desk.link.answer(m.LIST_ISSUES, listed(issues))
    desk.link.answer(m.SHOW_ISSUE, lambda asked: _detail(next(one for one in issues if one.id == asked.id)))
    desk.link.answer(m.PREVIEW_ISSUE, lambda asked: [m.Chunk(data=_content(asked)), m.Nothing()])


def _detail(one: m.IssueRow) -> m.IssueDetail:
    match one.code:
        case "conflict":
            return m.IssueDetail(issue=one, versions=VERSIONS)
        case "only_here_edited":
            mine = [msgspec.structs.replace(each, path=one.path, device="anna-laptop") for each in VERSIONS]
            return m.IssueDetail(issue=one, versions=mine)
        case "mass_removal":
            return m.IssueDetail(issue=one, losses=LOSSES, files=312, bytes=5_040_002_100)
        case "mass_change":
            losses = [m.IssueLoss(where="change", path="Accounts", kind="files", files=1828, bytes=900_000_000)]
            return m.IssueDetail(issue=one, losses=losses, files=1828, bytes=900_000_000, change=CHANGE)
        case _:
            return m.IssueDetail(issue=one)


def _content(asked: m.PreviewIssue) -> bytes:
    return LETTER if asked.keep == "local" else LETTER.replace(b"Anna\n", b"Anna\n\nPS: the tickets are in the post.\n")


def _page(desk: FakeDesk, issues: Sequence[m.IssueRow], chosen: m.IssueRow | None = None) -> QWidget:
    _ready(desk, issues)
    window = Window(desk)
    window.resize(1080, 720)
    window.open("problems", chosen.id if chosen is not None else "")
    return window


def _pictures(desk: FakeDesk) -> QWidget:
    versions = [
        m.IssueVersion(keep="local", path="a/Sea (conflicted copy).png", size=90_000, mtime="2026-11-26T09:12:00Z", device="anna-laptop"),
        m.IssueVersion(keep="remote", path="a/Sea.png", size=91_000, mtime="2026-11-25T20:00:00Z", device="Studio PC"),
    ]  # fmt: skip
    one = issue("conflict", versions[0].path, name="Sea.png")
    window = _page(desk, [one])
    desk.link.answer(m.SHOW_ISSUE, m.IssueDetail(issue=one, versions=versions))
    desk.link.answer(
        m.PREVIEW_ISSUE,
        lambda asked: [m.Chunk(data=_picture("#0EA5E9" if asked.keep == "local" else "#F97316")), m.Nothing()],
    )
    page = window.findChild(ProblemsPage)
    assert isinstance(page, ProblemsPage)
    page._pick(one.id)
    return window


def _picture(colour: str) -> bytes:
    image = QImage(640, 420, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    fade = QLinearGradient(0, 0, 0, 420)
    fade.setColorAt(0, QColor(colour))
    fade.setColorAt(1, QColor("#1E293B"))
    painter.fillRect(image.rect(), fade)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a device, as Qt has it
    return bytes(buffer.data().data())


def _solved(desk: FakeDesk) -> QWidget:
    window = _page(desk, ALL)
    desk.link.answer(m.LIST_ISSUES, listed(ALL[5:]))
    page = window.findChild(ProblemsPage)
    assert isinstance(page, ProblemsPage)
    page._answers = {REMOVAL.id: page.pane.rows[0].choice.label}
    page.refresh()
    page.list.choose(REMOVAL.id)
    return window


def _many(desk: FakeDesk) -> QWidget:
    many = [issue("unreadable", f"2026/Lisbon/IMG_{number:05}.jpg", number=number) for number in range(1, 10_001)]
    return _page(desk, many, many[4])


def _loading(desk: FakeDesk) -> QWidget:
    desk.link.hold()
    window = _page(desk, ALL)
    page = window.findChild(ProblemsPage)
    assert isinstance(page, ProblemsPage)
    page._states._timer.timeout.emit()
    return window


def _error(desk: FakeDesk) -> QWidget:
    _ready(desk, ALL)
    desk.link.answer(m.LIST_ISSUES, EngineUnavailable("x", reason="timeout"))
    window = Window(desk)
    window.open("problems")
    return window
