"""What is about to be done is written down, and forgotten once it is no longer in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from fakes.devices import Desk
from fakes.known import agreed, named, small_desk
from megadesk.model.tree import Node
from megadesk.sync.ports import Intent, Side


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A device with two files and a folder, looked at once."""
    return small_desk(tmp_path)


def test_intent_goes_with_the_base_that_makes_it_true(desk: Desk) -> None:
    """What was intended and agreed on is no intent any more, in the same transaction."""
    folder = desk.folder
    a = named(folder, "a.txt")
    folder.intents.add([a], Side.CLOUD)
    folder.save()
    assert [intent.node for intent in desk.store.intents()] == [a]
    folder.settle(agreed(folder))
    folder.save()
    assert not desk.store.intents()


@pytest.mark.parametrize("published", [False, True])
def test_what_was_not_done_on_disk_is_no_intent(desk: Desk, published: bool) -> None:
    """A step that failed leaves no intent behind, unless the node may be in the journal without our knowing."""
    folder = desk.folder
    a = named(folder, "a.txt")
    if published:
        folder.intents.add([a], Side.CLOUD)
    folder.intents.add([a], Side.DISK)
    folder.intents.not_done(a.id)
    folder.save()
    assert (Side.CLOUD in {intent.side for intent in desk.store.intents()}) is published
    if not published:
        assert not desk.store.intents()


def test_what_a_plan_takes_away_is_written_down_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plan after plan, nothing is written again; what the next one does not take away any more is forgotten."""
    folder, store = desk.folder, desk.store
    a, b = named(folder, "a.txt"), named(folder, "b.txt")
    written: list[set[str]] = []
    real = store.intend

    def intend(nodes: Sequence[Node], side: Side, *, gone: bool = False) -> None:
        written.append({node.name for node in nodes})
        real(nodes, side, gone=gone)

    monkeypatch.setattr(store, "intend", intend)
    folder.intents.leaving({a.id: a})
    folder.intents.leaving({a.id: a, b.id: b})
    folder.intents.leaving({b.id: b})
    folder.save()
    assert written == [{"a.txt"}, {"b.txt"}]
    assert store.intents() == [Intent(b, Side.DISK, gone=True)]
    folder.intents.leaving({a.id: a, b.id: b})
    folder.save()
    assert {intent.node for intent in store.intents()} == {a, b}


def test_what_may_have_been_taken_away_is_no_longer_for_a_plan_to_say(desk: Desk) -> None:
    """After an error the next look tells; until then no plan forgets it, and what is made again is to be made."""
    folder, store = desk.folder, desk.store
    a = named(folder, "a.txt")
    folder.intents.leaving({a.id: a})
    folder.intents.perhaps_done(a.id)
    folder.intents.leaving({})
    folder.save()
    assert store.intents() == [Intent(a, Side.DISK, gone=True)]
    assert folder.intents.here(a.id) is None
    folder.intents.add([a], Side.DISK)
    assert folder.intents.here(a.id) == a
