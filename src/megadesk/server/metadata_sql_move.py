"""All rows of all tables, in SQL that every database takes. A part of ``metadata_sql``; see ``metadata_move``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from megadesk.server import metadata_tables as t
from megadesk.server.metadata_move import FROZEN


class MoveQuestions(ABC):
    """The questions of ``metadata_move``."""

    @abstractmethod
    def _ask(self, query: sa.Select[Any], **values: Any) -> Iterator[Sequence[Any]]:
        """Yield the rows that answer a query; whoever has seen enough may stop."""

    @abstractmethod
    def _tell(self, statement: sa.UpdateBase, **values: Any) -> int:
        """Change rows; return how many there were."""

    @abstractmethod
    def put_setting(self, name: str, value: bytes) -> None:
        """Set a value the server keeps about itself."""

    @abstractmethod
    def _refuse_writes(self, table: sa.Table) -> None:
        """Have the database refuse every change of a table."""

    @abstractmethod
    def _take_writes(self, table: sa.Table) -> None:
        """Have it take them again."""

    def _stream(self, query: sa.Select[Any]) -> Iterator[Sequence[Any]]:
        """Yield the rows that answer a query that has more of them than should be in memory."""
        return self._ask(query)

    def rows(self, table: sa.Table) -> Iterator[Sequence[Any]]:
        """Yield all rows of a table by its key."""
        return self._stream(sa.select(table).order_by(*table.primary_key.columns))

    def empty(self, table: sa.Table) -> None:
        """Remove all rows of a table."""
        self._tell(sa.delete(table))

    def freeze(self, why: str) -> None:
        """Refuse every write that comes after this transaction."""
        self.thaw()
        self.put_setting(FROZEN, why.encode())
        for table in t.metadata.sorted_tables:
            self._refuse_writes(table)

    def thaw(self) -> None:
        """Take writes again."""
        for table in t.metadata.sorted_tables:
            self._take_writes(table)
        self.put_setting(FROZEN, b"")
