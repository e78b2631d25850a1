"""Empty the search index, so that it is rebuilt with the stems of more languages.

Revision: 0029, after 0028
"""

from kiosk.store.migration_steps import empty_search_index

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty_search_index()
