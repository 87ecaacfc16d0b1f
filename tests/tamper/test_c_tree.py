"""Attacks on the tree: records and commits that nobody signed, mixed, left out or put in."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from fakes.evil import Tamper, rewrite
from fakes.processes import cli, tree_of
from fakes.tampering import DAMAGED, Stage, failure_of, save
from fakes.writer import Writer, fresh
from megadesk.cli.exits import exit_code
from megadesk.crypto.commits import (
    HEADER_BYTES,
    encode_ops,
    parse_ops,
    parse_signed_header,
    put_op,
    sign_commit,
)
from megadesk.crypto.keys import IdentityKey
from megadesk.crypto.primitives import digest
from megadesk.crypto.structure import encode_record, parse_record
from megadesk.ipc import messages as ipc
from megadesk.model.commit import Delete, Op, Put
from megadesk.model.ids import NodeId
from megadesk.model.values import replace
from megadesk.wire import messages as m
from megadesk.wire import routes

Ops = list[Op]
Records = list[bytes]


# -- in commits ---------------------------------------------------------------------------------------------------------


def with_ops(change: Callable[[Ops], Ops], *, sign: IdentityKey | None = None, mend: bool = False) -> Tamper:
    """Return a tamper that changes the ops of the first commit with two records or more.

    mend: the header says so too, under its old signature. sign: it is signed anew, with that key.
    """

    def changed(pair: m.CommitPair) -> m.CommitPair:
        ops = change(list(parse_ops(pair.ops)))
        raw, header = encode_ops(ops), pair.header
        if mend or sign is not None:
            said = replace(parse_signed_header(header), ops_hash=digest("ops", raw), n_ops=len(ops))
            header = said.encode() + header[HEADER_BYTES:] if sign is None else sign_commit(sign, said)
        return m.CommitPair(header=header, ops=raw)

    def answer(true: m.Commits) -> m.Commits:
        pairs = list(true.commits)
        at = next(at for at, pair in enumerate(pairs) if len(puts(parse_ops(pair.ops))) > 1)
        pairs[at] = changed(pairs[at])
        return m.Commits(commits=pairs, head_seq=true.head_seq, more=true.more)

    return rewrite(routes.COMMITS, m.Commits, answer)


def puts(ops: Sequence[Op]) -> list[Put]:
    """Return the ops that make a record current."""
    return [op for op in ops if isinstance(op, Put)]


def others(ops: Ops, *but: Op) -> Ops:
    """Return the ops but these."""
    return [op for op in ops if op not in but]


def copied(record: bytes, node: bytes) -> bytes:
    """Return a record under another id, its sealed part as it was."""
    return record[:2] + node + record[18:]


def with_sealed_of(record: bytes, other: bytes) -> bytes:
    """Return a record whose sealed part is that of another."""
    return encode_record(parse_record(record).header, parse_record(other).sealed)


def insert_record(ops: Ops) -> Ops:
    """Put in a record that nobody made: a copy of one under a new id."""
    first = puts(ops)[0]
    return [*ops, put_op(copied(first.record, os.urandom(16)))]


def swap_sealed(ops: Ops) -> Ops:
    """Give one record the sealed part of another and the other way round."""
    first, second = puts(ops)[:2]
    return [
        put_op(with_sealed_of(first.record, second.record)),
        put_op(with_sealed_of(second.record, first.record)),
        *others(ops, first, second),
    ]


def swap_ids(ops: Ops) -> Ops:
    """Let two records change places."""
    first, second = puts(ops)[:2]
    return [
        put_op(copied(first.record, second.id)),
        put_op(copied(second.record, first.id)),
        *others(ops, first, second),
    ]


def drop_op(ops: Ops) -> Ops:
    """Leave out one record."""
    return ops[1:]


def delete_instead(ops: Ops) -> Ops:
    """Turn a change into a removal."""
    first = puts(ops)[0]
    return [Delete(NodeId(first.id), max(1, first.version - 1)), *others(ops, first)]


def sealed_into_other(ops: Ops) -> Ops:
    """Put the sealed part of one record into another."""
    first, second = puts(ops)[:2]
    return [put_op(with_sealed_of(first.record, second.record)), *others(ops, first)]


def run_commits(stage: Stage, changes: Sequence[Callable[[Ops], Ops]]) -> None:
    """Serve each change three ways: as it is, with a header to match, and signed by somebody else."""
    mallory = IdentityKey.fresh(os.urandom)
    stage.open(with_ops(changes[0]))
    for change in changes:
        for how, tamper in (
            ("bare", with_ops(change)),
            ("header mended", with_ops(change, mend=True)),
            ("signed by another", with_ops(change, sign=mallory)),
        ):
            stage.proxy.lie(tamper)
            stage.check_frozen("forged", what=f"{change.__name__}, {how}")
    stage.check_said("forged")
    assert (stage.two.home / "state/evidence/commit.bin").stat().st_size > 0
    stage.check_recovers()


@pytest.mark.attack("D9")
def test_c4_records_that_nobody_made_in_a_commit(stage: Stage) -> None:
    """A record put into a commit, or a commit made up, is refused, and nothing appears in the folder."""
    run_commits(stage, [insert_record])


def test_c5_records_mixed_in_a_commit(stage: Stage) -> None:
    """Sealed parts or ids of two records exchanged are refused: nothing is renamed or moved."""
    run_commits(stage, [swap_sealed, swap_ids])


def test_a2_sealed_part_of_one_record_in_another(stage: Stage) -> None:
    """A sealed part opens only in the record it was made for, and is not even tried in another."""
    run_commits(stage, [sealed_into_other])


@pytest.mark.attack("D6")
def test_d4_an_update_left_out_of_a_commit(stage: Stage) -> None:
    """Row 213: one op left out, or turned into a removal, is refused: nothing is removed here."""
    run_commits(stage, [drop_op, delete_instead])


# -- in the records that a new device gets --------------------------------------------------------------------------------


def with_records(change: Callable[[Records], Records]) -> Tamper:
    """Return a tamper that changes the current records as a new device gets them."""

    def answer(true: m.RecordPage) -> m.RecordPage:
        return m.RecordPage(records=change(list(true.records)), next_bucket=true.next_bucket)

    return rewrite(routes.RECORDS, m.RecordPage, answer)


def in_order(records: Records) -> Records:
    """Return records in the order of their ids."""
    return sorted(records, key=lambda record: parse_record(record).id)


def like(records: Records) -> tuple[bytes, bytes]:
    """Return two records with as many references each, so that their sealed parts are of one shape."""
    sized: dict[int, bytes] = {}
    for record in records:
        n_refs = len(parse_record(record).refs)
        if n_refs in sized:
            return sized[n_refs], record
        sized[n_refs] = record
    raise AssertionError("no two records alike")


def drop_first(records: Records) -> Records:
    """Hide one record."""
    return records[1:]


def drop_last(records: Records) -> Records:
    """Hide one record."""
    return records[:-1]


def drop_all(_records: Records) -> Records:
    """Show an empty space."""
    return []


def insert_copy(records: Records) -> Records:
    """Show one record a second time, under another id, where that id belongs."""
    return in_order([*records, copied(records[3], os.urandom(16))])


def insert_twice(records: Records) -> Records:
    """Show one record twice."""
    return in_order([*records, records[3]])


def append_copy(records: Records) -> Records:
    """Show one record a second time, under another id, where that id does not belong."""
    return [*records, copied(records[0], parse_record(records[0]).id[:15] + b"\xff")]


def swap_records_sealed(records: Records) -> Records:
    """Exchange the sealed parts of two."""
    first, second = like(records)
    rest = [record for record in records if record not in {first, second}]
    return in_order([with_sealed_of(first, second), with_sealed_of(second, first), *rest])


def swap_records_ids(records: Records) -> Records:
    """Exchange the ids of two."""
    first, second = like(records)
    rest = [record for record in records if record not in {first, second}]
    a, b = parse_record(first).id, parse_record(second).id
    return in_order([copied(first, b), copied(second, a), *rest])


def reverse(records: Records) -> Records:
    """Show all in another order."""
    return records[::-1]


def run_snapshots(stage: Stage, changes: Sequence[Callable[[Records], Records]], *, code: str = "forged") -> None:
    """Sign a new device in while the server changes its records; then once more while it does not."""
    stage.server.start()
    three = stage.new_device("three")
    folder = stage.live / "three's folder"
    for change in changes:
        stage.proxy.lie(with_records(change))
        # What does not parse may be the line's fault: the third time it is the server's, and by then one is signed in.
        error = failure_of(lambda: (stage.log_in(three), three.wait()))
        assert (change.__name__, error.code, exit_code(error)) == (change.__name__, code, DAMAGED)
        status = three.status()
        assert (status.frozen, status.state, status.head) == (code, "damaged", {}), change.__name__
        assert failure_of(three.wait).code == code
        assert cli(three.home, "ls", "/")[0] == DAMAGED
        assert failure_of(lambda: three.add_pair(folder)).code == code
        assert not folder.exists(), change.__name__
        assert stage.proxy.changing_since_lie() == [], change.__name__
        three.ask(ipc.LOG_OUT, ipc.Nothing())
    stage.proxy.be_honest()
    stage.log_in(three)
    save(folder / "own.txt", b"from three")
    three.add_pair(folder)
    assert three.wait().frozen is None
    assert tree_of(folder) == tree_of(stage.here) | {"own.txt": b"from three"}


def test_c4_records_that_nobody_made_in_a_first_download(stage: Stage) -> None:
    """A copy of a record under a new id, or the same record twice, is refused by a new device."""
    run_snapshots(stage, [insert_copy, insert_twice, append_copy])


def test_c5_records_mixed_in_a_first_download(stage: Stage) -> None:
    """Sealed parts or ids of two records exchanged are refused by a new device."""
    run_snapshots(stage, [swap_records_sealed, swap_records_ids])


def test_c5_records_out_of_order_in_a_first_download(stage: Stage) -> None:
    """Records that come in another order than the format's are refused by a new device."""
    run_snapshots(stage, [reverse], code="malformed")


@pytest.mark.attack("A13", "D6")
def test_d4_a_record_hidden_from_a_first_download(stage: Stage) -> None:
    """Rows 212 and 213: a record left out, or all of them, is noticed by a new device: it does not take the rest for the whole."""
    run_snapshots(stage, [drop_first, drop_last, drop_all])


# -- too deep -----------------------------------------------------------------------------------------------------------

DEPTH = 260
LONG = "d" * 250


def depth_of(folder: Path) -> int:
    """Return how many folders of the long name stand in each other, however long their path is."""
    handle, depth = os.open(folder, os.O_RDONLY), 0
    with suppress(FileNotFoundError):
        while True:
            below = os.open(LONG, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=handle)
            os.close(handle)
            handle, depth = below, depth + 1
    os.close(handle)
    return depth


def test_c14_a_tree_deeper_than_any_path(stage: Stage) -> None:
    """Hundreds of folders with long names in each other, sixteen times what a path may be: all else goes on beside it."""
    stage.open()
    stage.two.wait()
    writer = Writer(stage)
    top = parent = stage.files()["Sync"].record.id
    ops: list[Op] = []
    for _ in range(DEPTH):
        node = fresh()
        ops.append(writer.folder(LONG.encode(), parent=parent, node=node))
        parent = node
    writer.append(*ops, writer.file(b"bottom", parent=parent), writer.file(b"beside", parent=top))
    status = stage.two.wait()
    assert (status.state, status.frozen) == ("synced", None)
    assert (stage.there / "beside").read_bytes() == b"by hand"
    assert 1 <= depth_of(stage.there) <= DEPTH
    stage.check_beside("deep")
