"""What people decided about transfers, and what became of those that are over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.crypto import node_id
from megadesk.model.errors import AccessDenied, MissingBlock
from megadesk.model.filekind import FileKind
from megadesk.model.ids import FileHash, PairId, SpaceId
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import ContentKey, Direction, EndedTransfer, Place, Subject, TransferState, Wish
from megadesk.store import transfers as module
from megadesk.store.database import Database
from megadesk.store.transfers import WISHES_LAST_MS, Ends, HistoryFilter, TransferBook

SPACE, OTHER = SpaceId(b"s" * 32), SpaceId(b"o" * 32)
PAIR, GONE = PairId("0000000a"), PairId("0000000b")
UP, DOWN = Direction.UPLOAD, Direction.DOWNLOAD
DONE, FAILED = TransferState.COMPLETED, TransferState.FAILED
ALL = HistoryFilter()


class Clock:
    """A time that the test sets."""

    now_ms = 1_800_000_000_000

    def __call__(self) -> int:
        """Return it."""
        return self.now_ms


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database."""
    database = Database.open(tmp_path / "state.db")
    yield database
    database.close()


@pytest.fixture
def clock() -> Clock:
    """The time."""
    return Clock()


def opened(database: Database, clock: Clock, space: SpaceId = SPACE) -> TransferBook:
    """Return the book of an account."""
    return TransferBook(
        database, space, wall_ms=clock, ends=lambda pair: Ends("/home/ada", "/Docs") if pair == PAIR else None
    )


@pytest.fixture
def book(database: Database, clock: Clock) -> TransferBook:
    """The book of one account."""
    return opened(database, clock)


def subject(name: str, way: Direction = UP) -> Subject:
    """Return what a person steers."""
    return Subject(PAIR, way, node_id(name))


def ended(
    path: str, state: TransferState = DONE, way: Direction = UP, pair: PairId = PAIR, error: MissingBlock | None = None
) -> EndedTransfer:
    """Return one that is over."""
    key = ContentKey(pair, way, node_id(path), FileHash(bytes(32)))
    return EndedTransfer(
        key=key, path=RelPath(path), state=state, size_bytes=1 << 40, sent_bytes=5, took_s=1.5, attempts=2, error=error
    )


WISHES = {
    subject("a"): Wish(place=Place.TOP, number=3),
    subject("b"): Wish(place=Place.AFTER, number=4, after=subject("a")),
    subject("c", DOWN): Wish(paused=True, cancelled=FileHash(bytes(range(32)))),
}


def test_wishes_come_back(database: Database, clock: Clock, book: TransferBook) -> None:
    """All fields, in another run; those of another account are not seen."""
    book.keep(WISHES)
    assert opened(database, clock).wishes() == WISHES
    assert opened(database, clock, OTHER).wishes() == {}


def test_wishes_are_replaced_and_taken_back(book: TransferBook) -> None:
    """The last word counts; None ends it."""
    book.keep(WISHES)
    book.keep({subject("a"): Wish(paused=True), subject("b"): None})
    assert book.wishes() == {subject("a"): Wish(paused=True), subject("c", DOWN): WISHES[subject("c", DOWN)]}


def test_wishes_grow_old(book: TransferBook, clock: Clock) -> None:
    """After three months nobody is surprised by them."""
    book.keep(WISHES)
    clock.now_ms += WISHES_LAST_MS
    assert book.wishes() == {}


def test_wishes_of_use_do_not_grow_old(book: TransferBook, clock: Clock) -> None:
    """They are kept as long after the last day they were of use as others after they were decided."""
    book.keep(WISHES)
    one, *others = WISHES
    clock.now_ms += WISHES_LAST_MS - 1
    book.still_of_use([one, Subject(PAIR, UP, node_id("unknown"))])
    clock.now_ms += WISHES_LAST_MS - 1
    assert others
    assert book.wishes() == {one: WISHES[one]}
    clock.now_ms -= WISHES_LAST_MS  # a clock that is set back makes nothing older
    book.still_of_use([one])
    clock.now_ms += WISHES_LAST_MS
    assert book.wishes() == {one: WISHES[one]}


def test_history_comes_back_newest_first(book: TransferBook, clock: Clock) -> None:
    """With everything a person wants to know, the error as its own class."""
    book.record([ended("a.txt"), ended("b.jpg", FAILED, DOWN, error=MissingBlock(block="ff", reason="absent"))])
    (second, first), total = book.page(ALL, offset=0, limit=10)
    assert total == 2
    assert (first.path, first.state, first.size_bytes, first.sent_bytes, first.took_s) == (
        "a.txt",
        DONE,
        1 << 40,
        5,
        1.5,
    )
    assert (first.attempts, first.ended_ms, first.error, first.ends) == (
        2,
        clock.now_ms,
        None,
        Ends("/home/ada", "/Docs"),
    )
    assert isinstance(second.error, MissingBlock)
    assert second.error.arguments == {"block": "ff", "reason": "absent"}
    assert second.subject == Subject(PAIR, DOWN, node_id("b.jpg"))


def test_a_failure_counts_until_the_next_try_is_over(book: TransferBook) -> None:
    """A file that is tried once an hour is one that failed, not twenty-four; once it is through, none has."""
    assert book.failed_count == 0
    book.record([ended("a", FAILED, error=MissingBlock()), ended("b", FAILED, error=MissingBlock())])
    assert book.failed_count == 2
    book.record([ended("a", FAILED, error=MissingBlock())])
    book.record([ended("a", FAILED, error=MissingBlock()), ended("a", FAILED, error=MissingBlock())])
    assert (book.failed_count, len(book.failed(ALL))) == (2, 2)
    book.record([ended("a", FAILED, DOWN, error=MissingBlock())])
    assert book.failed_count == 3
    book.record([ended("a"), ended("b", FAILED, error=MissingBlock()), ended("b")])
    assert [one.subject.direction for one in book.failed(ALL)] == [DOWN]
    assert book.failed_count == 1
    assert [str(one.path) for one in book.page(HistoryFilter(states=[DONE]), offset=0, limit=9)[0]] == ["b", "a"]
    book.clear(ALL)
    assert book.failed_count == 0


def test_failures_are_those_of_this_account(database: Database, clock: Clock, book: TransferBook) -> None:
    """Another one has its own."""
    opened(database, clock, OTHER).record([ended("a", FAILED, error=MissingBlock())])
    assert book.failed_count == 0
    book.record([ended("a")])
    assert opened(database, clock, OTHER).failed_count == 1


def test_history_comes_in_pages(book: TransferBook) -> None:
    """Any part of it, and how much there is."""
    book.record([ended(f"{number}") for number in range(25)])
    found = [book.page(ALL, offset=offset, limit=10) for offset in (0, 10, 20, 30)]
    assert [total for _, total in found] == [25] * 4
    assert [str(one.path) for page, _ in found for one in page] == [str(number) for number in reversed(range(25))]


@pytest.mark.parametrize(
    ("which", "paths"),
    [
        (HistoryFilter(states=[FAILED]), ["Bilder/Über.JPG"]), (HistoryFilter(ways=[DOWN]), ["film.mkv"]),
        (HistoryFilter(kinds=[FileKind.IMAGE, FileKind.VIDEO]), ["film.mkv", "Bilder/Über.JPG"]),
        (HistoryFilter(pair=GONE), ["film.mkv"]), (HistoryFilter(text="bilder/u\u0308"), ["Bilder/Über.JPG"]),
        (HistoryFilter(text="%"), ["100%_sure.txt"]), (HistoryFilter(text="ÜBER", ways=[UP], states=[FAILED, DONE]), ["Bilder/Über.JPG"]),
        (HistoryFilter(text="nothing"), []), (HistoryFilter(text="docs/BILD"), ["Bilder/Über.JPG"]),
        (HistoryFilter(text="/Docs"), ["100%_sure.txt", "Bilder/Über.JPG"]),
    ],
)  # fmt: skip
def test_filters(book: TransferBook, which: HistoryFilter, paths: list[str]) -> None:
    """State, direction, kind of file, pair and part of the path as it is shown, one or several together."""
    book.record([ended("Bilder/Über.JPG", FAILED), ended("100%_sure.txt"), ended("film.mkv", way=DOWN, pair=GONE)])
    found, total = book.page(which, offset=0, limit=10)
    assert [str(one.path) for one in found] == paths
    assert total == len(paths)


def test_clearing(book: TransferBook) -> None:
    """All, those of a filter, or single ones of it."""
    book.record([ended("a"), ended("b", FAILED), ended("c", FAILED), ended("d")])
    numbers = {str(one.path): one.number for one in book.page(ALL, offset=0, limit=9)[0]}
    assert book.clear(HistoryFilter(states=[FAILED]), [numbers["a"], numbers["b"]]) == 1
    assert book.clear(HistoryFilter(states=[DONE])) == 2
    assert [str(one.path) for one in book.failed(ALL)] == ["c"]
    assert [str(one.path) for one in book.failed(HistoryFilter(ways=[DOWN]))] == []
    assert book.clear(ALL) == 1
    assert book.page(ALL, offset=0, limit=9) == ([], 0)


def test_what_was_cleared_comes_back(book: TransferBook) -> None:
    """As it was, with where its folders were; only once, and only what was cleared last."""
    book.record([ended("a"), ended("b", FAILED), ended("Bilder/c")])
    before = book.page(ALL, offset=0, limit=9)
    assert book.clear(HistoryFilter(states=[DONE]), can_come_back=True) == 2
    first = book.batch
    assert book.clear(ALL, can_come_back=True) == 1
    assert (first == book.batch, book.bring_back(first), book.page(ALL, offset=0, limit=9)) == (False, 0, ([], 0))
    assert book.bring_back(book.batch) == 1
    assert book.bring_back(book.batch) == 0
    book.record([ended("a"), ended("Bilder/c")])
    before = book.page(ALL, offset=0, limit=9)
    numbers = [one.number for one in before[0]]
    version = book.version
    assert book.clear(ALL, numbers, can_come_back=True) == 3
    book.clear(ALL, [7])  # done by the engine itself: takes nothing of it away
    assert book.bring_back(book.batch) == 3
    assert (book.page(ALL, offset=0, limit=9), book.version > version) == (before, True)


def test_what_failed_and_is_in_order_by_now_does_not_come_back(book: TransferBook) -> None:
    """Nor does anything in an engine that was started since: who clears wants it forgotten."""
    book.record([ended("a", FAILED), ended("b", FAILED)])
    book.clear(ALL, can_come_back=True)
    book.record([ended("a")])
    assert book.bring_back(book.batch) == 1
    assert [(str(one.path), one.state) for one in book.page(ALL, offset=0, limit=9)[0]] == [("a", DONE), ("b", FAILED)]


def test_what_was_cleared_is_forgotten_by_the_next_engine(book: TransferBook, database: Database, clock: Clock) -> None:
    """Nothing of it is in the tables."""
    book.record([ended("a")])
    book.clear(ALL, can_come_back=True)
    opened(database, clock)
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM cleared").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM cleared_pairs").fetchone() == (0,)


def test_only_so_many_are_kept(book: TransferBook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go."""
    monkeypatch.setattr(module, "HISTORY_MAX", 10)
    for start in range(0, 30, 5):
        book.record([ended(f"{number}") for number in range(start, start + 5)])
    found, total = book.page(ALL, offset=0, limit=99)
    assert total == 10
    assert [str(one.path) for one in found] == [str(number) for number in reversed(range(20, 30))]


def test_of_pairs_without_a_history_nothing_is_kept(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each put and get is a pair of its own: over the years there are many."""

    def pairs() -> list[str]:
        with database.read() as connection:
            return [pair for (pair,) in connection.execute("SELECT pair FROM history_pairs ORDER BY pair")]

    monkeypatch.setattr(module, "HISTORY_MAX", 2)
    book = TransferBook(database, SPACE, wall_ms=clock, ends=lambda _pair: Ends("/home/ada", "/Docs"))
    for number in range(5):
        book.record([ended("a", pair=PairId(f"{number}"))])
    assert pairs() == ["3", "4"]
    book.clear(HistoryFilter(pair=PairId("3")))
    assert pairs() == ["4"]


def test_a_full_history_is_not_read_for_one_transfer_more(
    book: TransferBook, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written down for one saved file costs the same, however long the history is."""
    size, steps = 5_000, 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    monkeypatch.setattr(module, "HISTORY_MAX", size)
    book.record([ended(f"{number}") for number in range(size)])
    with database.write() as connection:
        connection.set_progress_handler(count, 1)
    book.record([ended("one more")])
    with database.write() as connection:
        connection.set_progress_handler(None, 0)
    assert book.page(ALL, offset=0, limit=1)[1] == size
    assert 0 < steps < size


def test_a_pair_that_is_gone_is_remembered(book: TransferBook, database: Database, clock: Clock) -> None:
    """Where its folders were stays known; of one that was never known nothing is."""
    book.record([ended("a"), ended("b", pair=GONE)])
    later = TransferBook(database, SPACE, wall_ms=clock, ends=lambda _pair: None)
    assert [one.ends for one in later.page(ALL, offset=0, limit=9)[0]] == [Ends(), Ends("/home/ada", "/Docs")]


def test_the_first_name_may_be_another_in_the_cloud(database: Database, clock: Clock) -> None:
    """A folder that was put under another name: both are known when the put is long over."""
    ends = Ends("/home/ada", "/Docs", ("here", "there"))
    book = TransferBook(database, SPACE, wall_ms=clock, ends=lambda _pair: ends)
    book.record([ended("here/a.txt")])
    ((found,), _) = TransferBook(database, SPACE, wall_ms=clock, ends=lambda _pair: None).page(ALL, offset=0, limit=1)
    assert found.ends == ends
    for text, fits in (("docs/there/a", True), ("THERE", True), ("here/a", True), ("docs/here", False)):
        assert book.page(HistoryFilter(text=text), offset=0, limit=1)[1] == fits
    assert found.ends.in_the_cloud(found.path) == "/Docs/there/a.txt"
    assert found.ends.here(found.path) == "/home/ada/here/a.txt"
    assert [ends.in_the_cloud(path) for path in ("here", "other/here")] == ["/Docs/there", "/Docs/other/here"]
    assert (Ends().in_the_cloud("a"), Ends("/", "/").here("a"), Ends("/", "/").in_the_cloud("a")) == ("a", "/a", "/a")


def test_names_that_are_no_text_come_back(book: TransferBook) -> None:
    """Bytes of a disk that are no Unicode; an error with any arguments."""
    key = ended("x").key
    odd = EndedTransfer(
        key=key, path=RelPath("a\udcff.txt"), state=FAILED, size_bytes=0, sent_bytes=0, took_s=0.0, attempts=0,
        error=AccessDenied(path="a\udcff", number=1, none=None),
    )  # fmt: skip
    book.record([odd])
    (found,), _ = book.page(HistoryFilter(text="\udcff"), offset=0, limit=1)
    assert found.path == "a\udcff.txt"
    assert found.error is not None
    assert found.error.arguments == {"path": "a\udcff", "number": 1, "none": None}


def test_each_change_raises_the_version(book: TransferBook) -> None:
    """Front ends look again when it moved."""
    seen = [book.version]
    book.record([ended("a")])
    seen.append(book.version)
    book.clear(ALL)
    seen.append(book.version)
    assert seen == sorted(set(seen))
