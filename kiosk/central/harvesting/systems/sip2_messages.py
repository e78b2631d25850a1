"""Messages of SIP2, the protocol of self-check machines (3M Standard Interchange Protocol 2.00).

Only login, status and item information are written here: nothing about borrowers is ever asked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.records import ItemStatus

END = b"\r"
LONGEST = 8 * 1024  # bytes of one message
_LONGEST_VALUE = 120  # characters of a barcode, name or password
_TAIL = re.compile(rb"(?:AY([0-9]))?(?:AZ([0-9A-Fa-f]{4}))?\Z")
# The parts of fixed length after the number of a message. Systems do not agree on the numbers in a
# status (98), which ends with the version.
_FIXED = {
    "94": re.compile("[01]"),
    "98": re.compile(r"[YN].{4,40}?[0-9]\.[0-9]{2}", re.S),
    "18": re.compile(".{24}", re.S),
}
_SIP_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
_ISO_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{2})[-/.]([0-9]{2})(?![0-9])")
_OTHER_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?![0-9])")

# Circulation status of an item (SIP2, item information response). 05 and 07 are lent as well: 05
# cannot be recalled yet, 07 is recalled. 06 is in process and 09 waits to be put on its shelf.
CIRCULATION_STATUSES = {
    "01": ItemStatus.UNKNOWN,
    "02": ItemStatus.ON_ORDER,
    "03": ItemStatus.AVAILABLE,
    "04": ItemStatus.ON_LOAN,
    "05": ItemStatus.ON_LOAN,
    "06": ItemStatus.ON_ORDER,
    "07": ItemStatus.ON_LOAN,
    "08": ItemStatus.HOLD_SHELF,
    "09": ItemStatus.AVAILABLE,
    "10": ItemStatus.IN_TRANSIT,
    "11": ItemStatus.MISSING,
    "12": ItemStatus.MISSING,
    "13": ItemStatus.MISSING,
}
_ITEM_INFORMATION = 10  # its place in BX, the list of supported messages


class BadMessage(ValueError):
    """A message that is damaged, or not an answer to the question."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its number, its part of fixed length, and the first value of each field."""

    number: str
    fixed: str
    fields: Mapping[str, str]

    @property
    def login_accepted(self) -> bool:
        """Whether a login response (94) accepts the login."""
        return self.fixed == "1"

    @property
    def online(self) -> bool:
        """Whether a status (98) says that the system is on line."""
        return self.fixed[:1] == "Y"

    @property
    def knows_items(self) -> bool:
        """Whether a status (98) says that item information is answered, or does not say."""
        supported = self.fields.get("BX", "")
        return len(supported) <= _ITEM_INFORMATION or supported[_ITEM_INFORMATION] == "Y"

    @property
    def circulation_status(self) -> str:
        """The two digits of an item information response (18)."""
        return self.fixed[:2]


def is_sendable(value: str) -> bool:
    """Return whether ``value`` can be part of a message."""
    return 0 < len(value) <= _LONGEST_VALUE and "|" not in value and value.isprintable()


def login(user: str, password: str, location: str) -> str:
    """Return a login (93) without encryption of its own, which no system has; TLS protects it."""
    return f"9300CN{user}|CO{password}|" + (f"CP{location}|" if location else "")


def status() -> str:
    """Return a status (99): the machine is well, prints 80 columns and speaks version 2.00."""
    return "9900802.00"


def item_information(barcode: str, institution: str, terminal_password: str, now: datetime) -> str:
    """Return a question about one item (17); ``now`` is in the system's local time."""
    when = now.strftime("%Y%m%d    %H%M%S")
    return f"17{when}AO{institution}|AB{barcode}|AC{terminal_password}|"


def resend() -> bytes:
    """Return a request to send the last answer again (97), which has no sequence number."""
    return _sealed(b"97AZ")


def encoded(text: str, sequence: int) -> bytes:
    """Return a message with sequence number and checksum, as it is sent."""
    return _sealed(f"{text}AY{sequence}AZ".encode())


def checksum(message: bytes) -> str:
    """Return the checksum of ``message``, which ends with AZ (SIP2, appendix A)."""
    return f"{-sum(message) & 0xFFFF:04X}"


def decoded(raw: bytes, sequence: int) -> Message:
    """Return the message in ``raw``, without its end.

    Raises BadMessage if it is damaged or has another sequence number. A system may leave out both
    the number and the checksum.
    """
    raw = raw.lstrip(b"\r\n").rstrip()
    tail = _TAIL.search(raw)
    assert tail
    if tail[2]:
        end = raw.rindex(b"AZ") + 2
        if checksum(raw[:end]) != tail[2].decode().upper():
            raise BadMessage("the checksum is wrong")
    if tail[1] and int(tail[1]) != sequence:
        raise BadMessage("the sequence number is wrong")
    text = _text(raw[: tail.start()])
    number, rest = text[:2], text[2:]
    fixed = _FIXED[number].match(rest) if number in _FIXED else None
    if not fixed:
        raise BadMessage("it is not an answer of SIP2")
    fields: dict[str, str] = {}
    for part in rest[fixed.end() :].split("|"):
        fields.setdefault(part[:2], part[2:])
    return Message(number, fixed[0], fields)


def parse_due(text: str) -> date | None:
    """Return the day in a due date (AH), or None if it is not certain.

    SIP2 lets systems write it as they like. In 03/04/2027, day and month cannot be told apart.
    """
    text = text.strip()
    try:
        if found := _SIP_DAY.match(text) or _ISO_DAY.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _OTHER_DAY.match(text):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            if first > 12 or first == second:
                return date(year, second, first)
            return date(year, first, second) if second > 12 else None
    except ValueError:
        pass
    return None


def _sealed(message: bytes) -> bytes:
    return message + checksum(message).encode() + END


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")  # the standard's own character set
