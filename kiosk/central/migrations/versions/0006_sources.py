"""Store credentials of sources separately; count missing entities and unconfirmed removals.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

from kiosk.central.harvesting.source_urls import redact_url

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    credential = op.create_table(
        "source_credential",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_source_credential")),
    )
    op.create_table(
        "missed",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", "kind", "key", name=op.f("pk_missed")),
    )
    op.add_column("source_run", sa.Column("held", sa.Integer(), server_default="0", nullable=False))
    source = sa.table("source", sa.column("name", sa.Text()), sa.column("url", sa.Text()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(source.c.name, source.c.url)).all():
        if (shown := redact_url(row.url)) != row.url:
            connection.execute(credential.insert().values(name=row.name, address=row.url))
            connection.execute(source.update().where(source.c.name == row.name).values(url=shown))
