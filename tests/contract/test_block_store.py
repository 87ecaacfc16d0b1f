"""What every BlockStore must do: the suite of transfers.ports.BlockStore.

A room that implements the port adds its own to the fixture and passes the same tests.
"""

from __future__ import annotations

import pytest

from fakes.crypto import node_id
from fakes.transfers import ROOT_KEY, MemoryBlocks, content_of
from megadesk.crypto.content import seal_block
from megadesk.model.errors import MissingBlock
from megadesk.model.ids import BlockId
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.transfers.ports import BlockStore
from megadesk.wire.frames import BATCH_BLOBS_MAX


def sealed(name: str, size_bytes: int = 300) -> tuple[BlockId, bytes]:
    """Return a block as it is stored."""
    block = seal_block(ROOT_KEY, node_id(name), 0, content_of(size_bytes, name))
    return block.ref.id, bytes(block.stored)


@pytest.fixture(params=["memory"])
def store(request: pytest.FixtureRequest) -> BlockStore:
    """An empty store."""
    return {"memory": MemoryBlocks}[request.param]()


class TestBlockStore:
    """The suite."""

    def test_what_is_put_comes_back(self, store: BlockStore) -> None:
        """Small and full blocks, given as bytes or as a view."""
        for name, size in (("small", 1), ("full", BLOCK_BYTES)):
            block, data = sealed(name, size)
            store.put(block, memoryview(data))
            assert store.get(block) == data

    def test_a_reused_buffer_is_free_after_put(self, store: BlockStore) -> None:
        """Workers seal the next block into the same memory."""
        block, data = sealed("a")
        buffer = bytearray(data)
        store.put(block, memoryview(buffer))
        buffer[:] = bytes(len(buffer))
        assert store.get(block) == data

    def test_missing_says_what_is_not_there(self, store: BlockStore) -> None:
        """Of the ids asked for, and of no others."""
        here, absent = sealed("here"), sealed("absent")
        store.put(*here)
        assert store.missing([here[0], absent[0]]) == {absent[0]}
        assert store.missing([here[0]]) == set()
        assert store.missing([]) == set()

    def test_putting_again_changes_nothing(self, store: BlockStore) -> None:
        """Uploads are repeatable, alone and in a batch."""
        block, data = sealed("a")
        store.put(block, data)
        store.put(block, data)
        store.put_many([(block, data)])
        assert store.get(block) == data

    def test_many_travel_together(self, store: BlockStore) -> None:
        """A full batch goes and comes in one call each."""
        blocks = dict(sealed(f"{number}", 10) for number in range(BATCH_BLOBS_MAX))
        store.put_many(list(blocks.items()))
        assert store.missing(list(blocks)) == set()
        assert dict(store.get_many(list(blocks))) == blocks

    def test_get_of_an_absent_block_is_missing(self, store: BlockStore) -> None:
        """MissingBlock, not an empty answer."""
        with pytest.raises(MissingBlock):
            store.get(sealed("absent")[0])

    def test_get_many_leaves_out_what_is_absent(self, store: BlockStore) -> None:
        """The others come; the caller asks for the rest alone."""
        here, absent = sealed("here"), sealed("absent")
        store.put(*here)
        assert dict(store.get_many([absent[0], here[0]])) == {here[0]: here[1]}
