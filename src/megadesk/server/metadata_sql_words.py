"""How the SQL that databases share is written, and what each of them has to be able to do with it.

SELECT ... FROM records INDEXED BY ix_records_ended WHERE space = ? AND id IN ({})
                        `-- SQLite is told the index,  the list      `-- of values is as each database has lists
                            others choose it themselves
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from typing import Any


class Statements(ABC):
    """A transaction in which statements are run."""

    @abstractmethod
    def _rows(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield the rows that answer a statement, of which there are not many."""

    @abstractmethod
    def _each(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield the rows that answer a query, however many there are; others may be asked in between."""

    @abstractmethod
    def _among(
        self, statement: str, values: Collection[Any], *, before: Sequence[Any] = (), after: Sequence[Any] = ()
    ) -> Iterator[Any]:
        """Yield the rows that answer a statement with a list of values; other parameters stand before and after it."""

    @abstractmethod
    def _many(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run a statement for each of these rows."""
