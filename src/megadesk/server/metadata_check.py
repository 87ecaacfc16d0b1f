"""The seam between rules and database for the operator's check: everything there is, once. A part of ``metadata.Reading``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from megadesk.model.ids import BlockId, NodeId


class RecordRow(NamedTuple):
    """A record as it is kept. ``to_seq`` is 0 while it is current."""

    bucket: int
    id: NodeId
    version: int
    element: bytes
    from_seq: int
    to_seq: int
    body: bytes


class RefRow(NamedTuple):
    """How often records of a space refer to a blob, and the blob; None for both of its figures if there is none."""

    blob: BlockId
    space_key: int
    n_current: int
    n_total: int
    size_bytes: int | None
    n_blocks: int | None


class Differing(NamedTuple):
    """A figure that is noted otherwise than what it counts gives."""

    of: str
    noted: int
    counted: int


class CheckReading(Protocol):
    """What only a check asks; slow, and as much as there is. What is yielded may be left before its end."""

    def all_records(self, space_key: int) -> Iterable[RecordRow]:
        """Yield all records that a space keeps, in the order in which they began."""

    def all_refs(self) -> Iterable[RefRow]:
        """Yield all references, by blob and space."""

    def differing_uploads(self) -> Iterable[Differing]:
        """Yield accounts, by login name, whose bytes of uploads are not the sum of their uploads."""

    def differing_packs(self) -> Iterable[Differing]:
        """Yield packs whose used blobs or bytes are not those of the blobs in them."""
