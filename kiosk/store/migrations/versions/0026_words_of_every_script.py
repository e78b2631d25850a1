"""Empty the search index for a rebuild, because words are folded and split differently.

Revision: 0026, after 0025
"""

from kiosk.store.migration_steps import empty_search_index

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty_search_index()
