"""Empty the search index for a rebuild, because titles were sorted wrongly.

Some first words had been skipped as articles, although they are not articles.

Revision: 0010, after 0009
"""

from kiosk.store.migration_steps import empty_search_index

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    empty_search_index()
