"""The seam between the rules and a database that moves into another one. A part of ``metadata``.

    rows of a table, as they stand  -->  fill, in the other database
    freeze: from now on the database itself refuses every write, whoever asks   <--> thaw

Frozen is a matter of the database, and not of who opened it: no process that was started earlier, or forgotten, can go on
writing into a store that everybody else has left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Protocol

import sqlalchemy as sa

from megadesk.model.errors import ServerUnavailable

FROZEN: Final = "frozen"
"""The setting that says why nobody may write."""
FROZEN_WORDS: Final = "megadesk: frozen"
"""What a database says to whoever tries."""


class Settings(Protocol):
    """What the server keeps about itself."""

    def setting(self, name: str) -> bytes | None:
        """Return one value."""


class MoveReading(Protocol):
    """What can be asked."""

    def rows(self, table: sa.Table) -> Iterator[Sequence[Any]]:
        """Yield all rows of a table by its key, as many values as it has columns."""


class MoveWriting(Protocol):
    """What can be done."""

    def fill(self, table: sa.Table, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows as ``rows`` yields them."""

    def empty(self, table: sa.Table) -> None:
        """Remove all rows of a table."""

    def count_on(self) -> None:
        """Let keys that the database gives go on after those that were filled in."""

    def freeze(self, why: str) -> None:
        """Refuse every write that comes after this transaction, with ServerUnavailable, until ``thaw``."""

    def thaw(self) -> None:
        """Take writes again."""


def check_not_frozen(tx: Settings) -> None:
    """Pass if a store is anybody's to write into; ServerUnavailable if it is frozen."""
    if why_frozen(tx):
        raise ServerUnavailable("the database is frozen", reason=FROZEN)


def why_frozen(tx: Settings) -> str:
    """Return why nobody may write into a store, or nothing if anybody may."""
    return (tx.setting(FROZEN) or b"").decode()
