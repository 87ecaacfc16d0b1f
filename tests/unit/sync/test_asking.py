"""How much the mover is asked for at a time."""

from __future__ import annotations

import pytest

from fakes.transfers import PAIR
from megadesk.model.ids import FileHash, NodeId
from megadesk.model.listing import Digest, Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import UploadJob
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
