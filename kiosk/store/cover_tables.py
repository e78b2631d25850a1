"""The tables about the pictures of covers. The pictures themselves are files."""

from sqlalchemy import Column, Integer, Table, Text

from kiosk.store.metadata import metadata

# The picture of each title, by the key of its record. The title may come after its cover.
cover = Table(
    "cover",
    metadata,
    Column("source", Text, primary_key=True),
    Column("source_id", Text, primary_key=True),
    Column("occurrence", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),  # SHA-256 of the file, hexadecimal
    Column("size", Integer, nullable=False),  # bytes
)

# How often covers were shown, as a count without days that fades (decision 26).
cover_use = Table(
    "cover_use",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("times", Integer, nullable=False),
)
