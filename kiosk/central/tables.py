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
# A single row. Every writer takes sequence numbers from this row, which stays locked until the
# writer commits. Therefore a higher number never becomes visible before a lower number.
feed = Table(
    "feed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # UUID of this history
    Column("head", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False),  # number of the newest deleted tombstone
)

# All entities on the kiosks, each with the sequence number of its newest change.
entity = Table(
    "entity",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False, unique=True),
    Column("digest", LargeBinary, nullable=False),
    Column("body", Text),  # NULL: a tombstone
    Column("changed", UtcTime, nullable=False),
    Column("starts", UtcTime),  # start of a programme with seats
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
    # 1: titles and copies are apart; 0: they are joined, for older kiosks.
    Column("copies_apart", Integer, nullable=False, server_default="0"),
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
    Column("epoch", BigInteger, nullable=False, server_default="0"),  # number of the last grant
    Column("version", BigInteger, nullable=False, server_default="1"),  # protocol version
    Column("machine", Text, nullable=False, server_default=""),  # machine that last used the key
)

# The machines that used the key of each kiosk. ``returned`` is the time at which a machine used
# the key again after another machine: this shows that both machines exist.
machine = Table(
    "machine",
    metadata,
    Column("kiosk", ForeignKey("kiosk.id"), primary_key=True),
    Column("mark", Text, primary_key=True),
    Column("seen", UtcTime, nullable=False),
    Column("returned", UtcTime),
)

# A single row with the state of the clock at its last check (kiosk.domain.clock_trust).
clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("believed", UtcTime, nullable=False),
    Column("latest", UtcTime, nullable=False),
    Column("jumped", UtcTime),
)

# The status of each kiosk at its last report, and a capture of the kiosk's screen.
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

# Usage counts by day and kiosk ("" for the server). They contain no data about any visitor.
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

# Attempts with wrong pairing codes and wrong staff passwords.
wrong_try = rate_limits.define_failure_table(metadata)

# Orders that were executed or refused: if an order is repeated, it has no effect.
taken_order = Table(
    "taken_order",
    metadata,
    Column("kiosk", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("refused", Text, nullable=False, server_default=""),
    Column("at", UtcTime, nullable=False, index=True),
)

# --- spaces ------------------------------------------------------------------------
# Claims on a time in a space, which belong to a reservation or are a kiosk's lease (reservation
# is NULL). Claims on a space never overlap: PostgreSQL enforces this by an exclusion constraint,
# SQLite by a trigger. If a reservation was made from a lease, ``lessee`` is the kiosk of that
# lease, to which the time returns when the reservation is cancelled.
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

# Times at which a space cannot be reserved: programmes, closings, and times taken in another
# system. They are derived from the feed (kiosk.central.feed.blocked_times). ``kind`` and ``key``
# name the entity from which a row comes; ``reason`` is for staff.
space_block = Table(
    "space_block",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("space", Text, nullable=False),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("cause", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Index(None, "kind", "key"),
    Index(None, "space", "ends"),
)

# The secret addresses at which other systems subscribe to the busy times of spaces.
space_calendar = Table(
    "space_calendar",
    metadata,
    Column("space", Text, primary_key=True),
    Column("digest", Text, nullable=False),  # SHA-256 of the secret
    Column("made", UtcTime, nullable=False),
)

# Leased times that a kiosk must give back: grants since ``epoch`` do not contain them.
recall = Table(
    "recall",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kiosk", ForeignKey("kiosk.id"), nullable=False, index=True),
    Column("space", Text, nullable=False),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("epoch", BigInteger),  # first grant without the time; NULL: no grant yet
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
    Column("order", BigInteger, nullable=False),  # order of arrival, for decisions
    Index(None, "space", "starts"),
)

# Reservations that are asked of the system that owns the space, each attempt with the reference
# by which both systems know it.
owner_booking = Table(
    "owner_booking",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("reservation", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("space", Text, nullable=False),
    Column("starts", UtcTime, nullable=False),
    Column("ends", UtcTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("foreign", Text, nullable=False),  # the other system's own id; "" if unknown
    Column("due", UtcTime, nullable=False, index=True),
    Column("tries", Integer, nullable=False),  # failures since the last answer
    Column("sent", UtcTime),  # when it was last asked
    Column("unwanted", Integer, nullable=False),  # 1: to be cancelled in the other system
)

# --- programs ----------------------------------------------------------------------
# Seats in an occurrence of a programme that are taken by a registration or lent to a kiosk
# (registration is NULL). Free seats have no row. ``recall`` is set if the lessee must give the seat
# back: 0 until the kiosk's next grant, then the epoch of the first grant without the seat.
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
    Column("order", BigInteger, nullable=False),  # order of arrival, by programme
)

# --- codes ---------------------------------------------------------------------------
# Codes lent to kiosks for future bookings. A code is lent only once, to one machine.
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
    Column("busy_until", UtcTime),  # a process reads the source until then
    Column("read", UtcTime),  # start of the last complete run
)

# The light stream of a library system's copies: its own schedule, and the result of its last
# reading. ``state`` belongs to the driver.
copies_stream = Table(
    "copies_stream",
    metadata,
    Column("name", Text, primary_key=True),
    Column("every_seconds", Integer, nullable=False),
    Column("next_run", UtcTime, nullable=False),
    Column("busy_until", UtcTime),  # a process reads the copies until then
    Column("read", UtcTime),  # start of the last successful reading
    Column("state", Text, nullable=False, server_default=""),
    Column("titles", Integer, nullable=False, server_default="0"),  # titles in that reading
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("fault", Text, nullable=False, server_default=""),
    Column("held", Integer, nullable=False, server_default="0"),  # removals for staff to confirm
    Column("allowed", Integer, nullable=False, server_default="0"),  # 1: staff confirmed them
    Column("notes", Text, nullable=False, server_default="[]"),  # JSON: sentences for staff
)

# The titles (keys in the feed) about which a library system was last asked at the time ``at``.
# ``dated`` is 1 if the answer carries its own time, until a reading of all copies replaces it.
asked_title = Table(
    "asked_title",
    metadata,
    Column("key", Text, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("dated", Integer, nullable=False, server_default="0"),
)

# Entities missing from the last complete list of a source. If an entity is also missing from the
# next complete list, it is removed.
missed = Table(
    "missed",
    metadata,
    Column("source", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
)

# Details that staff added to a programme because its source does not contain them. The key is the
# programme's UID.
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
    # The number of removals that staff must confirm.
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
