"""Faults that are reported to people, as opposed to bugs.

A :class:`KioskError` has a sentence on the fault and one with advice. Any other exception is a
bug: it is logged and never shown.
"""

from collections.abc import Mapping
from enum import StrEnum


class Message(str):
    """An English text of the catalogues with its gettext context."""

    context: str


def marked(context: str, text: str) -> Message:
    """Mark ``text`` for the catalogues; it is translated when it is shown."""
    message = Message(text)
    message.context = context
    return message


class Sentence(str):
    """A sentence in English that can be translated later.

    ``template`` is a marked message, or a plain string that only joins its values. ``values``
    fill its placeholders and may be sentences too.
    ``kiosk.i18n.catalogue.Catalogue.sentence`` translates it.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> "Sentence":
        made = super().__new__(cls, template.format_map(values))
        made.template, made.values = template, values
        return made


class KioskError(Exception):
    """A fault of the environment or of an input.

    ``message`` explains the fault and ``advice`` what to do. Each is a :class:`Sentence` if it
    can be translated.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class SettingsError(KioskError):
    """The settings file cannot be read or holds a value that is not allowed."""


class StoreError(KioskError):
    """The local database cannot be opened, read or written."""


class StoreDamaged(StoreError):
    """The database file is damaged; :mod:`kiosk.services.upkeep.repair` rebuilds it."""


class StoreTooNew(StoreError):
    """The database was written by a newer release of the kiosk."""


class SourceError(KioskError):
    """A whole file cannot be read: missing, of an unknown format, or not permitted."""


class Obstacle(StrEnum):
    """The reason why pairing failed."""

    ADDRESS = "address"  # invalid, or not HTTPS
    SILENCE = "silence"
    STRANGER = "stranger"  # the machine that answers is not a kiosk server
    CODE = "wrong_code"
    RATE_LIMITED = "too_many_tries"


class PairingFailed(KioskError):
    """The server rejected this kiosk."""

    def __init__(self, reason: Obstacle, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.reason = reason


class ReservationRefused(KioskError):
    """A space cannot be reserved as asked.

    ``reason`` is one of the values of :class:`kiosk.domain.reservations.Refusal`.
    """

    def __init__(self, reason: str, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.reason = reason


class SpeechUnavailable(KioskError):
    """No voice, synthesiser or audio device; the kiosk continues without speech."""
