"""Transfers go on at the block, whatever happens to engine, server, line and session in the middle of a large file.

Real processes; a relay between the device and its server counts what travels, and lets something happen once so much
has. Each file is 12 blocks. In the end both sides are equal, and no more travelled twice than what was under way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from fakes.processes import tree_of
from fakes.relayed import BLOCK, FILE, Stage
from megadesk.transfers.pacing import WIDTH_FIRST

UNDER_WAY = (WIDTH_FIRST + 1) * BLOCK
"""As many requests as may run at first, and one for what is raised: each may have been cut at its very end."""
REST = 2 << 20
"""Commits, questions and answers, the heads of requests."""
PATIENCE_S = 100.0


EVENTS = [
    "engine_is_killed", "engine_is_stopped", "server_is_killed", "line_is_cut", "computer_sleeps", "person_signs_out_and_in",
]  # fmt: skip


@pytest.fixture(scope="module")
def stage(stack_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """All of it, started once: each test leaves both sides equal."""
    made = Stage(tmp_path_factory.mktemp(f"resume-{stack_name}"))
    try:
        made.start()
        yield made
    finally:
        made.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("what", EVENTS)
def test_an_upload_goes_on_at_the_block(stage: Stage, what: str) -> None:
    """From the device behind the relay to the server."""
    done = stage.happen(what)
    (stage.there / f"up {what}.mkv").write_bytes(random.Random(what).randbytes(FILE))
    assert done.wait(PATIENCE_S)
    stage.far.wait()
    assert stage.relay.up_bytes <= FILE + UNDER_WAY + REST
    stage.near.wait()
    assert tree_of(stage.here) == tree_of(stage.there)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("what", EVENTS)
def test_a_download_goes_on_at_the_block(stage: Stage, what: str) -> None:
    """From the server to the device behind the relay."""
    done = stage.happen(what)
    (stage.here / f"down {what}.mkv").write_bytes(random.Random(what).randbytes(FILE))
    stage.near.wait()
    assert done.wait(PATIENCE_S)
    stage.far.wait()
    assert stage.relay.down_bytes <= FILE + UNDER_WAY + REST
    assert tree_of(stage.here) == tree_of(stage.there)


@pytest.mark.timeout(300)
def test_an_upload_whose_file_changes_keeps_what_is_still_right(stage: Stage) -> None:
    """The last block is written to while the first ones travel: the rest of what is there is not sent again."""
    done = stage.happen("line_is_cut")
    path = stage.there / "film.mkv"
    path.write_bytes(random.Random(1).randbytes(FILE))
    assert done.wait(PATIENCE_S)
    with path.open("r+b") as file:
        file.seek(FILE - 10)
        file.write(b"changed")
    stage.far.wait()
    assert stage.relay.up_bytes <= FILE + UNDER_WAY + BLOCK + REST
    stage.near.wait()
    assert tree_of(stage.here) == tree_of(stage.there)
