"""Add pictures of covers, and where they come from.

Revision: 0017, after 0016
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_WITH_PICTURES = ("koha", "slims")


def upgrade() -> None:
    streams = op.create_table(
        "cover_stream",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.Column("next_run", sa.BigInteger(), nullable=False),
        sa.Column("busy_until", sa.BigInteger(), nullable=True),
        sa.Column("read", sa.BigInteger(), nullable=True),
        sa.Column("system", sa.Integer(), server_default="1", nullable=False),
        sa.Column("folder", sa.Text(), server_default="", nullable=False),
        sa.Column("service", sa.Text(), server_default="", nullable=False),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cover_stream")),
    )
    op.create_table(
        "picture",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_picture")),
    )
    op.create_table(
        "cover",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("modified", sa.Text(), nullable=False),
        sa.Column("fetched", sa.BigInteger(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("refused", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["picture"], ["picture.digest"], name=op.f("fk_cover_picture_picture")
        ),
        sa.PrimaryKeyConstraint("key", "stream", "origin", name=op.f("pk_cover")),
    )
    op.create_index(op.f("ix_cover_picture"), "cover", ["picture"])
    op.create_index(op.f("ix_cover_stream_origin"), "cover", ["stream", "origin"])
    connection = op.get_bind()
    source = sa.table("source", sa.column("name"), sa.column("options"))
    rows = [
        {"name": row.name, "every_seconds": 3600, "next_run": 0}
        for row in connection.execute(sa.select(source.c.name, source.c.options))
        if json.loads(row.options).get("system") in _WITH_PICTURES
    ]
    if rows:
        op.bulk_insert(streams, rows)
