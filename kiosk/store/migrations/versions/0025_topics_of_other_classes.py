"""Empty the search index, so that it is rebuilt with the topics of LC and UDC classes.

Revision: 0025, after 0024
"""

from kiosk.store.migration_steps import empty_search_index

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty_search_index()
