"""What end-to-end tests share: one server and two devices with one account, as real processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.pairing import Pairing


@pytest.fixture
def pairing(tmp_path: Path) -> Iterator[Pairing]:
    """Two devices that sync ``here`` and ``there``."""
    made = Pairing(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.close()
