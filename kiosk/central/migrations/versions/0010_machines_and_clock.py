"""Add the machines that use kiosks' keys, the last assessment of the clock, and two indexes.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lent_code", sa.Column("machine", sa.Text(), server_default="", nullable=False))
    op.add_column("kiosk", sa.Column("machine", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "machine",
        sa.Column("kiosk", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["kiosk"], ["kiosk.id"], name=op.f("fk_machine_kiosk")),
        sa.PrimaryKeyConstraint("kiosk", "mark", name=op.f("pk_machine")),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("believed", sa.BigInteger(), nullable=False),
        sa.Column("latest", sa.BigInteger(), nullable=False),
        sa.Column("jumped", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.create_index(op.f("ix_tally_day"), "tally", ["day"])
    op.create_index(
        "ix_entity_tombstones",
        "entity",
        ["changed"],
        sqlite_where=sa.text("body IS NULL"),
        postgresql_where=sa.text("body IS NULL"),
    )
