"""What is written down of puts and gets: all of it comes back, each account has its own, and what is over stays small."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.crypto import node_id
from megadesk.model.errand import Answer, Case, Counts, Errand, Item, ItemState, Phase, Then, There
from megadesk.model.errors import AlreadyExists, MissingBlock
from megadesk.model.ids import PairId, SpaceId
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import Direction
from megadesk.model.tree import Kind
from megadesk.model.values import replace
from megadesk.store import errands as module
from megadesk.store.database import Database
from megadesk.store.errands import ErrandBook

SPACE, OTHER = SpaceId(b"s" * 32), SpaceId(b"o" * 32)
PAIR = PairId("0000000a")
ANSWERS = {Case.FILE: Answer.ASK, Case.FOLDER: Answer.MERGE, Case.MIXED: Answer.ASK}
ERRAND = Errand(
    pair=PAIR, way=Direction.UPLOAD, sources=["/home/ada/a", "/home/ada/\udce4"], target="/x", name="b",
    roots=["/home/ada"], word="w" * 32, answers=ANSWERS, created_ms=5,
)  # fmt: skip
FOUND = Fingerprint(0, (1 << 64) - 1, 1 << 40, -5, 7, executable=True)
FILE = Item(number=2, above=1, kind=Kind.FILE, path=RelPath("f/\udce4"), name="a", found=FOUND, node=node_id("a"))
FOLDER = Item(number=1, above=0, kind=Kind.FOLDER, path=RelPath("f"), name="f", found=FOUND)
THERE = There(Kind.FILE, 9, 8, version=3, inode=(1 << 64) - 1, changed_ns=4)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database."""
    database = Database.open(tmp_path / "state.db")
    yield database
    database.close()


@pytest.fixture
def book(database: Database) -> ErrandBook:
    """The book of one account, with an errand."""
    made = ErrandBook(database, SPACE, wall_ms=lambda: 77)
    made.add(ERRAND)
    return made


def test_an_errand_comes_back(database: Database, book: ErrandBook) -> None:
    """As it was asked, with names that are no text; of another account nothing is seen."""
    assert book.get(PAIR) == ERRAND
    assert book.all() == [ERRAND]
    other = ErrandBook(database, OTHER, wall_ms=lambda: 77)
    assert (other.all(), other.get(PAIR), other.open_count()) == ([], None, 0)
    other.end(PAIR, Phase.DONE)
    other.clear_items(PAIR)
    assert (book.get(PAIR), book.open_count()) == (ERRAND, 1)
    book.end(PAIR, Phase.DONE)
    assert book.open_count() == 0
    assert other.get(PAIR) is None


@pytest.mark.parametrize(
    "then",
    [Then(seq=7, commit="ab" * 32, time_ms=5), Then(seq=7, commit="ab", time_ms=5, version=3, node=node_id("a"))],
)
def test_an_errand_of_the_past_comes_back(book: ErrandBook, then: Then) -> None:
    """With its moment, or the version of its file."""
    errand = replace(ERRAND, pair=PairId("0000000b"), way=Direction.DOWNLOAD, then=then)
    book.add(errand)
    assert book.get(errand.pair) == errand


def test_an_errand_of_before_there_was_a_past_is_of_now(database: Database, book: ErrandBook) -> None:
    """What an older version wrote down says nothing of it."""
    with database.write() as connection:
        (asked,) = connection.execute("SELECT asked FROM errands").fetchone()
        older = {name: value for name, value in json.loads(asked).items() if name != "then"}
        connection.execute("UPDATE errands SET asked = ?", (json.dumps(older).encode("ascii"),))
    assert book.get(PAIR) == ERRAND


def test_items_come_back(book: ErrandBook) -> None:
    """In their order, with everything that was decided, however large or odd."""
    asked = replace(
        FILE, number=3, renamed="a (2)", there=THERE, state=ItemState.ASKING, answer=Answer.RENAME,
        error=AlreadyExists(path="/x/a"), root=1,
    )  # fmt: skip
    book.add_items(PAIR, [FOLDER, FILE, asked])
    assert book.items(PAIR, ItemState.NEW) == [FOLDER, FILE]
    assert book.items(PAIR, ItemState.NEW, kind=Kind.FILE) == [FILE]
    assert book.items(PAIR, ItemState.NEW, after=1) == [FILE]
    assert book.items(PAIR, ItemState.NEW, limit=1) == [FOLDER]
    (back,) = book.items(PAIR, ItemState.ASKING)
    assert replace(back, error=None) == replace(asked, error=None)
    assert (back.error.code, back.error.arguments) == ("already_exists", {"path": "/x/a"})  # type: ignore[union-attr]
    assert book.folders(PAIR) == [FOLDER]
    assert book.renamed(PAIR) == [(1, "a (2)")]
    assert (book.has_sibling(PAIR, 1, "a"), book.has_sibling(PAIR, 0, "a")) == (True, False)
    assert (book.item(PAIR, 1), book.item(PAIR, 9)) == (FOLDER, None)


def test_what_became_of_items_is_counted(book: ErrandBook) -> None:
    """Files and bytes that moved, folders that were made but not merged, what was left out, and what there is to do."""
    size = FOUND.size_bytes
    there = There(Kind.FOLDER, 0, 0)
    items = [
        replace(FOLDER, number=1, state=ItemState.DONE),
        replace(FOLDER, number=2, state=ItemState.DONE, there=there),
        replace(FOLDER, number=3, state=ItemState.DONE, there=there, renamed="f (2)"),
        replace(FILE, number=4, state=ItemState.DONE),
        replace(FILE, number=5, state=ItemState.READY),
        replace(FILE, number=6, state=ItemState.SKIPPED),
        replace(FILE, number=7, state=ItemState.FAILED, error=MissingBlock()),
    ]
    book.add_items(PAIR, [replace(one, state=ItemState.NEW) for one in items])
    book.note_items(PAIR, items)
    assert book.counts(PAIR) == Counts(files=1, folders=2, bytes=size, skipped=1, total_files=2, total_bytes=2 * size)


def test_answers(book: ErrandBook) -> None:
    """To one question, or to all of a kind and those still to come; what is not asked takes none."""
    ask = ItemState.ASKING
    book.add_items(
        PAIR,
        [
            replace(FILE, number=1, state=ask, there=THERE),
            replace(FILE, number=2, state=ask, there=THERE),
            replace(FOLDER, number=3, state=ask, there=replace_kind(Kind.FOLDER)),
            replace(FILE, number=4, state=ask, there=replace_kind(Kind.FOLDER)),
            replace(FILE, number=5, state=ItemState.DONE, there=THERE),
        ],
    )
    assert book.questions(PAIR) == 4
    book.answer(PAIR, [1, 5], Answer.SKIP)
    book.answer_all(PAIR, Case.FILE, Answer.REPLACE)
    answered = {one.number: one.answer for one in book.items(PAIR, ItemState.NEW)}
    assert answered == {1: Answer.SKIP, 2: Answer.REPLACE}
    assert [one.number for one in book.items(PAIR, ItemState.DONE)] == [5]
    book.answer_all(PAIR, Case.MIXED, Answer.RENAME)
    assert [one.number for one in book.items(PAIR, ask)] == [3]
    after = book.get(PAIR)
    assert after is not None
    assert after.answers == {Case.FILE: Answer.REPLACE, Case.FOLDER: Answer.MERGE, Case.MIXED: Answer.RENAME}


def replace_kind(kind: Kind) -> There:
    """Return what has a name, of another kind."""
    return replace(THERE, kind=kind)


def test_what_is_over_keeps_its_figures_and_what_went_wrong(book: ErrandBook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is forgotten, and it ends once."""
    monkeypatch.setattr(module, "PROBLEMS_MAX", 2)
    failed = [replace(FILE, number=number, state=ItemState.FAILED, error=MissingBlock()) for number in range(10, 15)]
    book.add_items(PAIR, [replace(FILE, state=ItemState.DONE), *failed])
    book.end(PAIR, Phase.FAILED, AlreadyExists(path="/x/a"))
    book.end(PAIR, Phase.DONE)
    over = book.get(PAIR)
    assert over is not None
    assert (over.phase, over.ended_ms, over.counts.files, over.is_over) == (Phase.FAILED, 77, 1, True)
    assert over.error is not None
    assert (over.error.code, over.error.arguments) == ("already_exists", {"path": "/x/a"})
    found, total = book.problems(PAIR, offset=1, limit=5)
    assert ([one.number for one in found], total) == ([11], 2)
    assert book.items(PAIR, ItemState.DONE) == []


def test_cancelled_stays_cancelled(book: ErrandBook) -> None:
    """Whatever its thread writes down after that."""
    book.note_phase(PAIR, Phase.CREATE)
    book.note_phase(PAIR, Phase.CANCELLED)
    book.note_phase(PAIR, Phase.TRANSFER)
    found = book.get(PAIR)
    assert found is not None
    assert found.phase is Phase.CANCELLED


def test_the_oldest_that_are_over_go(book: ErrandBook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those under way stay, however old."""
    monkeypatch.setattr(module, "OVER_MAX", 2)
    for number in range(5):
        pair = PairId(f"{number:08x}")
        book.add(replace(ERRAND, pair=pair))
        book.end(pair, Phase.DONE)
    book.add(replace(ERRAND, pair=PairId("0000000f")))
    assert [one.pair for one in book.all()] == ["0000000f", "00000004", "00000003", PAIR]
