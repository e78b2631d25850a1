"""The table of the titles' vectors."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table

from kiosk.store.metadata import metadata

# The vector of each title, for the search by meaning. A new or replaced vector gets a new ``id``,
# higher than all before. Triggers delete the vector if the title is deleted or its text changes.
title_vector = Table(
    "title_vector",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bib_id", ForeignKey("bib.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("vector", LargeBinary, nullable=False),  # 384 numbers of 8 bits
    sqlite_autoincrement=True,
)
