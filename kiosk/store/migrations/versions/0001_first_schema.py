"""Create the first schema: catalogue, search index, places, programmes and imports.

Revision: 0001, the first
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bib",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("occurrence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("format", sa.Text(), server_default="", nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("isbns", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), server_default="", nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("series", sa.Text(), server_default="", nullable=False),
        sa.Column("other_titles", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bib")),
        sa.UniqueConstraint(
            "source", "source_id", "occurrence", name=op.f("uq_bib_source_source_id_occurrence")
        ),
    )
    op.create_table(
        "branch",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_branch")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("finished", sa.BigInteger(), nullable=True),
        sa.Column("read", sa.Integer(), server_default="0", nullable=False),
        sa.Column("added", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unchanged", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rejected", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_table(
        "program",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("occurrence", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("all_day", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("location", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("level", sa.Text(), server_default="", nullable=False),
        sa.Column("audience", sa.Text(), server_default="", nullable=False),
        sa.Column("partner", sa.Text(), server_default="", nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("childcare", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("no_card_needed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("step_free", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("hearing_loop", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("cancelled", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
        sa.UniqueConstraint(
            "source", "uid", "occurrence", name=op.f("uq_program_source_uid_occurrence")
        ),
    )
    op.create_index(op.f("ix_program_starts"), "program", ["starts"], unique=False)
    op.create_table(
        "reservation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("space", sa.Text(), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation")),
    )
    op.create_index(op.f("ix_reservation_code"), "reservation", ["code"], unique=False)
    op.create_index(
        op.f("ix_reservation_space_starts"), "reservation", ["space", "starts"], unique=False
    )
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch"], ["branch.code"], name=op.f("fk_closure_branch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_index(op.f("ix_closure_branch"), "closure", ["branch"], unique=False)
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bib_id", sa.Integer(), nullable=False),
        sa.Column("branch", sa.Text(), server_default="", nullable=False),
        sa.Column("shelf", sa.Text(), server_default="", nullable=False),
        sa.Column("call_number", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("barcode", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["bib_id"], ["bib.id"], name=op.f("fk_item_bib_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
    )
    op.create_index(op.f("ix_item_bib_id_branch"), "item", ["bib_id", "branch"], unique=False)
    op.create_table(
        "reject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"], ["import_run.id"], name=op.f("fk_reject_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reject")),
    )
    op.create_index(op.f("ix_reject_run"), "reject", ["run"], unique=False)
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bib_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("format", sa.Text(), server_default="", nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("available", sa.Boolean(), nullable=True),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("authors", sa.Text(), server_default="", nullable=False),
        sa.Column("subjects", sa.Text(), server_default="", nullable=False),
        sa.Column("numbers", sa.Text(), server_default="", nullable=False),
        sa.Column("openings", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["bib_id"], ["bib.id"], name=op.f("fk_search_entry_bib_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("bib_id", name=op.f("uq_search_entry_bib_id")),
    )
    op.create_table(
        "space",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("floor", sa.Text(), server_default="", nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("step_free", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("hearing_loop", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("longest_minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("ahead_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch"], ["branch.code"], name=op.f("fk_space_branch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_space")),
    )
    op.create_index(op.f("ix_space_branch"), "space", ["branch"], unique=False)
    op.create_table(
        "weekly_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch"], ["branch.code"], name=op.f("fk_weekly_hours_branch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_hours")),
    )
    op.create_index(op.f("ix_weekly_hours_branch"), "weekly_hours", ["branch"], unique=False)
    _create_index_of_words()


def _create_index_of_words() -> None:
    columns = ("title", "authors", "subjects", "numbers", "openings")
    names = ", ".join(columns)
    # The text is already folded, so the tokeniser only needs to split it at spaces.
    op.execute(
        f"CREATE VIRTUAL TABLE search_fts USING fts5({names},"
        " content='search_entry', content_rowid='id',"
        " tokenize='ascii', prefix='1 2 3 4', detail=column, columnsize=0)"
    )
    old = f"""INSERT INTO search_fts(search_fts, rowid, {names})
        VALUES ('delete', old.id, {", ".join(f"old.{c}" for c in columns)});"""  # noqa: S608
    new = f"""INSERT INTO search_fts(rowid, {names})
        VALUES (new.id, {", ".join(f"new.{c}" for c in columns)});"""  # noqa: S608
    differs = " OR ".join(f"old.{c} IS NOT new.{c}" for c in ("id", *columns))
    for event, condition, body in (
        ("INSERT", "", new),
        ("DELETE", "", old),
        ("UPDATE", f"WHEN {differs}", old + new),
    ):
        op.execute(
            f"CREATE TRIGGER search_entry_{event.lower()} AFTER {event} ON search_entry"
            f" {condition} BEGIN {body} END"
        )
