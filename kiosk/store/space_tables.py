"""The table of the times at which spaces cannot be reserved."""

from sqlalchemy import Column, Index, Integer, Table, Text

from kiosk.store.columns import UtcTime
from kiosk.store.metadata import metadata

# Times at which a space cannot be reserved, as the server knows them (kiosk.domain.space_blocks).
# ``source`` is the name of a calendar, or "" for times that staff closed at the console.
space_block = Table(
    "space_block",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("space", Text, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("cause", Text, nullable=False, server_default=""),
    Index(None, "space", "ends"),
)
