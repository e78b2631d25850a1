"""Empty the search index, so that it is rebuilt with the topics and ages of titles.

Revision: 0021, after 0020
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TRIGGER = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'search_entry_delete'"


def upgrade() -> None:
    # The trigger is dropped, because it would delete each row from the full-text index separately.
    trigger = op.get_bind().exec_driver_sql(_TRIGGER).scalar_one()
    op.execute("DROP TRIGGER search_entry_delete")
    op.execute("DELETE FROM search_entry")
    op.execute("INSERT INTO search_fts(search_fts) VALUES ('delete-all')")
    op.execute(trigger)
