"""Add the check-in deadline of each space.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("space", sa.Column("grace_minutes", sa.Integer(), nullable=True))
