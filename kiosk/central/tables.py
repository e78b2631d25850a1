"""The tables of the central server, on SQLite and on PostgreSQL."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

from kiosk.store import rate_limits
from kiosk.store.columns import UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- the feed ----------------------------------------------------------------
# One row. Whoever changes anything takes numbers from it, and so holds its lock until
# the change is committed: a number that can be read has no unread one below it.
feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # UUID of this history
    Column("head", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False),  # tombstones up to here are gone
)

# Everything that kiosks hold, each thing once, under its newest number.
entity = Table(
    "entity",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False, unique=True),
    Column("digest", LargeBinary, nullable=False),
    Column("body", Text),  # none: a tombstone
    Column("changed", UtcTime, nullable=False),
    Column("starts", UtcTime),  # of a program with seats
    Index(None, "kind", "starts"),
    Index(
        "ix_entity_tombstones",
        "changed",
        sqlite_where=text("body IS NULL"),
        postgresql_where=text("body IS NULL"),
    ),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("things", BigInteger, nullable=False),
    Column("cursor", BigInteger, nullable=False),
    Column("made", UtcTime, nullable=False),
)

# --- kiosks --------------------------------------------------------------------
kiosk = Table(
    "kiosk",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("branch", Text, nullable=False),
    Column("key", Text, nullable=False),  # Ed25519, base64
    Column("paired", UtcTime, nullable=False),
    Column("revoked", UtcTime),
    Column("seen", UtcTime),
    Column("epoch", BigInteger, nullable=False, server_default="0"),  # of the last grant
    Column("version", BigInteger, nullable=False, server_default="1"),  # of its protocol
    Column("machine", Text, nullable=False, server_default=""),  # that asked last
)

# The machines that used the key of each kiosk; ``returned`` is when one asked again after
# another had: both are alive.
machine = Table(
    "machine",
    metadata,
    Column("kiosk", ForeignKey("kiosk.id"), primary_key=True),
    Column("mark", Text, primary_key=True),
    Column("seen", UtcTime, nullable=False),
    Column("returned", UtcTime),
)

# One row once the clock was looked at: what it was believed to show, see kiosk.domain.clock_trust.
clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("believed", UtcTime, nullable=False),
    Column("latest", UtcTime, nullable=False),
    Column("jumped", UtcTime),
)

# How each kiosk was when it last told, and what its screen showed when staff asked.
condition = Table(
    "condition",
    metadata,
    Column("kiosk", ForeignKey("kiosk.id"), primary_key=True),
    Column("version", Text, nullable=False),
    Column("complete", UtcTime),
    Column("waiting", Integer, nullable=False),
    Column("asked", UtcTime),  # a picture of the screen
    Column("taken", UtcTime),
    Column("picture", LargeBinary),  # PNG
)

# Sums of a day, by kiosk ("" for what the server counts). Nobody is in them.
tally = Table(
    "tally",
    metadata,
    Column("kiosk", Text, primary_key=True),
    Column("day", Text, primary_key=True, index=True),  # ISO 8601
    Column("name", Text, primary_key=True),
    Column("times", Integer, nullable=False),
)

pairing_code = Table(
    "pairing_code",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the code
    Column("branch", Text, nullable=False),
    Column("expires", UtcTime, nullable=False),
)

# Wrong pairing codes and passwords of staff.
wrong_try = rate_limits.table(metadata)

# Orders that have been taken: a repeated one changes nothing.
taken_order = Table(
    "taken_order",
    metadata,
    Column("kiosk", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("refused", Text, nullable=False, server_default=""),
    Column("at", UtcTime, nullable=False, index=True),
)

# --- spaces ------------------------------------------------------------------------
# Who has the right to a time in a space: a reservation, or a kiosk that it is lent to
# (reservation is none). No two of one space overlap: on PostgreSQL by an exclusion
# constraint, on SQLite by a trigger. ``lender`` is the kiosk out of whose lease a
# reservation came, and to whom the time goes back when it is cancelled.
claim = Table(
    "claim",
    metadata,
    Column("id", Text, primary_key=True),
    Column("space", Text, nullable=False),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("lessee", ForeignKey("kiosk.id")),
    Column("reservation", Text, unique=True),
    Index(None, "space", "starts"),
)

# Times that a kiosk is to give back: in no grant since ``epoch``.
recall = Table(
    "recall",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kiosk", ForeignKey("kiosk.id"), nullable=False, index=True),
    Column("space", Text, nullable=False),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("epoch", BigInteger),  # of the first grant without it; none: not yet told
)

# Reservations as the server decided on them; the feed carries the same.
reservation = Table(
    "reservation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("space", Text, nullable=False),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("code", Text, nullable=False, index=True),
    Column("created", UtcTime, nullable=False),
    Column("status", Text, nullable=False),
    Column("kiosk", Text, nullable=False),
    Column("order", BigInteger, nullable=False),  # requests are answered in it
    Index(None, "space", "starts"),
)

# --- programs ----------------------------------------------------------------------
# Who has which seat of an occurrence of a program: a registration, or a kiosk that it is
# lent to (registration is none). A seat that nobody has is not here; none is here twice.
# ``recall`` is set where the lessee is to give it back: 0 until it is told, then the
# epoch of the first grant without it.
seat = Table(
    "seat",
    metadata,
    Column("program", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("lessee", ForeignKey("kiosk.id"), index=True),
    Column("registration", Text, unique=True),
    Column("recall", BigInteger),
)

# Registrations as the server decided on them; the feed carries the same.
registration = Table(
    "registration",
    metadata,
    Column("id", Text, primary_key=True),
    Column("program", Text, nullable=False, index=True),
    Column("code", Text, nullable=False, index=True),
    Column("created", UtcTime, nullable=False),
    Column("status", Text, nullable=False),
    Column("seat", Integer),
    Column("place", Integer, nullable=False, server_default="0"),
    Column("order", BigInteger, nullable=False),  # of arrival, within the program
)

# --- codes ---------------------------------------------------------------------------
# Codes lent to kiosks for the reservations to come; a code is lent once, to one machine.
lent_code = Table(
    "lent_code",
    metadata,
    Column("code", Text, primary_key=True),
    Column("kiosk", Text, nullable=False, index=True),
    Column("machine", Text, nullable=False, server_default=""),
    Column("at", UtcTime, nullable=False),
)

# --- sources ----------------------------------------------------------------------
source = Table(
    "source",
    metadata,
    Column("name", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("options", Text, nullable=False, server_default="{}"),
    Column("every_seconds", Integer, nullable=False),
    Column("next_run", UtcTime, nullable=False),
    Column("busy_until", UtcTime),  # a process is at it
    Column("read", UtcTime),  # when it was last begun to be read to its end
)

# What opens a source, where its address alone does not: the whole address, shown nowhere.
source_credential = Table(
    "source_credential",
    metadata,
    Column("name", Text, primary_key=True),
    Column("address", Text, nullable=False),
)

# What the last whole list of a source did not have: gone where the next has it neither.
missed = Table(
    "missed",
    metadata,
    Column("source", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
)

# What staff know of a program and its source does not say, by the program's uid.
enrichment = Table(
    "enrichment",
    metadata,
    Column("source", Text, primary_key=True),
    Column("uid", Text, primary_key=True),
    Column("body", Text, nullable=False),  # JSON of kiosk.central.feed.enrichment
)

source_run = Table(
    "source_run",
    metadata,
    Column("id", Text, primary_key=True),  # UUIDv7
    Column("source", Text, nullable=False, index=True),
    Column("started", UtcTime, nullable=False),
    Column("finished", UtcTime),
    Column("fault", Text, nullable=False, server_default=""),
    Column("read", Integer, nullable=False, server_default="0"),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("removed", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    # How many things would have gone, where that is for staff to say.
    Column("held", Integer, nullable=False, server_default="0"),
)

source_reject = Table(
    "source_reject",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("run", ForeignKey("source_run.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)
