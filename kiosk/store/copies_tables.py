"""The tables about the copies of sources, besides ``item``."""

from sqlalchemy import Column, Integer, Table, Text

from kiosk.store.columns import UtcTime
from kiosk.store.metadata import metadata

# Copies that the server has sent apart, before the title to which they belong.
early_copies = Table(
    "early_copies",
    metadata,
    Column("source", Text, primary_key=True),
    Column("source_id", Text, primary_key=True),
    Column("occurrence", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),  # JSON of kiosk.domain.records.TitleCopies
)

# When the copies of each source were last read, by the clock of the computer that read them.
source_reading = Table(
    "source_reading",
    metadata,
    Column("source", Text, primary_key=True),
    Column("as_of", UtcTime, nullable=False),
    Column("every_seconds", Integer, nullable=False),
)
