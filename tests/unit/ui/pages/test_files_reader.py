"""Reads a folder of the cloud, or a search, page by page."""

from __future__ import annotations

import pytest

from fakes.cloud import FakeCloud, entry
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import NotFound, ServerUnavailable
from megadesk.ui.pages.files_reader import FIRST_PAGE, FilesReader

MANY = tuple(entry(f"/{number:05}.txt") for number in range(1200))


@pytest.fixture
def told() -> list[tuple[str, object]]:
    """Return what is told."""
    return []


@pytest.fixture
def cloud(desk: FakeDesk) -> FakeCloud:
    """Return a cloud with 1,200 files."""
    return FakeCloud(desk.link, (*MANY, entry("/zoo"), entry("/zoo/a.txt")))


@pytest.fixture
def reader(desk: FakeDesk, cloud: FakeCloud, told: list[tuple[str, object]]) -> FilesReader:
    """Return a reader of it."""
    made = FilesReader(desk, desk)
    made.page.connect(lambda page: told.append(("page", len(page))))
    made.done.connect(lambda more: told.append(("done", more)))
    made.fresh.connect(lambda page: told.append(("fresh", len(page))))
    made.failed.connect(lambda error: told.append(("failed", error.code)))
    return made


def test_a_first_page_is_there_at_once(reader: FilesReader, told: list[tuple[str, object]]) -> None:
    """Then the rest."""
    reader.open("/")
    assert told == [("page", FIRST_PAGE), ("page", 1201 - FIRST_PAGE), ("done", False)]
    assert not reader.is_reading


def test_read_anew_it_comes_as_a_whole(reader: FilesReader, told: list[tuple[str, object]]) -> None:
    """So that nothing flickers."""
    reader.open("/zoo")
    told.clear()
    reader.again()
    assert told == [("fresh", 1)]


def test_a_search_goes_below(reader: FilesReader, told: list[tuple[str, object]], desk: FakeDesk) -> None:
    """And is read anew as a search."""
    reader.find("/", "A.TXT")
    reader.again()
    assert told == [("page", 1), ("done", False), ("fresh", 1)]
    assert [ask.text for ask in desk.link.asked(m.FIND_FILES)] == ["A.TXT", "A.TXT"]


def test_only_the_last_question_counts(reader: FilesReader, told: list[tuple[str, object]], desk: FakeDesk) -> None:
    """What comes late of the one before is dropped, also its next page."""
    desk.link.hold()
    reader.open("/")
    reader.open("/zoo")
    desk.link.release()
    assert told == [("page", 1), ("done", False)]
    told.clear()
    reader.page.connect(lambda page: reader.open("/zoo") if len(page) == FIRST_PAGE else None)
    reader.open("/")
    assert told == [("page", FIRST_PAGE), ("page", 1), ("done", False)]


def test_what_is_known_is_shown_before_the_server_is_asked(reader: FilesReader, desk: FakeDesk) -> None:
    """Then it is asked, by a question whose answer nobody waits for; also before a search."""
    reader.open("/zoo")
    reader.find("/", "a.txt")
    found = [(body.known, body.limit) for body in desk.link.asked(m.LIST_FILES)]
    assert found == [(True, FIRST_PAGE), (False, 1), (False, 1)]
    assert [body.known for body in desk.link.asked(m.FIND_FILES)] == [True]
    reader.again()
    assert [body.known for body in desk.link.asked(m.FIND_FILES)] == [True, False]


def test_who_cannot_ask_shows_what_is_known(
    reader: FilesReader, told: list[tuple[str, object]], desk: FakeDesk, cloud: FakeCloud
) -> None:
    """That the server cannot be reached is said elsewhere."""
    desk.link.answer(m.LIST_FILES, lambda body: cloud.list(body) if body.known else ServerUnavailable())
    reader.open("/zoo")
    assert told == [("page", 1), ("done", False)]


def test_what_is_not_known_may_be_new(
    reader: FilesReader, told: list[tuple[str, object]], desk: FakeDesk, cloud: FakeCloud
) -> None:
    """The server is asked before a folder is said to be missing."""
    desk.link.answer(m.LIST_FILES, lambda body: NotFound(path="/zoo") if body.known else cloud.list(body))
    reader.open("/zoo")
    assert told == [("page", 1), ("done", False)]


def test_news_that_come_while_something_is_read_are_read_after_it(
    reader: FilesReader, told: list[tuple[str, object]], desk: FakeDesk
) -> None:
    """And not passed over."""
    desk.link.hold()
    reader.open("/zoo")
    reader.again(known=True)
    desk.link.release()
    assert told == [("page", 1), ("done", False), ("fresh", 1)]


def test_what_fails_is_told(reader: FilesReader, told: list[tuple[str, object]], desk: FakeDesk) -> None:
    """And ends it."""
    desk.link.answer(m.LIST_FILES, ServerUnavailable())
    reader.open("/")
    assert told == [("failed", "server_unavailable")]
    assert not reader.is_reading
