"""A look that compares only what is in doubt tells the same as one that compares all; tests/sim has it for whole fleets."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from fakes.devices import Desk
from fakes.known import small_desk
from megadesk.model.errors import DiskFull
from megadesk.model.relpath import RelPath
from megadesk.model.values import replace
from megadesk.sync.apart import MANY
from sim.hindsight import hindsight


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A device with two files and a folder, looked at once."""
    return small_desk(tmp_path)


def test_a_look_at_one_file_compares_one_file(desk: Desk) -> None:
    """After a whole look nothing is in doubt; what a partial scan finds changed is, and then no more."""
    assert not desk.looking.observe(None)
    listing = desk.folder.listing
    assert listing is not None
    about = desk.folder.doubts.about(desk.side.scan(listing, []))
    assert about is not None
    assert (about.nodes, about.paths) == (frozenset(), frozenset())
    desk.write("docs/b.txt", "other bytes")
    about = desk.folder.doubts.about(desk.side.scan(listing, [RelPath("docs/b.txt")]))
    assert about is not None
    assert {desk.folder.path(node) for node in about.nodes} == {RelPath("docs/b.txt")} == about.paths


def test_what_could_not_be_kept_stays_in_doubt(desk: Desk) -> None:
    """A look that failed has told nothing: the next compares what it would have, though its scan finds it as before."""

    def full() -> None:
        raise DiskFull

    desk.looking.observe(None)
    (desk.path / "a.txt").rename(desk.path / "b.txt")
    desk.store.at_commit = full
    with hindsight() as counted:
        with pytest.raises(DiskFull):
            desk.looking.observe([RelPath("a.txt")])
        desk.store.at_commit = lambda: None
        desk.looking.observe([RelPath("docs")])
    assert counted.partial_looks == 2
    assert {desk.folder.path(node) for node in desk.folder.local} == {"b.txt", "docs", "docs/b.txt"}


def test_an_entry_that_is_in_doubt_is_compared_with_the_node_that_has_it(desk: Desk) -> None:
    """Where a file was removed with its folder a step of ours puts another of its name; that is no second one."""
    desk.write("other/b.txt", "another")
    desk.looking.observe(None)
    other = desk.folder.at_place(desk.folder.root, "other")
    assert other is not None
    shutil.rmtree(desk.path / "docs")
    desk.looking.observe([RelPath("docs"), RelPath("docs/b.txt")])
    known = desk.folder.local[other]
    seen = desk.side.move(RelPath("other"), RelPath("docs"), known.fingerprint)
    desk.folder.put_local(
        other, replace(known, node=replace(known.node, name="docs"), spelling="docs", fingerprint=seen)
    )
    with hindsight() as counted:
        assert not desk.looking.observe([RelPath("docs"), RelPath("other")])
        assert not desk.looking.observe([RelPath("docs/b.txt")])
    assert counted.partial_looks == 1
    assert sorted(map(desk.folder.path, desk.folder.local)) == ["a.txt", "docs", "docs/b.txt"]


def test_who_stood_where_a_step_put_another_is_compared(desk: Desk) -> None:
    """A file was removed, and before that was seen a step of ours moved another into its place (seed 3307085)."""
    desk.looking.observe(None)
    key = next(node for node, known in desk.folder.local.items() if known.node.name == "b.txt")
    known = desk.folder.local[key]
    (desk.path / "a.txt").unlink()
    seen = desk.side.move(RelPath("docs/b.txt"), RelPath("a.txt"), known.fingerprint)
    moved = replace(known.node, parent=desk.folder.root, name="a.txt")
    desk.folder.put_local(key, replace(known, node=moved, spelling="a.txt", fingerprint=seen))
    with hindsight() as counted:
        desk.looking.observe([RelPath("a.txt"), RelPath("docs")])
    assert counted.partial_looks == 1
    assert sorted(map(desk.folder.path, desk.folder.local)) == ["a.txt", "docs"]
    assert desk.folder.at_place(desk.folder.root, "a.txt") == key


def test_what_a_step_placed_is_shared_with_the_listing(desk: Desk) -> None:
    """Once a look has seen what we put there ourselves, path and fingerprint are in memory once."""
    desk.looking.observe(None)
    key = next(node for node, known in desk.folder.local.items() if known.node.name == "a.txt")
    known = desk.folder.local[key]
    desk.folder.put_local(key, replace(known, fingerprint=replace(known.fingerprint)))
    assert not desk.looking.observe([RelPath("a.txt")])
    listing = desk.folder.listing
    assert listing is not None
    entry = listing.entries[RelPath("a.txt")]
    assert desk.folder.local[key].fingerprint is entry.fingerprint
    assert desk.folder.paths.every()[key] is entry.path


def test_where_very_much_was_put_everything_is_compared_once(desk: Desk) -> None:
    """No list of it is kept. The look after it shares what it finds with the listing, and leaves nothing in doubt."""
    with hindsight(many=2) as counted:
        desk.looking.observe(None)
        for key, known in list(desk.folder.local.items()):
            desk.folder.put_local(key, replace(known, fingerprint=replace(known.fingerprint)))
        assert not desk.looking.observe([RelPath("a.txt")])
        assert counted.partial_looks == 0
        listing = desk.folder.listing
        assert listing is not None
        for key, path in desk.folder.paths.every().items():
            if path:
                assert desk.folder.local[key].fingerprint is listing.entries[path].fingerprint
        assert not desk.looking.observe([RelPath("a.txt")])
        assert counted.partial_looks == 1


@pytest.mark.parametrize("seed", range(60))
def test_partial_looks_tell_what_whole_ones_do(desk: Desk, seed: int) -> None:
    """Whatever people do between looks, also to folders, to names of two spellings, and while a path is left out."""
    chance = Random(seed)
    places = ["", "docs/", "docs/deep/", "other/"]
    names = ["a.txt", "b.txt", "caf\u00e9", "cafe\u0301", "link", "build"]
    with hindsight(many=chance.choice([1, 3, MANY])) as counted:
        for _ in range(14):
            touched = [change(desk.path, chance, places, names) for _ in range(chance.randint(1, 3))]
            dirty = {RelPath(path) for paths in touched for path in paths}
            desk.looking.observe(None if chance.random() < 0.1 else dirty)
    assert counted.partial_looks > 0, f"seed {seed}"


def change(root: Path, chance: Random, places: list[str], names: list[str]) -> list[str]:
    """Do one thing; return the paths that a watcher would name."""
    if chance.random() < 0.25:
        return change_folder(root, chance, places)
    one, other = (chance.choice(places) + chance.choice(names) for _ in range(2))
    path, target = root / one, root / other
    if not os.path.lexists(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if chance.random() < 0.2:
            path.symlink_to("docs")
        else:
            path.write_text(chance.choice(["one", "two", "three"]))
    elif not os.path.lexists(target) and target.parent.is_dir() and chance.random() < 0.5:
        path.rename(target)
    elif path.is_file() and chance.random() < 0.5:
        path.write_text(chance.choice(["one", "two", "three"]))
    elif not path.is_dir():
        path.unlink()
    return [one, other]


def change_folder(root: Path, chance: Random, places: list[str]) -> list[str]:
    """Rename a folder, or say what is left out."""
    folder, new = root / chance.choice(places[1:]), root / chance.choice(["moved", "docs", "other"])
    if folder.is_dir() and not new.exists():
        folder.rename(new)
        return [str(folder.relative_to(root)), str(new.relative_to(root))]
    (root / ".deskignore").write_text(chance.choice(["", "build\n", "b.txt\n"]))
    return [".deskignore"]
