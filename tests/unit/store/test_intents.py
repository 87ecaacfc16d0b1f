"""Intents: what was about to be published, and what the journal turned out to hold, in one transaction with the pin."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.space_store import head, record
from megadesk.model.ids import FileHash, NodeId, PairId, SpaceId
from megadesk.model.pair import SyncPair
from megadesk.model.space import SpaceChange
from megadesk.model.tree import Kind, Node
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.pairs import Pairs
from megadesk.store.spaces import Spaces
from megadesk.store.trees import PairTrees
from megadesk.sync.ports import Intent, Side, TreeChange

ROOT, BIN = NodeId(b"r" * 16), NodeId(b"b" * 16)
NODE = Node(NodeId(b"n" * 16), ROOT, Kind.FILE, "a.txt", FileHash(b"c" * 32), 5, 1_000, executable=False, version=3)
AS_PUBLISHED = replace(NODE, version=4)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database with one pair."""
    tmp_path.chmod(0o700)
    made = Database.open(tmp_path / "megadesk.db")
    pair = SyncPair(id=PairId("p"), name="p", local="/p", space=SpaceId(b"s" * 32), root=ROOT, marker="m")
    Pairs(made).add(pair)
    return made


def test_intent_is_kept_until_it_is_dropped(database: Database) -> None:
    """What was intended is there after it was written, and gone with the change that drops it."""
    trees = PairTrees(database, PairId("p"), ROOT)
    trees.intend([NODE], Side.CLOUD)
    trees.intend([NODE], Side.DISK)
    assert trees.intents() == [Intent(NODE, Side.CLOUD), Intent(NODE, Side.DISK)]
    trees.apply(TreeChange(intent_drop=[NODE.id]))
    assert trees.intents() == []
    database.close()


def test_intent_to_take_away_is_kept_as_such(database: Database) -> None:
    """What is to be taken away takes the place of what was to be made of it, and the other way round."""
    trees = PairTrees(database, PairId("p"), ROOT)
    trees.intend([NODE], Side.DISK)
    trees.intend([NODE], Side.DISK, gone=True)
    trees.intend([NODE], Side.CLOUD, gone=True)
    assert trees.intents() == [Intent(NODE, Side.CLOUD, gone=True), Intent(NODE, Side.DISK, gone=True)]
    trees.intend([NODE], Side.DISK)
    assert trees.intents() == [Intent(NODE, Side.CLOUD, gone=True), Intent(NODE, Side.DISK)]
    database.close()


@pytest.mark.parametrize(
    ("record_node", "journaled"),
    [
        (replace(AS_PUBLISHED, parent=BIN), True),
        (replace(AS_PUBLISHED, parent=BIN, name="a (2).txt"), True),
        (replace(AS_PUBLISHED, parent=BIN, version=5), False),
        (AS_PUBLISHED, False),
    ],
    ids=["as_intended", "by_another_name", "a_later_version", "not_in_the_bin"],
)
def test_record_in_the_bin_marks_the_removal(database: Database, record_node: Node, journaled: bool) -> None:
    """What is in the bin as the very next version was removed as intended, and stays so when somebody restores it."""
    trees = PairTrees(database, PairId("p"), ROOT)
    trees.intend([replace(NODE, parent=BIN)], Side.CLOUD, gone=True)
    trees.intend([NODE], Side.DISK, gone=True)
    spaces = Spaces(database)
    spaces.apply(
        SpaceChange(head=head(1), put=[replace(record(1), id=NODE.id, version=record_node.version, node=record_node)])
    )
    spaces.apply(
        SpaceChange(head=head(2), put=[replace(record(1), id=NODE.id, version=9, node=replace(NODE, version=9))])
    )
    assert [intent.journaled for intent in trees.intents()] == [journaled, False]
    database.close()


@pytest.mark.parametrize(
    ("record_node", "journaled"),
    [
        (AS_PUBLISHED, True),
        (replace(AS_PUBLISHED, content=FileHash(b"d" * 32)), False),
        (replace(AS_PUBLISHED, name="b.txt"), False),
        (replace(AS_PUBLISHED, version=5), False),
    ],
    ids=["as_intended", "other_content", "other_name", "a_later_version"],
)
def test_verified_record_marks_its_intent(database: Database, record_node: Node, journaled: bool) -> None:
    """Only a record that says exactly what was intended, as the very next version, counts as ours."""
    trees = PairTrees(database, PairId("p"), ROOT)
    trees.intend([NODE], Side.CLOUD)
    trees.intend([NODE], Side.DISK)
    stored = replace(record(1), id=NODE.id, version=record_node.version, node=record_node)
    Spaces(database).apply(SpaceChange(head=head(1), put=[stored]))
    assert [intent.journaled for intent in trees.intents()] == [journaled, False]
    database.close()
