"""A confirmed reservation or registration, with its code."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Confirmation:
    """What a visitor has just reserved or registered for, in the language of the screen.

    ``isHeld`` is false once it is cancelled, refused or released. ``calendar`` is an iCalendar
    event, "" where there is none.
    """

    title: str = ""
    pictogram: str = "available"
    text: str = ""
    explanation: str = ""
    shownCode: str = ""
    spokenCode: str = ""
    calendar: str = ""
    isHeld: bool = False
