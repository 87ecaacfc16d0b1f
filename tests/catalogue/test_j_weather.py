"""Catalogue J: disk, line and server fail in the middle of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.rows import Pair
from megadesk.model.errors import (
    AccessDenied,
    DiskFull,
    FileBusy,
    MegadeskError,
    NotSignedIn,
    QuotaExceeded,
    ServerUnavailable,
)
from megadesk.model.ids import NodeId
from megadesk.model.transfer import ContentKey
from megadesk.sync.ports import PutNode, RemoteOp

BIG = "x" * 100


def named(pair: Pair, name: str) -> NodeId:
    """Return the id of what is called so in the cloud."""
    return next(node.id for node in pair.cloud.tree().values() if node.name == name)


def test_row168_one_download_fails(tmp_path: Path) -> None:
    """The others arrive, also in the same folder, and what failed is not taken for there."""
    pair = Pair(tmp_path)
    pair.there.do("d/a=1, d/b=2, c=3")
    pair.there.sync()
    bad = named(pair, "a")
    pair.here.mover.fail = lambda key: AccessDenied() if key.node == bad else None
    pair.here.one_round()
    assert pair.here.shown() == ["c=3", "d/b=2"]
    pair.here.mover.fail = lambda _key: None
    pair.settle()
    pair.check("d/a=1, d/b=2, c=3")


def test_row169_folder_that_cannot_be_made_in_the_cloud(tmp_path: Path) -> None:
    """What is in it is not attempted before it, other folders go, and then it goes too."""
    pair = Pair(tmp_path)
    refused: list[str] = []

    def refuse(op: RemoteOp) -> bool:
        if isinstance(op, PutNode) and op.node.name == "d" and len(refused) < 3:
            refused.append(op.node.name)
            return True
        return False

    pair.here.view.refuses = refuse
    pair.here.do("d/e/a=1, d/b=2, f/c=3")
    pair.here.one_round()
    assert pair.cloud.paths() == {"f": None, "f/c": b"3"}
    assert pair.here.shown() == ["d/b=2", "d/e/a=1", "f/c=3"]
    pair.settle()
    pair.check("d/e/a=1, d/b=2, f/c=3")


def test_row170_one_removal_fails(tmp_path: Path) -> None:
    """The others are done; this one is tried again."""
    pair = Pair(tmp_path, "a=1, b=2, d/c=3, d/e=4")
    pair.there.do("rm a, rm b, rm d")
    pair.there.sync()
    pair.here.watched.refuse = lambda what, path: FileBusy() if what == "discard" and path == "d/c" else None
    pair.here.one_round()
    assert pair.here.shown() == ["d/c=3"]
    pair.here.watched.refuse = lambda _what, _path: None
    pair.settle()
    pair.check("")


def test_row171_no_room_on_the_server(tmp_path: Path) -> None:
    """What is too large waits and says so, what is small goes, and nothing is removed anywhere."""
    pair = Pair(tmp_path, "old=1, big=0")

    def full(key: ContentKey) -> MegadeskError | None:
        known = pair.here.folder.local[key.node].node
        return QuotaExceeded() if known.size_bytes >= len(BIG) else None

    pair.here.mover.fail = full
    pair.here.do(f"big={BIG}, huge={BIG}{BIG}, small=2, mv old new")
    for _ in range(3):
        pair.here.one_round()
    assert pair.cloud.paths() == {"new": b"1", "big": b"0", "small": b"2"}
    assert pair.here.shown() == sorted([f"big={BIG}", f"huge={BIG}{BIG}", "small=2", "new=1"])
    assert pair.here.executor.holds.no_room is not None
    pair.here.mover.fail = lambda _key: None
    pair.settle()
    pair.check(f"big={BIG}, huge={BIG}{BIG}, small=2, new=1")


def test_row172_no_room_here(tmp_path: Path) -> None:
    """What does not fit is not placed, the old file stays, nothing counts as removed; with room it goes on."""
    pair = Pair(tmp_path, "a=1, b=1")
    pair.there.do("a=2, n=3")
    pair.there.sync()
    pair.reset()
    pair.here.watched.refuse = lambda what, _path: DiskFull() if what == "place" else None
    for _ in range(3):
        pair.here.one_round()
    assert pair.here.shown() == ["a=1", "b=1"]
    assert pair.told() == ""
    pair.here.watched.refuse = lambda _what, _path: None
    pair.settle()
    pair.check("a=2, b=1, n=3")


@pytest.mark.parametrize("start", ["a=1, d/b=2", ""], ids=["known", "first-time"])
def test_row173_server_does_not_answer(tmp_path: Path, start: str) -> None:
    """Not to hear of a file is no sign that it is gone: nothing is done until an answer comes."""
    pair = Pair(tmp_path, start)
    pair.there.do("a=3, n=4")
    pair.there.sync()
    pair.reset()
    fetch = pair.here.view.fetch

    def silence(at_least: int | None = None) -> bool:
        raise ServerUnavailable

    pair.here.view.fetch = silence  # type: ignore[method-assign]  # the line is down
    before = pair.here.shown()
    for _ in range(3):
        with pytest.raises(ServerUnavailable):
            pair.here.one_round()
    assert pair.here.shown() == before
    assert not pair.here.watched.changes()
    assert pair.told() == ""
    pair.here.view.fetch = fetch  # type: ignore[method-assign]
    pair.settle()
    pair.check("a=3, n=4" + (", d/b=2" if start else ""))


def test_row174_signed_out_in_the_middle(tmp_path: Path) -> None:
    """What was begun waits as it is; signed in again, it goes on, and content that was sent is not sent again."""
    pair = Pair(tmp_path, "a=1")

    def refuse() -> None:
        raise NotSignedIn

    pair.here.view.before_publish = refuse
    pair.here.do("a=22, b=3, mv a c")
    for _ in range(2):
        with pytest.raises(NotSignedIn):
            pair.here.one_round()
    assert pair.here.shown() == ["b=3", "c=22"]
    assert pair.cloud.paths() == {"a": b"1"}
    sent = pair.cloud.uploaded_bytes
    pair.here.view.before_publish = lambda: None
    pair.settle()
    pair.check("b=3, c=22")
    assert pair.cloud.uploaded_bytes <= max(sent, 3)


def test_row175_what_fails_again_and_again(tmp_path: Path) -> None:
    """Each try comes later than the one before, up to a limit; a person need not wait, nor does a changed file."""
    pair = Pair(tmp_path)
    busy = [True]
    pair.here.mover.fail = lambda _key: FileBusy() if busy[0] else None
    pair.here.do("a=1")
    waits = []
    for _ in range(12):
        pair.here.one_round()
        (hold,) = pair.here.executor.holds.values()
        waits.append(hold.until_ms - pair.here.now_ms)
    assert waits[:3] == sorted(set(waits[:3]))
    assert waits[-1] == waits[-2] == max(waits)
    assert pair.here.executor.held_now()
    busy[0] = False
    pair.here.executor.holds.retry()
    assert not pair.here.executor.held_now()
    pair.settle()
    pair.check("a=1")
    assert pair.here.executor.holds == {}


@pytest.mark.parametrize("after", range(5))
@pytest.mark.parametrize("answered", [False, True], ids=["before-it-was-taken", "after-it-was-taken"])
def test_row176_line_breaks_in_the_middle(tmp_path: Path, after: int, *, answered: bool) -> None:
    """Wherever it breaks, the next rounds end it: nothing twice, nothing missing, no copy."""
    pair = Pair(tmp_path, "a=1, b=2, d/c=3")
    left = [after]

    def break_once() -> None:
        left[0] -= 1
        if left[0] == -1:
            raise ServerUnavailable

    if answered:
        pair.here.view.after_publish = break_once
    else:
        pair.here.view.before_publish = break_once
    pair.there.do("b=22, n=5")
    pair.there.sync()
    for script in ("a=11, mv d e", "e/f=6, rm a", "e/c=33, mv b g"):
        pair.here.do(script)
        pair.here.sync()
    pair.settle()
    pair.check("e/c=33, e/f=6, g=22, n=5")
    assert pair.here.notices == []
