"""What moves a space forward.

    Put, Delete, ChangeAcl --> a commit, signed, naming the Head before it --> the next Head

A Head is all that a device has to remember of a space to notice when it is shown an older or another history.
The bytes are made and checked in ``crypto/commits``. Source: docs/formats/spaces.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from megadesk.model.ids import AclHash, BlockId, CommitId, NodeId, SpaceId
from megadesk.model.values import Value


class Put(Value, frozen=True):
    """Make ``record`` the current record of a node. The other fields are read from its public header."""

    unshown: ClassVar = frozenset({"refs", "record"})

    id: NodeId
    version: int
    epoch: int
    refs: tuple[BlockId, ...]
    record: bytes


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove the current record of a node, which has this version."""

    id: NodeId
    version: int


@dataclass(frozen=True, slots=True)
class ChangeAcl:
    """Make a new list of members current; stands alone in its commit."""

    body: bytes = field(repr=False)
    signature: bytes = field(repr=False)


Op: TypeAlias = Put | Delete | ChangeAcl


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last commit of a space that was verified, with what it says of the space's state."""

    space: SpaceId
    seq: int
    commit_id: CommitId
    acl_seq: int
    acl_hash: AclHash
    state_root: bytes
    n_records: int
    time_ms: int
