"""A server and two devices of one account, as real processes, each with a synced folder."""

from __future__ import annotations

from pathlib import Path

from fakes.processes import Device, Server


class Pairing:
    """A server, two devices signed in to one account, and a synced folder on each."""

    def __init__(self, base: Path) -> None:
        self.server = Server(base / "server")
        self.one, self.two = Device(base / "one"), Device(base / "two")
        self.here, self.there = base / "here", base / "there"

    def start(self) -> None:
        """Start all, sign in, tie the folders."""
        self.here.mkdir()
        self.there.mkdir()
        self.server.start()
        self.one.start()
        self.one.sign_up(self.server, "one")
        self.two.start()
        self.two.log_in(self.server, "two")
        self.one.add_pair(self.here)
        self.two.add_pair(self.there)

    def settle(self) -> None:
        """Return once both devices have nothing left to do, whatever each of them made the other do."""
        while True:
            before = self.two.wait().head["main"].seq
            self.one.wait()
            if self.two.wait().head["main"].seq == before:
                return

    def close(self) -> None:
        """End every process that still runs."""
        for process in (self.one, self.two, self.server):
            if process.process is not None and process.process.child.poll() is None:
                process.kill()
