"""Add the vectors of titles, for the search by meaning.

Revision: 0028, after 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# Only what the vector is made from counts: kiosk.domain.title_vectors.title_text.
_FORGET_OUTDATED = """
CREATE TRIGGER title_vector_outdated AFTER UPDATE OF title, subjects, summary ON bib
WHEN new.title IS NOT old.title OR new.subjects IS NOT old.subjects
  OR new.summary IS NOT old.summary
BEGIN
  DELETE FROM title_vector WHERE bib_id = old.id;
END
"""


def upgrade() -> None:
    op.create_table(
        "title_vector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bib_id", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bib_id"],
            ["bib.id"],
            name=op.f("fk_title_vector_bib_id_bib"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_vector")),
        sa.UniqueConstraint("bib_id", name=op.f("uq_title_vector_bib_id")),
        sqlite_autoincrement=True,
    )
    op.execute(_FORGET_OUTDATED)
