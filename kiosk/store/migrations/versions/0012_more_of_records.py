"""Add the contents and host items of titles, and empty the search index for a rebuild.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TRIGGER = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'search_entry_delete'"


def upgrade() -> None:
    for name in ("statement", "host", "host_part", "host_number", "host_id"):
        op.add_column("bib", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in ("contents", "found_by"):
        op.add_column("bib", sa.Column(name, sa.Text(), server_default="[]", nullable=False))
    # The trigger is dropped, because it would delete each row from the full-text index separately.
    trigger = op.get_bind().exec_driver_sql(_TRIGGER).scalar_one()
    op.execute("DROP TRIGGER search_entry_delete")
    op.execute("DELETE FROM search_entry")
    op.execute("INSERT INTO search_fts(search_fts) VALUES ('delete-all')")
    op.execute(trigger)
