"""Attempts by address and name, counted in the database for all processes of a server: each would grant its own share else.

    take(what, key, rate) --keyed hash--> metadata.take_attempt --> pass | RateLimited

Neither an address nor a name stands in the database. What is counted need not survive a power cut.
"""

from __future__ import annotations

from megadesk.crypto.public import attempt_key
from megadesk.model.errors import RateLimited
from megadesk.server.config import Rate
from megadesk.server.metadata import MetadataStore


class SharedRates:
    """Token buckets by key, in the database. ``limits.Rates`` is its like for one process."""

    def __init__(self, metadata: MetadataStore, server_key: bytes) -> None:
        self._metadata = metadata
        self._server_key = server_key

    def take(self, what: str, key: str, rate: Rate) -> None:
        """Pass and count one attempt; RateLimited if there were too many. Blocks."""
        attempt = attempt_key(self._server_key, what, key)
        every_ms = max(1, round(rate.every_s * 1000))
        # Beside others: it is one statement over one row.
        with self._metadata.write(durable=False, beside=True) as tx:
            wait_ms = tx.take_attempt(attempt, burst=rate.burst, every_ms=every_ms)
        if wait_ms:
            raise RateLimited(what, retry_after_s=wait_ms / 1000)
