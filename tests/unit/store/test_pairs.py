"""Sync pairs in the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.space_store import file_node, node_id, space_id
from fakes.tree_store import local_of
from megadesk.model.errors import AlreadyExists, NotFound
from megadesk.model.ids import PairId
from megadesk.model.pair import Links, PairDirection, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.pairs import Pairs
from megadesk.store.trees import PairTrees
from megadesk.sync.neighbours import Departed
from megadesk.sync.plan import Permit
from megadesk.sync.ports import Side, TreeChange

PHOTOS = SyncPair(
    id=PairId("11111111"), name="photos", local="/home/ada/Fotos", space=space_id(), root=node_id("photos"),
    marker="word", paused=False, created_ms=1_700_000_000_000,
)  # fmt: skip
NOTES = replace(PHOTOS, id=PairId("00000000"), name="notes", local="/mnt/\udcff", root=node_id("notes"), paused=True)
GONE = Departed(file_node("c"), RelPath("c"), 7)
CHANGE = TreeChange(base_put=[file_node("a")], local_put=[local_of(file_node("a"))])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database."""
    opened = Database.open(tmp_path / "profile" / "state.db")
    yield opened
    opened.close()


def test_pairs_come_in_the_order_they_were_added(database: Database) -> None:
    """Pairs come back as they were, also one below a folder whose name is no Unicode."""
    pairs = Pairs(database)
    assert pairs.list() == []
    pairs.add(PHOTOS)
    pairs.add(NOTES)
    assert pairs.list() == [PHOTOS, NOTES]


def test_id_is_used_once(database: Database) -> None:
    """A second pair of the same id is AlreadyExists; the first stays."""
    pairs = Pairs(database)
    pairs.add(PHOTOS)
    with pytest.raises(AlreadyExists):
        pairs.add(replace(NOTES, id=PHOTOS.id))
    assert pairs.list() == [PHOTOS]


def test_choice_about_links_is_kept(database: Database) -> None:
    """A pair that keeps links still does after a restart, and until it is told otherwise."""
    pairs = Pairs(database)
    pairs.add(replace(PHOTOS, links=Links.KEEP))
    assert [pair.links for pair in pairs.list()] == [Links.KEEP]
    pairs.update(PHOTOS)
    assert pairs.list() == [PHOTOS]


def test_another_direction_ends_what_was_let_pass(database: Database) -> None:
    """A pair is as it was with its direction; with another one permits are gone, with the same one they stay."""
    pairs = Pairs(database)
    pairs.add(replace(PHOTOS, direction=PairDirection.UP))
    trees = PairTrees(database, PHOTOS.id, PHOTOS.root)
    trees.apply(TreeChange(permit_put={node_id("a"): Permit(None)}))
    pairs.update(replace(PHOTOS, direction=PairDirection.UP, paused=True))
    assert trees.permits()
    pairs.update(replace(PHOTOS, direction=PairDirection.DOWN))
    assert trees.permits() == {}
    assert [pair.direction for pair in pairs.list()] == [PairDirection.DOWN]


def test_update_keeps_the_trees(database: Database) -> None:
    """Changing what is known of a pair leaves its trees and the other pairs alone."""
    pairs = Pairs(database)
    pairs.add(PHOTOS)
    pairs.add(NOTES)
    trees = PairTrees(database, PHOTOS.id, PHOTOS.root)
    trees.apply(CHANGE)
    changed = replace(
        PHOTOS, name="pictures", local="/new", space=space_id("other"), root=node_id("x"), marker="other", paused=True,
        created_ms=5,
    )  # fmt: skip
    pairs.update(changed)
    assert pairs.list() == [changed, NOTES]
    assert len(trees.load_base()) == len(trees.load_local()) == 1


def test_remove_takes_the_trees_along(database: Database) -> None:
    """A removed pair leaves no row behind; one added again under its id starts empty; other pairs keep theirs."""
    pairs = Pairs(database)
    for pair in (PHOTOS, NOTES):
        pairs.add(pair)
        PairTrees(database, pair.id, pair.root).apply(CHANGE)
    pairs.remove(PHOTOS.id)
    assert pairs.list() == [NOTES]
    with database.read() as reader:
        assert [reader.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("base", "local")] == [
            (1,),
            (1,),
        ]
    pairs.add(PHOTOS)
    assert len(PairTrees(database, PHOTOS.id, PHOTOS.root).load_base()) == 0
    assert len(PairTrees(database, NOTES.id, NOTES.root).load_local()) == 1


def test_unknown_pair_is_not_found(database: Database) -> None:
    """Updating, removing or syncing a pair that is not there says so."""
    pairs = Pairs(database)
    trees = PairTrees(database, PHOTOS.id, PHOTOS.root)
    for attempt in (
        lambda: pairs.update(PHOTOS),
        lambda: pairs.remove(PHOTOS.id),
        lambda: trees.apply(CHANGE),
        trees.load_base,
        trees.load_local,
    ):
        with pytest.raises(NotFound):
            attempt()


def test_forget_agreed_keeps_what_the_disk_shows(database: Database) -> None:
    """Of the pairs of one space all that could make a removal is forgotten, the local tree stays; others keep all."""
    pairs = Pairs(database)
    other = replace(NOTES, space=space_id("other"))
    for pair in (PHOTOS, other):
        pairs.add(pair)
        trees = PairTrees(database, pair.id, pair.root)
        trees.apply(CHANGE)
        trees.apply(TreeChange(permit_put={node_id("a"): Permit(None)}, departed_put=[GONE]))
        trees.intend([file_node("b")], Side.CLOUD)
    pairs.forget_agreed(PHOTOS.space)
    kept = {pair.id: PairTrees(database, pair.id, pair.root) for pair in (PHOTOS, other)}
    assert [len(kept[PHOTOS.id].load_base()), len(kept[PHOTOS.id].load_local()), len(kept[PHOTOS.id].intents())] == [
        0,
        1,
        0,
    ]
    assert [len(kept[other.id].load_base()), len(kept[other.id].load_local()), len(kept[other.id].intents())] == [
        1,
        1,
        1,
    ]
    assert (kept[PHOTOS.id].permits(), kept[PHOTOS.id].departed()) == ({}, [])
    assert (len(kept[other.id].permits()), kept[other.id].departed()) == (1, [GONE])
