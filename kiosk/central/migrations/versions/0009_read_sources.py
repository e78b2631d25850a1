"""Add the time at which each source was last read completely, which dates the kiosks' data.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("source", sa.Column("read", sa.BigInteger(), nullable=True))
    run = sa.table(
        "source_run", *(sa.column(name) for name in ("source", "started", "finished", "fault"))
    )
    source = sa.table("source", sa.column("name"), sa.column("read"))
    newest = (
        sa.select(sa.func.max(run.c.started))
        .where(run.c.source == source.c.name, run.c.fault == "", run.c.finished.is_not(None))
        .scalar_subquery()
    )
    op.execute(source.update().values(read=newest))
