"""What the journeys share: a desktop, a server, and a signed-in device whose app a person uses."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.desktop import Desktop
from fakes.pairing import Pairing


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A desktop of its own, in a folder whose path is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="md-") as folder, Desktop(Path(folder)) as made:
        yield made


@pytest.fixture
def pairing(tmp_path: Path) -> Iterator[Pairing]:
    """Two devices that sync ``here`` and ``there``; the app is that of the first."""
    made = Pairing(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.close()
