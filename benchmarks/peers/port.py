"""What a peer must be able to do, and where it does it.

    Place       the folders of one session: data in ``filled``, device one's folder ``here``, device two's ``there``
    Session     one peer on one data set: a server and two devices, from nothing

The order of calls is fixed (session.py): prepare, upload, fresh, download, rest, then rescan, or publish after each
change in ``here``, then follow; watch last. What is not timed may take its time. Each call returns only when it is
true: ``upload`` and ``publish`` once the server has everything, as the peer's own program says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from benchmarks.peers.group import Group
from benchmarks.peers.programs import Programs


@dataclass(frozen=True, slots=True)
class Place:
    """Where one session happens; everything lies below ``work``."""

    work: Path
    programs: Programs

    @property
    def filled(self) -> Path:
        """The data, before it is anybody's."""
        return self.work / "filled"

    @property
    def here(self) -> Path:
        """The folder of device one."""
        return self.work / "here"

    @property
    def there(self) -> Path:
        """The folder of device two."""
        return self.work / "there"

    def settle(self) -> None:
        """Make the data the content of device one's folder, before the clock starts."""
        self.filled.rename(self.here)
        self.there.mkdir()


class Session(Protocol):
    """One peer at work: a server, device one, device two."""

    name: ClassVar[str]
    """As in ``--peers``."""
    encrypted: ClassVar[bool]
    """Whether the server learns neither names nor contents."""
    how: ClassVar[str]
    """How it was set up, for the reader of the table: what differs from its defaults, durability, encryption."""
    resident: ClassVar[bool]
    """Whether a program stays and watches: then changes are seen live, and no start-up is in its figures."""

    skips: ClassVar[frozenset[str]]
    """Cases that are not its business."""

    one: Group
    two: Group
    """The client of each device: what CPU and memory are counted of."""

    @classmethod
    def missing(cls, programs: Programs) -> str | None:
        """Return what is not installed and how to get it; None if it can run."""
        ...

    @classmethod
    def title(cls, programs: Programs) -> str:
        """Return name and version."""
        ...

    def __init__(self, place: Place) -> None: ...

    def prepare(self) -> None:
        """Start server and device one with an account, keys, a connection. Not timed."""
        ...

    def upload(self) -> None:
        """Bring all of ``here`` to the server."""
        ...

    def fresh(self) -> None:
        """Set up device two, which has nothing yet. Not timed."""
        ...

    def download(self) -> None:
        """Bring everything to ``there``."""
        ...

    def rest(self) -> None:
        """Stop device two: what is timed next concerns device one and the server. Not timed."""
        ...

    def rescan(self) -> None:
        """Find out that nothing has changed, without being told."""
        ...

    def command(self) -> None:
        """Find out the same by a command that a person would type, its start-up included."""
        ...

    def publish(self) -> None:
        """Bring what was just changed in ``here`` to the server."""
        ...

    def follow(self) -> None:
        """Bring ``there`` up to date again; device two stays, if it is of the kind that stays. Not timed."""
        ...

    def watch(self) -> None:
        """Only if ``resident``: return when both devices see changes by themselves. Not timed."""
        ...

    def close(self) -> None:
        """End every process, whatever happened before."""
        ...
