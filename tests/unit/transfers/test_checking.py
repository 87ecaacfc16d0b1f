"""Blocks held against their records: gathered, fetched or proven, and nothing believed of server or copy."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from fakes.crypto import node_id, seeded_entropy
from fakes.transfers import ROOT_KEY, FakeClock, MemoryBlocks, content_of
from megadesk.crypto.content import SealedBlock, seal_block
from megadesk.crypto.structure import possession_proof
from megadesk.model.errors import FileBusy, Malformed, MissingBlock, RateLimited, ServerUnavailable, Stale
from megadesk.model.ids import BlockId, NodeId
from megadesk.model.values import replace
from megadesk.transfers.blocks import BATCH_FILES, SMALL_FILE_BYTES
from megadesk.transfers.checking import TRIES, Checking, Large, Part, Proof, Small, Verdict, checks
from megadesk.wire.frames import BATCH_BYTES_MAX

BIG = SMALL_FILE_BYTES + 1


class Proving(MemoryBlocks):
    """Blocks in memory, and proofs of them."""

    def possess(self, block: BlockId, nonce: bytes) -> bytes:
        """Return the proof."""
        self._request("possess", [block])
        if block not in self.held:
            raise MissingBlock(block=block.hex())
        return possession_proof(nonce, self.held[block])


class Copy:
    """A file here."""

    def __init__(self, data: bytes, error: Exception | None = None) -> None:
        self.data, self.error, self.closed = data, error, False

    def read(self, offset: int, buffer: memoryview) -> int:
        """Fill the buffer."""
        piece = self.data[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        return len(piece)

    def check_unchanged(self) -> None:
        """Raise what it was given."""
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        """Close it."""
        self.closed = True


def sealed(name: str, size_bytes: int) -> tuple[Part, SealedBlock, bytes]:
    """Return a block of a file of this name."""
    plain = content_of(size_bytes, name)
    block = seal_block(ROOT_KEY, node_id(name), 0, plain)
    return Part(node_id(name), 0, block.ref), block, plain


def checking(store: Proving, copy_of: Callable[[NodeId], Copy | None] = lambda _key: None) -> Checking:
    """Return one over this store, whose clock stands still but for its waits."""
    clock = FakeClock()

    def ticking() -> float:
        clock.advance(5.0)
        return clock()

    return Checking(
        store, copy_of=copy_of, entropy=seeded_entropy("nonce"), clock=ticking, jitter=lambda: 0.0, threads=2
    )


def verdicts(store: Proving, *todo: Small | Large | Proof, copy: Copy | None = None) -> list[Verdict]:
    """Return what comes of checks."""
    return list(checking(store, lambda _key: copy).run(todo, lambda: None))


def test_small_blocks_go_together_and_large_ones_alone() -> None:
    """As many as a request holds by number and by size; a large block of a file that is here is to be proven."""
    small = [sealed(f"s{at}", 100)[0] for at in range(3)]
    large, here = sealed("large", BIG)[0], sealed("here", BIG)[0]
    found = list(checks([small[0], large, small[1], here, small[2]], lambda key: key == node_id("here")))
    assert found == [Large(large), Proof(here), Small(tuple(small))]
    assert list(checks([], lambda _key: True)) == []


def test_a_request_has_bounds() -> None:
    """Neither more blocks than a batch has files, nor more bytes than it may carry."""
    one = sealed("one", 100)[0]
    counts = [
        len(some.parts) for some in checks([one] * (BATCH_FILES + 1), lambda _key: False) if isinstance(some, Small)
    ]
    assert counts == [BATCH_FILES, 1]
    wide = replace(one, ref=replace(one.ref, length_bytes=SMALL_FILE_BYTES))
    counts = [len(some.parts) for some in checks([wide] * 20, lambda _key: False) if isinstance(some, Small)]
    assert sum(counts) == 20
    assert max(counts) == BATCH_BYTES_MAX // SMALL_FILE_BYTES - 1


def test_every_kind_of_damage_has_its_word() -> None:
    """Absent, other bytes, too short for its record, and a record that lies; the others are well."""
    store = Proving()
    parts: dict[str, Part] = {}
    for name in ("well", "absent", "corrupt", "forged"):
        part, block, _ = sealed(name, 300)
        parts[name] = part
        store.held[block.ref.id] = bytes(block.stored)
    del store.held[parts["absent"].ref.id]
    store.held[parts["corrupt"].ref.id] = b"x" * 400
    parts["forged"] = replace(
        parts["forged"], ref=replace(parts["forged"].ref, plain_hash=parts["well"].ref.plain_hash)
    )
    found = verdicts(store, Small(tuple(parts.values())), *map(Large, parts.values()))
    by_node: dict[NodeId, list[str]] = {}
    for one in found:
        by_node.setdefault(one.part.node, []).append(one.fault)
    # The store in memory says of both that they are corrupt: it has one word for what it cannot give.
    wanted = {"well": "", "absent": "corrupt", "corrupt": "corrupt", "forged": "forged"}
    assert by_node == {node_id(name): [fault, fault] for name, fault in wanted.items()}


def test_what_an_answer_left_out_is_asked_for_alone() -> None:
    """A block that a batch did not bring is no damage if it comes by itself."""
    part, block, _ = sealed("slow", 300)
    store = Proving()
    store.held[part.ref.id] = bytes(block.stored)
    store.leave_out = {part.ref.id}
    assert verdicts(store, Small((part,))) == [Verdict(part)]
    assert [call.name for call in store.calls] == ["get_many", "get"]


def test_a_proof_needs_no_download() -> None:
    """Who has the block answers right; the copy is read and closed, and nothing is fetched."""
    part, block, plain = sealed("here", BIG)
    store, copy = Proving(), Copy(plain)
    store.held[part.ref.id] = bytes(block.stored)
    assert verdicts(store, Proof(part), copy=copy) == [Verdict(part, proven=True)]
    assert [call.name for call in store.calls] == ["possess"]
    assert copy.closed


@pytest.mark.parametrize("held", [None, "other"], ids=["absent", "changed"])
def test_a_proof_that_fails_is_looked_into(held: str | None) -> None:
    """A server without the block, or with other bytes, cannot prove it; the download then says what is wrong."""
    part, block, plain = sealed("here", BIG)
    store = Proving()
    if held:
        store.held[part.ref.id] = bytes(block.stored)[:-1] + b"x"
    assert [one.fault for one in verdicts(store, Proof(part), copy=Copy(plain))] == ["corrupt"]


def test_a_proof_that_is_none_proves_nothing() -> None:
    """Noise, or any other bytes, in the place of a proof: the block is fetched."""
    part, block, plain = sealed("here", BIG)

    class Boasting(Proving):
        def possess(self, block: BlockId, nonce: bytes) -> bytes:
            return b"x" * 32

    for store in (Proving(), Boasting()):
        store.held[part.ref.id] = bytes(block.stored)
        store.fail("possess", Malformed("no proof"))
        assert verdicts(store, Proof(part), copy=Copy(plain)) == [Verdict(part)]
        assert store.calls[-1].name == "get"


def test_nonces_are_fresh() -> None:
    """No answer can be kept for the next time."""
    part, block, plain = sealed("here", BIG)
    nonces: list[bytes] = []

    class Listening(Proving):
        def possess(self, block: BlockId, nonce: bytes) -> bytes:
            nonces.append(nonce)
            return super().possess(block, nonce)

    store = Listening()
    store.held[part.ref.id] = bytes(block.stored)
    list(checking(store, lambda _key: Copy(plain)).run([Proof(part), Proof(part)], lambda: None))
    assert len(nonces) == len(set(nonces)) == 2


@pytest.mark.parametrize(
    ("copy", "differs"),
    [(None, False), (Copy(b"other bytes"), True), (Copy(b"", FileBusy()), False)],
    ids=["gone", "rotten", "being written"],
)
def test_a_copy_that_does_not_fit_is_not_used(copy: Copy | None, differs: bool) -> None:
    """The block is fetched then; bytes that changed without a trace are said."""
    part, block, _ = sealed("here", BIG)
    store = Proving()
    store.held[part.ref.id] = bytes(block.stored)
    assert verdicts(store, Proof(part), copy=copy) == [Verdict(part, differs=differs)]
    assert [call.name for call in store.calls] == ["get"]


def test_what_passes_is_tried_again() -> None:
    """An overloaded server, or a line that is gone for a moment, ends nothing."""
    part, block, _ = sealed("one", 300)
    store = Proving()
    store.held[part.ref.id] = bytes(block.stored)
    store.fail("get_many", ServerUnavailable(), RateLimited(retry_after_s=1.0), ServerUnavailable())
    assert verdicts(store, Small((part,))) == [Verdict(part)]


def test_what_does_not_pass_ends_the_check() -> None:
    """After some tries the error of the way is raised: nothing is said about blocks that nobody could ask for."""
    part = sealed("one", 300)[0]
    store = Proving()
    store.fail("get_many", *[ServerUnavailable()] * (TRIES * 2 + 1))
    with pytest.raises(ServerUnavailable):
        verdicts(store, Small((part,)))
    assert len(store.named("get_many")) == TRIES * 2 + 1


def test_a_check_can_be_cancelled_while_blocks_are_under_way() -> None:
    """Who cancels does not wait for an answer that does not come."""
    part, block, _ = sealed("one", 300)
    store, held, hangs = Proving(), threading.Event(), threading.Event()
    store.held[part.ref.id] = bytes(block.stored)

    def hang(_call: object) -> None:
        hangs.set()
        held.wait(30)

    def cancel() -> None:
        if hangs.is_set():
            raise Stale

    store.before = hang
    try:
        with pytest.raises(Stale):
            list(checking(store).run([Small((part,))], cancel))
    finally:
        held.set()


def test_nothing_more_is_taken_than_is_under_way() -> None:
    """What is to be done is taken from its source as it is done: a million files are never in memory."""
    part, block, _ = sealed("one", 300)
    store, taken = Proving(), 0
    store.held[part.ref.id] = bytes(block.stored)

    def endless() -> Iterator[Small]:
        nonlocal taken
        while True:
            taken += 1
            yield Small((part,))

    for number, _ in enumerate(checking(store).run(endless(), lambda: None)):
        if number == 9:
            break
    assert taken <= 12
