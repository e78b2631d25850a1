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
# One row. Every writer takes its sequence numbers from it and so holds its lock until the
# commit: below a visible number no smaller one can appear later.
feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # UUID of this history
    Column("head", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False),  # tombstones up to here were deleted
)

# Everything that kiosks hold: each entity once, under its newest sequence number.
entity = Table(
    "entity",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False, unique=True),
    Column("digest", LargeBinary, nullable=False),
    Column("body", Text),  # NULL: a tombstone
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
    Column("machine", Text, nullable=False, server_default=""),  # that used the key last
)

# The machines that used the key of each kiosk. ``returned`` is the time at which a machine used
# it again after another had: then both exist.
machine = Table(
    "machine",
    metadata,
    Column("kiosk", ForeignKey("kiosk.id"), primary_key=True),
    Column("mark", Text, primary_key=True),
    Column("seen", UtcTime, nullable=False),
    Column("returned", UtcTime),
)

# One row after the first check of the clock: its state, see kiosk.domain.clock_trust.
clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("believed", UtcTime, nullable=False),
    Column("latest", UtcTime, nullable=False),
    Column("jumped", UtcTime),
)

# The status of each kiosk at its last report, and the capture of its screen.
condition = Table(
    "condition",
    metadata,
    Column("kiosk", ForeignKey("kiosk.id"), primary_key=True),
    Column("version", Text, nullable=False),
    Column("complete", UtcTime),
    Column("waiting", Integer, nullable=False),
    Column("asked", UtcTime),  # when staff requested a capture
    Column("taken", UtcTime),
    Column("picture", LargeBinary),  # PNG
)

# Usage counts by day and kiosk ("" for those of the server). They say nothing of any visitor.
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
wrong_try = rate_limits.define_failure_table(metadata)

# Orders that were executed or refused: a repeated one changes nothing.
taken_order = Table(
    "taken_order",
    metadata,
    Column("kiosk", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("refused", Text, nullable=False, server_default=""),
    Column("at", UtcTime, nullable=False, index=True),
)

# --- spaces ------------------------------------------------------------------------
# Rights to a time in a space: those of a reservation, or leases of a kiosk (reservation is
# NULL). No two of one space overlap: PostgreSQL has an exclusion constraint, SQLite a trigger.
# ``lessee`` of a reservation is the kiosk from whose lease it came; the time returns to that
# lease when the reservation is cancelled.
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

# Leased times that a kiosk must give back: in no grant since ``epoch``.
recall = Table(
    "recall",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kiosk", ForeignKey("kiosk.id"), nullable=False, index=True),
    Column("space", Text, nullable=False),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("epoch", BigInteger),  # of the first grant without it; NULL: not yet granted
)

# Reservations with the server's decisions, which are also in the feed.
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
    Column("order", BigInteger, nullable=False),  # of arrival: requests are decided in it
    Index(None, "space", "starts"),
)

# --- programs ----------------------------------------------------------------------
# Seats of an occurrence of a program that are taken by a registration, or lent to a kiosk
# (registration is NULL). Free seats have no row. ``recall`` is set if the lessee must give the
# seat back: 0 until its next grant, then the epoch of the first grant without the seat.
seat = Table(
    "seat",
    metadata,
    Column("program", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("lessee", ForeignKey("kiosk.id"), index=True),
    Column("registration", Text, unique=True),
    Column("recall", BigInteger),
)

# Registrations with the server's decisions, which are also in the feed.
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
# Codes lent to kiosks for future bookings; a code is lent once, to one machine.
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
    Column("busy_until", UtcTime),  # until then a process is reading it
    Column("read", UtcTime),  # start of the last complete run
)

# The complete address of a source that needs a password or key. It is never shown.
source_credential = Table(
    "source_credential",
    metadata,
    Column("name", Text, primary_key=True),
    Column("address", Text, nullable=False),
)

# Entities that the last complete list of a source lacked: removed if the next lacks them too.
missed = Table(
    "missed",
    metadata,
    Column("source", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
)

# What staff added to a program that its source does not say, by the program's UID.
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
    # Removals that wait for staff to confirm them.
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
