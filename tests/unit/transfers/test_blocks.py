"""Which blocks move, in which order, and what fits into one request."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.crypto import node_id
from fakes.transfers import ROOT_KEY, content_of, digest_of
from megadesk.crypto.content import make_manifest, seal_block, sealed_length
from megadesk.model.errors import OurBug
from megadesk.model.manifest import BLOCK_BYTES, Manifest
from megadesk.model.values import replace
from megadesk.transfers.blocks import (
    ASK_BLOCKS,
    ASK_FIRST_BLOCKS,
    BATCH_FILES,
    Ask,
    BlockStep,
    BlockWork,
    Finish,
    Move,
    kept_blocks,
    leading_that_fit,
)
from megadesk.wire.frames import BATCH_BLOBS_MAX, BATCH_BYTES_MAX


def manifest_of(data: bytes) -> Manifest:
    """Return the manifest of data."""
    parts = [data[at : at + BLOCK_BYTES] for at in range(0, len(data), BLOCK_BYTES)]
    return make_manifest([seal_block(ROOT_KEY, node_id("f"), index, part).ref for index, part in enumerate(parts)])


THREE_BLOCKS = content_of(2 * BLOCK_BYTES + 1000)


def test_everything_is_new_without_a_previous_version() -> None:
    """Without a manifest no block stays."""
    assert kept_blocks(digest_of(THREE_BLOCKS), None) == {}


def test_one_changed_block_leaves_the_others() -> None:
    """An edit in the middle keeps every other reference as it was."""
    previous = manifest_of(THREE_BLOCKS)
    edited = bytearray(THREE_BLOCKS)
    edited[BLOCK_BYTES + 5] ^= 1
    assert kept_blocks(digest_of(bytes(edited)), previous) == {0: previous.blocks[0], 2: previous.blocks[2]}


def test_appended_bytes_change_the_last_block_only() -> None:
    """A file that grew keeps its full blocks; its last one has another length."""
    kept = kept_blocks(digest_of(THREE_BLOCKS + b"more"), manifest_of(THREE_BLOCKS))
    assert sorted(kept) == [0, 1]


def test_a_reference_of_the_wrong_length_does_not_stay() -> None:
    """A record that names the right hash with another length is not trusted."""
    previous = manifest_of(THREE_BLOCKS)
    lying = replace(previous, blocks=(replace(previous.blocks[0], length_bytes=7), *previous.blocks[1:]))
    assert sorted(kept_blocks(digest_of(THREE_BLOCKS), lying)) == [1, 2]


def test_a_block_at_another_place_does_not_stay() -> None:
    """Keys depend on the place: the same bytes one block later are another block."""
    shifted = bytes(BLOCK_BYTES) + THREE_BLOCKS
    assert kept_blocks(digest_of(shifted), manifest_of(THREE_BLOCKS)) == {}


@pytest.mark.parametrize(
    ("sizes", "count"),
    [
        ([], 0),
        ([0] * 5000, BATCH_FILES),
        ([100] * 5000, BATCH_FILES),
        ([BLOCK_BYTES, BLOCK_BYTES], 1),
        ([BLOCK_BYTES - 1000, BLOCK_BYTES - 1000], 1),
        ([BATCH_BYTES_MAX * 2, 1], 1),
        ([1 << 20] * 20, 7),
    ],
    ids=["none", "empty files", "tiny", "two full blocks", "padding counts", "too large alone", "a mebibyte each"],
)
def test_a_batch_ends_where_the_request_is_full(sizes: list[int], count: int) -> None:
    """At most 1000 files and 8 MiB as stored; one file always goes. The server takes as many."""
    assert leading_that_fit(sizes) == count
    assert BATCH_FILES <= BATCH_BLOBS_MAX


@given(st.lists(st.integers(0, 1 << 20), min_size=1, max_size=60))
def test_a_batch_never_exceeds_the_limits(sizes: list[int]) -> None:
    """What is taken fits, and one more would not."""
    count = leading_that_fit(sizes)
    stored = [sealed_length(size) if size else 0 for size in sizes]
    assert sum(stored[:count]) <= BATCH_BYTES_MAX
    assert count == len(sizes) or sum(stored[: count + 1]) > BATCH_BYTES_MAX


def drain(work: BlockWork, present: set[int] | None = None) -> list[BlockStep]:
    """Do all steps one after another and return them."""
    steps: list[BlockStep] = []
    while (step := work.next()) is not None:
        steps.append(step)
        if isinstance(step, Ask):
            work.answered(step, (present or set()) & set(step.indices))
        else:
            work.moved()
    return steps


def moves(steps: Sequence[BlockStep]) -> list[int]:
    """Return the blocks that were moved."""
    return [step.index for step in steps if isinstance(step, Move)]


def test_a_new_file_is_asked_about_once() -> None:
    """If none of the first blocks is there, the rest moves without questions."""
    steps = drain(BlockWork(range(100), ask=True))
    assert steps[0] == Ask(tuple(range(ASK_FIRST_BLOCKS)))
    assert moves(steps) == list(range(100))
    assert sum(isinstance(step, Ask) for step in steps) == 1
    assert steps[-1] == Finish()


def test_a_begun_file_goes_on_where_it_ended() -> None:
    """What a former run moved is found; after a group with nothing the questions end."""
    steps = drain(BlockWork(range(100), ask=True), present=set(range(30)))
    assert moves(steps) == list(range(30, 100))
    asked = [index for step in steps if isinstance(step, Ask) for index in step.indices]
    assert asked == list(range(ASK_FIRST_BLOCKS + 3 * ASK_BLOCKS))


def test_a_hole_does_not_end_the_questions() -> None:
    """A block that is missing among others that are there is moved alone."""
    assert moves(drain(BlockWork(range(24), ask=True), present=set(range(24)) - {0, 9})) == [0, 9]


def test_nobody_starts_before_the_first_answer() -> None:
    """While the first question is open, there is nothing else to do."""
    work = BlockWork(range(9), ask=True)
    first = work.next()
    assert work.next() is None
    assert isinstance(first, Ask)
    work.answered(first, ())
    assert work.next() == Move(0)


def test_the_finish_waits_for_all_blocks() -> None:
    """The last step comes once, and only when no other is under way."""
    work = BlockWork([3, 5], ask=False)
    assert (work.next(), work.next(), work.next()) == (Move(3), Move(5), None)
    work.moved()
    assert work.next() is None
    work.moved()
    assert work.next() == Finish()
    assert work.next() is None


@pytest.mark.parametrize("ask", [False, True])
def test_a_step_given_back_comes_again(ask: bool) -> None:
    """Nothing is lost when a step fails: question, move or finish."""
    work = BlockWork(range(2), ask=ask)
    seen: list[BlockStep] = []
    failed: set[BlockStep] = set()
    while (step := work.next()) is not None:
        if step not in failed:
            failed.add(step)
            work.give_back(step)
            continue
        seen.append(step)
        if isinstance(step, Ask):
            work.answered(step, ())
        else:
            work.moved()
    assert seen == ([Ask((0, 1))] if ask else []) + [Move(0), Move(1), Finish()]


def test_an_unfinished_file_does_not_pass_as_complete() -> None:
    """The check before the end refuses when anything is left."""
    work = BlockWork(range(2), ask=False)
    work.next()
    with pytest.raises(OurBug):
        work.check_complete()


@given(st.integers(0, 60), st.sets(st.integers(0, 60)), st.integers(1, 3), st.booleans(), st.integers())
def test_every_block_is_there_or_moved_once(count: int, there: set[int], threads: int, ask: bool, seed: int) -> None:
    """In any order of threads and failures, blocks are found or moved, once each, and the finish comes last."""
    chance = random.Random(seed)
    work = BlockWork(range(count), ask=ask)
    out: list[BlockStep] = []
    handled: list[int] = []
    finished = 0
    while True:
        step = work.next() if len(out) < threads else None
        if step is not None:
            out.append(step)
            continue
        if not out:
            break
        step = out.pop(chance.randrange(len(out)))
        if chance.random() < 0.2:
            work.give_back(step)
        elif isinstance(step, Ask):
            handled += sorted(there & set(step.indices))
            work.answered(step, there & set(step.indices))
        else:
            if isinstance(step, Move):
                handled.append(step.index)
            else:
                work.check_complete()
                finished += 1
            work.moved()
    assert sorted(handled) == list(range(count))
    assert finished == 1
