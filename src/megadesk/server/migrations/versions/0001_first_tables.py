"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_NAME = sa.String(254).with_variant(sa.String(254, collation="C"), "postgresql")


def upgrade() -> None:
    """Make all tables and their indexes."""
    op.create_table(
        "settings",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("login", _NAME, nullable=False),
        sa.Column("kdf_block", sa.LargeBinary(), nullable=False),
        sa.Column("login_public", sa.LargeBinary(), nullable=False),
        sa.Column("recovery_public", sa.LargeBinary(), nullable=False),
        sa.Column("box_password", sa.LargeBinary(), nullable=False),
        sa.Column("box_recovery", sa.LargeBinary(), nullable=False),
        sa.Column("bundle_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("bundle_public", sa.LargeBinary(), nullable=False),
        sa.Column("root_space", sa.LargeBinary(32), nullable=False),
        sa.Column("is_disabled", sa.SmallInteger(), nullable=False),
        sa.Column("quota_bytes", _BIG, nullable=False),
        sa.Column("bytes_pending", _BIG, nullable=False),
        sa.Column("created_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )
    op.create_index("ix_accounts_login", "accounts", ["login"], unique=True)
    op.create_table(
        "sessions",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("token_sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("account", sa.LargeBinary(16), nullable=False),
        sa.Column("device", sa.LargeBinary(16), nullable=False),
        sa.Column("is_recovery", sa.SmallInteger(), nullable=False),
        sa.Column("created_ms", _BIG, nullable=False),
        sa.Column("last_seen_ms", _BIG, nullable=False),
        sa.Column("expires_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"], unique=False)
    op.create_index("ix_sessions_token_sha256", "sessions", ["token_sha256"], unique=True)
    op.create_table(
        "challenges",
        sa.Column("id", sa.LargeBinary(32), nullable=False),
        sa.Column("account", sa.LargeBinary(16), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("expires_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_challenges"),
    )
    op.create_index("ix_challenges_expires_ms", "challenges", ["expires_ms"], unique=False)
    op.create_table(
        "spaces",
        sa.Column("key", _BIG, nullable=False, autoincrement=True),
        sa.Column("id", sa.LargeBinary(32), nullable=False),
        sa.Column("owner", sa.LargeBinary(16), nullable=False),
        sa.Column("seq", _BIG, nullable=False),
        sa.Column("commit_id", sa.LargeBinary(32), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("acl_seq", sa.Integer(), nullable=False),
        sa.Column("acl_body", sa.LargeBinary(), nullable=False),
        sa.Column("n_records", _BIG, nullable=False),
        sa.Column("bytes_current", _BIG, nullable=False),
        sa.Column("bytes_kept", _BIG, nullable=False),
        sa.Column("groups", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_spaces"),
    )
    op.create_index("ix_spaces_id", "spaces", ["id"], unique=True)
    op.create_index("ix_spaces_owner", "spaces", ["owner"], unique=False)
    op.create_table(
        "acls",
        sa.Column("space", _BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sa.PrimaryKeyConstraint("space", "seq", name="pk_acls"),
    )
    op.create_table(
        "members",
        sa.Column("account", sa.LargeBinary(16), nullable=False),
        sa.Column("space", _BIG, nullable=False),
        sa.Column("role", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account", "space", name="pk_members"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_members_space", "members", ["space"], unique=False)
    op.create_table(
        "commits",
        sa.Column("space", _BIG, nullable=False),
        sa.Column("seq", _BIG, nullable=False),
        sa.Column("commit_id", sa.LargeBinary(32), nullable=False),
        sa.Column("acl_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("time_ms", _BIG, nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("ops", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("space", "seq", name="pk_commits"),
    )
    op.create_table(
        "records",
        sa.Column("key", _BIG, nullable=False, autoincrement=True),
        sa.Column("space", _BIG, nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("version", _BIG, nullable=False),
        sa.Column("element", sa.LargeBinary(32), nullable=False),
        sa.Column("from_seq", _BIG, nullable=False),
        sa.Column("to_seq", _BIG, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_records"),
    )
    op.create_index(
        "ix_records_current",
        "records",
        ["space", "bucket", "id", "version", "element", "to_seq"],
        unique=False,
        sqlite_where=sa.text("to_seq IS NULL"),
        postgresql_where=sa.text("to_seq IS NULL"),
    )
    op.create_index(
        "ix_records_kept",
        "records",
        ["space", "bucket", "id", "from_seq"],
        unique=False,
        sqlite_where=sa.text("to_seq IS NOT NULL"),
        postgresql_where=sa.text("to_seq IS NOT NULL"),
    )
    op.create_table(
        "bucket_rows",
        sa.Column("space", _BIG, nullable=False),
        sa.Column("grp", sa.Integer(), nullable=False),
        sa.Column("digests", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("space", "grp", name="pk_bucket_rows"),
    )
    op.create_table(
        "blobs",
        sa.Column("id", sa.LargeBinary(32), nullable=False),
        sa.Column("size_bytes", _BIG, nullable=False),
        sa.Column("pack", _BIG, nullable=False),
        sa.Column("offset", _BIG, nullable=False),
        sa.Column("n_blocks", sa.Integer(), nullable=False),
        sa.Column("stored_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_blobs"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "blob_refs",
        sa.Column("blob", sa.LargeBinary(32), nullable=False),
        sa.Column("space", _BIG, nullable=False),
        sa.Column("n_current", sa.Integer(), nullable=False),
        sa.Column("n_total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("blob", "space", name="pk_blob_refs"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "uploads_pending",
        sa.Column("account", sa.LargeBinary(16), nullable=False),
        sa.Column("blob", sa.LargeBinary(32), nullable=False),
        sa.Column("size_bytes", _BIG, nullable=False),
        sa.Column("expires_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("account", "blob", name="pk_uploads_pending"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop all tables."""
    for table in (
        "uploads_pending",
        "blob_refs",
        "blobs",
        "bucket_rows",
        "records",
        "commits",
        "members",
        "acls",
        "spaces",
        "challenges",
        "sessions",
        "accounts",
        "settings",
    ):
        op.drop_table(table)
