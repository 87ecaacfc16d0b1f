"""The books notice what they are for: without this a run could not fail."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from soak.ledger import Ledger, content_of, plain_name


@pytest.fixture
def ledger() -> Ledger:
    """Empty books."""
    return Ledger(io.StringIO())


def test_what_was_written_is_owed(ledger: Ledger, tmp_path: Path) -> None:
    """A new file must be somewhere at the end, an empty one need not."""
    ledger.create(tmp_path / "a", b"one")
    ledger.create(tmp_path / "b", b"")
    assert list(ledger.owed()) == list(ledger.untouched()) == [content_of(b"one")]


def test_what_the_monkey_destroyed_is_not_owed(ledger: Ledger, tmp_path: Path) -> None:
    """Unlinked, overwritten by a rename, cut off, changed in place: the last state alone is owed."""
    for name, data in (("a", b"one"), ("b", b"two"), ("c", b"three"), ("d", b"four")):
        ledger.create(tmp_path / name, data)
    ledger.remove(tmp_path / "a")
    ledger.put_over(tmp_path / "b", tmp_path / "c")
    ledger.rewrite(tmp_path / "d", [(0, b"F"), (99, b"!")], truncate=False)
    assert set(ledger.owed()) == {content_of(b"two"), content_of(b"Four!")}
    assert (tmp_path / "d").read_bytes() == b"Four!"
    ledger.rewrite(tmp_path / "d", [(0, b"five")], truncate=True)
    assert set(ledger.owed()) == {content_of(b"two"), content_of(b"five")}


def test_one_copy_left_is_owed(ledger: Ledger, tmp_path: Path) -> None:
    """Of two files with the same bytes one may go; then sync alone cannot explain that both are gone."""
    ledger.create(tmp_path / "a", b"one")
    ledger.create(tmp_path / "b", b"one")
    ledger.remove(tmp_path / "a")
    assert (list(ledger.owed()), list(ledger.untouched())) == ([content_of(b"one")], [])


def test_file_that_was_elsewhere_already_is_a_race(ledger: Ledger, tmp_path: Path) -> None:
    """What has another name by then was not destroyed."""
    ledger.create(tmp_path / "a", b"one")
    (tmp_path / "kept").hardlink_to(tmp_path / "a")
    ledger.remove(tmp_path / "a")
    assert (ledger.races, list(ledger.owed())) == (1, [content_of(b"one")])


def test_names_of_copies_lead_to_their_first_name() -> None:
    """Case, composition and marks do not count."""
    first, second = (
        "Cafe\u0301 (conflicted copy two 2026-01-02 030405).MD",
        "CAF\u00c9 (CONFLICTED COPY ONE 2026-01-02 030405 2).md",
    )
    assert plain_name(f"d/{first}") == plain_name(second) == plain_name("CAF\u00c9.md")


def test_people_follow_a_file_from_name_to_name(ledger: Ledger) -> None:
    """Who edits a file under its old name, not knowing of the new one, has to do with both."""
    ledger.named("one", "d/a.txt")
    ledger.renamed("a.txt", "b.txt")
    ledger.named("two", "e/A.txt")
    ledger.named("three", "c.txt")
    assert ledger.people_of("b.txt") == ledger.people_of("a.txt") == {"one", "two"}
    assert ledger.people_of("c.txt") == {"three"}
