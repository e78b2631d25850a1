"""Add the systems that own spaces.

Revision: 0024, after 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("space", sa.Column("owner", sa.Text(), server_default="", nullable=False))
