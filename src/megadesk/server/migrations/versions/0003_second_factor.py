"""Second factors, and the one-time codes that stand in for them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables: nobody has a second factor yet."""
    op.create_table(
        "second_factors",
        sa.Column("account", sa.LargeBinary(16), nullable=False),
        sa.Column("secret", sa.LargeBinary(20), nullable=False),
        sa.Column("since_ms", _BIG, nullable=False),
        sa.Column("last_step", _BIG, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("locked_until_ms", _BIG, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_second_factors"),
    )
    op.create_table(
        "one_time_codes",
        sa.Column("account", sa.LargeBinary(16), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("account", "code_hash", name="pk_one_time_codes"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take it all away again: whoever had a second factor signs in without one."""
    op.drop_table("one_time_codes")
    op.drop_table("second_factors")
