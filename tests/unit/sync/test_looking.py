"""What a look at the disk tells, and that it is told until it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.devices import Desk
from fakes.known import OTHER, agreed, named, small_desk
from megadesk.model.errors import DiskFull
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Node


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A device with two files and a folder, looked at once."""
    return small_desk(tmp_path)


def test_observe_tells_whether_anything_was_new(desk: Desk) -> None:
    """A look that finds what was known says so; an edit, a removal and an unreadable name are news."""
    assert not desk.looking.observe(None)
    desk.write("a.txt", "alpha two")
    assert desk.looking.observe([RelPath("a.txt")])
    (desk.path / "a.txt").unlink()
    assert desk.looking.observe([RelPath("a.txt")])
    (desk.path / "link").symlink_to("docs")
    assert desk.looking.observe(None)
    assert RelPath("link") in desk.folder.unknown


def test_news_that_could_not_be_kept_is_told_again(desk: Desk) -> None:
    """If the store fails after a look, the next look still says that there is something to plan."""

    def full() -> None:
        raise DiskFull

    desk.write("a.txt", "edited")
    desk.store.at_commit = full
    with pytest.raises(DiskFull):
        desk.looking.observe(None)
    desk.store.at_commit = lambda: None
    assert desk.looking.observe(None)
    assert not desk.looking.observe(None)
    assert desk.store.load_local()[named(desk.folder, "a.txt").id].node.size_bytes == len("edited")


def test_what_is_believed_from_now_on_is_on_the_medium(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file saved again as it was, or replaced by its copy, is flushed before its new times are kept; an edit need not be."""
    folder = desk.folder
    folder.settle(agreed(folder))
    was_kept: list[bool] = []
    monkeypatch.setattr(desk.disk, "flush", lambda: was_kept.append(desk.store.load_local() == folder.local))
    desk.write("a.txt", "alpha, edited")
    desk.looking.observe(None)
    assert was_kept == []
    desk.write("b.txt", (desk.path / "docs" / "b.txt").read_bytes())
    (desk.path / "b.txt").rename(desk.path / "docs" / "b.txt")
    desk.looking.observe(None)
    (desk.path / "docs" / "b.txt").rename(desk.path / "elsewhere")
    desk.write("moved", (desk.path / "elsewhere").read_bytes())
    (desk.path / "elsewhere").unlink()
    desk.looking.observe(None)
    assert was_kept == [False, False]
    assert folder.path(named(folder, "moved").id) == "moved"
    desk.looking.observe(None)
    assert len(was_kept) == 2
    desk.write("docs/b.txt", "beta")
    desk.looking.observe(None)
    assert was_kept == [False, False, False], "given back to the file that was there before"


@pytest.mark.parametrize("first", [("a",), ("x",), ("c/b",), ("a", "x"), ("a", "c/b"), ("x", "c/b")], ids=" ".join)
def test_folders_that_change_places_stay_themselves_whatever_is_looked_at_first(
    desk: Desk, first: tuple[str, ...]
) -> None:
    """Row 81, for folders: some of the paths fall quiet before others, and what is seen then is half of the swap."""
    desk.write("a/one", "one")
    desk.write("c/b/other", "other")
    desk.looking.observe(None)
    before = {str(path): node for node, path in desk.folder.paths.every().items()}
    renames = (("a", "x"), ("c/b", "a"), ("x", "c/b"))
    for source, target in renames:
        (desk.path / source).rename(desk.path / target)
    desk.looking.observe([RelPath(path) for path in first])
    desk.looking.observe([RelPath(path) for path in {"a", "x", "c/b"} - set(first)])
    after = {str(path): node for node, path in desk.folder.paths.every().items()}
    swapped = {"a": "c/b", "a/one": "c/b/one", "c/b": "a", "c/b/other": "a/other"}
    assert {new: before[old] for old, new in swapped.items()} == {new: after[new] for new in swapped.values()}


def test_own_steps_are_looked_at_with_every_dirty_scan(desk: Desk) -> None:
    """What a step of ours made is seen by the next look, whatever paths that was for: it never looks removed."""
    fingerprint = desk.disk.make_folder(RelPath("made"))
    node = Node(OTHER, desk.folder.root, named(desk.folder, "docs").kind, "made", None, 0, 0)
    known = desk.folder.local[named(desk.folder, "docs").id]
    desk.folder.touched(RelPath("made"))
    desk.folder.put_local(OTHER, type(known)(node, "made", fingerprint))
    desk.looking.observe([RelPath("a.txt")])
    assert OTHER in desk.folder.local
