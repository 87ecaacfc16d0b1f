"""What follows from a choice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk, status
from fakes.issues import CONFLICT, REMOVAL, issue
from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.ui import app_state
from megadesk.ui.desk import Place
from megadesk.ui.dialogs.confirm import ConfirmSheet
from megadesk.ui.dialogs.pair_sheets import LinksSheet
from megadesk.ui.dialogs.verify import VerifySheet
from megadesk.ui.pages import problem_deeds
from megadesk.ui.pages.problem_deeds import ProblemDeeds
from megadesk.ui.text import NOTHING, plainly
from megadesk.ui.viewmodels.choices import Choice
from megadesk.ui.viewmodels.problem import Problem, problem_of


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Return what dialogs open beside."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def deeds(desk: FakeDesk, page: QWidget) -> ProblemDeeds:
    """Return them, on a device with two folders."""
    pairs = [pair("Photos"), pair("Work")]
    desk.state.put(app_state.with_status(desk.state.now, status(pairs=pairs)))
    for method in (m.PAUSE_PAIR, m.RESUME_PAIR):
        desk.link.answer(method, pair())
    return ProblemDeeds(desk, page)


def problem(desk: FakeDesk, one: m.IssueRow) -> Problem:
    """Return a problem in full."""
    return problem_of(one, [one], desk.state.now.status)


def choice(word: str, payload: str = "") -> Choice:
    """Return a choice by its word."""
    return Choice(word=word, label=NOTHING, meaning=NOTHING, payload=payload)


def test_answers_go_to_the_engine(deeds: ProblemDeeds, desk: FakeDesk) -> None:
    """For one, or for all of a kind; what was chosen comes back for each that was decided."""
    desk.link.answer(m.RESOLVE_ISSUES, m.ResolvedIssues(resolved=[REMOVAL]))
    began: list[bool] = []
    back: list[dict[str, object]] = []
    deeds.began.connect(lambda: began.append(True))
    deeds.decided.connect(back.append)
    deeds.do(problem(desk, REMOVAL), problem(desk, REMOVAL).choices[0])
    deeds.do(problem(desk, CONFLICT), choice("keep_both"), for_all=True)
    deeds.retry_all("id-Work")
    assert [(each.action, each.id, each.pair, each.code) for each in desk.link.asked(m.RESOLVE_ISSUES)] == [
        ("restore", REMOVAL.id, "", ""),
        ("keep_both", "", "id-Work", "conflict"),
        ("retry", "", "id-Work", ""),
    ]
    assert (len(began), [list(each) for each in back]) == (3, [[REMOVAL.id]] * 3)


def test_a_lost_folder_is_named(deeds: ProblemDeeds, desk: FakeDesk, page: QWidget, tmp_path: Path) -> None:
    """By a dialog that shows folders; another folder is taken as a new one."""
    desk.link.answer(m.RESOLVE_ISSUES, m.ResolvedIssues(resolved=[]))
    lost = problem(desk, issue("root_missing"))
    for word in ("locate", "relink"):
        deeds.do(lost, choice(word))
        chooser = page.findChildren(QFileDialog)[-1]
        chooser.fileSelected.emit(str(tmp_path))
        chooser.done(0)
    asked = desk.link.asked(m.RESOLVE_ISSUES)
    assert [(each.action, each.folder, each.relink) for each in asked] == [
        ("locate", str(tmp_path), False),
        ("locate", str(tmp_path), True),
    ]


def test_files_and_folders_are_shown_on_disk(
    deeds: ProblemDeeds, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in its folder, a folder as itself."""
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(problem_deeds, "show_local", lambda _desk, path: shown.append(("in", path)))
    monkeypatch.setattr(problem_deeds, "open_local", lambda _desk, path: shown.append(("at", path)))
    deeds.do(problem(desk, issue("unreadable", "a/b.jpg")), choice("allow"))
    deeds.do(problem(desk, REMOVAL), choice("show"))
    assert shown == [("in", "/home/anna/Photos/a/b.jpg"), ("at", "/home/anna/Photos")]


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("files", Place("files", "/Photos/a")),
        ("add_pair", Place("sync", "add /home/anna/Photos/a")),
        ("change_rule", Place("sync", "ignore id-Photos")),
        ("more_quota", Place("settings", "account")),
        ("report", Place("settings", "advanced")),
        ("anything", Place("sync", "id-Photos")),
    ],
)
def test_other_pages_are_a_step_away(deeds: ProblemDeeds, desk: FakeDesk, word: str, place: Place) -> None:
    """Where the problem can be mended."""
    went: list[Place] = []
    desk.went.connect(went.append)
    deeds.do(problem(desk, issue("unreadable", "a")), choice(word))
    assert went == [place]


def test_rewind_is_shown_at_the_moment_before(deeds: ProblemDeeds, desk: FakeDesk) -> None:
    """As the choice says it."""
    went: list[Place] = []
    desk.went.connect(went.append)
    deeds.do(problem(desk, REMOVAL), choice("rewind", "/Work@2026"))
    assert went == [Place("rewind", "/Work@2026")]


def test_a_folder_is_stopped_goes_on_and_keeps_links(deeds: ProblemDeeds, desk: FakeDesk, page: QWidget) -> None:
    """As on its card."""
    deeds.do(problem(desk, REMOVAL), choice("pause"))
    deeds.do(problem(desk, REMOVAL), choice("resume"))
    assert len(desk.link.asked(m.PAUSE_PAIR)) == len(desk.link.asked(m.RESUME_PAIR)) == 1
    deeds.do(problem(desk, issue("symlink", "a")), choice("move"))
    assert page.findChild(LinksSheet) is not None


def test_what_the_server_lost_is_looked_for_and_healed(deeds: ProblemDeeds, desk: FakeDesk, page: QWidget) -> None:
    """A check of everything opens; it is begun there, as it may take a while."""
    deeds.do(problem(desk, issue("missing", "a.txt")), choice("heal"))
    assert page.window().findChild(VerifySheet) is not None


def test_a_command_is_copied(deeds: ProblemDeeds, desk: FakeDesk) -> None:
    """To be typed where a person may do that."""
    told: list[str] = []
    desk.notices.came.connect(lambda notice: told.append(plainly(notice.words)))
    deeds.do(problem(desk, REMOVAL), choice("copy", "sudo x"))
    assert QGuiApplication.clipboard().text() == "sudo x"
    assert told == ["Command copied."]


def test_another_history_is_accepted_after_it_was_shown(deeds: ProblemDeeds, desk: FakeDesk, page: QWidget) -> None:
    """What is verified and what the server shows stand there before; Return alone does nothing."""
    fork = issue("fork")
    head = m.SpaceHead(seq=3, hash="b2" * 32, time="2026-11-20T09:00:00Z", records=30)
    desk.link.answer(m.SHOW_SPACE, m.SpaceStatus(id="s", verified=head, server=head, frozen="fork"))
    desk.link.answer(m.ACCEPT_FORK, m.SpaceStatus(id="s", verified=head, server=head))
    (chosen,) = (one for one in problem(desk, fork).choices if one.word == "accept_fork")
    deeds.do(problem(desk, fork), chosen)
    (sheet,) = page.findChildren(ConfirmSheet)
    assert desk.link.asked(m.ACCEPT_FORK) == []
    sheet.primary.click()
    assert desk.link.asked(m.ACCEPT_FORK) == [m.AcceptFork(head=head.hash)]
