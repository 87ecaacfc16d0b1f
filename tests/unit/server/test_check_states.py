"""Walking over the states of a space; that faults in rows are found is in test_check.py."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from fakes.people import Person
from fakes.servers import serving
from megadesk.crypto.public import RecordParts
from megadesk.server import check_states
from megadesk.server.check_refs import spaces_of
from megadesk.server.check_states import Headers, head_faults, state_faults
from megadesk.server.metadata_check import RecordRow
from megadesk.server.metadata_sqlite import SqliteMetadata

COMMITS = 25


def test_every_record_is_seen_once_and_every_state_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over many commits that put, replace, remove and bring back, read in pages."""
    monkeypatch.setattr(check_states, "_HEADERS", 3)
    seen: list[tuple[bytes, int]] = []

    async def fill() -> None:
        there: set[str] = set()
        async with serving(tmp_path) as server:
            ada = Person()
            client = await ada.join(server.client)
            for n in range(COMMITS):
                put, gone = f"{n % 4}", f"{n % 3}"
                removed = [ada.delete(gone)] if gone in there and gone != put else []
                await ada.append(client, ada.put(put), *removed)
                there = there - {gone} | {put}

    asyncio.run(fill())
    with closing(SqliteMetadata(tmp_path / "server.sqlite3")) as metadata, metadata.read() as tx:
        (row,) = spaces_of(tx)

        def see(record: RecordRow, parts: RecordParts) -> None:
            assert parts.id == record.id
            seen.append((record.id, record.from_seq))

        assert list(head_faults(tx, row)) == []
        assert list(state_faults(tx, row, see)) == []
        assert [header.seq for header in Headers(tx, row)] == list(range(1, COMMITS + 2))
        assert len(seen) == len(set(seen)) == len(list(tx.all_records(row.key))) == COMMITS + 1
