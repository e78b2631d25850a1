"""Add the contents and host items of titles, and empty the search index for a rebuild.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

from kiosk.store.migration_steps import empty_search_index

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("statement", "host", "host_part", "host_number", "host_id"):
        op.add_column("bib", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in ("contents", "found_by"):
        op.add_column("bib", sa.Column(name, sa.Text(), server_default="[]", nullable=False))
    empty_search_index()
