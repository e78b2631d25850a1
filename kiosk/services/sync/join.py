"""Pairing this kiosk with a central server."""

from kiosk import settings
from kiosk.protocol.messages import PairReply
from kiosk.store.database import Database


def join_server(database: Database, url: str, code: str, name: str) -> PairReply:
    """Pair with the server at ``url``, using a one-time ``code``, and save the kiosk's branch.

    The first sync fetches the data. Raises PairingFailed if pairing is not possible,
    SettingsError if the settings cannot be saved, and StoreError if the database cannot be
    written.
    """
    from kiosk.sync.pair import pair_with_server  # imported late: the HTTP client takes 13 MB

    paired = pair_with_server(database, database.path.parent, url, code, name)
    settings.save({"branch": paired.branch})
    return paired
