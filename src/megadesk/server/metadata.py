"""What the server remembers besides the bytes of blobs: the seam between its rules and a database.

    with store.read() as tx:  ...      a consistent view                      class Reading
    with store.write() as tx: ...      all of it or nothing, durable on exit  class Writing
    ... store.write(durable=False)     durable with the next that is; until then a power cut may undo it
    ... store.write(beside=True)       others that say so too may write meanwhile, where the database can do that

A write excludes all other writes, so that it may look at anything and then decide. Only what is hot goes on beside its like;
that is right if it locks what it decides about before it looks, in an order that is the same for all:

    space(..., lock=True)  -->  lock_accounts: whoever is charged, all at once  -->  everything else

What it did not lock may change between two looks, though never by a write that excludes all others: collection, scrub, the
operator. All calls block: they run in worker threads. Sequence numbers are given by rules under the space's lock, never by
the database or a clock. See ADR 60.
The real ones: ``metadata_sqlite``, ``metadata_postgres``. Their contract: tests/contract/test_metadata_store.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from megadesk.model.ids import AccountId, AclHash, BlockId, CommitId, DeviceId, NodeId, SpaceId
from megadesk.server.lease import Lease
from megadesk.server.metadata_attempts import AttemptWriting
from megadesk.server.metadata_care import CareReading, CareWriting
from megadesk.server.metadata_check import CheckReading
from megadesk.server.metadata_factor import FactorReading, FactorWriting
from megadesk.server.metadata_invitations import InvitationReading, InvitationWriting
from megadesk.server.metadata_move import MoveReading, MoveWriting
from megadesk.server.metadata_past import PastReading

OWN_FILE: Final = 0
QUARANTINED: Final = -1
"""The pack of a blob whose bytes were found damaged and set aside: it counts as missing, and whoever brings it mends it."""


class Place(NamedTuple):
    """Where a blob's bytes lie: in a pack at an offset, (pack OWN_FILE) in an object of their own, or (QUARANTINED) nowhere.

    ``offset`` of an own object is its generation, and stays so while it is lost. In a folder that is 0, as a blob has one
    file there; an object store has another for each upload (ADR 59).
    """

    pack: int
    offset: int

    @property
    def is_lost(self) -> bool:
        """Whether the blob's bytes have to be brought again."""
        return self.pack == QUARANTINED

    @property
    def lost(self) -> Place:
        """Where a blob of this place is once its bytes are lost; whoever puts its object back finds it again."""
        return Place(QUARANTINED, self.offset if self.pack == OWN_FILE else 0)


class BlobRow(NamedTuple):
    """A stored blob. ``n_blocks``: how many blocks it lists if it has the shape of a manifest, else 0."""

    id: BlockId
    size_bytes: int
    place: Place
    n_blocks: int


class Account(NamedTuple):
    """An account as it is kept."""

    id: AccountId
    login: str
    kdf_block: bytes
    login_public: bytes
    recovery_public: bytes
    box_password: bytes
    box_recovery: bytes
    bundle_sealed: bytes
    bundle_public: bytes
    root_space: SpaceId
    is_disabled: bool
    quota_bytes: int
    bytes_pending: int
    created_ms: int
    plan: str = ""
    quota_is_own: bool = False
    """Whether the quota was given to this account, and does not follow its plan."""
    retention_days: int | None = None
    versions_min: int | None = None
    bin_days: int | None = None
    """None: what the account's plan says, or the server's settings."""


class KeyChange(NamedTuple):
    """New password keys and, unless None, new recovery keys."""

    kdf_block: bytes
    login_public: bytes
    box_password: bytes
    recovery_public: bytes | None
    box_recovery: bytes | None


class Usage(NamedTuple):
    """What an account's own spaces and its uploads not yet referred to take, in bytes."""

    quota_bytes: int
    bytes_current: int
    bytes_kept: int
    bytes_pending: int

    @property
    def used_bytes(self) -> int:
        """All of it."""
        return self.bytes_current + self.bytes_kept + self.bytes_pending


class Session(NamedTuple):
    """A signed-in device. The token itself is nowhere; its SHA-256 finds the row."""

    id: bytes
    token_sha256: bytes
    account: AccountId
    device: DeviceId
    is_recovery: bool
    created_ms: int
    last_seen_ms: int
    expires_ms: int


class SpaceRow(NamedTuple):
    """A space at its head. ``key`` is its short name inside this database."""

    key: int
    id: SpaceId
    owner: AccountId
    seq: int
    commit: CommitId
    header: bytes
    acl_seq: int
    acl_body: bytes
    n_records: int
    bytes_current: int
    bytes_kept: int
    groups: bytes
    kept_from_seq: int = 1
    """Every state from here on is complete."""
    ops_from_seq: int = 1
    versions_min: int | None = None
    """With how many versions of each node retention went over it last; None: not yet."""


class HeadMove(NamedTuple):
    """What a commit changes in its space's row."""

    seq: int
    commit: CommitId
    header: bytes
    acl_seq: int
    acl_body: bytes
    n_records: int
    bytes_current: int
    bytes_kept: int
    groups: bytes


class CommitRow(NamedTuple):
    """A commit as it travels."""

    seq: int
    header: bytes
    ops: bytes


class NewRecord(NamedTuple):
    """A record that becomes current."""

    id: NodeId
    version: int
    element: bytes
    body: bytes


class RefCount(NamedTuple):
    """How many records of a space refer to a blob: current ones, and all that are kept."""

    n_current: int
    n_total: int


class Challenge(NamedTuple):
    """A single-use challenge. ``purpose``: "login" or "reauth"."""

    id: bytes
    account: AccountId
    purpose: str
    expires_ms: int


class Totals(NamedTuple):
    """The whole store in figures."""

    accounts: int
    spaces: int
    records: int
    commits: int
    blobs: int
    blob_bytes: int
    bytes_current: int
    bytes_kept: int
    bytes_pending: int
    """What is charged for current records and what they refer to, for what only older ones do, for uploads."""
    records_ended: int
    orphans: int
    packs: int
    pack_live_bytes: int


class Reading(PastReading, CareReading, CheckReading, FactorReading, InvitationReading, MoveReading, Protocol):
    """A consistent view. Unless it says otherwise, absence is None or an empty answer."""

    def setting(self, name: str) -> bytes | None:
        """Return a value the server keeps about itself (``server_key``, ``incarnation``)."""

    def account(self, account: AccountId, *, lock: bool = False) -> Account | None:
        """Return an account; ``lock`` only in a write."""

    def account_by_login(self, login: str) -> Account | None:
        """Return the account with this login name, in its normal form."""

    def accounts(self, after: str, limit: int) -> Sequence[Account]:
        """Return accounts by login name, those after ``after``."""

    def usage(self, account: AccountId) -> Usage:
        """Return what an account takes and may take; zeros if there is none."""

    def session(self, token_sha256: bytes, now_ms: int) -> Session | None:
        """Return the session of a token unless it has expired or its account is disabled."""

    def sessions(self, account: AccountId, now_ms: int) -> Sequence[Session]:
        """Return an account's sessions that have not expired, newest first."""

    def spaces(self, account: AccountId) -> Sequence[tuple[SpaceId, int, CommitId]]:
        """Return id, sequence number and commit of each space the account is a member of."""

    def space(self, space: SpaceId, *, lock: bool = False) -> SpaceRow | None:
        """Return a space at its head; ``lock`` only in a write."""

    def role(self, space_key: int, account: AccountId) -> int | None:
        """Return a member's role."""

    def acls(self, space_key: int) -> Sequence[tuple[bytes, bytes]]:
        """Return bodies and signatures of the membership chain, from genesis on."""

    def header(self, space_key: int, seq: int) -> bytes | None:
        """Return one signed header."""

    def headers(self, space_key: int, first: int, last: int) -> Sequence[bytes]:
        """Return signed headers from first to last, those there are."""

    def commits(self, space_key: int, after: int, *, limit: int, limit_bytes: int) -> Sequence[CommitRow]:
        """Return the commits after a sequence number: at most ``limit`` and ``limit_bytes``, but at least one."""

    def bucket_rows(self, space_key: int, groups: Collection[int] | None = None) -> Mapping[int, bytes]:
        """Return the stored bucket digests by group (all of them for None), as ``put_bucket_rows`` took them."""

    def elements(self, space_key: int, buckets: Collection[int]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Yield id, version and element of every current record in these buckets."""

    def current_bodies(self, space_key: int, nodes: Collection[NodeId]) -> Mapping[NodeId, bytes]:
        """Return the current records of these nodes."""

    def records_from(self, space_key: int, bucket: int, *, limit_bytes: int) -> tuple[Sequence[bytes], int | None]:
        """Return current records in the order of their ids from a bucket on, and the bucket to go on with.

        Whole buckets only: as many as fit ``limit_bytes`` and at least one that is not empty. None: it was the last.
        """

    def blobs_in_reach(self, account: AccountId, ids: Collection[BlockId]) -> Mapping[BlockId, BlobRow]:
        """Return those blobs that a space of the account refers to or that it has uploaded itself, lost ones too."""

    def blobs(self, ids: Collection[BlockId]) -> Mapping[BlockId, BlobRow]:
        """Return those blobs that are stored, lost ones too, whoever they belong to."""

    def pending(self, account: AccountId, ids: Collection[BlockId]) -> Mapping[BlockId, int]:
        """Return when the account's own uploads among these expire."""

    def refs(self, space_key: int, ids: Collection[BlockId]) -> Mapping[BlockId, RefCount]:
        """Return how often a space refers to these blobs."""

    def referred(self, ids: Collection[BlockId]) -> set[BlockId]:
        """Return those blobs that any space refers to."""

    def named_by(self, blob: BlockId) -> Sequence[str]:
        """Return the login names of those whose spaces refer to a blob, in order."""

    def all_blobs(self, after: bytes, limit: int) -> Sequence[BlobRow]:
        """Return blobs in the order of their ids, those after ``after``."""

    def all_spaces(self, after_key: int, limit: int) -> Sequence[SpaceRow]:
        """Return spaces in the order of their keys."""

    def check(self) -> Sequence[str]:
        """Return what the database itself finds wrong with its file; empty if nothing."""


class Writing(Reading, AttemptWriting, CareWriting, FactorWriting, InvitationWriting, MoveWriting, Protocol):
    """A view that can be changed; all of it is there afterwards, or none."""

    def lock_accounts(self, accounts: Collection[AccountId]) -> None:
        """Keep accounts, what they are charged and what their spaces take from changing but by us: before looking at it."""

    def put_setting(self, name: str, value: bytes) -> None:
        """Set a value the server keeps about itself."""

    def add_account(self, account: Account) -> None:
        """Add an account; AlreadyExists if its id or login name is taken."""

    def set_keys(self, account: AccountId, change: KeyChange) -> None:
        """Replace an account's keys."""

    def set_quota(self, account: AccountId, quota_bytes: int) -> None:
        """Set what an account may store, whatever its plan says."""

    def set_plan(self, account: AccountId, plan: str, quota_bytes: int | None) -> None:
        """Let an account follow a plan ("": none) and, unless None, its quota."""

    def set_plan_quota(self, plan: str, quota_bytes: int) -> None:
        """Set what accounts of a plan may store, but for those whose quota is their own."""

    def set_terms(
        self, account: AccountId, *, retention_days: int | None, versions_min: int | None, bin_days: int | None
    ) -> None:
        """Set an account's own terms; None: as its plan says."""

    def set_disabled(self, account: AccountId, is_disabled: bool) -> None:
        """Shut an account out, or let it in again."""

    def add_session(self, session: Session) -> None:
        """Add a session."""

    def see_session(self, session: bytes, last_seen_ms: int, expires_ms: int) -> None:
        """Note that a session was used, unless it is known to have been used later."""

    def end_sessions(self, account: AccountId, *, only: bytes | None = None, but: bytes | None = None) -> list[bytes]:
        """End one session by id, or all (but one); return the ids of those that were there."""

    def settle_session(self, session: bytes) -> None:
        """Make a session that was opened by a recovery key an ordinary one."""

    def add_challenge(self, challenge: Challenge, now_ms: int) -> None:
        """Add a challenge, and forget those that have expired."""

    def take_challenge(self, challenge: bytes, account: AccountId, purpose: str, now_ms: int) -> bool:
        """Use a challenge up; whether it was there, for this account and purpose, and had not expired."""

    def add_space(self, space: SpaceId, owner: AccountId) -> SpaceRow:
        """Add a space without commits; AlreadyExists if there is one with this id."""

    def add_acl(self, space_key: int, seq: int, body: bytes, signature: bytes) -> None:
        """Append to the membership chain."""

    def set_members(self, space_key: int, roles: Mapping[AccountId, int]) -> None:
        """Replace the members of a space."""

    def move_head(self, space_key: int, move: HeadMove) -> None:
        """Move a space to its next head."""

    def add_commit(
        self, space_key: int, commit: CommitRow, commit_id: CommitId, *, acl: AclHash, time_ms: int, stored_ms: int
    ) -> None:
        """Append to the journal; ``time_ms`` is what the author says, ``stored_ms`` what our clock does."""

    def close_records(self, space_key: int, nodes: Collection[NodeId], seq: int) -> None:
        """Let the current records of these nodes end before ``seq``."""

    def add_records(self, space_key: int, records: Sequence[NewRecord], seq: int) -> None:
        """Make records current from ``seq`` on. Those they replace were closed before."""

    def put_bucket_rows(self, space_key: int, rows: Mapping[int, bytes]) -> None:
        """Replace the stored bucket digests of these groups."""

    def add_blobs(self, blobs: Sequence[BlobRow], now_ms: int) -> None:
        """Add blobs; those already there stay as they are, but what was lost has its new place from now on."""

    def move_blob(self, blob: BlockId, before: Place, after: Place) -> bool:
        """Let a blob lie elsewhere; whether it was there, and at the place before."""

    def add_pending(self, account: AccountId, blobs: Mapping[BlockId, int], expires_ms: int) -> None:
        """Note uploads of an account with their sizes; those already noted live longer and count once."""

    def take_pending(self, account: AccountId, ids: Collection[BlockId]) -> None:
        """Forget uploads of an account, since something refers to them now."""

    def drop_blobs(self, ids: Collection[BlockId]) -> None:
        """Forget blobs to which nothing refers, whoever uploaded them; slow."""

    def change_refs(self, space_key: int, counts: Mapping[BlockId, RefCount]) -> None:
        """Set how often a space refers to these blobs."""


UNREACHED, READ_ONLY, DAMAGED = "unreached", "read_only", "damaged"
"""Reasons why nothing can be asked of a database, or written into it; ``FROZEN`` is one more."""


class MetadataStore(Protocol):
    """A database with the server's tables. Safe from any thread."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes may serve from it too: then what must be limited for all of them is counted in it."""

    def check_ready(self) -> None:
        """Pass if it takes writes; ServerUnavailable with its reason if not. Waits for no write."""

    def lease(self) -> Lease:
        """Return a lease of the care for it, which whoever asks closes. Nobody has it yet."""

    def read(self) -> AbstractContextManager[Reading]:
        """Return a consistent view for a ``with`` block."""

    def copy_into(self, file: Path, meanwhile: Callable[[], None]) -> None:
        """Write all of it, as it is at one moment, into a new SQLite file; ``meanwhile`` is called from time to time."""

    def write(self, *, durable: bool = True, beside: bool = False) -> AbstractContextManager[Writing]:
        """Return a transaction for a ``with`` block; an exception undoes it. DiskFull if there is no room.

        beside: see the module. ServerUnavailable if the database cannot be reached, or took the transaction back; it may
        have been taken all the same if its end is not answered, so whoever comes again must be able to.

        durable: on the disk when the block ends, with all that was written before. Else it need not be, but a power cut
        takes it only together with all that was written after it.
        """

    def close(self) -> None:
        """Let go of the database."""
