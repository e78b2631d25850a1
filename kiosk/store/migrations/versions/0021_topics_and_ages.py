"""Empty the search index, so that it is rebuilt with the topics and ages of titles.

Revision: 0021, after 0020
"""

from kiosk.store.migration_steps import empty_search_index

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty_search_index()
