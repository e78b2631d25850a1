"""Empty the search index for a rebuild, because words are folded and split differently.

Revision: 0027, after 0026
"""

from kiosk.store.migration_steps import empty_search_index

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty_search_index()
