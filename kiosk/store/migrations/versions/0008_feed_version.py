"""Add the protocol version used to read the feed, so that kiosks read it again after upgrades.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "feed_state", sa.Column("version", sa.Integer(), server_default="0", nullable=False)
    )
