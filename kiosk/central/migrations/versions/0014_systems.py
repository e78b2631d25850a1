"""Add the streams of library systems' copies; move the passwords of sources to a file.

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

from kiosk.central.credentials import credentials_of

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "copies_stream",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.Column("next_run", sa.BigInteger(), nullable=False),
        sa.Column("busy_until", sa.BigInteger(), nullable=True),
        sa.Column("read", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("titles", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.Column("held", sa.Integer(), server_default="0", nullable=False),
        sa.Column("allowed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("notes", sa.Text(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_copies_stream")),
    )
    connection = op.get_bind()
    stored = sa.table("source_credential", sa.column("name"), sa.column("address"))
    for row in connection.execute(sa.select(stored.c.name, stored.c.address)).all():
        credentials_of(connection).save(row.name, row.address)
    if connection.dialect.name == "sqlite":
        op.execute("PRAGMA secure_delete = ON")  # the freed pages would still contain them
    op.execute("DELETE FROM source_credential")
    op.drop_table("source_credential")
