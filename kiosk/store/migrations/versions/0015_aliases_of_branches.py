"""Add aliases of branches: other names that catalogues use for a branch.

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("branch", sa.Column("aliases", sa.Text(), server_default="[]", nullable=False))
