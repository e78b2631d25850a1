"""The tables of covers: streams, finished pictures, and what each origin gave for each title."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from kiosk.central.tables import metadata
from kiosk.store.columns import UtcTime

# Where pictures of the covers of a source's titles come from, and the result of the last reading.
cover_stream = Table(
    "cover_stream",
    metadata,
    Column("name", Text, primary_key=True),  # of the source
    Column("every_seconds", Integer, nullable=False),
    Column("next_run", UtcTime, nullable=False),
    Column("busy_until", UtcTime),  # a process reads the covers until then
    Column("read", UtcTime),  # start of the last reading that reached its end
    Column("system", Integer, nullable=False, server_default="1"),  # 0: not from the system
    Column("folder", Text, nullable=False, server_default=""),  # of pictures named by ISBN
    Column("service", Text, nullable=False, server_default=""),  # address with {isbn}
    Column("fault", Text, nullable=False, server_default=""),
)

# Finished pictures of covers, by the SHA-256 of their bytes (hexadecimal).
picture = Table(
    "picture",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
)

# What an origin gave for a title (its key in the feed): a picture, or the reason why not.
cover = Table(
    "cover",
    metadata,
    Column("key", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("origin", Text, primary_key=True),  # CoverOrigin
    Column("place", Text, nullable=False),  # name of the file, or address
    Column("etag", Text, nullable=False),  # of the answer, or size and time of the file
    Column("modified", Text, nullable=False),  # Last-Modified of the answer
    Column("fetched", UtcTime, nullable=False),
    Column("picture", ForeignKey("picture.digest"), index=True),
    Column("refused", Text, nullable=False, server_default=""),  # Refusal
    Index(None, "stream", "origin"),
)
