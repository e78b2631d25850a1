"""The words of the console for what the code has names for."""

from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base.audit import ACTIONS
from kiosk.central.console.base.rendering import Words
from kiosk.central.console.refusal import Refused, marked
from kiosk.domain.reservations import BookingStatus, Refusal
from kiosk.domain.spaces import SpaceKind


def roles(words: Words) -> dict[str, str]:
    return {
        Role.VIEWER: words.pgettext("console accounts", "viewer"),
        Role.LIBRARIAN: words.pgettext("console accounts", "librarian"),
        Role.ADMIN: words.pgettext("console accounts", "administrator"),
    }


def done(words: Words, action: str) -> str:
    """Return the sentence on the audit action of that name, "" if there is none."""
    known = ACTIONS.get(action)
    return words.pgettext(known.text.context, known.text) if known else ""


def space_kinds(words: Words) -> dict[str, str]:
    return {
        SpaceKind.STUDY_ROOM: words.pgettext("console spaces", "Study room"),
        SpaceKind.MAKER_SPACE: words.pgettext("console spaces", "Maker space"),
        SpaceKind.HALL: words.pgettext("console spaces", "Hall"),
        SpaceKind.MEDIA_ROOM: words.pgettext("console spaces", "Media room"),
        SpaceKind.COMPUTER: words.pgettext("console spaces", "Computer"),
        SpaceKind.OTHER: words.pgettext("console spaces", "Other"),
    }


def reservation_states(words: Words) -> dict[str, str]:
    return {
        BookingStatus.CONFIRMED: words.pgettext("console reservations", "Reserved"),
        BookingStatus.REQUESTED: words.pgettext("console reservations", "Requested"),
        BookingStatus.REFUSED: words.pgettext("console reservations", "Declined"),
        BookingStatus.CANCELLED: words.pgettext("console reservations", "Cancelled"),
        BookingStatus.CHECKED_IN: words.pgettext("console reservations", "Checked in"),
        BookingStatus.RELEASED: words.pgettext("console reservations", "Released"),
        BookingStatus.WAITING: words.pgettext("console reservations", "On the waiting list"),
    }


def outcomes(words: Words) -> dict[str, str]:
    """What a reservation had become at its end."""
    return {
        BookingStatus.CONFIRMED: words.pgettext("console statistics", "kept (no check-in needed)"),
        BookingStatus.CHECKED_IN: words.pgettext("console statistics", "checked in"),
        BookingStatus.RELEASED: words.pgettext("console statistics", "nobody came"),
        BookingStatus.CANCELLED: words.pgettext("console statistics", "cancelled"),
        BookingStatus.REFUSED: words.pgettext("console statistics", "declined"),
        BookingStatus.REQUESTED: words.pgettext("console statistics", "never confirmed"),
    }


def modes(words: Words) -> dict[str, str]:
    """What visitors set for eyes, ears and hands, by the names under which kiosks count it."""
    return {
        "speech": words.pgettext("console statistics", "read aloud"),
        "reach": words.pgettext("console statistics", "controls moved down"),
        "curtain": words.pgettext("console statistics", "hidden screen"),
        "keys": words.pgettext("console statistics", "keypad or keyboard"),
        "theme=soft": words.pgettext("console statistics", "soft colours"),
        "theme=black-on-white": words.pgettext("console statistics", "black on white"),
        "theme=yellow-on-black": words.pgettext("console statistics", "yellow on black"),
        "theme=white-on-black": words.pgettext("console statistics", "white on black"),
    }


def refused(reason: Refusal) -> Refused:
    """Why a reservation cannot be moved as staff asked."""
    messages = {
        Refusal.IN_THE_PAST: marked(
            "console reservations", "That time has passed. Please choose a later one."
        ),
        Refusal.TOO_FAR_AHEAD: marked(
            "console reservations", "That day is too far ahead. Please choose an earlier day."
        ),
        Refusal.TOO_LONG: marked(
            "console reservations", "That is too long. Please choose a shorter time."
        ),
        Refusal.CLOSED: marked(
            "console reservations", "The library is closed at that time. Please choose another."
        ),
        Refusal.OFF_GRID: marked(
            "console reservations", "That time does not match the slots of the space."
        ),
        Refusal.UNKNOWN_SPACE: marked(
            "console reservations", "That space is no longer available. Please choose another."
        ),
        Refusal.NO_SUCH_CODE: marked(
            "console reservations", "The reservation does not exist or is over."
        ),
    }
    return Refused(
        messages.get(
            reason, marked("console reservations", "Another visitor has reserved that time.")
        )
    )
