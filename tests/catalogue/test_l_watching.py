"""Catalogue L: hints say where to look, scans say what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.rows import Pair
from megadesk.model.relpath import RelPath
from megadesk.sync.debounce import DIRTY_LIMIT, Debounce, Dirty
from megadesk.sync.events import Fetched, FetchRemote, MakePlan, Planned, ScanLocal, Scanned, Touched
from megadesk.sync.machine import PairMachine

N_HINTS = 20_001


def test_row191_made_and_removed_in_one_burst(tmp_path: Path) -> None:
    """There is nothing to do."""
    pair = Pair(tmp_path, "b=1")
    pair.here.do("a=1, d/c=2, rm a, rm d")
    assert pair.here.look_at("a", "d", "d/c") is False
    assert pair.here.one_plan() is False


def test_row192_removed_and_made_again(tmp_path: Path) -> None:
    """It is the same node, edited."""
    pair = Pair(tmp_path, "a=1")
    (before,) = pair.cloud.nodes
    pair.here.do("rm a, a=22")
    pair.here.look_at("a")
    pair.here.sync()
    assert pair.told() == "put"
    assert list(pair.cloud.nodes) == [before]


def test_row193_made_and_edited_again_and_again(tmp_path: Path) -> None:
    """One file is one upload."""
    pair = Pair(tmp_path)
    for number in range(10):
        pair.here.do(f"a={'x' * number}")
    pair.here.look_at("a")
    pair.here.sync()
    assert (pair.told(), pair.cloud.uploaded_bytes) == ("put", 9)


@pytest.mark.parametrize(
    ("script", "told"), [("mv a b, mv b c, mv c d/e", "put"), ("mv a b, mv b a", ""), ("mv d f, mv f g, mv g d", "")]
)
def test_row194_moved_on_and_on(tmp_path: Path, script: str, told: str) -> None:
    """What counts is where it began and where it is now."""
    pair = Pair(tmp_path, "a=1, d/x=2")
    pair.here.do(script)
    pair.here.look_at("a", "b", "c", "d", "d/e", "f", "g")
    pair.here.sync()
    assert (pair.told(), pair.cloud.uploaded_bytes) == (told, 0)
    pair.settle()


@pytest.mark.parametrize("hints", [("d",), ("d/a", "d/e/b", "d/e", "d"), ("d/e/b",)], ids=["one", "all", "the-last"])
def test_row195_folder_removed_with_all_in_it(tmp_path: Path, hints: tuple[str, ...]) -> None:
    """However many hints there are, or how few, it is one operation."""
    pair = Pair(tmp_path, "d/a=1, d/e/b=2, c=3")
    pair.here.do("rm d")
    pair.here.look_at(*hints)
    pair.here.sync()
    assert pair.told() == "bin"
    pair.settle()
    pair.check("c=3")


def test_row196_very_many_hints() -> None:
    """More than can be looked at one by one are one look at everything, and are not kept."""
    waits = Debounce()
    waits.touched((RelPath(f"f{number}") for number in range(N_HINTS)), 0)
    assert N_HINTS > DIRTY_LIMIT
    assert waits.due(0) == Dirty(everything=True)
    assert waits.next_ms is None

    machine = PairMachine()
    assert isinstance(machine.next(0), ScanLocal)
    machine.note(Scanned(), 0)
    assert isinstance(machine.next(0), FetchRemote)
    machine.note(Fetched(), 0)
    assert isinstance(machine.next(0), MakePlan)
    machine.note(Planned(0), 0)
    machine.note(Touched([RelPath(f"f{number}") for number in range(N_HINTS)]), 1)
    assert machine.next(1) == ScanLocal(None)


def test_row199_own_writes_are_seen(tmp_path: Path) -> None:
    """The hints that our own writes raise lead to a look that finds nothing new, and reads nothing."""
    pair = Pair(tmp_path, "a=1, d/b=2, g=3")
    pair.there.do("a=11, mv d e, n/m=4, rm g")
    pair.there.sync()
    pair.here.one_round()
    pair.here.watched.done.clear()
    assert pair.here.look_at("a", "d", "d/b", "e", "e/b", "n", "n/m", "g") is False
    assert not pair.here.watched.done
    assert pair.here.one_plan() is False


def test_row200_hint_that_never_came(tmp_path: Path) -> None:
    """What no hint told of is found by the next look at everything, and ends the same."""
    pair = Pair(tmp_path, "a=1, d/b=2, e/c=3, e/k=5")
    pair.here.do("e/c=33, e/n=4, mv e/k e/f/k")
    assert pair.here.look_at("d/b") is False
    pair.here.look()
    pair.here.sync()
    assert pair.told() == "4 put"
    pair.settle()
    pair.check("a=1, d/b=2, e/c=33, e/f/k=5, e/n=4")


def test_row200_half_a_move_was_told(tmp_path: Path) -> None:
    """If only one end of a move was hinted at, the file may look removed for a while; its bytes are never lost."""
    pair = Pair(tmp_path, "d/b=2, e/c=3")
    pair.here.do("mv d/b e/b")
    pair.here.look_at("d/b")
    pair.here.one_plan()
    pair.settle()
    pair.check("d/, e/b=2, e/c=3")
