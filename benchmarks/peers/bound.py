"""The bound: the throw-away program of proto.py, a process a step as any one-shot command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar, Final

from benchmarks.peers.group import await_true
from benchmarks.peers.oneshot import OneShot
from benchmarks.peers.port import Place
from benchmarks.peers.programs import Programs, free_port, listens

PROGRAM: Final = Path(__file__).with_name("proto.py")


class Bound(OneShot):
    """No peer: nobody could use it."""

    name: ClassVar[str] = "bound"
    encrypted: ClassVar[bool] = True
    skips: ClassVar[frozenset[str]] = frozenset({"10k-live", "10k-rename"})
    how: ClassVar[str] = (
        "no peer but a bound: a throw-away client and server in Python that seal, pack and store the same bytes without"
        " journal, database, versions, checks or durability (benchmarks/peers/proto.py), a process a step. A rename is"
        " not its business"
    )

    @classmethod
    def missing(cls, programs: Programs) -> str | None:  # noqa: ARG003 -- it is in this tree
        return None

    @classmethod
    def title(cls, programs: Programs) -> str:  # noqa: ARG003
        return "bound"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.port = free_port()

    def serve(self) -> None:
        self.server.start([sys.executable, PROGRAM, "serve", self.data(), str(self.port)])
        await_true(lambda: listens(self.port), self.server, within_s=30)

    def push(self) -> None:
        state = self.place.work / "state"
        self.one.run([sys.executable, PROGRAM, "push", self.place.here, str(self.port), state])

    def pull(self) -> None:
        self.two.run([sys.executable, PROGRAM, "pull", self.place.there, str(self.port)])
