"""The faults a person can be told about, apart from bugs.

A :class:`KioskError` carries one plain sentence on what went wrong and one on
what to do. Anything else that is raised is a bug: it is logged, never shown.
"""

from collections.abc import Mapping
from enum import StrEnum


class Message(str):
    """A text of the catalogues, in English, with the gettext context it belongs to."""

    context: str


def marked(context: str, text: str) -> Message:
    """Mark ``text`` for the catalogues; it is translated where it is shown."""
    message = Message(text)
    message.context = context
    return message


class Sentence(str):
    """A sentence in English that can still be translated.

    ``template`` is a marked message, or a plain string that only puts its values together;
    ``values`` fill in its places and may be sentences too.
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

    ``message`` is the sentence for a person, ``advice`` says what to do; each is a
    :class:`Sentence` where it can be translated.
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
    """A whole file cannot be read (absent, of no known kind, not permitted)."""


class Obstacle(StrEnum):
    """Why a kiosk and a server did not come together."""

    ADDRESS = "address"  # it is none, or not HTTPS
    SILENCE = "silence"
    STRANGER = "stranger"  # what answers is no server of kiosks
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
    """No voice, no synthesiser or no audio device: the kiosk runs on in silence."""
