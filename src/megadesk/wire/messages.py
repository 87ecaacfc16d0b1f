"""The bodies of requests and answers.

Every struct is frozen, refuses unknown fields and bounds every length before anything is built from it. Times are
milliseconds since 1970 UTC by the server's clock unless the name says otherwise. ``bytes`` fields are raw in
MessagePack and base64 in JSON (msgspec does both).
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Id16 = Annotated[bytes, Meta(min_length=16, max_length=16)]
Id32 = Annotated[bytes, Meta(min_length=32, max_length=32)]
Signature = Annotated[bytes, Meta(min_length=64, max_length=64)]
Login = Annotated[str, Meta(min_length=1, max_length=320)]
KdfBytes = Annotated[bytes, Meta(min_length=27, max_length=27)]
Box = Annotated[bytes, Meta(min_length=64, max_length=1024)]
BundleBytes = Annotated[bytes, Meta(min_length=1, max_length=4096)]
AclBytes = Annotated[bytes, Meta(min_length=184, max_length=65536)]
HeaderBytes = Annotated[bytes, Meta(min_length=286, max_length=286)]
OpsBytes = Annotated[bytes, Meta(max_length=4 << 20)]
RecordBytes = Annotated[bytes, Meta(min_length=96, max_length=16384)]
Seq = Annotated[int, Meta(ge=0, le=(1 << 53) - 1)]
Count = Annotated[int, Meta(ge=0, le=(1 << 53) - 1)]
TimeMs = Annotated[int, Meta(ge=0, le=(1 << 53) - 1)]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
TypedCode = Annotated[str, Meta(max_length=32)]
"""Of an authenticator app, or a one-time code, as it was typed; empty: none."""
BLOB_IDS_MAX = 2048
PAST_NODES_MAX = 1 << 18
BlobIds = Annotated[list[Id32], Meta(max_length=BLOB_IDS_MAX)]


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all bodies."""


class ErrorBody(Message, frozen=True, kw_only=True):
    """Every answer that is not 2xx: a stable code, a sentence for a log, and what it is about."""

    code: Code
    message: str
    detail: dict[str, str | int | bool | None] = {}


# -- accounts and sessions (docs/formats/account.md) -----------------------------------------------------------------


class CommitPair(Message, frozen=True, kw_only=True):
    """A signed commit header and its operations."""

    header: HeaderBytes
    ops: OpsBytes


class SignUp(Message, frozen=True, kw_only=True):
    """A whole new account: keys that open it (sealed), its root space, and the first commit of that space."""

    login: Login
    account: Id16
    kdf_block: KdfBytes
    login_public: Id32
    recovery_public: Id32
    box_password: Box
    box_recovery: Box
    bundle_sealed: BundleBytes
    bundle_public: BundleBytes
    genesis_acl: AclBytes
    genesis_signature: Signature
    first_commit: CommitPair
    invitation: Annotated[str, Meta(max_length=128)] = ""


class SignUpDone(Message, frozen=True, kw_only=True):
    """The account exists."""

    account: Id16
    space: Id32


class LoginStart(Message, frozen=True, kw_only=True):
    """Asks for a challenge; the answer has the same shape whether the name exists or not."""

    login: Login


class LoginChallenge(Message, frozen=True, kw_only=True):
    """What the client needs to derive its keys and to answer."""

    account: Id16
    kdf_block: KdfBytes
    challenge: Id32


class LoginFinish(Message, frozen=True, kw_only=True):
    """The signed challenge. ``recovery`` says which of the two keys signed."""

    login: Login
    account: Id16
    challenge: Id32
    device: Id16
    time_ms: TimeMs
    origin: Annotated[str, Meta(max_length=300)]
    signature: Signature
    recovery: bool = False
    code: TypedCode = ""


class LoginDone(Message, frozen=True, kw_only=True):
    """A session and the sealed account."""

    token: Id32
    expires_ms: TimeMs
    keys: AccountKeys


class AccountKeys(Message, frozen=True, kw_only=True):
    """The account as the server keeps it: boxes it cannot open and public keys."""

    account: Id16
    login: Login
    kdf_block: KdfBytes
    login_public: Id32
    recovery_public: Id32
    box_password: Box
    box_recovery: Box
    bundle_sealed: BundleBytes
    bundle_public: BundleBytes
    root_space: Id32


class Challenge(Message, frozen=True, kw_only=True):
    """A fresh challenge for a sensitive request of a signed-in account."""

    challenge: Id32


class ChangeKeys(Message, frozen=True, kw_only=True):
    """New password keys, or (``recovery_public`` and ``box_recovery`` given) new password and recovery keys.

    ``signature`` is over this body with an empty signature: docs/formats/account.md, "Fresh signature". It is made
    by the login key, or by the recovery key in a session that was opened with it.
    """

    challenge: Id32
    kdf_block: KdfBytes
    login_public: Id32
    box_password: Box
    recovery_public: Id32 | None = None
    box_recovery: Box | None = None
    code: TypedCode = ""
    signature: Annotated[bytes, Meta(max_length=64)] = b""


class SecondFactor(Message, frozen=True, kw_only=True):
    """Whether the account has a second factor, since when, and how many one-time codes were not used yet."""

    enabled: bool
    since_ms: TimeMs = 0
    codes_left: Count = 0


class ChangeSecondFactor(Message, frozen=True, kw_only=True):
    """Turns it on (``secret`` and hashes), renews the one-time codes (hashes alone), or turns it off (neither).

    ``code`` is one of the new secret when it is turned on, else of the present one. ``signature`` as in ChangeKeys.
    """

    challenge: Id32
    secret: Annotated[bytes, Meta(min_length=20, max_length=20)] | None = None
    code_hashes: Annotated[list[Id32], Meta(max_length=10)] = []
    code: TypedCode = ""
    signature: Annotated[bytes, Meta(max_length=64)] = b""


class Me(Message, frozen=True, kw_only=True):
    """The account's own figures. ``now_ms``: the server's clock, for whoever is about to act on his own."""

    account: Id16
    login: Login
    root_space: Id32
    quota_bytes: Count
    used_bytes: Count
    bytes_current: Count
    bytes_kept: Count
    incarnation: Count
    retention_days: Count
    versions_min: Count
    bin_days: Count
    now_ms: TimeMs


class SessionInfo(Message, frozen=True, kw_only=True):
    """One session; ``id`` names it for revoking and opens nothing."""

    id: Id16
    device: Id16
    created_ms: TimeMs
    last_seen_ms: TimeMs
    expires_ms: TimeMs
    current: bool


class Sessions(Message, frozen=True, kw_only=True):
    """All sessions of the account, newest first."""

    sessions: list[SessionInfo]


class Nothing(Message, frozen=True, kw_only=True):
    """Done, and nothing to say about it."""


# -- spaces (docs/formats/spaces.md) ------------------------------------------------------------------------------


class SpaceInfo(Message, frozen=True, kw_only=True):
    """One space that the account is a member of."""

    space: Id32
    seq: Seq
    commit: Id32


class Spaces(Message, frozen=True, kw_only=True):
    """All spaces of the account."""

    spaces: list[SpaceInfo]


class HeadAnswer(Message, frozen=True, kw_only=True):
    """The last commit's header, and the oldest state that is kept: its number, and the signed time of its commit."""

    header: HeaderBytes
    incarnation: Count
    oldest_seq: Seq
    oldest_ms: TimeMs


class AclEntry(Message, frozen=True, kw_only=True):
    """One body of the membership chain with its signature."""

    body: AclBytes
    signature: Signature


class AclChain(Message, frozen=True, kw_only=True):
    """The membership chain from genesis on."""

    acls: Annotated[list[AclEntry], Meta(max_length=4096)]


class Headers(Message, frozen=True, kw_only=True):
    """Commit headers of consecutive sequence numbers, 286 bytes each."""

    first_seq: Seq
    headers: Annotated[list[HeaderBytes], Meta(max_length=5000)]


class Commits(Message, frozen=True, kw_only=True):
    """Consecutive commits; ``more`` says that there are further ones."""

    commits: Annotated[list[CommitPair], Meta(max_length=1000)]
    head_seq: Seq
    more: bool = False


class StateSummary(Message, frozen=True, kw_only=True):
    """A state by its digests: the signed header and 256 group digests (zero where empty)."""

    header: HeaderBytes
    groups: Annotated[list[Id32], Meta(min_length=256, max_length=256)]


class RecordPage(Message, frozen=True, kw_only=True):
    """Records in bucket order (first two bytes of the id, then id); ``next_bucket`` is where to go on, or None."""

    records: Annotated[list[RecordBytes], Meta(max_length=65536)]
    next_bucket: Annotated[int, Meta(ge=0, le=65535)] | None = None


class PastPage(Message, frozen=True, kw_only=True):
    """What commits have to be taken back by to be at an earlier state again.

    ``records`` were current there and have ended in these commits. ``newer`` names nodes with a record that began in
    them and is current at the later state; a node may be named more than once. ``next_after``: where to go on, None at
    the end.
    """

    records: Annotated[list[RecordBytes], Meta(max_length=65536)]
    newer: Annotated[list[Id16], Meta(max_length=PAST_NODES_MAX)]
    next_after: Seq | None = None


class RecordVersion(Message, frozen=True, kw_only=True):
    """A record and when it was current: from one commit on, until before another; 0: it is."""

    from_seq: Seq
    to_seq: Seq
    record: RecordBytes


class RecordVersions(Message, frozen=True, kw_only=True):
    """The versions of one record that are kept, oldest first; ``more`` says that there are further ones."""

    versions: Annotated[list[RecordVersion], Meta(max_length=65536)]
    more: bool = False


class Append(Message, frozen=True, kw_only=True):
    """One commit to append. ``turn`` is the ticket from an earlier 409, if any."""

    header: HeaderBytes
    ops: OpsBytes
    turn: Annotated[bytes, Meta(max_length=16)] = b""


class Appended(Message, frozen=True, kw_only=True):
    """The commit is the new head."""

    seq: Seq


class HeadMoved(Message, frozen=True, kw_only=True):
    """409: the commit does not follow the head. Holds the missing commits and a place in the queue.

    ``turn_ms``: for so long the server lets this caller's next append go first.
    """

    commits: Annotated[list[CommitPair], Meta(max_length=1000)]
    head_seq: Seq
    more: bool
    turn: Annotated[bytes, Meta(max_length=16)] = b""
    turn_ms: Count = 0


# -- blobs (docs/formats/content.md) ------------------------------------------------------------------------------


class BlobQuery(Message, frozen=True, kw_only=True):
    """Which of these are missing? or: give me these."""

    ids: BlobIds


class MissingBlobs(Message, frozen=True, kw_only=True):
    """Those of the asked ids that the caller must upload."""

    ids: BlobIds


class Stored(Message, frozen=True, kw_only=True):
    """How many blobs were new."""

    new: Count


class PossessQuery(Message, frozen=True, kw_only=True):
    """Asks for proof that the server still holds a blob."""

    nonce: Id16


class PossessAnswer(Message, frozen=True, kw_only=True):
    """BLAKE3(nonce || blob)."""

    digest: Id32


# -- events and limits ----------------------------------------------------------------------------------------------


class Event(Message, frozen=True, kw_only=True):
    """One server-sent event. ``kind``: ``head`` (space, seq), ``session_ended``, ``quota``, ``hello``."""

    kind: Annotated[str, Meta(max_length=32)]
    space: Id32 | None = None
    seq: Seq = 0


class Limits(Message, frozen=True, kw_only=True):
    """What the server takes, so that clients size their batches."""

    protocol: Count
    blob_bytes: Count
    batch_bytes: Count
    batch_blobs: Count
    commit_ops: Count
    commit_bytes: Count
    uploads_at_once: Count
    heartbeat_s: Count
    origin: str
    time_ms: TimeMs
    sign_up: str = ""
    """open, invitation or closed; empty: it does not say."""
    version: str = ""


class Health(Message, frozen=True, kw_only=True):
    """Alive, and whether requests are taken."""

    status: str
    detail: dict[str, str] = {}
