"""Catalogue M: killed at any moment, and databases that are damaged, old or gone."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import pytest

from fakes.killing import Killed, Killer
from fakes.rows import Pair
from megadesk.model.relpath import RelPath

START = "a=1, b=2, c=3, d/x=4, d/y=5, e/z=6, k=7, p=8, q=9, r/s=0"
THERE = "a=11, rm b, mv d f, n=12, mv c cc, rm e/z, f/x=44, mv p t, mv q p, mv t q, g/h/i=13, rm r"
HERE = "m=14, mv k e/k, d/y=55, u/v=15, mv r/s w"
AFTER = "a=11, cc=3, e/k=7, f/x=44, f/y=55, g/h/i=13, m=14, n=12, p=9, q=8, u/v=15, w=0"
POINTS_AT_LEAST = 20


def play(pair: Pair, at: int) -> Killer:
    """Let both change everything, kill the device ``here`` at one point of its sync, and start it again."""
    pair.there.do(THERE)
    pair.there.sync()
    pair.here.do(HERE)
    killer = Killer(pair.here, at)
    killer.seen = 0
    try:
        pair.here.sync()
    except Killed:
        killer.is_dead = False
        pair.here.restart()
        pair.here.sync()
    return killer


@pytest.mark.parametrize("tens", range(16))
def test_row203_killed_at_every_point(tmp_path: Path, tens: int) -> None:
    """Before and after each change of the disk, each commit of the database and each commit to the journal."""
    for at in range(tens * 10 + 1, tens * 10 + 11):
        base = tmp_path / str(at)
        base.mkdir()
        pair = Pair(base, START)
        killer = play(pair, at)
        pair.settle()
        pair.check(AFTER)
        assert set(pair.here.notices) == set(), at
        if not killer.is_done:
            break


def test_row203_sweep_reaches_the_end(tmp_path: Path) -> None:
    """The points that are swept are all there are, and many."""
    killer = play(Pair(tmp_path, START), at=0)
    assert POINTS_AT_LEAST < killer.seen <= 160


def test_row204_killed_between_placement_and_note(tmp_path: Path) -> None:
    """What was placed and not noted is found to be what it should be: nothing is fetched or sent again."""
    pair = Pair(tmp_path, "a=1")
    pair.there.do("a=22, n=3")
    pair.there.sync()
    placed = []

    def kill_next_commit(what: str, path: RelPath) -> None:
        if what == "place":
            placed.append(path)

    def commit() -> None:
        if placed:
            placed.clear()
            raise Killed

    pair.reset()
    pair.here.watched.after = kill_next_commit
    pair.here.store.at_commit = commit
    with pytest.raises(Killed):
        pair.here.sync()
    assert pair.here.shown() == ["a=22", "n=3"]
    pair.here.store.at_commit = lambda: None
    pair.here.restart()
    pair.here.sync()
    assert not pair.here.watched.changes()
    assert pair.told() == ""
    pair.settle()
    pair.check("a=22, n=3")


def test_row205_killed_between_commit_and_note(tmp_path: Path) -> None:
    """What the journal took and nobody here noted is found there: nothing is sent again, nothing is a conflict."""
    pair = Pair(tmp_path, "a=1")

    def kill() -> None:
        pair.here.view.after_publish = lambda: None
        raise Killed

    pair.here.do("a=22, n=3, mv a d/b")
    pair.here.view.after_publish = kill
    with pytest.raises(Killed):
        pair.here.sync()
    pair.here.restart()
    pair.here.do("d/b=333")
    pair.settle()
    pair.check("d/b=333, n=3")
    assert pair.here.notices == []


def test_row207_database_is_never_ahead_of_the_disk(tmp_path: Path) -> None:
    """Between a change of the disk and the commit that tells of it, the disk is flushed."""
    pair = Pair(tmp_path, "a=1, d/b=2, c=3")
    pair.there.do("a=11, mv d e, rm c, n/m=4")
    pair.there.sync()
    unflushed: list[str] = []
    told: list[list[str]] = []
    flush, apply = pair.here.side.flush, pair.here.store.apply

    def flushed() -> None:
        flush()
        unflushed.clear()

    def applied(change: object) -> None:
        told.append(list(unflushed))
        apply(change)  # type: ignore[arg-type]  # passed on

    pair.here.watched.after = lambda what, _path: unflushed.append(what)
    pair.here.side.flush = flushed  # type: ignore[method-assign]  # watched
    pair.here.store.apply = applied  # type: ignore[method-assign]
    pair.here.sync()
    assert len(told) > 1
    assert told == [[]] * len(told)


def test_row208_database_that_is_gone(tmp_path: Path) -> None:
    """With the same on disk and in the cloud, a device that remembers nothing finds nothing to do."""
    pair = Pair(tmp_path, START)
    pair.here.forget()
    pair.here.sync()
    assert pair.told() == ""
    assert not pair.here.watched.changes()
    assert pair.cloud.uploaded_bytes == 0
    pair.settle()
    pair.check(START)


def test_row210_database_set_back_to_an_older_one(tmp_path: Path) -> None:
    """What happened since is caught up with: nothing comes back, nothing is lost."""
    pair = Pair(tmp_path, "a=1, b=2, c=3")
    older = copy(pair.here.store)
    pair.here.do("a=11, rm b, n=4")
    pair.settle()
    pair.there.do("c=33, rm n, mv a d/a")
    pair.settle()
    pair.here.store = older
    pair.here.restart()
    pair.settle()
    pair.check("c=33, d/a=11")
    assert pair.here.notices == []
