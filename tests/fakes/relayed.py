"""A server, a device at its side, and one whose every byte goes through a relay, which lets things happen in the middle."""

from __future__ import annotations

import copy
import os
import signal
import threading
from pathlib import Path

from fakes.processes import Device, Server
from fakes.relay import Relay
from megadesk.ipc import messages as m

BLOCK = 4 << 20
FILE = 12 * BLOCK
MIDDLE = FILE // 2


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
