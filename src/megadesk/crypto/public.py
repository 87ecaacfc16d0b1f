"""What can be checked without a secret: the only crypto module the server may import.

Signatures, digests, limits and structure, from the right column of the room's drawing. Nothing reachable from here
can open content: keys, bundle, account, content, records and device are not imported, directly or indirectly.
"""

from __future__ import annotations

from megadesk.crypto.acl import (
    Acl,
    AclBody,
    Member,
    Role,
    acl_hash,
    parse_acl,
    space_id,
    verify_chain,
    verify_genesis,
    verify_next,
)
from megadesk.crypto.commits import (
    COMMIT_BLOCKS_MAX,
    HEADER_BYTES,
    OPS_MAX,
    OPS_MAX_BYTES,
    SIGNED_HEADER_BYTES,
    CommitHeader,
    CurrentRecords,
    VerifiedCommit,
    commit_id,
    first_head,
    parse_ops,
    parse_signed_header,
    verify_commit,
    verify_head,
    verify_headers,
)
from megadesk.crypto.identity import (
    CHALLENGE_BYTES,
    KDF_BLOCK_BYTES,
    KDF_DEFAULT,
    KDF_MINIMUM,
    TOKEN_BYTES,
    Decoy,
    KdfBlock,
    KdfParameters,
    PublicBundle,
    ReauthOp,
    WrapSet,
    attempt_key,
    decoy,
    fingerprint,
    login_body,
    normal_login,
    parse_kdf_block,
    parse_public_bundle,
    reauth_body,
    verify_login,
    verify_reauth,
    wrapset_digest,
)
from megadesk.crypto.primitives import Blake3Stream, check_public_key, equal, sha256
from megadesk.crypto.second_factor import (
    ONE_TIME_CODES,
    SECRET_BYTES,
    matching_step,
    normal_code,
    one_time_hash,
)
from megadesk.crypto.statetree import (
    BUCKET_MAX_ENTRIES,
    EMPTY_DIGEST,
    EMPTY_ROOT,
    EMPTY_ROW,
    FAN_OUT,
    ROW_BYTES,
    Bucket,
    StateTree,
    TreeUpdate,
    bucket_digest,
    bucket_of,
    element,
    group_digest,
    root_digest,
)
from megadesk.crypto.structure import (
    RECORD_MAX_BYTES,
    RecordParts,
    block_id,
    manifest_refs,
    padme,
    parse_record,
    possession_proof,
)

__all__ = [
    "BUCKET_MAX_ENTRIES", "CHALLENGE_BYTES", "COMMIT_BLOCKS_MAX", "EMPTY_DIGEST", "EMPTY_ROOT", "EMPTY_ROW",
    "FAN_OUT", "HEADER_BYTES",
    "KDF_BLOCK_BYTES", "KDF_DEFAULT", "KDF_MINIMUM", "ONE_TIME_CODES", "OPS_MAX", "OPS_MAX_BYTES", "RECORD_MAX_BYTES",
    "ROW_BYTES", "SECRET_BYTES", "SIGNED_HEADER_BYTES", "TOKEN_BYTES",
    "Acl", "AclBody", "Blake3Stream", "Bucket", "CommitHeader", "CurrentRecords", "Decoy", "KdfBlock", "KdfParameters",
    "Member", "PublicBundle", "ReauthOp", "RecordParts", "Role", "StateTree", "TreeUpdate", "VerifiedCommit", "WrapSet",
    "acl_hash", "attempt_key", "block_id", "bucket_digest", "bucket_of", "check_public_key", "commit_id", "decoy", "element", "equal",
    "fingerprint", "first_head", "group_digest", "login_body", "manifest_refs", "matching_step", "normal_code",
    "normal_login", "one_time_hash", "padme", "parse_acl", "parse_kdf_block", "parse_ops", "parse_public_bundle",
    "parse_record", "parse_signed_header", "possession_proof", "reauth_body", "root_digest", "sha256", "space_id",
    "verify_chain", "verify_commit", "verify_genesis", "verify_head", "verify_headers", "verify_login", "verify_next",
    "verify_reauth", "wrapset_digest",
]  # fmt: skip
