"""Add due dates, times of copies, call numbers of titles, and the last readings of sources.

Copies now change apart from their titles, so the words of a title are indexed again only if they
are set. Lists that were imported on this kiosk get the time of their last import.

Revision: 0022, after 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_TRIGGER = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'search_entry_update'"
_WORDS = "title, authors, subjects, numbers, openings, summary, variants, latin"
_READINGS = """
INSERT INTO source_reading (source, as_of, every_seconds)
SELECT source, max(started), 86400 FROM import_run
WHERE finished IS NOT NULL
  AND source IN (SELECT source FROM bib JOIN item ON item.bib_id = bib.id)
GROUP BY source
"""


def upgrade() -> None:
    op.add_column("item", sa.Column("due", sa.Date(), nullable=True))
    op.add_column("item", sa.Column("as_of", sa.BigInteger(), nullable=True))
    op.add_column("bib", sa.Column("call_number", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "bib", sa.Column("copies_apart", sa.Boolean(), server_default="0", nullable=False)
    )
    op.create_table(
        "early_copies",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", "source_id", "occurrence", name=op.f("pk_early_copies")),
    )
    op.create_table(
        "source_reading",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_source_reading")),
    )
    op.execute(_READINGS)
    _index_words_only_if_set()


def _index_words_only_if_set() -> None:
    trigger = op.get_bind().exec_driver_sql(_TRIGGER).scalar_one()
    op.execute("DROP TRIGGER search_entry_update")
    op.execute(trigger.replace("AFTER UPDATE ON", f"AFTER UPDATE OF id, {_WORDS} ON"))
