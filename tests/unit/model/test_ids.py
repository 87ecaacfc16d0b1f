"""Ids: of the right length, and fresh ones from the entropy they are handed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from megadesk.model import ids
from megadesk.model.errors import Malformed


def count_up(size: int) -> bytes:
    """Entropy of a test."""
    return bytes(range(size))


@pytest.mark.parametrize(
    ("parse", "size"),
    [
        (ids.parse_node_id, 16), (ids.parse_account_id, 16), (ids.parse_device_id, 16),
        (ids.parse_space_id, 32), (ids.parse_block_id, 32), (ids.parse_commit_id, 32),
    ],
)  # fmt: skip
def test_an_id_has_its_length(parse: Callable[[bytes], bytes], size: int) -> None:
    """The right length is taken as it is; one byte more or less is Malformed."""
    assert parse(count_up(size)) == count_up(size)
    for wrong in (0, size - 1, size + 1):
        with pytest.raises(Malformed):
            parse(bytes(wrong))


@pytest.mark.parametrize("make", [ids.new_node_id, ids.new_account_id, ids.new_device_id])
def test_a_fresh_id_is_the_entropy(make: Callable[[ids.Entropy], bytes]) -> None:
    """Nothing but the entropy decides."""
    assert make(count_up) == count_up(16)


def test_a_pair_id_is_short() -> None:
    """People type it: eight hex digits."""
    assert ids.new_pair_id(count_up) == "00010203"


def test_reserved_ids_are_all_zero() -> None:
    """The parent of roots and the commit before the first have the lengths of their kinds."""
    assert ids.parse_node_id(ids.TOP) == bytes(16)
    assert ids.parse_commit_id(ids.NO_COMMIT) == bytes(32)
