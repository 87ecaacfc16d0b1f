"""The bins: bring back, and remove for good what a person was asked about."""

from __future__ import annotations

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, NotFound
from megadesk.ui.actions.binned import bring_back, bring_back_to, remove_for_good
from megadesk.ui.text import plainly, text


def binned(name: str) -> m.BinEntry:
    """Return something in the bin of the cloud."""
    return m.BinEntry(id=name, side="cloud", path=f"/{name}.txt", pair=None, kind="file", size=1, removed="")


def back(body: m.BinRestore) -> m.Restored:
    """Put everything back; what is called b gets another name."""
    return m.Restored(
        entries=[
            m.BinRestored(id=one, side="cloud", path=f"{body.to}/{one}.txt", pair=None, renamed=one == "b")
            for one in body.ids
        ]
    )


def said(desk: FakeDesk) -> list[str]:
    """Return what is said from now on."""
    found: list[str] = []
    desk.notices.came.connect(lambda notice: found.append(plainly(notice.words)))
    return found


def test_all_of_it_comes_back_at_once(desk: FakeDesk) -> None:
    """And another name is said."""
    desk.link.answer(m.RESTORE_BIN, back)
    words, done = said(desk), [0]
    for names in ("a", "b", "ac", "ab"):
        bring_back(desk, [binned(name) for name in names], then=lambda: done.append(1))
    bring_back(desk, [], then=lambda: done.append(1))
    assert words == [
        "a.txt was restored.",
        "Restored as b.txt, because its old name is taken.",
        "2 items were restored.",
        "2 items were restored, 1 of them under a new name.",
    ]
    assert len(done) == 5


def test_elsewhere_they_come_one_by_one(desk: FakeDesk) -> None:
    """Since the engine takes one at a time; what fails ends it."""
    desk.link.answer(m.RESTORE_BIN, back)
    words, done = said(desk), [0]
    bring_back_to(desk, [binned("a"), binned("c")], "/Photos", then=lambda: done.append(1))
    assert desk.link.asked(m.RESTORE_BIN) == [m.BinRestore(ids=[one], to="/Photos") for one in "ac"]
    assert (words, done) == (["2 items were restored."], [0, 1])
    desk.link.answer(m.RESTORE_BIN, NotFound(what="bin_entry", value="a"))
    bring_back_to(desk, [binned("a"), binned("c")], "/Photos", then=lambda: done.append(1))
    assert len(desk.link.asked(m.RESTORE_BIN)) == 3
    assert len(done) == 3


def test_only_what_was_named_goes(desk: FakeDesk) -> None:
    """Nothing that came in meanwhile."""
    desk.link.answer(m.EMPTY_BIN, m.Emptied(local=1, local_bytes=1, cloud=2, cloud_bytes=2))
    words, faults = said(desk), list[MegadeskError]()
    remove_for_good(desk, ["a", "b", "c"], then=lambda: None, failed=faults.append)
    assert desk.link.asked(m.EMPTY_BIN) == [m.BinEmpty(only=["a", "b", "c"])]
    assert words == ["3 items were permanently deleted."]


def test_what_is_back_already_is_not_brought_back_again_by_undo(desk: FakeDesk) -> None:
    """Ctrl+Z would ask for what is no longer in the bin; the undo of something else stays."""
    desk.link.answer(m.RESTORE_BIN, back)
    undone: list[str] = []
    desk.notices.done(text("Deleted"), undo=lambda: undone.append("a"), about=frozenset({"a"}))
    bring_back(desk, [binned("a")], then=lambda: None)
    assert not desk.notices.undo()
    desk.notices.done(text("Deleted"), undo=lambda: undone.append("b"), about=frozenset({"b"}))
    bring_back_to(desk, [binned("a")], "/Photos", then=lambda: None)
    assert desk.notices.undo()
    assert undone == ["b"]
