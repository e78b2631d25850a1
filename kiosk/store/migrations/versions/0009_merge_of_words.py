"""Two pieces of the index of words are merged as soon as they are of one size.

Revision: 0009, after 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of four, as FTS5 has it, up to three of each size remain.
    op.execute("INSERT INTO search_fts(search_fts, rank) VALUES ('usermerge', 2)")
