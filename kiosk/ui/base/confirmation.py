"""A confirmed reservation or registration, with its code."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Confirmation:
    """The reservation or registration just made, in the language of the screen.

    ``isHeld`` becomes false when it is cancelled, declined or released. ``calendar`` is an
    iCalendar event, or "".
    """

    title: str = ""
    pictogram: str = "available"
    text: str = ""
    explanation: str = ""
    shownCode: str = ""
    spokenCode: str = ""
    calendar: str = ""
    isHeld: bool = False
