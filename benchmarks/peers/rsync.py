"""rsync: no encryption, no journal, no versions. What one gets if nothing has to be kept from the server."""

from __future__ import annotations

import os
from typing import ClassVar

from benchmarks.peers.group import await_true
from benchmarks.peers.oneshot import OneShot
from benchmarks.peers.port import Place
from benchmarks.peers.programs import Programs, free_port, listens


class Rsync(OneShot):
    """``-a --delete`` to and from a daemon."""

    name: ClassVar[str] = "rsync"
    encrypted: ClassVar[bool] = False
    how: ClassVar[str] = (
        "not encrypted, neither on the way nor there: `rsync -a --delete` with its own daemon; nothing is forced to the"
        " disk; no versions. An unencrypted bound, not a peer"
    )

    @classmethod
    def missing(cls, programs: Programs) -> str | None:
        return programs.missing("rsync")

    @classmethod
    def title(cls, programs: Programs) -> str:
        return f"rsync {programs.version('rsync')}, not encrypted"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.program = place.programs.get("rsync")
        self.port = free_port()

    def serve(self) -> None:
        config = self.place.work / "rsyncd.conf"
        # An administrator's daemon would become nobody before it writes.
        whose = f"uid = {os.getuid()}\ngid = {os.getgid()}\n" if os.getuid() == 0 else ""
        config.write_text(
            f"{whose}use chroot = no\nreverse lookup = no\npid file = {self.place.work}/rsyncd.pid\n"
            f"lock file = {self.place.work}/rsyncd.lock\n[data]\npath = {self.data()}\nread only = no\n"
        )
        self.server.start(
            [
                self.program,
                "--daemon",
                "--no-detach",
                "--address=127.0.0.1",
                f"--port={self.port}",
                f"--config={config}",
            ]
        )
        await_true(lambda: listens(self.port), self.server, within_s=30)

    def push(self) -> None:
        self.one.run([self.program, "-a", "--delete", f"{self.place.here}/", self._remote()])

    def pull(self) -> None:
        self.two.run([self.program, "-a", "--delete", self._remote(), f"{self.place.there}/"])

    def _remote(self) -> str:
        return f"rsync://127.0.0.1:{self.port}/data/"
