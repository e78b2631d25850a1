"""Add the times at which spaces cannot be reserved, and other names of spaces.

Revision: 0023, after 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("aliases", "closings"):
        op.add_column("space", sa.Column(column, sa.Text(), server_default="[]", nullable=False))
    op.create_table(
        "space_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space_block")),
    )
    op.create_index(op.f("ix_space_block_space_ends"), "space_block", ["space", "ends"])
