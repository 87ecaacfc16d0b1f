"""What the simulation's server stands on where tests stand on the other stack: a real PostgreSQL, a real object store.

One database serves all runs, as the one in memory does: made anew from a copy for each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import obstore
import psycopg

from fakes import postgres, seaweed
from fakes.scaled import AT_END, copied_tables, template
from megadesk.server.metadata_postgres import PostgresMetadata

_OPEN: Final[list[ScaledGround]] = []


@AT_END.callback
def close_last() -> None:
    """Take away what the run before stood on."""
    while _OPEN:
        _OPEN.pop().close()


class ScaledGround:
    """A database made from a copy, and a prefix of its own."""

    def __init__(self, copy: bytes | None) -> None:
        close_last()
        self._name = postgres.SERVER.make_database(copy.decode() if copy is not None else template())
        self.metadata = PostgresMetadata(postgres.SERVER.url(self._name))
        with tempfile.TemporaryDirectory() as folder:
            self._bucket = seaweed.fresh_bucket(Path(folder))
            self.blobs = self._bucket.open()
        _OPEN.append(self)

    def copy(self) -> bytes:
        """Return the name of a database that is as this one is now."""
        self.metadata.close()
        return postgres.SERVER.make_database(self._name).encode()

    def everything(self) -> Iterator[bytes]:
        """Yield all that it holds."""
        with psycopg.connect(postgres.SERVER.url(self._name)) as connection:
            yield from (data for _, data in copied_tables(connection))
        for name in self._bucket.names():
            yield bytes(obstore.get(self._bucket.store, f"{self._bucket.prefix}{name}").bytes())

    def close(self) -> None:
        """Take both away."""
        self.metadata.close()
        postgres.SERVER.drop_database(self._name)
        seaweed.SERVER.clear(self._bucket.prefix)
