"""Transfers go on at the block, whatever happens to engine, server, line and session in the middle of a large file.

Real processes; a relay between the device and its server counts what travels, and lets something happen once so much
has. Each file is 12 blocks. In the end both sides are equal, and no more travelled twice than what was under way.
"""

from __future__ import annotations

import copy
import os
import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.processes import Device, Server, tree_of
from fakes.relay import Relay
from megadesk.ipc import messages as m
from megadesk.transfers.pacing import WIDTH_FIRST

BLOCK = 4 << 20
FILE = 12 * BLOCK
MIDDLE = FILE // 2
UNDER_WAY = (WIDTH_FIRST + 1) * BLOCK
"""As many requests as may run at first, and one for what is raised: each may have been cut at its very end."""
REST = 2 << 20
"""Commits, questions and answers, the heads of requests."""
PATIENCE_S = 100.0


class Stage:
    """A server, a device at its side, and one behind a relay."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.server = Server(base / "server")
        self.near, self.far = Device(base / "near"), Device(base / "far")
        self.here, self.there = base / "here", base / "there"
        self.relay = Relay(self.server.port)
        self.server.options = (*self.server.options, "--origin", self.relay.address)

    def start(self) -> None:
        """Start all, sign up, and sync a folder on each."""
        self.here.mkdir()
        self.there.mkdir()
        self.server.start()
        self.near.start()
        self.near.sign_up(self.server, "near")
        self.far.start()
        self.sign_in()
        self.near.add_pair(self.here)
        self.near.wait()
        self.far.add_pair(self.there)
        self.far.wait()
        self.relay.forget()

    def sign_in(self) -> None:
        """Sign the far device in, through the relay."""
        relayed = copy.copy(self.server)
        relayed.address = self.relay.address
        self.far.log_in(relayed, "far")

    def close(self) -> None:
        """End every process."""
        self.relay.close()
        for process in (self.near, self.far, self.server):
            if process.process is not None:
                process.stop()

    # -- what happens in the middle -----------------------------------------------------------------------------------

    def engine_is_killed(self) -> None:
        """As by a power cut, as far as the engine is concerned."""
        self.far.kill()
        self.far.start()

    def engine_is_stopped(self) -> None:
        """As when somebody shuts the computer down."""
        self.far.stop()
        self.far.start()

    def server_is_killed(self) -> None:
        """And started again at the same address."""
        self.server.kill()
        self.server.start()

    def line_is_cut(self) -> None:
        """Another network: every connection is dead."""
        self.relay.cut()

    def computer_sleeps(self) -> None:
        """The engine stands still, and wakes up to connections that are gone."""
        assert self.far.process is not None
        pid = self.far.process.child.pid
        os.kill(pid, signal.SIGSTOP)
        self.relay.cut()
        os.kill(pid, signal.SIGCONT)

    def person_signs_out_and_in(self) -> None:
        """The same account, the same folder."""
        self.far.ask(m.LOG_OUT, m.Nothing())
        self.sign_in()

    def happen(self, what: str) -> threading.Event:
        """Let something happen once half of a file has travelled, and return what is set when it is over."""
        done = threading.Event()
        self.relay.forget()

        def act() -> None:
            getattr(self, what)()
            done.set()

        # In a thread of its own: who is told is the relay in the middle of its work.
        self.relay.after(MIDDLE, lambda: threading.Thread(target=act, daemon=True).start())
        return done


EVENTS = [
    "engine_is_killed", "engine_is_stopped", "server_is_killed", "line_is_cut", "computer_sleeps", "person_signs_out_and_in",
]  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """All of it, started once: each test leaves both sides equal."""
    made = Stage(tmp_path_factory.mktemp("resume"))
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
