"""Many blobs in one body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.model.errors import LimitExceeded, Malformed
from megadesk.model.ids import BlockId
from megadesk.wire.frames import BATCH_BLOBS_MAX, pack, unpack

BLOBS = st.lists(st.tuples(st.binary(min_size=32, max_size=32).map(BlockId), st.binary(max_size=100)), max_size=20)


@given(BLOBS)
def test_blobs_come_back_in_order(blobs: list[tuple[BlockId, bytes]]) -> None:
    """Every blob comes back, in order, empty ones too."""
    assert [(block, bytes(data)) for block, data in unpack(pack(blobs))] == blobs


@given(BLOBS.filter(bool), st.integers(min_value=1, max_value=35))
def test_cut_off_body_is_malformed(blobs: list[tuple[BlockId, bytes]], missing: int) -> None:
    """A body that ends early is refused, not read as fewer blobs."""
    body = pack(blobs)
    with pytest.raises(Malformed):
        list(unpack(body[: len(body) - min(missing, 35)]))


@given(st.binary(max_size=300))
def test_garbage_is_frames_or_malformed(body: bytes) -> None:
    """Any bytes either are frames that pack to the same, or raise Malformed."""
    try:
        blobs = [(block, bytes(data)) for block, data in unpack(body)]
    except Malformed:
        return
    assert pack(blobs) == body


def test_length_beyond_the_body_is_malformed() -> None:
    """A frame that claims four gibibytes allocates nothing."""
    with pytest.raises(Malformed):
        list(unpack(b"i" * 32 + b"\xff\xff\xff\xff"))


def test_too_many_frames_are_refused() -> None:
    """More blobs than a batch may hold are refused at the first one too many."""
    body = pack([(BlockId(bytes(32)), b"")] * (BATCH_BLOBS_MAX + 1))
    with pytest.raises(LimitExceeded):
        list(unpack(body))


def test_blobs_are_views_of_the_body() -> None:
    """Nothing is copied: what comes out are views."""
    body = pack([(BlockId(bytes(32)), b"content")])
    (_, data), *_ = unpack(body)
    assert isinstance(data, memoryview)
    assert data.obj is body
