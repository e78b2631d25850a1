"""The UIDs of events in the calendars that the server publishes (RFC 5545, 3.8.4.7)."""

from hashlib import blake2b

_END = "@commons-kiosk"


def own_uid(key: str) -> str:
    """Return the UID of the event about the thing with this key, which it does not reveal."""
    return blake2b(key.encode(), digest_size=16).hexdigest() + _END


def is_own_uid(uid: str) -> bool:
    """Return True if a server of this software published the event with this UID.

    Another system may send such an event back in its own calendar.
    """
    return uid.strip().lower().endswith(_END)
