"""Generations of objects: which object of a blob is to go. In folders of blobs there is one, 0."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the column. What is lost, or was and came back, may have kept the offset it had in a pack: that is no generation."""
    op.add_column("orphans", sa.Column("generation", _BIG, nullable=False, server_default="0"))
    blobs = sa.table("blobs", sa.column("pack", _BIG), sa.column("offset", _BIG))
    op.execute(blobs.update().where(blobs.c.pack <= 0, blobs.c.offset != 0).values(offset=0))


def downgrade() -> None:
    """Take the column away again."""
    op.drop_column("orphans", "generation")
