"""Add registrations for programmes, with seats and waiting lists.

Revision: 0004, after 0003
"""

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "kiosk", sa.Column("version", sa.BigInteger(), server_default="1", nullable=False)
    )
    op.add_column("entity", sa.Column("starts", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_entity_kind_starts"), "entity", ["kind", "starts"], unique=False)
    _note_starts()
    op.create_table(
        "registration",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), server_default="0", nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
    )
    op.create_index(op.f("ix_registration_program"), "registration", ["program"], unique=False)
    op.create_index(op.f("ix_registration_code"), "registration", ["code"], unique=False)
    op.create_table(
        "seat",
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lessee", sa.Text(), nullable=True),
        sa.Column("registration", sa.Text(), nullable=True),
        sa.Column("recall", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["lessee"], ["kiosk.id"], name=op.f("fk_seat_lessee")),
        sa.PrimaryKeyConstraint("program", "number", name=op.f("pk_seat")),
        sa.UniqueConstraint("registration", name=op.f("uq_seat_registration")),
    )
    op.create_index(op.f("ix_seat_lessee"), "seat", ["lessee"], unique=False)


def _note_starts() -> None:
    """Store the start of each existing programme that has seats."""
    entity = sa.table("entity", *map(sa.column, ("kind", "key", "body", "starts")))
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(entity.c.key, entity.c.body).where(
            entity.c.kind == "program", entity.c.body.is_not(None)
        )
    ).all()
    for row in rows:
        program = json.loads(row.body)["program"]
        if program["seats"] is None:
            continue
        starts = datetime.fromisoformat(program["interval"]["start"])
        connection.execute(
            sa.update(entity)
            .where(entity.c.kind == "program", entity.c.key == row.key)
            .values(starts=int(starts.timestamp()))
        )
