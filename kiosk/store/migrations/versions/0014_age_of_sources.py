"""Add the age of the server's sources, and the time at which the server rejected this kiosk.

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("as_of", "turned_away"):
        op.add_column("feed_state", sa.Column(name, sa.BigInteger(), nullable=True))
