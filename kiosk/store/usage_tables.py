"""The tables of the anonymous statistics."""

from sqlalchemy import Column, Date, Integer, LargeBinary, Table, Text

from kiosk.store.metadata import metadata

tally = Table(
    "tally",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("times", Integer, nullable=False),
)

# Keyed hashes of searches that found nothing, kept until enough sessions made the same search.
unfound = Table(
    "unfound",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("sessions", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("last", Date, nullable=False),
)
unfound_key = Table(
    "unfound_key",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", LargeBinary, nullable=False),
)
