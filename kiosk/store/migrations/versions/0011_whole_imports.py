"""Add the number of titles removed by an import, and a mark for imports of complete lists.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("removed", "replaced"):
        op.add_column(
            "import_run", sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        )
