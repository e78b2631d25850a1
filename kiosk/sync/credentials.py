"""The kiosk's credentials: an Ed25519 key in a file that only the file's owner may read."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import atomic_write
from kiosk.errors import StoreError
from kiosk.store.database import Database

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_FILE = "server-key.json"
PENDING_FILE = "server-key-begun.json"  # the key of an unfinished pairing


@dataclass(frozen=True, slots=True)
class Credentials:
    """A kiosk's key and id. ``kiosk`` is an empty string until the pairing is finished."""

    server: str  # URL of the server
    key: "Ed25519PrivateKey"
    kiosk: str = ""

    @property
    def public_key(self) -> str:
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()


def load_credentials(folder: Path, name: str = _FILE) -> Credentials | None:
    """Return the credentials stored in ``folder``, or None if there are none.

    Raises StoreError if the file cannot be read.
    """
    path = folder / name
    if not path.exists():
        return None
    # Imported here, because a kiosk without a server does not need these 7 MB of code.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        stored = json.loads(path.read_text("utf-8"))
        key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(stored["key"]))
        return Credentials(stored["server"], key, stored["kiosk"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise StoreError(
            f"The key of this kiosk, {path}, cannot be read: {fault}.",
            "Move the file away and pair the kiosk again.",
        ) from fault


def load_paired_credentials(database: Database) -> Credentials | None:
    """Return the credentials of the kiosk with this database, or None while it is not paired.

    Raises StoreError if the file cannot be read.
    """
    stored = load_credentials(database.path.parent)
    return stored if stored and stored.kiosk else None


def save_credentials(folder: Path, credentials: Credentials, name: str = _FILE) -> None:
    """Save ``credentials`` atomically in a file that only the file's owner may read."""
    content = {
        "server": credentials.server,
        "kiosk": credentials.kiosk,
        "key": base64.b64encode(credentials.key.private_bytes_raw()).decode(),
    }
    write_key_file(folder, json.dumps(content), name)


def write_key_file(folder: Path, text: str, name: str = _FILE) -> None:
    """Replace the key file's content with ``text``, in the format of :func:`save_credentials`."""
    try:
        atomic_write.write_file(folder / name, text)
    except OSError as fault:
        raise StoreError(
            f"The key of this kiosk cannot be kept in {folder}: {fault.strerror}.",
            "Check that the folder is writable.",
        ) from fault
