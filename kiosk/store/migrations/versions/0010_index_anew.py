"""The index is to be made anew: titles were filed without words that are no articles.

Revision: 0010, after 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TRIGGER = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'search_entry_delete'"


def upgrade() -> None:
    # At once, and not row by row: the trigger would take each out of the index of words.
    trigger = op.get_bind().exec_driver_sql(_TRIGGER).scalar_one()
    op.execute("DROP TRIGGER search_entry_delete")
    op.execute("DELETE FROM search_entry")
    op.execute("INSERT INTO search_fts(search_fts) VALUES ('delete-all')")
    op.execute(trigger)
