"""Catalogue I: reading, writing, and whether what arrives is what was sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.rows import Pair, Row, catalogued, play, row
from megadesk.model.errors import FileBusy, Forged, MegadeskError, MissingBlock
from megadesk.model.transfer import ContentKey

N_TRIES = 4


@catalogued(
    row(167, "bundle changed on both sides", start="x.app/db=1, x.app/wal=1", here="x.app/db=2", there="x.app/wal=3",
        after="x.app/db=2, x.app/wal=3"),
    row(167, "one file of a bundle changed on both sides", start="x.app/db=1, x.app/wal=1", here="x.app/db=2",
        there="x.app/db=3, x.app/wal=3", after="x.app/db=3, x.app/db{copy}=2, x.app/wal=3", notices="conflict_copy"),
)  # fmt: skip
def test_row(case: Row, tmp_path: Path) -> None:
    """Both folders and the cloud end as the row says, at the cost it says."""
    play(tmp_path, case)


def test_row156_file_that_is_written_to_while_it_is_sent(tmp_path: Path) -> None:
    """It is tried ever more rarely and said to be busy; its neighbours go; when it rests, it is sent as it is then."""
    pair = Pair(tmp_path)
    chance = iter(range(1000))

    def rewrite(_key: ContentKey) -> None:
        (pair.here.path / "log").write_text(f"{next(chance):04}")

    pair.here.mover.fail = rewrite
    pair.here.do("log=1234, a=1")
    pauses = []
    for _ in range(N_TRIES):
        pair.here.one_round()
        (hold,) = pair.here.executor.holds.values()
        pauses.append(hold.until_ms - pair.here.now_ms)
        assert hold.error.code == "file_busy"
    assert pauses == sorted(set(pauses))
    assert pair.cloud.paths() == {"a": b"1"}
    pair.here.mover.fail = lambda _key: None
    pair.settle()
    pair.check(f"a=1, log={(pair.here.path / 'log').read_text()}")


def test_row156_file_that_grows_while_it_is_sent(tmp_path: Path) -> None:
    """What was hashed is sent, for nobody took it away; the rest goes with the next round (ADR 14)."""
    pair = Pair(tmp_path)

    def grow(_key: ContentKey) -> None:
        with (pair.here.path / "log").open("a") as file:
            file.write("more")

    pair.here.mover.fail = grow
    pair.here.do("log=1")
    for number in range(N_TRIES):
        pair.here.one_round()
        assert pair.here.executor.holds == {}
        assert pair.cloud.paths() == {"log": b"1" + b"more" * number}
    pair.here.mover.fail = lambda _key: None
    pair.settle()
    pair.check(f"log={(pair.here.path / 'log').read_text()}")


def test_row157_files_that_appear_during_a_round(tmp_path: Path) -> None:
    """None of them is sent in part; the next round has them all."""
    pair = Pair(tmp_path)

    def drop_in() -> None:
        pair.here.view.before_publish = lambda: None
        pair.here.do(", ".join(f"d/n{number}={number}" for number in range(50)))

    pair.here.view.before_publish = drop_in
    pair.here.do("a=1")
    pair.here.one_round()
    assert pair.cloud.paths() == {"a": b"1"}
    pair.here.one_round()
    assert len(pair.cloud.paths()) == 1 + 1 + 50
    pair.settle()
    pair.check("a=1, " + ", ".join(f"d/n{number}={number}" for number in range(50)))


@pytest.mark.parametrize("start", ["", "a=0"], ids=["new", "edited"])
def test_row158_file_that_vanishes_before_it_is_read(tmp_path: Path, start: str) -> None:
    """There is nothing to be told: the next look finds it gone."""
    pair = Pair(tmp_path, start)
    pair.here.do("a=1, b=2")
    pair.here.look()
    pair.here.view.fetch()
    pair.here.do("rm a")
    pair.here.one_plan()
    pair.settle()
    pair.check("b=2")
    assert pair.here.executor.holds == {}


@pytest.mark.parametrize("error", [Forged(), MissingBlock()], ids=["forged", "missing"])
def test_row160_what_arrives_is_damaged(tmp_path: Path, error: MegadeskError) -> None:
    """It is not placed, the old file stays, the reason is told, the neighbours arrive; whole, it arrives too."""
    pair = Pair(tmp_path, "a=1, b=1")
    pair.there.do("a=2, b=2, c=3")
    pair.there.sync()
    bad = next(node.id for node in pair.cloud.tree().values() if node.name == "a")
    tries = []

    def damage(key: ContentKey) -> MegadeskError | None:
        tries.append(key.node == bad)
        return error if key.node == bad else None

    pair.here.mover.fail = damage
    for _ in range(3):
        pair.here.one_round()
    assert pair.here.shown() == ["a=1", "b=2", "c=3"]
    assert {hold.error.code for hold in pair.here.executor.holds.values()} == {error.code}
    assert sum(tries) == 3
    pair.here.mover.fail = lambda _key: None
    pair.here.executor.holds.retry()
    pair.settle()
    pair.check("a=2, b=2, c=3")


def test_row164_target_in_use_by_a_program(tmp_path: Path) -> None:
    """A locked file is left alone and tried again; it is no reason for a copy."""
    pair = Pair(tmp_path, "a=1, b=1")
    pair.there.do("a=2, rm b")
    pair.there.sync()
    pair.here.watched.refuse = lambda what, _path: FileBusy() if what in {"place", "discard"} else None
    for _ in range(3):
        pair.here.one_round()
    assert pair.here.shown() == ["a=1", "b=1"]
    assert {hold.error.code for hold in pair.here.executor.holds.values()} == {"file_busy"}
    pair.here.watched.refuse = lambda _what, _path: None
    pair.settle()
    pair.check("a=2")
    assert pair.here.notices == []


def test_row165_read_only_target(tmp_path: Path) -> None:
    """A file that may not be written to is replaced all the same, and stays read-only."""
    pair = Pair(tmp_path, "a=1")
    (pair.here.path / "a").chmod(0o444)
    pair.there.do("a=2")
    pair.settle()
    pair.check("a=2")
    assert (pair.here.path / "a").stat().st_mode & 0o777 == 0o444
