"""Handling of refused actions and unreadable data in view models."""

import logging
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import SignalInstance

from kiosk.errors import KioskError, ReservationRefused, StoreError
from kiosk.ui.base import wording
from kiosk.ui.base.translator import Translator

T = TypeVar("T")
_log = logging.getLogger(__name__)


def read_or_default(otherwise: T, look: Callable[[], T]) -> T:
    """Return the result of ``look``; if it raises StoreError, log it and return ``otherwise``."""
    try:
        return look()
    except StoreError as fault:
        _log.error("the database cannot be read: %s", fault)
        return otherwise


class RefusalHandler:
    """Runs actions for a view model and stores the reason if an action is refused.

    The handler emits the signals of the view model. The handler is a member of the view model and
    not a base class, because PySide 6.11 crashes if the notify signal of a property belongs to a
    base class.
    """

    def __init__(
        self, translator: Translator, changed: SignalInstance, refused: SignalInstance
    ) -> None:
        self._t = translator
        self._changed = changed
        self._refused = refused
        self._refusal: Callable[[], str] | None = None

    def forget(self) -> None:
        self._refusal = None

    def run(self, action: Callable[[], None]) -> bool:
        """Run ``action`` and return True; if it is refused, emit ``refused`` and return False."""
        why = self._refusal_of(action)
        if why:
            self.refuse(why)
            return False
        self._refusal = None
        self._changed.emit()
        return True

    def refuse(self, why: Callable[[], str]) -> None:
        """Report a refusal without running an action; ``why`` returns the reason."""
        self._refusal = why
        self._changed.emit()
        self._refused.emit()

    def failure(self) -> str:
        """Return the reason for the last refusal, in the language of the screen.

        If no action was refused, an empty string is returned.
        """
        return self._refusal() if self._refusal else ""

    def _refusal_of(self, action: Callable[[], None]) -> Callable[[], str] | None:
        try:
            action()
        except ReservationRefused as refused:
            reason = refused.reason
            return lambda: wording.refusal(reason, self._t)
        except KioskError:
            return lambda: wording.something_went_wrong(self._t)
        return None
