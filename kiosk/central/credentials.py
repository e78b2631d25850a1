"""The passwords and keys of sources, in a file beside the database that only its owner may read.

They are not in the database, because its back-ups and copies go to more people than the server's
own folder does (decision 24). An address in the environment (``KIOSK_ADDRESS_`` and the name of the
source in capital letters) takes precedence over the file.
"""

import json
import os
import re
import threading
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection

from kiosk import atomic_write
from kiosk.errors import StoreError

_OPTION = "credentials"  # the execution option of the engine
_writing = threading.Lock()


class Credentials:
    """The complete addresses of the sources whose address contains a password or key.

    If ``path`` is None, the addresses are kept in memory.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._memory: dict[str, str] = {}

    def address(self, source: str) -> str:
        """Return the complete address of ``source``, or "" if its address contains no secret."""
        return os.environ.get(environment_name(source)) or self._load().get(source, "")

    def save(self, source: str, address: str) -> None:
        """Store the complete address of ``source``. Raises StoreError if that is not possible."""
        with _writing:
            self._write({**self._load(), source: address})

    def delete(self, source: str) -> None:
        """Forget the address of ``source``. Raises StoreError if that is not possible."""
        with _writing:
            known = self._load()
            if known.pop(source, None) is not None:
                self._write(known)

    def _load(self) -> dict[str, str]:
        if self._path is None:
            return dict(self._memory)
        try:
            return {str(k): str(v) for k, v in json.loads(self._path.read_text("utf-8")).items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError):  # no details: they may contain a password
            raise StoreError(
                f"The passwords of the sources in {self._path} cannot be read.",
                "Only the user who runs the server may read it; it contains JSON.",
            ) from None

    def _write(self, addresses: Mapping[str, str]) -> None:
        if self._path is None:
            self._memory = dict(addresses)
            return
        try:
            atomic_write.write_file(self._path, json.dumps(addresses, indent=1))
        except OSError as fault:
            raise StoreError(
                f"The passwords of the sources in {self._path} cannot be written.",
                "Check that there is space, and that the user of the server owns the folder.",
            ) from fault


def environment_name(source: str) -> str:
    """Return the name of the environment variable with the complete address of ``source``."""
    return "KIOSK_ADDRESS_" + re.sub(r"\W", "_", source, flags=re.ASCII).upper()


def engine_options(credentials: Credentials) -> dict[str, object]:
    """Return the execution options by which the connections of an engine know ``credentials``."""
    return {_OPTION: credentials}


def credentials_of(connection: Connection) -> Credentials:
    """Return the credentials that belong to the database of ``connection``."""
    found = connection.get_execution_options().get(_OPTION)
    assert isinstance(found, Credentials)
    return found
