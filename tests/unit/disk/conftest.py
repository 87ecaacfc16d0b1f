"""One folder for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.folders import DiskBench


@pytest.fixture
def bench(tmp_path: Path) -> DiskBench:
    """Return a prepared root with everything over it."""
    return DiskBench(tmp_path / "root")
