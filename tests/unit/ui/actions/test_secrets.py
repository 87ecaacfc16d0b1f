"""Files with a secret in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from megadesk.model.errors import AccessDenied, AlreadyExists, LimitExceeded, NotFound
from megadesk.ui.actions.secrets import SECRET_FILE_MAX_BYTES, read_secret, save_secret


def test_a_secret_is_for_its_owner_alone(tmp_path: Path) -> None:
    """And is read as it was written."""
    file = tmp_path / "key.txt"
    save_secret(file, "ABCD\n")
    assert file.stat().st_mode & 0o077 == 0
    assert read_secret(file) == "ABCD\n"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Another key may be in it."""
    file = tmp_path / "key.txt"
    file.write_text("mine")
    with pytest.raises(AlreadyExists):
        save_secret(file, "other")
    assert file.read_text() == "mine"


def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    """A folder that is not there, a file that is none, one that is too large to be a key."""
    with pytest.raises(NotFound) as found:
        save_secret(tmp_path / "gone" / "key.txt", "x")
    assert str(tmp_path / "gone") == found.value.arguments["path"]
    with pytest.raises(AccessDenied):
        save_secret(tmp_path / "\0".replace("\0", "x" * 300), "x")
    with pytest.raises(AccessDenied):
        read_secret(tmp_path / "gone")
    large = tmp_path / "large"
    large.write_bytes(b"x" * (SECRET_FILE_MAX_BYTES + 1))
    with pytest.raises(LimitExceeded):
        read_secret(large)
