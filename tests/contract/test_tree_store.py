"""What every tree store must do: run on the database and on the one in memory that simulations use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.space_store import file_node, node_id, space_id
from fakes.tree_store import MemoryTreeStore, local_of
from megadesk.model.ids import PairId
from megadesk.model.listing import Fingerprint, LocalNode
from megadesk.model.pair import SyncPair
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Tree, empty_tree
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.pairs import Pairs
from megadesk.store.trees import PairTrees
from megadesk.sync.neighbours import Departed
from megadesk.sync.plan import Permit
from megadesk.sync.ports import TreeChange, TreeStore

ROOT = node_id("root")
A, B, C = file_node("a"), file_node("b"), file_node("c")


@pytest.fixture(params=["database", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TreeStore]:
    """The store under test, empty, for the folder ROOT."""
    if request.param == "memory":
        yield MemoryTreeStore(ROOT)
        return
    database = Database.open(tmp_path / "profile" / "state.db")
    pair = PairId("0badcafe")
    Pairs(database).add(
        SyncPair(id=pair, name="photos", local="/home/me/photos", space=space_id(), root=ROOT, marker="word")
    )
    yield PairTrees(database, pair, ROOT)
    database.close()


class TestTreeStore:
    """The suite, run on both."""

    def test_begins_empty(self, store: TreeStore) -> None:
        """A new pair has agreed on nothing and seen nothing."""
        assert store.load_base() == empty_tree(ROOT)
        assert store.load_base().root == ROOT
        assert store.load_local() == {}

    def test_both_trees_move_together(self, store: TreeStore) -> None:
        """One change moves base and local; each tree keeps to itself."""
        store.apply(TreeChange(base_put=[A, B], local_put=[local_of(B), local_of(C)]))
        assert store.load_base() == Tree(ROOT, {A.id: A, B.id: B})
        assert store.load_local() == {B.id: local_of(B), C.id: local_of(C)}

    def test_equal_nodes_are_shared(self, store: TreeStore) -> None:
        """What is the same in a tree that is in memory already is that very node; what is not stays as it was stored."""
        store.apply(TreeChange(base_put=[A, B, C], local_put=[local_of(A), local_of(B), local_of(C)]))
        like = {key: replace(node) for key, node in {A.id: A, B.id: replace(B, version=B.version + 1)}.items()}
        base, local = store.load_base(like), store.load_local(like)
        assert base == Tree(ROOT, {A.id: A, B.id: B, C.id: C})
        assert local == {node.id: local_of(node) for node in (A, B, C)}
        assert base[A.id] is local[A.id].node is like[A.id]

    def test_put_replaces_and_drop_removes(self, store: TreeStore) -> None:
        """What is put again is as it was put last; what is dropped is gone; dropping what is not there is fine."""
        store.apply(TreeChange(base_put=[A, B], local_put=[local_of(A), local_of(B)]))
        newer = replace(A, name="moved", parent=node_id("elsewhere"), version=9, executable=True)
        store.apply(
            TreeChange(
                base_put=[newer], base_drop=[B.id, C.id], local_put=[local_of(newer, inode=5)], local_drop=[B.id, C.id]
            )
        )
        assert store.load_base() == Tree(ROOT, {A.id: newer})
        assert store.load_local() == {A.id: local_of(newer, inode=5)}

    def test_drop_comes_before_put(self, store: TreeStore) -> None:
        """A node named in both is there afterwards."""
        store.apply(TreeChange(base_put=[A], local_put=[local_of(A)]))
        newer = replace(A, version=2)
        store.apply(TreeChange(base_put=[newer], base_drop=[A.id], local_put=[local_of(newer)], local_drop=[A.id]))
        assert store.load_base() == Tree(ROOT, {A.id: newer})
        assert store.load_local() == {A.id: local_of(newer)}

    def test_only_the_version_of_a_local_node_moves(self, store: TreeStore) -> None:
        """A local node takes another version and keeps all else; one that is not there is not made, one that is put is as put."""
        store.apply(TreeChange(local_put=[local_of(A, inode=5, spelling="other"), local_of(B)]))
        versions = [replace(node, version=1 << 70) for node in (A, B, C)]
        store.apply(TreeChange(local_versions=versions, local_put=[local_of(replace(B, version=7))]))
        as_it_was = local_of(A, inode=5, spelling="other")
        assert store.load_local() == {
            A.id: replace(as_it_was, node=versions[0]), B.id: local_of(replace(B, version=7)),
        }  # fmt: skip
        assert store.load_base() == Tree(ROOT, {})

    def test_permits_are_kept_with_the_trees(self, store: TreeStore) -> None:
        """What a person let pass comes back as it was, a removal too, and is dropped in the same transaction."""
        permits = {A.id: Permit(A), B.id: Permit(None), C.id: Permit(replace(C, name="\udcfe"), any_place=True)}
        store.apply(TreeChange(base_put=[A], permit_put=permits))
        assert store.permits() == permits
        assert repr(store.permits()[C.id]) == repr(permits[C.id])
        store.apply(TreeChange(permit_drop=[A.id, B.id], permit_put={C.id: Permit(None)}))
        assert store.permits() == {C.id: Permit(None)}

    def test_departures_are_kept_with_the_trees(self, store: TreeStore) -> None:
        """What is gone from the disk comes back as it was last seen, and is dropped in the same transaction."""
        gone = [Departed(A, RelPath("folder/a"), 7), Departed(B, RelPath("un\udcff"), (1 << 64) - 1)]
        store.apply(TreeChange(local_drop=[A.id, B.id], departed_put=gone))
        assert sorted(store.departed(), key=lambda one: one.inode) == gone
        store.apply(TreeChange(departed_drop=[A.id], departed_put=[Departed(B, RelPath("b"), 8)]))
        assert store.departed() == [Departed(B, RelPath("b"), 8)]

    def test_what_was_loaded_stays_as_it_was(self, store: TreeStore) -> None:
        """A loaded tree is a value: later changes do not reach it."""
        store.apply(TreeChange(base_put=[A], local_put=[local_of(A)]))
        base, local = store.load_base(), store.load_local()
        store.apply(TreeChange(base_drop=[A.id], local_drop=[A.id]))
        assert set(base) == set(local) == {A.id}

    def test_error_while_packing_changes_nothing(self, store: TreeStore) -> None:
        """A change that cannot be stored whole is not stored in part."""
        store.apply(TreeChange(base_put=[A]))
        with pytest.raises(AttributeError):
            store.apply(TreeChange(base_put=[B], base_drop=[A.id], local_put=[None]))  # type: ignore[list-item]  # on purpose
        assert store.load_base() == Tree(ROOT, {A.id: A})
        assert store.load_local() == {}

    @pytest.mark.parametrize(
        "odd",
        [
            local_of(A, spelling="a\u0308.jpg"),
            local_of(A, spelling="undecodable \udcff\udc80"),
            local_of(A, spelling="lone \ud800"),
            local_of(A, spelling=""),
            local_of(replace(A, name="\udcfe")),
            local_of(replace(A, kind=Kind.FOLDER, content=None, size_bytes=0, mtime_ns=0, version=0)),
            local_of(replace(A, mtime_ns=-1)),
            LocalNode(A, "a", Fingerprint((1 << 64) - 1, (1 << 64) - 1, (1 << 63) - 1, 1 << 63, 0, executable=True)),
            LocalNode(A, "a", Fingerprint(1 << 63, 1 << 128, 0, -(1 << 63) - 1, -(1 << 63), executable=False)),
        ],
        ids=["nfd", "undecodable", "surrogate", "empty", "name", "folder", "before_1970", "64_bits", "beyond"],
    )
    def test_local_nodes_come_back_exactly(self, store: TreeStore, odd: LocalNode) -> None:
        """What a disk showed comes back as it was, however odd, with the types it had."""
        store.apply(TreeChange(local_put=[odd], base_put=[odd.node]))
        back = store.load_local()[odd.node.id]
        assert back == odd
        assert repr(back) == repr(odd)
        assert repr(store.load_base()[odd.node.id]) == repr(odd.node)
