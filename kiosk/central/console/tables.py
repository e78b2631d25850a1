"""The tables of the staff console: accounts, browser sessions and the audit log."""

from sqlalchemy import Column, ForeignKey, Table, Text

from kiosk.central.tables import metadata
from kiosk.store.columns import UtcTime

account = Table(
    "account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),  # argon2id
    Column("made", UtcTime, nullable=False),
)

# One row for each signed-in browser. Only the browser's cookie contains the token itself.
staff_session = Table(
    "staff_session",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the token
    Column("account", ForeignKey("account.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("begun", UtcTime, nullable=False),
    Column("used", UtcTime, nullable=False),
)

# Browsers from which an account has signed in before. Wrong guesses from elsewhere do not lock
# these browsers out.
known_browser = Table(
    "known_browser",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the token in its cookie
    Column("account", ForeignKey("account.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("used", UtcTime, nullable=False),
)

# The actions of staff, without data about visitors: a reservation appears only as its id.
audit = Table(
    "audit",
    metadata,
    Column("id", Text, primary_key=True),  # UUIDv7
    Column("at", UtcTime, nullable=False, index=True),
    Column("account", Text, nullable=False),
    Column("deed", Text, nullable=False),
    Column("about", Text, nullable=False, server_default=""),
)
