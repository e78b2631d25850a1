"""Making this kiosk one of a central server's."""

from kiosk import settings
from kiosk.protocol.messages import Paired
from kiosk.store.database import Database


def join_server(database: Database, url: str, code: str, name: str) -> Paired:
    """Pair with the server at ``url`` by its one-time ``code``; its data come by the sync.

    Raises PairingFailed, SettingsError, StoreError.
    """
    from kiosk.sync.pair import pair_with_server  # HTTP is 13 MB that a kiosk needs once

    paired = pair_with_server(database, database.path.parent, url, code, name)
    settings.save({"branch": paired.branch})
    return paired
