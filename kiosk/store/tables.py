"""The tables of the local database, as the migrations create them."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from kiosk.store import rate_limits
from kiosk.store.columns import IntervalTuple, PairTuple, StringTuple, UtcTime
from kiosk.store.copies_tables import early_copies as early_copies
from kiosk.store.copies_tables import source_reading as source_reading
from kiosk.store.cover_tables import cover as cover
from kiosk.store.cover_tables import cover_use as cover_use
from kiosk.store.metadata import metadata as metadata
from kiosk.store.space_tables import space as space
from kiosk.store.space_tables import space_block as space_block
from kiosk.store.usage_tables import tally as tally
from kiosk.store.usage_tables import unfound as unfound
from kiosk.store.usage_tables import unfound_key as unfound_key
from kiosk.store.vector_tables import title_vector as title_vector


def _text(name: str) -> "Column[str]":
    return Column(name, Text, nullable=False, server_default="")


def _flag(name: str) -> "Column[bool]":
    return Column(name, Boolean, nullable=False, server_default="0")


# --- catalogue -------------------------------------------------------------
# (source, source_id, occurrence) is the key of a record. ``occurrence`` distinguishes
# different records of a source that share a control number.
bib = Table(
    "bib",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("occurrence", Integer, nullable=False, server_default="0"),
    Column("digest", LargeBinary, nullable=False),  # hash of the whole record, to detect changes
    Column("title", Text, nullable=False),
    Column("authors", StringTuple, nullable=False),
    Column("year", Integer),
    _text("language"),
    _text("format"),
    Column("subjects", StringTuple, nullable=False),
    Column("isbns", StringTuple, nullable=False),
    _text("publisher"),
    _text("summary"),
    _text("series"),
    Column("other_titles", StringTuple, nullable=False),
    _text("url"),
    _text("statement"),
    Column("contents", StringTuple, nullable=False, server_default="[]"),
    _text("host"),
    _text("host_part"),
    _text("host_number"),
    _text("host_id"),
    Column("found_by", StringTuple, nullable=False, server_default="[]"),
    _text("call_number"),
    _flag("copies_apart"),  # the server sends the copies apart from the title
    UniqueConstraint("source", "source_id", "occurrence"),
)

item = Table(
    "item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bib_id", ForeignKey("bib.id", ondelete="CASCADE"), nullable=False),
    _text("branch"),
    _text("shelf"),
    _text("call_number"),
    _text("status"),
    _text("barcode"),
    Column("due", Date),
    Column("as_of", UtcTime),  # NULL: when the source was read
    Index(None, "bib_id", "branch"),
)

# The search index, written only by kiosk.search.index. ``id`` is the rank by popularity, so
# that the most popular titles are read first. The text is folded for matching. Triggers keep
# the FTS5 table search_fts in sync and log written and deleted entries in search_change.
search_entry = Table(
    "search_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bib_id", ForeignKey("bib.id", ondelete="CASCADE"), nullable=False, unique=True),
    _text("language"),
    _text("format"),
    Column("year", Integer),
    Column("available", Boolean),  # NULL: unknown
    _text("branches"),  # JSON: {branch code: true if a copy is available there now}
    Column("filing", Text, nullable=False, server_default="", index=True),
    _text("title"),
    _text("authors"),
    _text("subjects"),
    _text("numbers"),
    _text("openings"),
    _text("summary"),
    _text("variants"),
    _text("latin"),
    Index("ix_search_entry_traits", "language", "format", "year", "available", "branches"),
)

# The words of the index. ``titles`` roughly counts the titles that contain the word.
search_word = Table(
    "search_word",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("word", Text, nullable=False, unique=True),
    Column("titles", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# Names and subjects that visitors can browse, in the order of ``filing``.
search_heading = Table(
    "search_heading",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("filing", Text, primary_key=True),
    Column("heading", Text, primary_key=True),
    sqlite_with_rowid=False,
)

search_change = Table(
    "search_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# --- places ------------------------------------------------------------------
branch = Table(
    "branch",
    metadata,
    Column("code", Text, primary_key=True),
    Column("position", Integer, nullable=False, server_default="0"),
    _text("name"),
    Column("zone", Text, nullable=False),
    _text("address"),
    Column("aliases", StringTuple, nullable=False, server_default="[]"),
    Column("names", PairTuple, nullable=False, server_default="[]"),
)

weekly_hours = Table(
    "weekly_hours",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("branch", ForeignKey("branch.code", ondelete="CASCADE"), nullable=False, index=True),
    Column("weekday", Integer, nullable=False),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
)

closure = Table(
    "closure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("branch", ForeignKey("branch.code", ondelete="CASCADE"), nullable=False, index=True),
    Column("day", Date, nullable=False),
    _text("reason"),
    Column("opens", Time),
    Column("closes", Time),
)

reservation = Table(
    "reservation",
    metadata,
    Column("id", Text, primary_key=True),  # UUIDv7
    Column("space", Text, nullable=False),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("code", Text, nullable=False, index=True),
    Column("created", UtcTime, nullable=False),
    Column("status", Text, nullable=False),
    Column("alternatives", IntervalTuple, nullable=False, server_default="[]"),
    Index(None, "space", "starts"),
)

# Seats in programmes and places on their waiting lists. ``program`` is the key of an occurrence.
registration = Table(
    "registration",
    metadata,
    Column("id", Text, primary_key=True),  # UUIDv7
    Column("program", Text, nullable=False, index=True),
    Column("code", Text, nullable=False, index=True),
    Column("created", UtcTime, nullable=False),
    Column("status", Text, nullable=False),
    Column("seat", Integer),
    Column("place", Integer, nullable=False, server_default="0"),
)

# --- the central server -------------------------------------------------------------
# A single row with the position in the server's feed; empty until the kiosk is paired.
feed_state = Table(
    "feed_state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", Text, nullable=False),
    Column("cursor", Integer, nullable=False),
    Column("epoch", Integer, nullable=False, server_default="0"),  # number of the adopted grant
    Column("contact", UtcTime),  # time of the last response, by this machine's clock
    Column("complete", UtcTime),  # last time all changes had been received
    Column("skew_seconds", Integer, nullable=False, server_default="0"),  # server minus local time
    Column("version", Integer, nullable=False, server_default="0"),  # protocol of the last read
    Column("as_of", UtcTime),  # when the server's stalest source was read, by the server's clock
    Column("turned_away", UtcTime),  # when the server first failed to recognise this kiosk
    Column("actions", StringTuple, nullable=False, server_default="[]"),  # handled by the server
)

# Orders that the server has not yet confirmed or refused. They are sent strictly in this order.
outbox = Table(
    "outbox",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # UUIDv7
    Column("action", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),  # id of the booking concerned
    sqlite_autoincrement=True,
)

# Orders that the server refused. They are kept so that staff can read them.
refused_order = Table(
    "refused_order",
    metadata,
    Column("id", Text, primary_key=True),
    Column("action", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

# Sent orders are kept for a while, in case a server restored from a back-up has lost them.
sent_order = Table(
    "sent_order",
    metadata,
    Column("id", Text, primary_key=True),
    Column("action", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

# Times and seats that this kiosk may promise while offline, and codes for such bookings.
lease = Table(
    "lease",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("space", Text, nullable=False, index=True),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
)

seat_lease = Table(
    "seat_lease",
    metadata,
    Column("program", Text, primary_key=True),
    Column("seat", Integer, primary_key=True),
)

spare_code = Table("spare_code", metadata, Column("code", Text, primary_key=True))

# A single row with the machine that last opened the file. The leases belong to that machine.
machine = Table(
    "machine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mark", Text, nullable=False),
)

# A single row with the last assessment of the clock (kiosk.domain.clock_trust).
clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("believed", UtcTime, nullable=False),
    Column("latest", UtcTime, nullable=False),
    Column("jumped", UtcTime),
)

# A single row with the settings that staff share with all kiosks.
house = Table(
    "house",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("body", Text, nullable=False),  # JSON of kiosk.domain.shared_settings
)

# The plan of each branch's building.
house_plan = Table(
    "house_plan",
    metadata,
    Column("branch", ForeignKey("branch.code", ondelete="CASCADE"), primary_key=True),
    Column("body", Text, nullable=False),  # JSON of kiosk.domain.house.plan
)

# The organisations that staff describe in library.toml.
partner = Table(
    "partner",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),  # JSON of kiosk.domain.partners
)

# --- programs --------------------------------------------------------------------
program = Table(
    "program",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("uid", Text, nullable=False),
    Column("occurrence", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("title", Text, nullable=False),
    Column("starts", UtcTime, nullable=False, index=True),
    Column("ends", UtcTime, nullable=False),
    _flag("all_day"),
    _text("description"),
    _text("location"),
    _text("kind"),
    _text("language"),
    _text("level"),
    _text("audience"),
    _text("partner"),
    Column("seats", Integer),
    _flag("childcare"),
    _flag("no_card_needed"),
    _flag("step_free"),
    _flag("hearing_loop"),
    _flag("cancelled"),
    Column("titles", PairTuple, nullable=False, server_default="[]"),
    _text("bring"),
    Column("categories", StringTuple, nullable=False),
    _text("url"),
    UniqueConstraint("source", "uid", "occurrence"),
)

# --- imports -----------------------------------------------------------------------
import_run = Table(
    "import_run",
    metadata,
    Column("id", Text, primary_key=True),  # UUIDv7
    Column("source", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("started", UtcTime, nullable=False),
    Column("finished", UtcTime),  # NULL: not finished or interrupted
    Column("read", Integer, nullable=False, server_default="0"),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    Column("removed", Integer, nullable=False, server_default="0"),
    Column("replaced", Integer, nullable=False, server_default="0"),  # 1: a new list starts here
)

reject = Table(
    "reject",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("import_run.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)

# --- rate limits ------------------------------------------------------------
wrong_try = rate_limits.define_failure_table(metadata)
