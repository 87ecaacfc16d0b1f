"""The puts and gets that are under way, as they go on."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.errand_watch import ErrandWatch

PUT = m.ErrandStatus(id="e1", way="put", sources=["/home/anna/a"], target="/", state="transfer")
PROGRESS = m.Progress(phase="upload", done_bytes=1, total_bytes=4, done_files=0, total_files=1)


def now(**changed: Any) -> m.ErrandStatus:
    """Return how the put stands."""
    return replace(PUT, **changed)


@pytest.fixture
def told() -> list[tuple[str, str]]:
    """Return what is told."""
    return []


@pytest.fixture
def watch(desk: FakeDesk, told: list[tuple[str, str]]) -> ErrandWatch:
    """Return a watch; its answers wait until they are released."""
    made = ErrandWatch(desk, desk)
    made.ended.connect(lambda status: told.append(("ended", status.state)))
    made.asking.connect(lambda status: told.append(("asking", status.id)))
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[PUT]))
    return made


def test_it_is_followed_to_its_end(watch: ErrandWatch, desk: FakeDesk, told: list[tuple[str, str]]) -> None:
    """How far it is in between."""
    parts: list[float | None] = []
    watch.changed.connect(lambda: parts.extend(row.part for row in watch.rows))
    desk.link.answer(m.WATCH_ERRAND, [PROGRESS, now(state="done", files=1)])
    watch.look()
    assert parts == [0.25]
    assert told == [("ended", "done")]
    assert watch.rows == []


def test_nothing_is_watched_while_nobody_looks(watch: ErrandWatch, desk: FakeDesk, told: list[tuple[str, str]]) -> None:
    """What is known then is shown when somebody looks again."""
    watch.add(PUT)
    assert desk.link.asked(m.WATCH_ERRAND) == []
    desk.link.answer(m.WATCH_ERRAND, now(state="done"))
    watch.look()
    desk.link.hold()
    watch.add(now(id="e2"))
    watch.rest()
    desk.link.release()
    assert told == [("ended", "done")]
    assert [row.id for row in watch.rows] == ["e2"]


def test_questions_are_told_once(watch: ErrandWatch, desk: FakeDesk, told: list[tuple[str, str]]) -> None:
    """And the errand goes on when they are answered."""
    desk.link.answer(m.WATCH_ERRAND, now(state="asking", questions=2))
    watch.look()
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[now(state="asking", questions=2)]))
    watch.look()
    assert told == [("asking", "e1")]
    assert [row.action for row in watch.rows] == ["answer"]
    desk.link.answer(m.WATCH_ERRAND, now(state="done"))
    watch.add(now(state="transfer"))
    assert told[1:] == [("ended", "done")]


def test_one_is_cancelled(watch: ErrandWatch, desk: FakeDesk, told: list[tuple[str, str]]) -> None:
    """By whoever looks at it."""
    desk.link.hold()
    watch.add(PUT)
    desk.link.answer(m.CANCEL_ERRAND, now(state="cancelled"))
    watch.cancel("e1")
    desk.link.release()
    assert desk.link.asked(m.CANCEL_ERRAND) == [m.ErrandName(id="e1")]
    assert told == [("ended", "cancelled")]
    assert watch.status("e1") is None


def test_one_that_cannot_be_watched_is_forgotten(
    watch: ErrandWatch, desk: FakeDesk, told: list[tuple[str, str]]
) -> None:
    """Until it is heard of again; what is over meanwhile goes, too."""
    desk.link.answer(m.WATCH_ERRAND, ServerUnavailable())
    watch.look()
    assert watch.rows == []
    watch.add(now(state="asking", questions=1))
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[]))
    watch.look()
    assert watch.rows == []
    assert told == [("asking", "e1")]
