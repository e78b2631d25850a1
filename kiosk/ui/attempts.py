"""Trying what may be refused."""

from collections.abc import Callable

from kiosk.errors import KioskError, ReservationRefused
from kiosk.ui import wording
from kiosk.ui.translator import Translator

Words = Callable[[], str]


def attempt(action: Callable[[], None], t: Translator) -> Words | None:
    """Run ``action``; where it is refused, what says why in the language of the screen."""
    try:
        action()
    except ReservationRefused as refused:
        reason = refused.reason
        return lambda: wording.refusal(reason, t)
    except KioskError:
        return lambda: t.gettext(
            "That does not work just now. Nothing was changed. Please ask the staff."
        )
    return None
