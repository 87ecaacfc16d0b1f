"""One process at a time, and nobody for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from megadesk.model.errors import AlreadyRunning
from megadesk.server.folder_lock import only_one


def test_the_second_is_told(tmp_path: Path) -> None:
    """In the words that were given; after the first has ended it has the lock."""
    with only_one(tmp_path / "lock", "taken", what="backup"):
        with pytest.raises(AlreadyRunning) as caught, only_one(tmp_path / "lock", "taken", what="backup"):
            pass
        assert (caught.value.detail, caught.value.arguments) == ("taken", {"what": "backup"})
    with only_one(tmp_path / "lock", "taken", what="backup"):
        pass


def test_a_lock_is_let_go_of_after_a_fault(tmp_path: Path) -> None:
    """Whatever it was."""
    with pytest.raises(KeyError), only_one(tmp_path / "lock", "taken", what="backup"):
        raise KeyError
    with only_one(tmp_path / "lock", "taken", what="backup"):
        pass
