"""The confirmation of a reservation or registration, with the code of the booking."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Confirmation:
    """The visitor's latest reservation or registration, described in the language of the screen.

    ``isHeld`` is False once the booking is cancelled, declined or released. ``calendar`` is an
    iCalendar event, or an empty string if no event is offered.
    """

    title: str = ""
    pictogram: str = "available"
    text: str = ""
    explanation: str = ""
    shownCode: str = ""
    spokenCode: str = ""
    calendar: str = ""
    isHeld: bool = False
