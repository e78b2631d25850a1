"""Merge two segments of the full-text index as soon as they have the same size.

Revision: 0009, after 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # With FTS5's default of four, up to three segments of each size would remain.
    op.execute("INSERT INTO search_fts(search_fts, rank) VALUES ('usermerge', 2)")
