"""The confirmation of a reservation or registration, with the code of the booking."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Confirmation:
    """The visitor's latest reservation or registration, described in the language of the screen.

    ``text`` says all in one line; ``name`` and ``time`` are its parts. ``nameLanguage`` is the
    language of the name (BCP 47). ``space`` is the code of a space and ``place`` the location of
    a programme, for the way there; one of them is set.

    ``isHeld`` is False once the booking is cancelled, declined or released. ``calendar`` is an
    iCalendar event, or an empty string if no event is offered.
    """

    title: str = ""
    pictogram: str = "available"
    text: str = ""
    name: str = ""
    nameLanguage: str = ""
    time: str = ""
    space: str = ""
    place: str = ""
    explanation: str = ""
    shownCode: str = ""
    spokenCode: str = ""
    calendar: str = ""
    isHeld: bool = False
