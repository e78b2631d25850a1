"""Add partners, titles of programmes in further languages, and what visitors bring.

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_partner")),
    )
    op.add_column("program", sa.Column("titles", sa.Text(), server_default="[]", nullable=False))
    op.add_column("program", sa.Column("bring", sa.Text(), server_default="", nullable=False))
