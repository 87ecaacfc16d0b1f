"""The seam between rules and database for what was: earlier states, and the versions of a record.

A record is current from ``from_seq`` until before ``to_seq``, 0 here while it is. What is asked of a state is answered
only as long as the space keeps it (``SpaceRow.kept_from_seq``); whoever asks looks first. A part of ``metadata.Reading``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from megadesk.model.ids import NodeId


class Ended(NamedTuple):
    """A record that was current at some state and ended after it, before ``to_seq``. ``body`` is None if it began later."""

    to_seq: int
    body: bytes | None


class Begun(NamedTuple):
    """A node's record that began after some state. ``to_seq`` is 0 while it is current."""

    from_seq: int
    to_seq: int
    id: NodeId


class Version(NamedTuple):
    """A record and when it was current."""

    from_seq: int
    to_seq: int
    body: bytes


class PastReading(Protocol):
    """Questions about states that were. Those that yield may be left before the end."""

    def commit_time(self, space_key: int, seq: int) -> int | None:
        """Return the time that the author of a commit signed."""

    def ended(self, space_key: int, *, at: int, after: int, to: int) -> Iterable[Ended]:
        """Yield records that ended after ``after`` and up to ``to``, in that order, with bodies of what was current ``at``."""

    def begun(self, space_key: int, *, after: int, to: int) -> Iterable[Begun]:
        """Yield records that began after ``after`` and up to ``to``, in that order."""

    def records_at(
        self, space_key: int, seq: int, bucket: int, *, limit_bytes: int
    ) -> tuple[Sequence[bytes], int | None]:
        """Return the records of a state as ``records_from`` does those of the head."""

    def elements_at(self, space_key: int, seq: int) -> Iterable[tuple[NodeId, bytes]]:
        """Yield id and element of each record of a state, in the order of their ids."""

    def versions(self, space_key: int, node: NodeId, after: int) -> Iterable[Version]:
        """Yield what is kept of a node's records that began after ``after``, oldest first."""
