"""errands list, show, watch, answer, cancel."""

from __future__ import annotations

import msgspec

from fakes.cli import Cli
from fakes.engine import FakeEngine
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    AnswerErrand,
    ErrandList,
    ErrandName,
    ErrandStatus,
    ListErrands,
    Question,
    QuestionPage,
    Side,
)

ONE = ErrandStatus(id="0000beef", way="put", sources=["/a"], target="/x", state="asking", questions=1)
SIDE = Side(kind="file", size=1, mtime="")
ASKED = Question(number=7, path="/x/a", case="file", new=SIDE, there=SIDE, answers=["replace", "rename", "skip"])


def test_list(cli: Cli, engine: FakeEngine) -> None:
    """Those under way, or all; with --json a list."""
    engine.answer(messages.LIST_ERRANDS, ErrandList(errands=[ONE]))
    assert "0000beef" in cli("errands", "list").out
    assert cli("errands", "list", "--all", "--json").document[0]["id"] == "0000beef"
    assert engine.asked == [ListErrands(), ListErrands(over=True)]


def test_show_and_cancel(cli: Cli, engine: FakeEngine) -> None:
    """One by its id."""
    engine.answer(messages.SHOW_ERRAND, ONE)
    engine.answer(messages.CANCEL_ERRAND, msgspec.structs.replace(ONE, state="cancelled"))
    assert "asking" in cli("errands", "show", "0000").out
    assert "cancelled" in cli("errands", "cancel", "0000").out
    assert engine.asked == [ErrandName(id="0000"), ErrandName(id="0000")]


def test_answer_for_all_of_a_kind(cli: Cli, engine: FakeEngine) -> None:
    """Named on the line: for scripts."""
    engine.answer(messages.ANSWER_ERRAND, ONE)
    assert cli("errands", "answer", "0000", "skip").code == 0
    assert cli("errands", "answer", "0000", "merge", "--kind", "folder").code == 0
    assert engine.asked == [
        AnswerErrand(id="0000", answer="skip", case="file", to_all=True),
        AnswerErrand(id="0000", answer="merge", case="folder", to_all=True),
    ]
    assert cli("errands", "answer", "0000").code == 2


def test_answer_one_by_one(cli: Cli, engine: FakeEngine) -> None:
    """On a terminal what is asked is asked; whoever goes away leaves the errand as it is."""
    watched = [ONE, msgspec.structs.replace(ONE, state="done", questions=0)]
    engine.answer(messages.WATCH_ERRAND, lambda _: watched.pop(0) if len(watched) > 1 else watched[0])
    engine.answer(messages.ERRAND_QUESTIONS, QuestionPage(questions=[ASKED], total=1))
    engine.answer(messages.ANSWER_ERRAND, ONE)
    assert cli("errands", "answer", "0000", stdin="r\n", terminal=True).code == 0
    assert AnswerErrand(id="0000", answer="replace", questions=[7]) in engine.asked
    engine.answer(messages.WATCH_ERRAND, ONE)
    assert cli("errands", "watch", "0000", terminal=True).code == 130
    assert cli("errands", "watch", "0000").code == 8
