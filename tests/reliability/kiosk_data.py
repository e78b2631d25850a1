"""Kiosk data that a backup must preserve."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Reservation
from kiosk.store import places, reservations
from kiosk.store.database import Database
from kiosk.store.sync import outbox
from kiosk.sync import credentials
from kiosk.sync.credentials import Credentials

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


HOUR = Interval(NOW, NOW + timedelta(hours=1))


def belong_to_a_server(folder: Path) -> str:
    """Save credentials for a server in ``folder``, and return the text of the new key file."""
    mine = Credentials("https://server.example", Ed25519PrivateKey.generate(), "id")
    credentials.save_credentials(folder, mine)
    return (folder / "server-key.json").read_text()


def branch(database: Database, code: str) -> None:
    with database.write() as connection:
        places.save_branch(connection, Branch(code, code))


def reserve(database: Database, id: str, status: str = "confirmed") -> None:
    with database.write() as connection:
        made = Reservation(id, "s", HOUR, "123456", NOW, BookingStatus(status))
        reservations.save_reservations(connection, made)
        outbox.queue_order(connection, "reserve", id, id)


def codes(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(each.code for each in places.list_branches(connection))
