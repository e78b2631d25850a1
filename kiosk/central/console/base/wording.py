"""The words of the console for what the code has names for."""

from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base.audit import Deed
from kiosk.central.console.base.refusal import Refused, tr
from kiosk.central.console.base.rendering import Words
from kiosk.domain.reservations import Refusal, ReservationStatus
from kiosk.domain.spaces import SpaceKind


def roles(words: Words) -> dict[str, str]:
    return {
        Role.VIEWER: words.tr("viewer"),
        Role.LIBRARIAN: words.tr("librarian"),
        Role.ADMIN: words.tr("administrator"),
    }


def deeds(words: Words) -> dict[str, str]:
    """What staff did, as the log and the page afterwards tell it."""
    return {
        Deed.SIGN_IN: words.tr("Signed in"),
        Deed.SIGN_OUT: words.tr("Signed out"),
        Deed.PASSWORD: words.tr("Password changed"),
        Deed.ACCOUNT_MADE: words.tr("Account made"),
        Deed.ACCOUNT_ROLE: words.tr("Role changed"),
        Deed.ACCOUNT_REMOVED: words.tr("Account removed"),
        Deed.CODE: words.tr("Pairing code shown"),
        Deed.REVOKE: words.tr("Kiosk revoked"),
        Deed.PICTURE: words.tr("Picture of the screen asked for"),
        Deed.SOURCE_SAVED: words.tr("Source saved"),
        Deed.SOURCE_RUN: words.tr("Source is read within a minute"),
        Deed.SOURCE_REMOVED: words.tr("Source removed"),
        Deed.BRANCH_SAVED: words.tr("Branch saved"),
        Deed.CLOSURE: words.tr("Closures changed"),
        Deed.SPACE_SAVED: words.tr("Space saved"),
        Deed.SPACE_REMOVED: words.tr("Space removed"),
        Deed.PROGRAM_SAVED: words.tr("Program completed"),
        Deed.APPROVED: words.tr("Reservation approved"),
        Deed.MOVED: words.tr("Reservation moved"),
        Deed.CANCELLED: words.tr("Reservation cancelled"),
        Deed.CHECKED_IN: words.tr("Visitor checked in"),
        Deed.CHECK_IN_UNDONE: words.tr("Check-in undone"),
        Deed.HOUSE: words.tr("Settings of the kiosks saved"),
    }


def done(words: Words, deed: str) -> str:
    return deeds(words).get(deed, "")


def space_kinds(words: Words) -> dict[str, str]:
    return {
        SpaceKind.STUDY_ROOM: words.tr("Study room"),
        SpaceKind.MAKER_SPACE: words.tr("Maker space"),
        SpaceKind.HALL: words.tr("Hall"),
        SpaceKind.MEDIA_ROOM: words.tr("Media room"),
        SpaceKind.COMPUTER: words.tr("Computer"),
        SpaceKind.OTHER: words.tr("Another kind"),
    }


def reservation_states(words: Words) -> dict[str, str]:
    return {
        ReservationStatus.CONFIRMED: words.tr("Reserved"),
        ReservationStatus.REQUESTED: words.tr("Requested"),
        ReservationStatus.REFUSED: words.tr("Not possible"),
        ReservationStatus.CANCELLED: words.tr("Cancelled"),
        ReservationStatus.CHECKED_IN: words.tr("Checked in"),
        ReservationStatus.RELEASED: words.tr("Given to others"),
        ReservationStatus.WAITING: words.tr("On the waiting list"),
    }


def outcomes(words: Words) -> dict[str, str]:
    """What a reservation had become at its end."""
    return {
        ReservationStatus.CONFIRMED: words.tr("held, without check-in"),
        ReservationStatus.CHECKED_IN: words.tr("checked in"),
        ReservationStatus.RELEASED: words.tr("nobody came"),
        ReservationStatus.CANCELLED: words.tr("cancelled"),
        ReservationStatus.REFUSED: words.tr("not possible"),
        ReservationStatus.REQUESTED: words.tr("never decided"),
    }


def modes(words: Words) -> dict[str, str]:
    """What visitors set for eyes, ears and hands, by the names under which kiosks count it."""
    return {
        "speech": words.tr("speech"),
        "reach": words.tr("controls within reach"),
        "curtain": words.tr("screen curtain"),
        "keys": words.tr("keypad or keyboard"),
        "theme=soft": words.tr("soft colours"),
        "theme=black-on-white": words.tr("black on white"),
        "theme=yellow-on-black": words.tr("yellow on black"),
        "theme=white-on-black": words.tr("white on black"),
    }


def refused(reason: Refusal) -> Refused:
    """Why a reservation cannot be moved as staff asked."""
    messages = {
        Refusal.IN_THE_PAST: tr("That time is over. Please choose a later one."),
        Refusal.TOO_FAR_AHEAD: tr("That day is too far ahead. Please choose an earlier one."),
        Refusal.TOO_LONG: tr("That is too long. Please choose a shorter time."),
        Refusal.CLOSED: tr("The library is closed then. Please choose another time."),
        Refusal.OFF_GRID: tr("That time does not begin or end with a slot of the space."),
        Refusal.UNKNOWN_SPACE: tr("That space is no longer offered. Please choose another."),
        Refusal.NO_SUCH_CODE: tr("There is no such reservation, or it is over."),
    }
    return Refused(messages.get(reason, tr("Another visitor has that time.")))
