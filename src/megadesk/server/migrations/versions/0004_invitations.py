"""Invitations: accounts that may be made once, by who has the code."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_NAME = sa.String(254).with_variant(sa.String(254, collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table: nobody is invited yet."""
    op.create_table(
        "invitations",
        sa.Column("login", _NAME, nullable=False),
        sa.Column("code_sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("quota_bytes", _BIG, nullable=True),
        sa.Column("plan", sa.String(64), nullable=False),
        sa.Column("created_ms", _BIG, nullable=False),
        sa.Column("expires_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("login", name="pk_invitations"),
    )


def downgrade() -> None:
    """Take it away again: no code is worth anything then."""
    op.drop_table("invitations")
