"""What is about to be done is written down, and forgotten once it is no longer in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.devices import Desk
from fakes.known import agreed, named, small_desk
from megadesk.sync.ports import Side


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
