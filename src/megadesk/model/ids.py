"""Names of things: every id is its own type, made from outside bytes in one place.

At run time an id is plain ``bytes`` (a ``str`` for the two that people type): cheap in sets, dictionaries and
SQLite. The type checker keeps them apart. ``parse_*`` is for bytes from outside and raises Malformed;
``new_*`` makes a fresh id from the entropy it is handed (pure rooms own no randomness).
Source: docs/formats/notation.md, "Ids".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NewType, TypeAlias

from megadesk.model.errors import Malformed

Entropy: TypeAlias = Callable[[int], bytes]
"""Returns so many uniformly random bytes; ``os.urandom`` everywhere but in tests."""

NodeId = NewType("NodeId", bytes)  # 16 random bytes; also the id of its record
AccountId = NewType("AccountId", bytes)  # 16 random bytes
DeviceId = NewType("DeviceId", bytes)  # 16 random bytes
SpaceId = NewType("SpaceId", bytes)  # 32 bytes: hash of the genesis ACL
BlockId = NewType("BlockId", bytes)  # 32 bytes: BLAKE3 of the stored bytes
CommitId = NewType("CommitId", bytes)  # 32 bytes: hash of the commit header
AclHash = NewType("AclHash", bytes)  # 32 bytes: hash of an ACL body
FileHash = NewType("FileHash", bytes)  # 32 bytes: hash of size and block hashes
PlainHash = NewType("PlainHash", bytes)  # 32 bytes: BLAKE3 of one plain block
PairId = NewType("PairId", str)  # 8 hex digits
TransferId = NewType("TransferId", str)  # u or d, then 14 hex digits

SHORT_ID_BYTES: Final = 16
LONG_ID_BYTES: Final = 32

TOP: Final = NodeId(bytes(SHORT_ID_BYTES))
"""The parent of a space's well-known roots: no node has this id."""

NO_COMMIT: Final = CommitId(bytes(LONG_ID_BYTES))
"""What the first commit names as its predecessor."""


def _exactly(raw: bytes, size: int, what: str) -> bytes:
    if len(raw) != size:
        raise Malformed(f"{what}: {len(raw)} bytes instead of {size}")
    return bytes(raw)


def parse_node_id(raw: bytes) -> NodeId:
    """Return raw as a NodeId; Malformed unless it is 16 bytes."""
    return NodeId(_exactly(raw, SHORT_ID_BYTES, "node id"))


def parse_account_id(raw: bytes) -> AccountId:
    """Return raw as an AccountId; Malformed unless it is 16 bytes."""
    return AccountId(_exactly(raw, SHORT_ID_BYTES, "account id"))


def parse_device_id(raw: bytes) -> DeviceId:
    """Return raw as a DeviceId; Malformed unless it is 16 bytes."""
    return DeviceId(_exactly(raw, SHORT_ID_BYTES, "device id"))


def parse_space_id(raw: bytes) -> SpaceId:
    """Return raw as a SpaceId; Malformed unless it is 32 bytes."""
    return SpaceId(_exactly(raw, LONG_ID_BYTES, "space id"))


def parse_block_id(raw: bytes) -> BlockId:
    """Return raw as a BlockId; Malformed unless it is 32 bytes."""
    return BlockId(_exactly(raw, LONG_ID_BYTES, "block id"))


def parse_commit_id(raw: bytes) -> CommitId:
    """Return raw as a CommitId; Malformed unless it is 32 bytes."""
    return CommitId(_exactly(raw, LONG_ID_BYTES, "commit id"))


def new_node_id(entropy: Entropy) -> NodeId:
    """Return a fresh NodeId."""
    return NodeId(entropy(SHORT_ID_BYTES))


def new_account_id(entropy: Entropy) -> AccountId:
    """Return a fresh AccountId."""
    return AccountId(entropy(SHORT_ID_BYTES))


def new_device_id(entropy: Entropy) -> DeviceId:
    """Return a fresh DeviceId."""
    return DeviceId(entropy(SHORT_ID_BYTES))


def new_pair_id(entropy: Entropy) -> PairId:
    """Return a fresh PairId, short enough to type."""
    return PairId(entropy(4).hex())
