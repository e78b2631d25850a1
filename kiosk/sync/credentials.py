"""What proves that this kiosk is itself: its Ed25519 key, in a file for its owner alone."""

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
PENDING_FILE = "server-key-begun.json"  # of a pairing that is not finished


@dataclass(frozen=True, slots=True)
class Credentials:
    """``kiosk`` is the id that the server gave, "" while the pairing is not finished."""

    server: str  # URL
    key: "Ed25519PrivateKey"
    kiosk: str = ""

    @property
    def public_key(self) -> str:
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()


def load_credentials(folder: Path, name: str = _FILE) -> Credentials | None:
    """Those kept in ``folder``; None where there are none. Raises StoreError."""
    path = folder / name
    if not path.exists():
        return None
    # Here, for a kiosk that stands alone has no use for it: it is 7 MB.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        kept = json.loads(path.read_text("utf-8"))
        key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(kept["key"]))
        return Credentials(kept["server"], key, kept["kiosk"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise StoreError(
            f"The key of this kiosk, {path}, cannot be read: {fault}.",
            "Move the file away and pair the kiosk again.",
        ) from fault


def load_paired_credentials(database: Database) -> Credentials | None:
    """Return the credentials of the kiosk with this database, or None while it is not paired.

    Raises StoreError.
    """
    kept = load_credentials(database.path.parent)
    return kept if kept and kept.kiosk else None


def save_credentials(folder: Path, credentials: Credentials, name: str = _FILE) -> None:
    """Keep them; the file is replaced at once and only its owner may read it."""
    content = {
        "server": credentials.server,
        "kiosk": credentials.kiosk,
        "key": base64.b64encode(credentials.key.private_bytes_raw()).decode(),
    }
    write_key_file(folder, json.dumps(content), name)


def write_key_file(folder: Path, text: str, name: str = _FILE) -> None:
    """Put ``text``, as :func:`save_credentials` made it once, in place of the file."""
    try:
        atomic_write.put(folder / name, text)
    except OSError as fault:
        raise StoreError(
            f"The key of this kiosk cannot be kept in {folder}: {fault.strerror}.",
            "Check that the folder is writable.",
        ) from fault
