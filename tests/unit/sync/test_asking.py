"""How much the mover is asked for at a time."""

from __future__ import annotations

import pytest

from fakes.transfers import PAIR
from megadesk.model.ids import FileHash, NodeId
from megadesk.model.listing import Digest, Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import UploadJob, Wished
from megadesk.model.tree import Kind, Node
from megadesk.sync import asking
from megadesk.sync.asking import Asked

ROOT = NodeId(b"r" * 16)
HASH = FileHash(b"h" * 32)


def file(number: int) -> Node:
    """Return a file of so many bytes."""
    return Node(NodeId(bytes([number]) * 16), ROOT, Kind.FILE, f"{number}", HASH, number)


def job(node: Node) -> UploadJob | None:
    """Return its upload; file 3 cannot be read."""
    if node.size_bytes == 3:
        return None
    digest = Digest(node.size_bytes, HASH, ())
    return UploadJob(
        pair=PAIR, node=node.id, path=RelPath(node.name), fingerprint=Fingerprint(0, 1, 0, 0, 0), digest=digest
    )


def named(asked: Asked[UploadJob]) -> list[int]:
    """Return the files that the mover has."""
    return [one.size_bytes for one in asked.jobs.values()]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four at a time."""
    monkeypatch.setattr(asking, "ASKED_AT_ONCE", 4)


def test_a_few_are_asked_for_at_once() -> None:
    """What fits is asked for whole, but for what cannot be; then there is nothing more to ask for."""
    waiting = {node.id: node for node in map(file, range(1, 4))}
    asked = Asked(job)
    asked.next(waiting)
    assert named(asked) == [1, 2]
    assert asked.later_bytes(waiting) == 0
    assert not asked.is_low({})


def test_what_comes_next_is_said_before() -> None:
    """As many as there is room for, and each time only those that are new; one alone is not worth a word."""
    said: list[list[NodeId]] = []
    waiting = {node.id: node for node in map(file, (1, 2, 4, 5, 6, 7, 8))}
    asked = Asked(job, lambda nodes: said.append(list(nodes)))
    asked.next(waiting)
    assert said == [list(waiting)[:4]]
    for number in (0, 1):
        del waiting[file(number + 1).id]
    asked.next(waiting)
    assert said[1:] == [list(waiting)[2:4]]
    del waiting[file(4).id]
    asked.next(waiting)
    assert len(said) == 2


def test_many_are_asked_for_as_they_are_done() -> None:
    """Half of them done, more are asked for; what runs goes on with the same job, and nothing is left out."""
    waiting = {node.id: node for node in map(file, range(1, 9))}
    asked = Asked(job)
    asked.next(waiting)
    assert named(asked) == [1, 2, 4, 5]
    assert asked.later_bytes(waiting) == 3 + 6 + 7 + 8
    running = asked.jobs[file(5).id]
    del waiting[file(1).id], waiting[file(3).id]
    assert not asked.is_low(waiting)
    del waiting[file(2).id]
    assert asked.is_low(waiting)
    asked.next(waiting)
    assert named(asked) == [4, 5, 6, 7]
    assert asked.jobs[file(5).id] is running
    assert asked.later_bytes(waiting) == 8
    for number in (4, 5, 6, 7):
        del waiting[file(number).id]
    asked.next(waiting)
    assert named(asked) == [8]
    assert not asked.is_low(waiting)


def test_what_a_person_put_on_top_is_asked_for_first() -> None:
    """Also when as much as may be is asked for already: it is not to wait until half of that is done."""
    waiting = {node.id: node for node in map(file, range(4, 12))}
    asked = Asked(job)
    asked.next(waiting)
    assert named(asked) == [4, 5, 6, 7]
    wished = Wished(first=(file(11).id, file(6).id, file(99).id))
    assert asked.is_low(waiting, wished)
    asked.next(waiting, wished)
    assert named(asked) == [4, 5, 6, 7, 11]
    assert not asked.is_low(waiting, wished)


def test_what_rests_takes_nobodys_place() -> None:
    """All that is asked for is paused: as much again is asked for."""
    waiting = {node.id: node for node in map(file, range(4, 15))}
    asked = Asked(job)
    asked.next(waiting)
    wished = Wished(resting=frozenset(file(number).id for number in (4, 5, 6, 7)))
    assert asked.is_low(waiting, wished)
    asked.next(waiting, wished)
    assert named(asked) == [4, 5, 6, 7, 8, 9, 10, 11]
    assert not asked.is_low(waiting, wished)
    assert asked.later_bytes(waiting) == 12 + 13 + 14
