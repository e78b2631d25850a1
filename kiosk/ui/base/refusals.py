"""Trying what may be refused, and reading what may not be readable."""

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
    """What ``look`` reads; ``otherwise``, with a line in the log, where it raises StoreError."""
    try:
        return look()
    except StoreError as fault:
        _log.error("the database cannot be read: %s", fault)
        return otherwise


class RefusalHandler:
    """What a view model tries, and why the last of it was refused.

    It emits the signals of its model, which has it rather than inherits from it: with
    PySide 6.11 a property that is notified by a signal of a base class ends the process.
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
        """Whether ``action`` was done; ``refused`` is emitted where it was not."""
        why = self._refusal_of(action)
        if why:
            self.refuse(why)
            return False
        self._refusal = None
        self._changed.emit()
        return True

    def refuse(self, why: Callable[[], str]) -> None:
        """Tell that nothing was tried, and ``why``."""
        self._refusal = why
        self._changed.emit()
        self._refused.emit()

    def failure(self) -> str:
        """Why it was refused, in the language of the screen; "" where it was not."""
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
