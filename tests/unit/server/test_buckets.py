"""Stored rows of bucket digests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from megadesk.crypto.public import EMPTY_DIGEST, EMPTY_ROW, ROW_BYTES
from megadesk.model.errors import OurBug
from megadesk.server.buckets import dense, patched

CHANGES = st.dictionaries(st.integers(0, 255), st.sampled_from([EMPTY_DIGEST, b"a" * 32, b"b" * 32]), max_size=256)


@given(st.lists(CHANGES, max_size=6))
def test_patches_add_up(changes: list[dict[int, bytes]]) -> None:
    """Whatever the order and the form it is stored in, a row is what was last said of each bucket."""
    stored, expected = b"", bytearray(EMPTY_ROW)
    for change in changes:
        stored = patched(stored, change)
        for position, digest in change.items():
            expected[position * 32 : position * 32 + 32] = digest
        assert dense(stored) == bytes(expected)


def test_few_are_stored_short() -> None:
    """Three full buckets take a hundred bytes, none takes nothing, and a full row stays one."""
    three = patched(b"", dict.fromkeys((1, 5, 255), b"x" * 32))
    assert len(three) == 99
    assert patched(three, dict.fromkeys((1, 5, 255), EMPTY_DIGEST)) == b""
    full = patched(b"", dict.fromkeys(range(256), b"x" * 32))
    assert len(full) == ROW_BYTES


def test_a_row_of_no_form_is_a_bug() -> None:
    """It is never patched into something that looks well."""
    with pytest.raises(OurBug):
        patched(b"x" * 34, {})
