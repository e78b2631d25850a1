"""The faults a person can be told about, apart from bugs.

A :class:`KioskError` carries one plain sentence on what went wrong and one on
what to do. Anything else that is raised is a bug: it is logged, never shown.
"""

from enum import StrEnum


class KioskError(Exception):
    """A fault of the environment or of an input.

    ``str(error)`` is the sentence for a person; ``advice`` says what to do.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class SettingsError(KioskError):
    """The settings file cannot be read or holds a value that is not allowed."""


class StoreError(KioskError):
    """The local database cannot be opened, read or written."""


class StoreDamaged(StoreError):
    """The file of the database is no longer whole; :mod:`kiosk.services.repair` makes it anew."""


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
    TRIES = "too_many_tries"


class PairingFailed(KioskError):
    """The server did not take this kiosk in."""

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
