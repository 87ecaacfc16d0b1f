"""What a commit changes in who refers to which blob, and so in the bytes an account is charged.

    ops, records they replace --> counts by blob --+--> blobs that came in: must be in the author's reach
    manifests they name       --> their blocks   --+--> bytes current, bytes kept

A blob counts once a space: as current if a current record refers to it, as kept if only older ones do. A blob that has
the shape of a manifest stands for the blocks it lists, as long as a record refers to it. Records count as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from megadesk.crypto.public import COMMIT_BLOCKS_MAX, parse_record
from megadesk.model.commit import ChangeAcl, Op, Put
from megadesk.model.errors import LimitExceeded, MissingBlock
from megadesk.model.ids import AccountId, BlockId, NodeId
from megadesk.server.metadata import BlobRow, Reading, RefCount

ManifestReader: TypeAlias = Callable[[BlobRow], Sequence[BlockId]]
NO_REFS: Final = RefCount(0, 0)


@dataclass(slots=True)
class Effect:
    """New counts by blob, what moves in bytes, and which blobs came into the space."""

    counts: dict[BlockId, RefCount] = field(default_factory=dict)
    entered: dict[BlockId, BlobRow] = field(default_factory=dict)
    bytes_current: int = 0
    bytes_kept: int = 0


def effect_of(
    tx: Reading, *, space_key: int, author: AccountId, ops: Sequence[Op], replaced: Mapping[NodeId, bytes],
    manifest: ManifestReader,
) -> Effect:  # fmt: skip
    """Return what ops do, ``replaced`` being the records they end. MissingBlock if they name what is not there.

    LimitExceeded if the manifests that come, rest or return list more blocks than one transaction should go through.
    """
    effect = Effect()
    return _followed(tx, effect, space_key, _direct(ops, replaced, effect), author, manifest)


def effect_of_removal(
    tx: Reading, *, space_key: int, bodies: Iterable[bytes], manifest: ManifestReader
) -> Effect:  # fmt: skip
    """Return what it does that these records, none of them current, are no longer kept. Raises as ``manifest`` does."""
    effect = Effect()
    moves: dict[BlockId, tuple[int, int]] = {}
    for body in bodies:
        effect.bytes_kept -= len(body)
        for ref in parse_record(body).refs:
            moves[ref] = (0, moves.get(ref, (0, 0))[1] - 1)
    return _followed(tx, effect, space_key, moves, None, manifest)


def _followed(
    tx: Reading, effect: Effect, space_key: int, direct: Mapping[BlockId, tuple[int, int]], author: AccountId | None,
    manifest: ManifestReader,
) -> Effect:  # fmt: skip
    """Return the effect after the counts of what records name have moved, and those of what manifests among it list."""
    before = tx.refs(space_key, direct.keys())
    rows = _apply(tx, effect, before, direct, author)
    n_blocks = sum(row.n_blocks for row in rows.values())
    if author is not None and n_blocks > COMMIT_BLOCKS_MAX:
        raise LimitExceeded("the manifests of a commit list too many blocks", limit=COMMIT_BLOCKS_MAX)
    blocks = _blocks_of(rows, before, effect, manifest)
    if blocks:
        known = {**tx.refs(space_key, blocks.keys()), **effect.counts}
        _apply(tx, effect, known, blocks, author)
    return effect


def _direct(ops: Sequence[Op], replaced: Mapping[NodeId, bytes], effect: Effect) -> dict[BlockId, tuple[int, int]]:
    """Return by how much the counts (current, all) of each named blob move."""
    moves: dict[BlockId, tuple[int, int]] = {}

    def move(refs: Iterable[BlockId], current: int, total: int) -> None:
        for ref in refs:
            was_current, was_total = moves.get(ref, (0, 0))
            moves[ref] = (was_current + current, was_total + total)

    for op in ops:
        if isinstance(op, ChangeAcl):
            continue
        old = replaced.get(op.id)
        if old is not None:
            move(parse_record(old).refs, -1, 0)
            effect.bytes_current -= len(old)
            effect.bytes_kept += len(old)
        if isinstance(op, Put):
            move(op.refs, 1, 1)
            effect.bytes_current += len(op.record)
    return moves


def _apply(
    tx: Reading, effect: Effect, before: Mapping[BlockId, RefCount], moves: Mapping[BlockId, tuple[int, int]],
    author: AccountId | None,
) -> Mapping[BlockId, BlobRow]:  # fmt: skip
    """Move the counts; return the blobs whose standing in the space changed."""
    changed: list[BlockId] = []
    entered: list[BlockId] = []
    for blob, (current, total) in moves.items():
        was = before.get(blob, NO_REFS)
        now = RefCount(max(0, was.n_current + current), max(0, was.n_total + total))
        effect.counts[blob] = now
        if not was.n_total and total > 0:
            entered.append(blob)
        elif bool(was.n_current) != bool(now.n_current) or not now.n_total:
            changed.append(blob)
    reach = {} if author is None else tx.blobs_in_reach(author, entered)
    rows = {**{blob: row for blob, row in reach.items() if not row.place.is_lost}, **tx.blobs(changed)}
    absent = [blob for blob in entered if blob not in rows]
    if absent:
        raise MissingBlock("records name blobs that were not uploaded", count=len(absent), first=absent[0].hex())
    effect.entered.update((blob, rows[blob]) for blob in entered)
    for blob, row in rows.items():
        _charge(effect, before.get(blob, NO_REFS), effect.counts[blob], row.size_bytes)
    return rows


def _charge(effect: Effect, was: RefCount, now: RefCount, size_bytes: int) -> None:
    """Move a blob's bytes from its standing before to that after: absent, kept or current."""
    effect.bytes_current += size_bytes * (bool(now.n_current) - bool(was.n_current))
    is_kept, was_kept = now.n_total and not now.n_current, was.n_total and not was.n_current
    effect.bytes_kept += size_bytes * (bool(is_kept) - bool(was_kept))


def _blocks_of(
    rows: Mapping[BlockId, BlobRow], before: Mapping[BlockId, RefCount], effect: Effect, manifest: ManifestReader
) -> dict[BlockId, tuple[int, int]]:
    """Return by how much the counts of blocks move because the manifests that list them come, rest or return."""
    moves: dict[BlockId, tuple[int, int]] = {}
    for row in rows.values():
        if not row.n_blocks:
            continue
        was, now = before.get(row.id, NO_REFS), effect.counts[row.id]
        current = bool(now.n_current) - bool(was.n_current)
        total = bool(now.n_total) - bool(was.n_total)
        for block in set(manifest(row)):
            was_current, was_total = moves.get(block, (0, 0))
            moves[block] = (was_current + current, was_total + total)
    return moves
