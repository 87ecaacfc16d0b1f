"""The ignore rules of a synced folder."""

from __future__ import annotations

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import Stale
from megadesk.ui.actions.ignore import Draft, read_rules, try_rules, write_rules
from megadesk.ui.text import plainly

NONE = m.IgnoreEffect(files=0, bytes=0, examples=[])
TRIED = m.IgnoreTried(
    pair="p1", folder="", changed=True, version="v2", faults=[], taken_out=NONE, let_in=NONE, fetched=NONE
)
DRAFT = Draft(pair="p1", pair_name="Work", text="*.log\n", version="v1")


def test_what_was_there_comes_back(desk: FakeDesk) -> None:
    """By undo, unless somebody saved another text meanwhile."""
    desk.link.answer(m.IGNORE_WRITE, TRIED)
    told: list[str] = []
    desk.notices.came.connect(lambda notice: told.append(plainly(notice.words)))
    done: list[bool] = []
    write_rules(desk, DRAFT, "*.tmp\n", then=lambda: done.append(True), failed=lambda _: None, owner=desk)
    assert desk.notices.undo()
    assert [(each.text, each.version) for each in desk.link.asked(m.IGNORE_WRITE)] == [
        ("*.log\n", "v1"),
        ("*.tmp\n", "v2"),
    ]
    assert told == ["Ignore rules of “Work” saved.", "The ignore rules of “Work” are back to what they were."]
    assert done == [True]


def test_they_are_read_and_tried(desk: FakeDesk) -> None:
    """What is wrong goes to who asked."""
    text = m.IgnoreText(pair="p1", folder="", text="a", exists=True, version="v1", here="b", here_version="h")
    desk.link.answer(m.IGNORE_READ, text)
    desk.link.answer(m.IGNORE_TRY, Stale(path=".deskignore"))
    seen: list[object] = []
    read_rules(desk, "p1", then=seen.append, failed=seen.append, owner=desk)
    try_rules(desk, DRAFT, then=seen.append, failed=lambda error: seen.append(error.code), owner=desk)
    assert seen == [text, "stale"]
    assert desk.link.asked(m.IGNORE_TRY) == [m.IgnoreDraft(pair="p1", text="*.log\n", version="v1")]
