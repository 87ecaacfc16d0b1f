"""Everything paused, with real processes: bytes are counted on the line between a device and its server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.relayed import Stage
from megadesk.ipc import messages as m


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A server, a device at its side, and one behind a relay."""
    made = Stage(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.close()


HINTS_BYTES = 4096
"""What the server tells those who listen: that something moved, and that it is there."""


def test_no_byte_is_sent_while_all_is_paused(stage: Stage) -> None:
    """Not for what is saved here, nor for what the other device does: it is told of it, and asks nothing. Then it is done."""
    far = stage.far
    assert far.ask(m.ENGINE_PAUSE, m.PauseAll()).state == "paused"
    stage.relay.forget()
    (stage.there / "from far.txt").write_text("far")
    (stage.here / "from near.txt").write_text("near")
    stage.near.wait()
    assert far.ask(m.LIST_TRANSFERS, m.ListTransfers()).total == 0
    assert far.status().paused
    assert (stage.relay.up_bytes, stage.relay.down_bytes < HINTS_BYTES) == (0, True)
    assert not (stage.there / "from near.txt").exists()

    assert not far.ask(m.ENGINE_RESUME, m.Nothing()).paused
    far.wait()
    stage.near.wait()
    assert (stage.there / "from near.txt").read_text() == "near"
    assert (stage.here / "from far.txt").read_text() == "far"


def test_a_pause_holds_over_kill_and_start(stage: Stage) -> None:
    """An engine that was killed while all was paused starts paused, and fetches nothing."""
    far = stage.far
    far.ask(m.ENGINE_PAUSE, m.PauseAll(for_s=3600))
    far.kill()
    (stage.here / "new.txt").write_text("near")
    stage.near.wait()
    far.start()
    status = far.status()
    assert (status.state, status.paused) == ("paused", True)
    assert far.ask(m.ENGINE_RESUME, m.Nothing()).paused_until is None
    far.wait()
    assert (stage.there / "new.txt").read_text() == "near"
