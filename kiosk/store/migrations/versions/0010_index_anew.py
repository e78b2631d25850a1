"""Empty the search index for a rebuild, because titles were sorted wrongly.

Some first words had been skipped as articles, although they are not articles.

Revision: 0010, after 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
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
