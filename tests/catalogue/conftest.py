"""What all files of the catalogue share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from megadesk.disk import staging


@pytest.fixture(autouse=True)
def _disk_at_leisure() -> Iterator[None]:
    """Wait for no medium: that would be for what the whole machine writes. Flushes have tests of their own in unit/disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "sync_volume", lambda _handle: True)
        yield
