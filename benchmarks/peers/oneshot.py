"""Peers that are a command: each step is one run of it, from its start to its end; nothing stays but a server."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from benchmarks.peers.group import Group
from benchmarks.peers.port import Place


class OneShot(ABC):
    """What such a peer has in common with the others of its kind: two commands, push and pull."""

    resident: ClassVar[bool] = False
    skips: ClassVar[frozenset[str]] = frozenset({"10k-live"})

    def __init__(self, place: Place) -> None:
        self.place = place
        self.one, self.two = Group(place.work / "one.log"), Group(place.work / "two.log")
        self.server = Group(place.work / "server.log")

    def prepare(self) -> None:
        self.place.settle()
        self.serve()

    @abstractmethod
    def serve(self) -> None:
        """Start the server; return when it answers."""

    @abstractmethod
    def push(self) -> None:
        """Run the command that brings ``here`` to the server, as device one."""

    @abstractmethod
    def pull(self) -> None:
        """Run the command that brings everything to ``there``, as device two."""

    def upload(self) -> None:
        self.push()

    def fresh(self) -> None:  # noqa: B027 -- not every step is one for a command
        """Nothing to do: a device that never ran the command has nothing."""

    def download(self) -> None:
        self.pull()

    def rest(self) -> None:  # noqa: B027
        """Nothing to stop."""

    def rescan(self) -> None:
        self.push()

    def command(self) -> None:
        self.push()

    def publish(self) -> None:
        self.push()

    def follow(self) -> None:
        self.pull()

    def watch(self) -> None:
        """Nobody watches."""
        raise AssertionError("not resident")

    def close(self) -> None:
        for group in (self.one, self.two, self.server):
            group.close()

    def data(self) -> Path:
        """Return where the server keeps what it stores."""
        folder = self.place.work / "server"
        folder.mkdir(exist_ok=True)
        return folder
