"""Attempts, in SQL that every database takes. A part of ``metadata_sql``; see ``metadata_attempts``.

The one statement decides and notes what it decided, so that nothing has to be locked before: databases take one after another
those that insert the same key.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import bindparam as given
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from megadesk.server import metadata_tables as t


class AttemptQuestions(ABC):
    """The questions of ``metadata_attempts``."""

    @abstractmethod
    def _ask(self, query: sa.Select[Any] | sa.UpdateBase, **values: Any) -> Iterator[Sequence[Any]]:
        """Yield the rows that answer a query, or that a change returns; whoever has seen enough may stop."""

    @abstractmethod
    def _tell(self, statement: sa.UpdateBase, **values: Any) -> int:
        """Change rows; return how many there were."""

    def take_attempt(self, key: bytes, *, burst: int, every_ms: int) -> int:
        """Count an attempt and return 0, or count nothing and return for how many milliseconds there is none."""
        ((is_refused, wait_ms),) = self._ask(TAKE, attempt=key, burst=burst, every_ms=every_ms)
        return max(1, int(wait_ms)) if is_refused else 0

    def forget_attempts(self, limit: int) -> int:
        """Remove so many rows of full buckets; return how many there were."""
        return self._tell(FORGET, most=limit)


class NowMs(FunctionElement[int]):
    """The database's clock, the same all through a statement: milliseconds since 1970 UTC."""

    type = sa.BigInteger()
    inherit_cache = True


@compiles(NowMs, "sqlite")
def _in_sqlite(_element: NowMs, _compiler: object, **_: object) -> str:
    return "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"


@compiles(NowMs, "postgresql")
def _in_postgresql(_element: NowMs, _compiler: object, **_: object) -> str:
    return "CAST(extract(epoch FROM statement_timestamp()) * 1000 AS bigint)"


_until: Final = t.attempts.c.until_ms
_now: Final = NowMs()
_every, _burst = given("every_ms", type_=sa.BigInteger), given("burst", type_=sa.BigInteger)
_empty: Final = _now + _burst * _every
"""When a bucket that is empty now is full again; later than that is a time of before the clock was set back."""
_before: Final = sa.case((_until < _now, _now), (_until > _empty, _empty), else_=_until)
_is_allowed: Final = _before <= _now + (_burst - 1) * _every
_insert: Final = postgresql.insert(t.attempts).values(key=given("attempt"), until_ms=_now + _every, is_refused=0)
"""By this dialect's class, which SQLite's words are made of as well: SQLAlchemy has no common one for ON CONFLICT."""

TAKE: Final = _insert.on_conflict_do_update(
    index_elements=[t.attempts.c.key],
    set_={
        "until_ms": sa.case((_is_allowed, _before + _every), else_=_before),
        "is_refused": sa.case((_is_allowed, 0), else_=1),
    },
).returning(t.attempts.c.is_refused, _until - _now - (_burst - 1) * _every)
FORGET: Final = sa.delete(t.attempts).where(
    t.attempts.c.key.in_(sa.select(t.attempts.c.key).where(_until <= _now).limit(given("most", type_=sa.Integer))),
    _until <= _now,  # once more: another process may have counted one meanwhile
)
