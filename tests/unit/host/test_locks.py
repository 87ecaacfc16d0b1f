"""Locks of the system: one holder, and a number for people."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from megadesk.host.locks import lock_file, owner_of, write_owner


def test_one_holds_a_file(tmp_path: Path) -> None:
    """The second is refused at once, may read whose it is, and has it when the first lets go."""
    one, two = (os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT) for _ in range(2))
    lock_file(one)
    write_owner(one)
    with pytest.raises(BlockingIOError):
        lock_file(two)
    assert owner_of(two) == os.getpid()
    os.close(one)
    lock_file(two)
    os.close(two)


@pytest.mark.parametrize("written", [b"", b"somebody", b"-1"])
def test_number_that_is_none(tmp_path: Path, written: bytes) -> None:
    """Whatever stands in the file, the lock counts."""
    (tmp_path / "lock").write_bytes(written)
    handle = os.open(tmp_path / "lock", os.O_RDWR)
    assert owner_of(handle) is None
    os.close(handle)
