"""Add names of branches and spaces in further languages.

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("branch", "space"):
        op.add_column(table, sa.Column("names", sa.Text(), server_default="[]", nullable=False))
