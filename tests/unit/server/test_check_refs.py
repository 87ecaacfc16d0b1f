"""Counting references anew; that faults in rows are found is in test_check.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from fakes.people import blob
from megadesk.crypto.public import RecordParts, parse_record
from megadesk.crypto.structure import encode_record, encode_record_header
from megadesk.model.ids import AccountId, BlockId, NodeId, SpaceId
from megadesk.server import check_refs
from megadesk.server import metadata as md
from megadesk.server.check_refs import Tally
from megadesk.server.metadata_check import RecordRow
from megadesk.server.metadata_sqlite import SqliteMetadata

BLOBS = [md.BlobRow(blob(f"{n}")[0], 100 + n, md.Place(md.OWN_FILE, 0), 2 if n == 0 else 0) for n in range(6)]
LIST, *REST = BLOBS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteMetadata]:
    """Two spaces and six blobs, the first of which lists the second and third."""
    with closing(SqliteMetadata(tmp_path / "db")) as made:
        with made.write() as tx:
            tx.add_space(SpaceId(bytes(32)), AccountId(bytes(16)))
            tx.add_space(SpaceId(b"1" * 32), AccountId(bytes(16)))
            tx.add_blobs(BLOBS, 5)
        yield made


def record(space: int, refs: Sequence[md.BlobRow], *, is_current: bool) -> tuple[int, RecordRow, RecordParts]:
    """Return a record of a space that refers to these blobs."""
    node = NodeId(bytes(16))
    ids = [row.id for row in refs]
    body = encode_record(encode_record_header(node, 1, 1, ids), bytes(192))
    return (
        space,
        RecordRow(0, node, 1, bytes(32), 1, 0 if is_current else 2, body),
        parse_record(body),
    )


def faults(
    store: SqliteMetadata, records: Sequence[tuple[int, RecordRow, RecordParts]], *, is_lost: bool = False
) -> list[tuple[int, str]]:
    """Return what is noted otherwise than these records say."""

    def listing(row: md.BlobRow) -> Sequence[BlockId] | None:
        assert row == LIST
        return None if is_lost else [REST[0].id, REST[1].id, REST[0].id]

    with closing(Tally()) as tally, store.read() as tx:
        for one in records:
            tally.add(*one)
        return list(tally.faults(tx, listing))


def note(store: SqliteMetadata, space: int, counts: dict[BlockId, tuple[int, int]], current: int, kept: int) -> None:
    """Note counts and bytes of a space."""
    with store.write() as tx:
        tx.change_refs(space, {one: md.RefCount(*count) for one, count in counts.items()})
        row = next(row for row in check_refs.spaces_of(tx) if row.key == space)
        values = {name: getattr(row, name) for name in md.HeadMove._fields}
        tx.move_head(space, md.HeadMove(**values | {"bytes_current": current, "bytes_kept": kept}))


@pytest.mark.parametrize("together", [1, 2000])
def test_what_is_noted_as_it_is_counted_has_no_faults(
    store: SqliteMetadata, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    """Direct references, lists, what only earlier records name, two spaces; in whatever portions it is counted."""
    monkeypatch.setattr(check_refs, "_TOGETHER", together)
    monkeypatch.setattr(check_refs, "_SIZES", together)
    records = [
        record(1, [LIST], is_current=True), record(1, [LIST, REST[0]], is_current=False),
        record(1, [REST[2]], is_current=False), record(2, [LIST], is_current=False), record(2, [], is_current=True),
    ]  # fmt: skip
    length = [len(row.body) for _, row, _ in records]
    note(
        store, 1, {LIST.id: (1, 2), REST[0].id: (1, 2), REST[1].id: (1, 1), REST[2].id: (0, 1), REST[4].id: (0, 0)},
        current=length[0] + 100 + 101 + 102, kept=length[1] + length[2] + 103,
    )  # fmt: skip
    note(store, 2, {LIST.id: (0, 1), REST[0].id: (0, 1), REST[1].id: (0, 1)}, length[4], length[3] + 100 + 101 + 102)
    assert faults(store, records) == []
    assert {space for space, _ in faults(store, records[1:])} == {1}
    assert {space for space, _ in faults(store, records[:-1])} == {2}


def test_what_a_lost_list_had_may_be_noted_and_need_not(store: SqliteMetadata) -> None:
    """In that space only, and never less than what is known."""
    records = [record(1, [LIST, REST[3]], is_current=True), record(2, [REST[3]], is_current=True)]
    size = len(records[0][1].body) + 100 + 104
    other = len(records[1][1].body) + 104
    note(store, 2, {REST[3].id: (1, 1)}, other, 0)
    note(store, 1, {LIST.id: (1, 1), REST[3].id: (1, 1)}, size, 0)
    assert faults(store, records, is_lost=True) == []
    note(store, 1, {REST[0].id: (1, 1), REST[1].id: (1, 1)}, size + 101 + 102, 0)
    assert faults(store, records, is_lost=True) == []
    note(store, 1, {REST[3].id: (0, 1)}, size + 101 + 102 - 104, 104)
    assert [space for space, _ in faults(store, records, is_lost=True)] == [1]
    note(store, 2, {REST[0].id: (1, 1)}, other + 101, 0)
    assert {space for space, _ in faults(store, records, is_lost=True)} == {1, 2}
