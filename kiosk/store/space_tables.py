"""The tables of spaces, and of the times at which they cannot be reserved."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from kiosk.store.columns import ClosingTuple, OwnerColumn, PairTuple, StringTuple, UtcTime
from kiosk.store.metadata import metadata

space = Table(
    "space",
    metadata,
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("branch", ForeignKey("branch.code", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("kind", Text, nullable=False, server_default=""),
    Column("capacity", Integer, nullable=False),
    Column("floor", Text, nullable=False, server_default=""),
    Column("equipment", StringTuple, nullable=False),
    Column("step_free", Boolean, nullable=False, server_default="0"),
    Column("hearing_loop", Boolean, nullable=False, server_default="0"),
    Column("description", Text, nullable=False, server_default=""),
    Column("slot_minutes", Integer, nullable=False),
    Column("longest_minutes", Integer, nullable=False),
    Column("buffer_minutes", Integer, nullable=False),
    Column("ahead_days", Integer, nullable=False),
    Column("grace_minutes", Integer),  # NULL: no check-in is required
    Column("names", PairTuple, nullable=False, server_default="[]"),
    Column("aliases", StringTuple, nullable=False, server_default="[]"),
    Column("closings", ClosingTuple, nullable=False, server_default="[]"),
    Column("owner", OwnerColumn, nullable=False, server_default=""),
)

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
