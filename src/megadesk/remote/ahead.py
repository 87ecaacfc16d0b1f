"""Making the next one while the last one is used.

    source --next, in a thread--> one waits --> who uses them, one at a time

For what waits on the server anyway: then making costs no time. Never more than one ahead, so memory is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """What an iterator gives, in its order, each made in a thread while the one before is in use.

    Use in ``with``: at its end nothing is made any more. An error of the source is raised when its turn comes.
    worthwhile: False for the iterator as it is, without a thread.
    """

    def __init__(self, source: Iterator[T], *, worthwhile: bool = True) -> None:
        self._source = source
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="ahead") if worthwhile else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown()

    def __iter__(self) -> Iterator[T]:
        if self._pool is None:
            yield from self._source
            return
        coming = self._pool.submit(self._take)
        while made := coming.result():
            coming = self._pool.submit(self._take)
            yield made[0]

    def _take(self) -> tuple[T] | None:
        """Return the next one; None after the last."""
        for one in self._source:
            return (one,)
        return None
