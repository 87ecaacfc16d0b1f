"""What a person decided about single nodes, kept whole and ended in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.devices import Desk
from fakes.known import OTHER, agreed, named, small_desk
from megadesk.model.errors import DiskFull
from megadesk.model.ids import NodeId
from megadesk.model.values import replace
from megadesk.sync.plan import Permit
from megadesk.sync.resolving import Decision
from megadesk.sync.verdicts import end_permits, keep_decision, overrule, recognise


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A device with two files and a folder, looked at once."""
    return small_desk(tmp_path)


def test_decision_is_kept_whole_or_not_at_all(desk: Desk) -> None:
    """Base, ids and permits of a decision move together; over a restart they are as decided."""

    def full() -> None:
        raise DiskFull

    mine = named(desk.folder, "a.txt")
    decision = Decision(relabels={mine.id: OTHER}, base_put=(replace(mine, id=OTHER),), permits={OTHER: Permit(None)})
    desk.store.at_commit = full
    with pytest.raises(DiskFull):
        keep_decision(desk.folder, decision)
    desk.store.at_commit = lambda: None
    desk.restart()
    assert mine.id in desk.folder.local
    assert not desk.folder.permits
    keep_decision(desk.folder, decision)
    desk.restart()
    assert desk.folder.base[OTHER].name == "a.txt"
    assert mine.id not in desk.folder.local
    assert desk.folder.permits == {OTHER: Permit(None)}
    keep_decision(desk.folder, Decision(base_drop=(OTHER,)))
    desk.restart()
    assert OTHER not in desk.folder.base


def test_permit_ends_with_what_it_was_for(desk: Desk) -> None:
    """Once both sides are the same, a permit is forgotten; until then it stays."""
    mine, other = named(desk.folder, "a.txt"), named(desk.folder, "b.txt")
    keep_decision(desk.folder, Decision(permits={mine.id: Permit(mine), other.id: Permit(None), OTHER: Permit(None)}))
    remote = agreed(desk.folder)
    end_permits(desk.folder, remote.changed(drop=[mine.id]))
    assert desk.folder.permits.keys() == {mine.id}
    end_permits(desk.folder, remote.changed([replace(mine, name="elsewhere")]))
    assert desk.folder.permits.keys() == {mine.id}
    keep_decision(desk.folder, Decision(permits={OTHER: Permit(None)}))
    end_permits(desk.folder, remote.changed([replace(mine, name="other"), replace(mine, id=OTHER)]))
    assert desk.folder.permits.keys() == {mine.id, OTHER}
    end_permits(desk.folder, remote.changed([replace(mine, name="other")]))
    assert desk.folder.permits.keys() == {mine.id}
    desk.restart()
    assert desk.folder.permits.keys() == {mine.id}
    end_permits(desk.folder, remote)
    assert not desk.store.permits()


def test_overrule_changes_what_was_agreed_on_and_keeps_it(desk: Desk) -> None:
    """Base forgets a node, or takes the bytes of the disk as agreed, in the store too."""
    folder = desk.folder
    folder.settle(agreed(folder))
    folder.save()
    a, b = named(folder, "a.txt"), named(folder, "b.txt")
    desk.write("a.txt", "other bytes")
    desk.looking.observe(None)
    desk.write("new.txt", "not agreed on")
    desk.looking.observe(None)
    overrule(folder, forget=[b.id], accept=[a.id, OTHER, named(folder, "new.txt").id])
    stored = desk.store.load_base()
    assert b.id not in stored
    assert stored[a.id].content == named(folder, "a.txt").content != a.content
    assert stored[a.id].version == a.version


def test_what_is_back_is_recognised(desk: Desk) -> None:
    """A folder that was away and is back has its old ids, with all in it; what is elsewhere, or another kind, has not."""
    folder = desk.folder
    desk.write("c.txt", "gamma")
    desk.looking.observe(None)
    folder.settle(agreed(folder))
    docs, a, b = named(folder, "docs"), named(folder, "a.txt"), named(folder, "b.txt")
    (desk.path / "docs").rename(desk.path.with_name("away"))
    (desk.path / "a.txt").unlink()
    desk.looking.observe(None)
    desk.path.with_name("away").rename(desk.path / "docs")
    (desk.path / "a.txt").mkdir()
    desk.looking.observe(None)
    assert b.id not in folder.local
    gone = replace(a, id=OTHER, name="nowhere.txt")
    here = replace(a, id=named(folder, "c.txt").id, name="docs")
    agreed_on = replace(a, id=NodeId(b"p" * 16), name="c.txt")
    recognise(folder, [b, a, docs, gone, here, agreed_on])
    assert folder.path(b.id) == "docs/b.txt"
    assert docs.id in folder.local
    assert a.id not in folder.local
    assert folder.path(here.id) == "c.txt"
    assert agreed_on.id not in folder.local
