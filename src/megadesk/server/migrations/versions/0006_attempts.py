"""Attempts that are counted for all processes of a server."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the table: nobody has tried anything yet."""
    op.create_table(
        "attempts",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("until_ms", _BIG, nullable=False),
        sa.Column("is_refused", sa.SmallInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attempts"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take it away again: everybody may try anew."""
    op.drop_table("attempts")
