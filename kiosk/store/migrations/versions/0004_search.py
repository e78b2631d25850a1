"""Extend the search index: summaries, word forms, Latin spellings, vocabulary and headings.

The index is rebuilt: this migration empties it, and the kiosk fills it from the catalogue when it
next opens its database (kiosk.services.catalogue.rebuild_missing_index).

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WORDS = ("title", "authors", "subjects", "numbers", "openings", "summary", "variants", "latin")
_TRAITS = ("language", "format", "year", "available", "branches")


def upgrade() -> None:
    for event in ("insert", "delete", "update"):
        op.execute(f"DROP TRIGGER search_entry_{event}")
    op.execute("DROP TABLE search_fts")
    op.drop_table("search_entry")
    _create_entries()
    op.create_table(
        "search_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("titles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_word")),
        sa.UniqueConstraint("word", name=op.f("uq_search_word_word")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_heading",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("filing", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "filing", "heading", name=op.f("pk_search_heading")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_change")),
        sqlite_autoincrement=True,
    )
    _create_index_of_words()


def _create_entries() -> None:
    def text(name: str) -> sa.Column[str]:
        return sa.Column(name, sa.Text(), server_default="", nullable=False)

    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bib_id", sa.Integer(), nullable=False),
        text("language"),
        text("format"),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("available", sa.Boolean(), nullable=True),
        text("branches"),
        text("filing"),
        *map(text, _WORDS),
        sa.ForeignKeyConstraint(
            ["bib_id"], ["bib.id"], name=op.f("fk_search_entry_bib_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("bib_id", name=op.f("uq_search_entry_bib_id")),
    )
    op.create_index("ix_search_entry_traits", "search_entry", list(_TRAITS), unique=False)
    op.create_index(op.f("ix_search_entry_filing"), "search_entry", ["filing"], unique=False)


def _create_index_of_words() -> None:
    names = ", ".join(_WORDS)
    # The text is already folded, so the tokeniser only needs to split it at spaces.
    op.execute(
        f"CREATE VIRTUAL TABLE search_fts USING fts5({names},"
        " content='search_entry', content_rowid='id',"
        " tokenize='ascii', prefix='1 2 3 4', detail=column, columnsize=0)"
    )
    old = f"""INSERT INTO search_fts(search_fts, rowid, {names})
        VALUES ('delete', old.id, {", ".join(f"old.{c}" for c in _WORDS)});"""  # noqa: S608
    new = f"""INSERT INTO search_fts(rowid, {names})
        VALUES (new.id, {", ".join(f"new.{c}" for c in _WORDS)});"""  # noqa: S608
    note_old = "INSERT INTO search_change(entry) VALUES (old.id);"
    note_new = "INSERT INTO search_change(entry) VALUES (new.id);"
    words_differ = _differ("id", *_WORDS)
    traits_differ = _differ("id", *_TRAITS)
    for name, event, condition, body in (
        ("insert", "INSERT", "", new + note_new),
        ("delete", "DELETE", "", old + note_old),
        ("update", "UPDATE", f"WHEN {words_differ}", old + new),
        ("change", "UPDATE", f"WHEN {traits_differ}", note_old + note_new),
    ):
        op.execute(
            f"CREATE TRIGGER search_entry_{name} AFTER {event} ON search_entry"
            f" {condition} BEGIN {body} END"
        )


def _differ(*columns: str) -> str:
    return " OR ".join(f"old.{c} IS NOT new.{c}" for c in columns)
