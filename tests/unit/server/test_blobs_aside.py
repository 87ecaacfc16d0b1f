"""Damaged bytes go to quarantine; the rest is in tests/contract/test_blob_store.py and test_scrub.py."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from fakes.people import blob
from megadesk.model.errors import MissingBlock
from megadesk.server.blobs_aside import forget_cached, set_aside
from megadesk.server.blobstore import Stored
from megadesk.server.metadata import OWN_FILE, Place

ONE = Stored(blob("one")[0], Place(OWN_FILE, 0), 4)
PACKED = Stored(blob("two")[0], Place(0xABC, 36), 4)


def nothing(_: Stored) -> bytes:
    """Find nothing to read."""
    raise MissingBlock(reason="absent")


def test_nothing_in_quarantine_is_replaced(tmp_path: Path) -> None:
    """A blob that is damaged again has its bytes kept again, as they were each time."""
    for n in range(3):
        (tmp_path / "own").write_bytes(b"bad%d" % n)
        set_aside(tmp_path / "aside", ONE, tmp_path / "own", nothing)
        set_aside(tmp_path / "aside", PACKED, tmp_path / "none", lambda _, n=n: b"pac%d" % n)  # type: ignore[misc]
    kept = sorted((path.name, path.read_bytes()) for path in (tmp_path / "aside").iterdir())
    own, packed = f"{ONE.id.hex()}.{0:016x}.0", f"{PACKED.id.hex()}.{0xABC:016x}.36"
    assert kept == sorted(
        (f"{name}{end}", b"%s%d" % (data, n))
        for name, data in ((own, b"bad"), (packed, b"pac")) for n, end in enumerate(("", ".2", ".3"))
    )  # fmt: skip


def test_what_is_absent_leaves_nothing(tmp_path: Path) -> None:
    """There is nothing to keep."""
    for one in (ONE, PACKED):
        set_aside(tmp_path / "aside", one, tmp_path / "absent", nothing)
    assert list((tmp_path / "aside").iterdir()) == []


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EACCES])
def test_a_pack_that_cannot_be_copied_is_left_as_it_is(tmp_path: Path, code: int) -> None:
    """Unreadable or no room: it has the bytes still. Anything else is a fault to be told of."""

    def fail(_: Stored) -> bytes:
        raise OSError(code, "no")

    if code == errno.EACCES:
        with pytest.raises(OSError, match="no"):
            set_aside(tmp_path / "aside", PACKED, tmp_path / "none", fail)
    else:
        set_aside(tmp_path / "aside", PACKED, tmp_path / "none", fail)
    assert list((tmp_path / "aside").iterdir()) == []


def test_what_the_system_remembers_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it can be asked to; elsewhere nothing happens."""
    asked: list[tuple[int, ...]] = []
    monkeypatch.setattr(os, "posix_fadvise", lambda *words: asked.append(words), raising=False)
    monkeypatch.setattr(os, "POSIX_FADV_DONTNEED", 4, raising=False)
    forget_cached(3, 10, 20)
    assert asked == [(3, 10, 20, 4)]
    monkeypatch.delattr(os, "posix_fadvise")
    forget_cached(3, 10, 20)
    assert len(asked) == 1
