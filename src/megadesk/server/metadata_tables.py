"""The tables, once, for every database. Migrations make them (``migrations/``); a test holds both to each other.

    accounts - sessions, challenges          who
    accounts - second_factors, one_time_codes    what they show besides a signature
    invitations                              who may become one
    attempts                                 how often somebody tried
    spaces - acls, members                   what they share
    spaces - commits                         the journal
    spaces - records, bucket_rows            states: a record is current from ``from_seq`` until before ``to_seq``
    blobs - blob_refs, uploads_pending       content: where it lies, who may read it, what it counts
    blobs - orphans, packs                   what nothing refers to any more, and what is still used of each pack

A space has a short key inside the database, so that a row of a million does not repeat 32 bytes. Every table has the
indexes its queries need and no other; tests/unit/server/test_metadata_sqlite.py asserts which query uses which.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, SmallInteger, String, Table, text

NAMES: Final = {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s"}
metadata: Final = MetaData(naming_convention=NAMES)

Big = BigInteger().with_variant(Integer, "sqlite")
Name = String(254).with_variant(String(254, collation="C"), "postgresql")
"""In the order of its letters' numbers, whatever the language of the database: so SQLite has it, and pages go on by it."""

settings = Table(
    "settings", metadata,
    Column("name", String(64), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)  # fmt: skip

accounts = Table(
    "accounts", metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("login", Name, nullable=False),
    Column("kdf_block", LargeBinary, nullable=False),
    Column("login_public", LargeBinary, nullable=False),
    Column("recovery_public", LargeBinary, nullable=False),
    Column("box_password", LargeBinary, nullable=False),
    Column("box_recovery", LargeBinary, nullable=False),
    Column("bundle_sealed", LargeBinary, nullable=False),
    Column("bundle_public", LargeBinary, nullable=False),
    Column("root_space", LargeBinary(32), nullable=False),
    Column("is_disabled", SmallInteger, nullable=False),
    Column("quota_bytes", Big, nullable=False),
    Column("bytes_pending", Big, nullable=False),
    Column("created_ms", Big, nullable=False),
    Column("plan", String(64), nullable=False, server_default=""),
    Column("quota_is_own", SmallInteger, nullable=False, server_default="0"),
    Column("retention_days", Integer, nullable=True),  # NULL: as the plan says, or the server's settings
    Column("versions_min", Integer, nullable=True),
    Column("bin_days", Integer, nullable=True),
    Index("ix_accounts_login", "login", unique=True),
)  # fmt: skip

sessions = Table(
    "sessions", metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("token_sha256", LargeBinary(32), nullable=False),
    Column("account", LargeBinary(16), nullable=False),
    Column("device", LargeBinary(16), nullable=False),
    Column("is_recovery", SmallInteger, nullable=False),
    Column("created_ms", Big, nullable=False),
    Column("last_seen_ms", Big, nullable=False),
    Column("expires_ms", Big, nullable=False),
    Index("ix_sessions_token_sha256", "token_sha256", unique=True),
    Index("ix_sessions_account", "account"),
)  # fmt: skip

challenges = Table(
    "challenges", metadata,
    Column("id", LargeBinary(32), primary_key=True),
    Column("account", LargeBinary(16), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("expires_ms", Big, nullable=False),
    Index("ix_challenges_expires_ms", "expires_ms"),
)  # fmt: skip

second_factors = Table(
    "second_factors", metadata,
    Column("account", LargeBinary(16), primary_key=True),
    Column("secret", LargeBinary(20), nullable=False),
    Column("since_ms", Big, nullable=False),
    Column("last_step", Big, nullable=False),  # of the last code that was taken
    Column("tries", Integer, nullable=False),
    Column("locked_until_ms", Big, nullable=False),
)  # fmt: skip

one_time_codes = Table(
    "one_time_codes", metadata,
    Column("account", LargeBinary(16), primary_key=True),
    Column("code_hash", LargeBinary(32), primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

attempts = Table(
    "attempts", metadata,
    Column("key", LargeBinary(32), primary_key=True),  # a keyed hash: no address, no name
    Column("until_ms", Big, nullable=False),  # when its bucket is full again
    Column("is_refused", SmallInteger, nullable=False),  # what the last one was answered
    sqlite_with_rowid=False,
)  # fmt: skip

invitations = Table(
    "invitations", metadata,
    Column("login", Name, primary_key=True),
    Column("code_sha256", LargeBinary(32), nullable=False),
    Column("quota_bytes", Big, nullable=True),  # NULL: as the plan says, or the server's settings
    Column("plan", String(64), nullable=False),
    Column("created_ms", Big, nullable=False),
    Column("expires_ms", Big, nullable=False),
)  # fmt: skip

spaces = Table(
    "spaces", metadata,
    Column("key", Big, primary_key=True, autoincrement=True),
    Column("id", LargeBinary(32), nullable=False),
    Column("owner", LargeBinary(16), nullable=False),
    Column("seq", Big, nullable=False),
    Column("commit_id", LargeBinary(32), nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("acl_seq", Integer, nullable=False),
    Column("acl_body", LargeBinary, nullable=False),
    Column("n_records", Big, nullable=False),
    Column("bytes_current", Big, nullable=False),
    Column("bytes_kept", Big, nullable=False),
    Column("groups", LargeBinary, nullable=False),
    Column("kept_from_seq", Big, nullable=False, server_default="1"),  # every state from here on is complete
    Column("ops_from_seq", Big, nullable=False, server_default="1"),  # the ops of all commits before are NULL
    Column("versions_min", Integer, nullable=True),  # what versions were spared by, so that less is noticed
    Index("ix_spaces_id", "id", unique=True),
    Index("ix_spaces_owner", "owner"),
)  # fmt: skip

acls = Table(
    "acls", metadata,
    Column("space", Big, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
)  # fmt: skip

members = Table(
    "members", metadata,
    Column("account", LargeBinary(16), primary_key=True),
    Column("space", Big, primary_key=True),
    Column("role", SmallInteger, nullable=False),
    Index("ix_members_space", "space"),
    sqlite_with_rowid=False,
)  # fmt: skip

commits = Table(
    "commits", metadata,
    Column("space", Big, primary_key=True),
    Column("seq", Big, primary_key=True),
    Column("commit_id", LargeBinary(32), nullable=False),
    Column("acl_hash", LargeBinary(32), nullable=False),
    Column("time_ms", Big, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("ops", LargeBinary, nullable=True),  # NULL once its retention is over; headers stay for ever
    Column("stored_ms", Big, nullable=False, server_default="0"),  # by our clock; time_ms is what its author says
    Index("ix_commits_stored_ms", "space", "seq", "stored_ms"),  # behind ops of megabytes a row tells it too late
)  # fmt: skip

records = Table(
    "records", metadata,
    Column("key", Big, primary_key=True, autoincrement=True),
    Column("space", Big, nullable=False),
    Column("bucket", Integer, nullable=False),
    Column("id", LargeBinary(16), nullable=False),
    Column("version", Big, nullable=False),
    Column("element", LargeBinary(32), nullable=False),
    Column("from_seq", Big, nullable=False),
    Column("to_seq", Big, nullable=True),
    Column("body", LargeBinary, nullable=False),
    Column("standing", SmallInteger, nullable=False, server_default="0"),  # of metadata_care
)  # fmt: skip
# A row stands in one of two indexes: that of the current records, which answers "what is in these buckets?" without
# touching the rows (an append of 1,000 ops asks for 1,000 buckets), or that of the kept ones, for rewind and retention.
Index(
    "ix_records_current", records.c.space, records.c.bucket, records.c.id, records.c.version, records.c.element,
    records.c.to_seq,  # always NULL here; SQLite 3.40 calls an index covering only if its own condition is in it
    sqlite_where=text("to_seq IS NULL"), postgresql_where=text("to_seq IS NULL"),
)  # fmt: skip
Index(
    "ix_records_kept", records.c.space, records.c.bucket, records.c.id, records.c.from_seq,
    sqlite_where=text("to_seq IS NOT NULL"), postgresql_where=text("to_seq IS NOT NULL"),
)  # fmt: skip

# What ended and began between two commits, for going back: as much as changed, not as much as there is. Both grow at
# their end only. Retention takes from the first of them what it judges, and so needs no memory of how far it came.
Index(
    "ix_records_ended", records.c.space, records.c.to_seq, records.c.from_seq,
    sqlite_where=text("to_seq IS NOT NULL AND standing = 0"),
    postgresql_where=text("to_seq IS NOT NULL AND standing = 0"),
)  # fmt: skip
Index("ix_records_begun", records.c.space, records.c.from_seq)
for _name, _condition in (("version", "standing = 1"), ("held", "standing = 2")):
    Index(f"ix_records_{_name}", records.c.space, sqlite_where=text(_condition), postgresql_where=text(_condition))

bucket_rows = Table(
    "bucket_rows", metadata,
    Column("space", Big, primary_key=True),
    Column("grp", Integer, primary_key=True),
    Column("digests", LargeBinary, nullable=False),
)  # fmt: skip

blobs = Table(
    "blobs", metadata,
    Column("id", LargeBinary(32), primary_key=True),
    Column("size_bytes", Big, nullable=False),
    Column("pack", Big, nullable=False),
    Column("offset", Big, nullable=False),
    Column("n_blocks", Integer, nullable=False),
    Column("stored_ms", Big, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

blob_refs = Table(
    "blob_refs", metadata,
    Column("blob", LargeBinary(32), primary_key=True),
    Column("space", Big, primary_key=True),
    Column("n_current", Integer, nullable=False),
    Column("n_total", Integer, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

uploads_pending = Table(
    "uploads_pending", metadata,
    Column("account", LargeBinary(16), primary_key=True),
    Column("blob", LargeBinary(32), primary_key=True),
    Column("size_bytes", Big, nullable=False),
    Column("expires_ms", Big, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

orphans = Table(
    "orphans", metadata,
    Column("blob", LargeBinary(32), primary_key=True),
    Column("since_ms", Big, nullable=False),
    Column("is_dying", SmallInteger, nullable=False),  # its row is gone, its object is to go
    Column("generation", Big, nullable=False, server_default="0"),  # of that object
    Index("ix_orphans_since_ms", "is_dying", "since_ms"),
    sqlite_with_rowid=False,
)  # fmt: skip

packs = Table(
    "packs", metadata,
    Column("pack", Big, primary_key=True, autoincrement=False),
    Column("live_blobs", Big, nullable=False),
    Column("live_bytes", Big, nullable=False),
    Column("emptied_ms", Big, nullable=False),  # 0 while anything in it is used
)  # fmt: skip
