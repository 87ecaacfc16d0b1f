"""What the tests of this room share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder with a name short enough for a socket in it; pytest's own are not, with several workers."""
    with tempfile.TemporaryDirectory(prefix="md-", dir="/tmp") as name:
        yield Path(name)
