"""Empty the search index, so that it is rebuilt with the other ways to write names and words.

Revision: 0030, after 0029
"""

from kiosk.store.migration_steps import empty_search_index

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty_search_index()
