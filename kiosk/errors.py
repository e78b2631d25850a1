"""Faults that are reported to users, as opposed to bugs, which are logged.

A :class:`KioskError` contains one sentence that explains the fault and one sentence of advice. Any
other exception is a bug, which is logged and never shown.
"""

from collections.abc import Mapping
from enum import StrEnum


class Message(str):
    """An English message with its gettext context, for the translation catalogues."""

    context: str


def marked(context: str, text: str) -> Message:
    """Mark ``text`` for the translation catalogues; the text is translated when it is shown."""
    message = Message(text)
    message.context = context
    return message


class Sentence(str):
    """A sentence in English that can be translated later.

    ``template`` is a marked message, or a string that joins the values without adding words.
    ``values`` replace the placeholders of the template and may be sentences too.
    ``kiosk.i18n.catalogue.Catalogue.sentence`` translates the sentence.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> "Sentence":
        made = super().__new__(cls, template.format_map(values))
        made.template, made.values = template, values
        return made


class KioskError(Exception):
    """A fault in the environment or in the input.

    ``message`` explains the fault, and ``advice`` says what to do. ``message`` and
    ``advice`` are of the type :class:`Sentence` if they can be translated.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class SettingsError(KioskError):
    """The settings file cannot be read or contains a value that is not allowed."""


class StoreError(KioskError):
    """The local database cannot be opened, read or written."""


class StoreDamaged(StoreError):
    """The database file is damaged; :mod:`kiosk.services.upkeep.repair` rebuilds it."""


class StoreTooNew(StoreError):
    """The database was written by a newer release of the kiosk."""


class SourceError(KioskError):
    """A file is missing, has an unknown format, or is not readable by this user."""


class Obstacle(StrEnum):
    """The reason why pairing failed."""

    ADDRESS = "address"  # the address is not valid, or not HTTPS
    SILENCE = "silence"
    STRANGER = "stranger"  # the machine that answers is not a kiosk server
    CODE = "wrong_code"
    RATE_LIMITED = "too_many_tries"


class PairingFailed(KioskError):
    """This kiosk cannot be paired with the server."""

    def __init__(self, reason: Obstacle, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.reason = reason


class ReservationRefused(KioskError):
    """A booking is not possible.

    ``reason`` is a value of :class:`kiosk.domain.reservations.Refusal`.
    """

    def __init__(self, reason: str, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.reason = reason


class SpeechUnavailable(KioskError):
    """There is no voice, synthesiser or audio device; the kiosk continues without speech."""
