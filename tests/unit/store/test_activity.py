"""What commits did is found out once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.space_store import head, moment, space_id
from megadesk.model.ids import CommitId
from megadesk.model.space import SpaceChange
from megadesk.model.values import replace
from megadesk.store.activity import ActivityBook
from megadesk.store.database import Database
from megadesk.store.spaces import Spaces
from megadesk.sync.deeds import Deed, Example, Part

PARTS = [
    Part(
        folder="/d", files={Deed.ADDED: 2}, folders={Deed.REMOVED: 1},
        examples=(Example(path="/d/é", deed=Deed.ADDED, kind="file", id="00", was="/x"),),
    ),
    Part(folder="backups:/a"),
]  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A space of ten commits."""
    made = Database.open(tmp_path / "profile" / "state.db")
    Spaces(made).apply(SpaceChange(head=head(10), chain=[moment(seq) for seq in range(1, 11)]))
    yield made
    made.close()


def test_what_was_kept_is_found(database: Database, tmp_path: Path) -> None:
    """The newest first, from any commit down, also by the next engine; what is not known leaves a gap."""
    book = ActivityBook(database, space_id())
    assert (book.load(10, 5), book.newest(10)) == ([], 0)
    book.keep([(moment(seq), PARTS if seq == 4 else []) for seq in (3, 4, 8)])
    book = ActivityBook(database, space_id())
    assert book.load(10, 2) == [(moment(8), []), (moment(4), PARTS)]
    assert [one.seq for one, _ in book.load(7, 5)] == [4, 3]
    assert (book.newest(10), book.newest(7), book.newest(2)) == (8, 4, 0)
    assert ActivityBook(database, space_id("other")).load(10, 5) == []


def test_rows_of_another_history_are_not_seen(database: Database) -> None:
    """A commit is known by its id: what took its number is another."""
    book = ActivityBook(database, space_id())
    book.keep([(replace(moment(3), commit_id=CommitId(bytes(32))), PARTS), (moment(2), PARTS)])
    assert [one.seq for one, _ in book.load(10, 5)] == [2]
    book.keep([(moment(3), [])])
    assert book.load(3, 1) == [(moment(3), [])]


def test_a_space_that_is_gone_takes_it_along(database: Database) -> None:
    """Nothing refers to a space that is not there."""
    ActivityBook(database, space_id()).keep([(moment(3), PARTS)])
    Spaces(database).forget(space_id())
    with database.write() as connection:
        connection.execute("DELETE FROM spaces WHERE id = ?", (space_id(),))
    ActivityBook(database, space_id()).keep([(moment(3), PARTS)])
    with database.read() as connection:
        assert connection.execute("SELECT count(*) FROM activity").fetchone()[0] == 0
