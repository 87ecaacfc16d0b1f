"""Sealed blocks on the server, for transfers: BlockStore over the api.

Every block that comes in is hashed before anybody sees it: its id is its hash. Source: docs/formats/content.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from megadesk.crypto.structure import block_id
from megadesk.host.stint import stint
from megadesk.model.errors import Damaged, LimitExceeded, MissingBlock, NotFound, ServerRefused
from megadesk.model.ids import BlockId, parse_block_id
from megadesk.remote.api import Api
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import encode
from megadesk.wire.frames import pack, unpack


class RemoteBlobs:
    """Implements transfers.ports.BlockStore. Safe from any thread."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def missing(self, ids: Sequence[BlockId]) -> set[BlockId]:
        """Return those that must be uploaded."""
        gone: set[BlockId] = set()
        for start in range(0, len(ids), m.BLOB_IDS_MAX):
            asked = ids[start : start + m.BLOB_IDS_MAX]
            answer = self._api.call(routes.BLOBS_MISSING, m.BlobQuery(ids=list(asked)), want=m.MissingBlobs)
            gone.update(parse_block_id(one) for one in answer.ids)
        return gone & set(ids)

    def put(self, block: BlockId, data: bytes | memoryview) -> None:
        """Store one; repeatable. It stays for sure once a commit that names it was accepted."""
        self._api.raw(routes.BLOB_PUT, data, held_back=True, blob=block.hex())

    def put_many(self, blocks: Sequence[tuple[BlockId, bytes | memoryview]]) -> None:
        """Store many in one request; repeatable."""
        if blocks:
            self._api.raw(routes.BLOBS_PUT, pack(blocks), held_back=True)

    def get(self, block: BlockId) -> bytes:
        """Return one; MissingBlock if the server does not have it or has other bytes."""
        with _absence(block):
            data = self._api.raw(routes.BLOB_GET, held_back=True, blob=block.hex()).body
        if block_id(data) != block:
            raise MissingBlock(block=block.hex()[:16], reason="corrupt")
        return data

    def get_into(self, block: BlockId, buffer: memoryview) -> memoryview:
        """Return one as the beginning of buffer; MissingBlock as ``get``, also for bytes that do not fit in."""
        try:
            with _absence(block):
                data = self._api.fetch_into(routes.BLOB_GET, buffer, blob=block.hex())
        except LimitExceeded as e:
            raise MissingBlock(block=block.hex()[:16], reason="length") from e
        if block_id(data) != block:
            raise MissingBlock(block=block.hex()[:16], reason="corrupt")
        return data

    def possess(self, block: BlockId, nonce: bytes) -> bytes:
        """Return what the server says BLAKE3(nonce, blob) is; MissingBlock if it says that it does not have the blob."""
        query = m.PossessQuery(nonce=nonce)
        with _absence(block):
            return self._api.call(routes.BLOB_POSSESS, query, want=m.PossessAnswer, blob=block.hex()).digest

    def get_many(self, ids: Sequence[BlockId]) -> Mapping[BlockId, bytes]:
        """Return those the server sent, hashes checked; absent and corrupt ones are left out."""
        if not ids:
            return {}
        body, asked = encode_query(ids), set(ids)
        try:
            frames = list(unpack(self._api.raw(routes.BLOBS_GET, body, held_back=True).body))
        except Damaged:
            return {}
        with stint():
            return {block: bytes(data) for block, data in frames if block in asked and block_id(data) == block}


@contextmanager
def _absence(block: BlockId) -> Iterator[None]:
    """Turn what a server says of a blob that it has no row of, or no bytes, into MissingBlock."""
    try:
        yield
    except NotFound as e:
        raise MissingBlock(block=block.hex()[:16], reason="absent") from e
    except ServerRefused as e:
        if e.arguments.get("server_code") != MissingBlock.code:
            raise
        raise MissingBlock(block=block.hex()[:16], reason="absent") from e


def encode_query(ids: Sequence[BlockId]) -> bytes:
    """Return the body that asks for these blobs."""
    return encode(m.BlobQuery(ids=list(ids)), routes.BLOBS_GET.request_encoding)
