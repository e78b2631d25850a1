"""Steps that several migrations share."""

from alembic import op

_TRIGGER = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'search_entry_delete'"


def empty_search_index() -> None:
    """Empty the search index, so that it is rebuilt at the next start."""
    # The trigger is dropped, because it would delete each row from the full-text index separately.
    trigger = op.get_bind().exec_driver_sql(_TRIGGER).scalar_one()
    op.execute("DROP TRIGGER search_entry_delete")
    op.execute("DELETE FROM search_entry")
    op.execute("INSERT INTO search_fts(search_fts) VALUES ('delete-all')")
    op.execute(trigger)
