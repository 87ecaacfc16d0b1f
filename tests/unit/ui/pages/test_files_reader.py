"""Reads a folder of the cloud, or a search, page by page."""

from __future__ import annotations

import pytest

from fakes.cloud import FakeCloud, entry
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.pages.files_reader import FIRST_PAGE, FilesReader

MANY = tuple(entry(f"/{number:05}.txt") for number in range(1200))


@pytest.fixture
def told() -> list[tuple[str, object]]:
    """Return what is told."""
    return []


@pytest.fixture
def reader(desk: FakeDesk, told: list[tuple[str, object]]) -> FilesReader:
    """Return a reader of a cloud with 1,200 files."""
    FakeCloud(desk.link, (*MANY, entry("/zoo"), entry("/zoo/a.txt")))
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


def test_what_fails_is_told(reader: FilesReader, told: list[tuple[str, object]], desk: FakeDesk) -> None:
    """And ends it."""
    desk.link.answer(m.LIST_FILES, ServerUnavailable())
    reader.open("/")
    assert told == [("failed", "server_unavailable")]
    assert not reader.is_reading
