"""unison: a two-way sync with a server, not encrypted. It keeps what both sides last agreed on, as megadesk does."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from benchmarks.peers.group import Group, await_true
from benchmarks.peers.oneshot import OneShot
from benchmarks.peers.port import Place
from benchmarks.peers.programs import Programs, free_port, listens


class Unison(OneShot):
    """One run of it is both directions; each device has archives of its own."""

    name: ClassVar[str] = "unison"
    encrypted: ClassVar[bool] = False
    how: ClassVar[str] = (
        "not encrypted, neither on the way nor there: `unison -batch` with a server of its own over a socket; a run is"
        " both directions; nothing is forced to the disk; no versions"
    )

    @classmethod
    def missing(cls, programs: Programs) -> str | None:
        return programs.missing("unison")

    @classmethod
    def title(cls, programs: Programs) -> str:
        return f"unison {programs.version('unison')}, not encrypted"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.program = place.programs.get("unison")
        self.port = free_port()

    def serve(self) -> None:
        self.data()
        self.server.start([self.program, "-socket", str(self.port), "-host", "127.0.0.1"], self._environ("server"))
        await_true(lambda: listens(self.port), self.server, within_s=30)

    def push(self) -> None:
        self._sync(self.one, self.place.here, "one")

    def pull(self) -> None:
        self._sync(self.two, self.place.there, "two")

    def _sync(self, group: Group, folder: Path, device: str) -> None:
        remote = f"socket://127.0.0.1:{self.port}/{self.data()}"
        options = [
            "-batch",
            "-silent",
            "-times",
            "-confirmbigdel=false",
            "-logfile",
            str(self.place.work / "unison.log"),
        ]
        group.run([self.program, folder, remote, *options], self._environ(device))

    def _environ(self, device: str) -> dict[str, str]:
        return {"UNISON": str(self.place.work / f"unison {device}"), "UNISONLOCALHOSTNAME": device}
