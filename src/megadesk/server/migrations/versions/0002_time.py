"""What retention and collection need: times, horizons, standings, orphans, how much of each pack is used."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add columns, indexes and tables. What is there counts as stored now: nobody noted when it was."""
    op.add_column("accounts", sa.Column("plan", sa.String(64), nullable=False, server_default=""))
    op.add_column("accounts", sa.Column("quota_is_own", sa.SmallInteger(), nullable=False, server_default="0"))
    for name in ("retention_days", "versions_min", "bin_days"):
        op.add_column("accounts", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("spaces", sa.Column("kept_from_seq", _BIG, nullable=False, server_default="1"))
    op.add_column("spaces", sa.Column("ops_from_seq", _BIG, nullable=False, server_default="1"))
    op.add_column("spaces", sa.Column("versions_min", sa.Integer(), nullable=True))
    # A default is not written into each row, which with its ops may have megabytes.
    now_ms = time.time_ns() // 1_000_000
    op.add_column("commits", sa.Column("stored_ms", _BIG, nullable=False, server_default=str(now_ms)))
    op.create_index("ix_commits_stored_ms", "commits", ["space", "seq", "stored_ms"], unique=False)
    op.add_column("records", sa.Column("standing", sa.SmallInteger(), nullable=False, server_default="0"))
    op.create_index(
        "ix_records_ended",
        "records",
        ["space", "to_seq", "from_seq"],
        unique=False,
        sqlite_where=sa.text("to_seq IS NOT NULL AND standing = 0"),
        postgresql_where=sa.text("to_seq IS NOT NULL AND standing = 0"),
    )
    op.create_index("ix_records_begun", "records", ["space", "from_seq"], unique=False)
    for name, condition in (("version", "standing = 1"), ("held", "standing = 2")):
        where = sa.text(condition)
        op.create_index(
            f"ix_records_{name}", "records", ["space"], unique=False, sqlite_where=where, postgresql_where=where
        )
    op.create_table(
        "orphans",
        sa.Column("blob", sa.LargeBinary(32), nullable=False),
        sa.Column("since_ms", _BIG, nullable=False),
        sa.Column("is_dying", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("blob", name="pk_orphans"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_orphans_since_ms", "orphans", ["is_dying", "since_ms"], unique=False)
    op.create_table(
        "packs",
        sa.Column("pack", _BIG, nullable=False, autoincrement=False),
        sa.Column("live_blobs", _BIG, nullable=False),
        sa.Column("live_bytes", _BIG, nullable=False),
        sa.Column("emptied_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("pack", name="pk_packs"),
    )
    op.execute(
        "INSERT INTO packs(pack, live_blobs, live_bytes, emptied_ms)"
        " SELECT pack, count(*), sum(size_bytes), 0 FROM blobs WHERE pack > 0 GROUP BY pack"
    )


def downgrade() -> None:
    """Take it all away again."""
    op.drop_table("packs")
    op.drop_table("orphans")
    for index in ("ix_records_held", "ix_records_version", "ix_records_begun", "ix_records_ended"):
        op.drop_index(index, "records")
    op.drop_column("records", "standing")
    op.drop_index("ix_commits_stored_ms", "commits")
    op.drop_column("commits", "stored_ms")
    for name in ("versions_min", "ops_from_seq", "kept_from_seq"):
        op.drop_column("spaces", name)
    for name in ("bin_days", "versions_min", "retention_days", "quota_is_own", "plan"):
        op.drop_column("accounts", name)
