"""What the database adds to the contract of a tree store (tests/contract/test_tree_store.py)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.space_store import file_node, node_id, space_id
from fakes.tree_store import local_of
from megadesk.model.attributes import Attributes
from megadesk.model.ids import PairId
from megadesk.model.listing import Fingerprint, LocalNode
from megadesk.model.pair import SyncPair
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Tree
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.pairs import Pairs
from megadesk.store.spaces import _MARK_INTENT
from megadesk.store.trees import (
    _DROP_BASE,
    _DROP_INTENT,
    _DROP_LOCAL,
    _LOCAL_VERSION,
    PairTrees,
    _pack_local,
    _unpack_local,
)
from megadesk.sync.neighbours import Departed
from megadesk.sync.plan import Permit
from megadesk.sync.ports import Side, TreeChange

ONE = SyncPair(id=PairId("11111111"), name="one", local="/1", space=space_id(), root=node_id("r1"), marker="m")
TWO = replace(ONE, id=PairId("22222222"), name="two", local="/2", root=node_id("r2"))
A, B = file_node("a"), file_node("b")
FEW = st.sampled_from([0, 1, A.size_bytes, A.mtime_ns, -1, 1 << 64])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with two pairs."""
    opened = Database.open(tmp_path / "profile" / "state.db")
    for pair in (ONE, TWO):
        Pairs(opened).add(pair)
    yield opened
    opened.close()


def test_pairs_do_not_share_nodes(database: Database) -> None:
    """The same node in two pairs is two rows: changing or dropping one leaves the other."""
    one, two = (PairTrees(database, pair.id, pair.root) for pair in (ONE, TWO))
    for trees in (one, two):
        trees.apply(TreeChange(base_put=[A, B], local_put=[local_of(A)]))
    one.apply(TreeChange(base_drop=[A.id], local_put=[local_of(A, inode=7)]))
    two.apply(TreeChange(local_drop=[A.id]))
    assert one.load_base() == Tree(ONE.root, {B.id: B})
    assert two.load_base() == Tree(TWO.root, {A.id: A, B.id: B})
    assert (one.load_local(), two.load_local()) == ({A.id: local_of(A, inode=7)}, {})


def test_forgotten_pair_starts_with_nothing(database: Database) -> None:
    """Nothing is left that could make a removal of what the pair finds when it is linked anew; others keep theirs."""
    one, two = (PairTrees(database, pair.id, pair.root) for pair in (ONE, TWO))
    for trees in (one, two):
        gone = Departed(B, RelPath("b"), 7)
        trees.apply(
            TreeChange(base_put=[A], local_put=[local_of(A)], permit_put={A.id: Permit(A)}, departed_put=[gone])
        )
        trees.intend([A], Side.DISK)
    one.forget()
    for trees, count in ((one, 0), (two, 1)):
        kept = (trees.load_base(), trees.load_local(), trees.intents(), trees.permits(), trees.departed())
        assert [len(each) for each in kept] == [count] * 5


def test_trees_are_there_after_opening_again(database: Database) -> None:
    """Durable on return: another opening finds them."""
    PairTrees(database, ONE.id, ONE.root).apply(TreeChange(base_put=[A], local_put=[local_of(B)]))
    database.close()
    again = Database.open(database.path)
    trees = PairTrees(again, ONE.id, ONE.root)
    assert (trees.load_base(), trees.load_local()) == (Tree(ONE.root, {A.id: A}), {B.id: local_of(B)})
    again.close()


def test_large_trees_come_back(database: Database) -> None:
    """A change of some thousand rows is complete."""
    nodes = [file_node(number) for number in range(3000)]
    trees = PairTrees(database, ONE.id, ONE.root)
    trees.apply(TreeChange(base_put=nodes, local_put=[local_of(node) for node in nodes]))
    assert trees.load_base() == Tree(ONE.root, {node.id: node for node in nodes})
    trees.apply(TreeChange(base_drop=[node.id for node in nodes[1:]], local_drop=[node.id for node in nodes[:-1]]))
    assert list(trees.load_base()) == [nodes[0].id]
    assert list(trees.load_local()) == [nodes[-1].id]


def test_what_is_as_in_the_node_is_stored_once() -> None:
    """Name, size and time of an untouched file are shared by node and fingerprint, on disk and in memory."""
    row = _pack_local(local_of(A))
    back = _unpack_local(row)
    assert row.count(None) == 3
    assert back.spelling is back.node.name
    assert back.fingerprint.mtime_ns is back.node.mtime_ns


@given(st.builds(Fingerprint, FEW, FEW, FEW, FEW, FEW, st.booleans()), st.sampled_from([A.name, "", "b"]))
def test_any_fingerprint_comes_back(seen: Fingerprint, spelling: str) -> None:
    """Whether its parts are those of the node or not, a local node is the same after a row."""
    local = LocalNode(A, spelling, seen)
    assert _unpack_local(_pack_local(local)) == local


@pytest.mark.parametrize("statement", [_DROP_BASE, _DROP_LOCAL, _DROP_INTENT, _LOCAL_VERSION, _MARK_INTENT])
def test_each_row_is_found_by_its_id(database: Database, statement: str) -> None:
    """What runs once for each of many nodes must not read all nodes of the pair: 100,000 at a time would take hours."""
    with database.read() as connection:
        steps = connection.execute(f"EXPLAIN QUERY PLAN {statement}", (0,) * statement.count("?")).fetchall()
    by_id = [step[3] for step in steps if step[3].endswith("id=?)")]
    assert by_id
    assert not any("SCAN" in step[3] for step in steps)


def test_local_nodes_of_a_backup_come_back_whole(database: Database) -> None:
    """Permissions and times of files and folders are remembered, and held once for node and fingerprint where they agree."""
    trees = PairTrees(database, ONE.id, ONE.root)
    whole = Attributes(0o100600, A.mtime_ns)
    folder = replace(B, kind=Kind.FOLDER, content=None, size_bytes=0, executable=Attributes(0o40700, B.mtime_ns))
    file = LocalNode(replace(A, executable=whole), A.name, Fingerprint(0, 5, A.size_bytes, A.mtime_ns, 9, whole))
    inside = LocalNode(folder, B.name, Fingerprint(0, 6, 0, 0, 0, folder.executable))
    trees.apply(TreeChange(local_put=[file, inside]))
    found = trees.load_local()
    assert found == {A.id: file, B.id: inside}
    assert found[A.id].fingerprint.executable is found[A.id].node.executable
