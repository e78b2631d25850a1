"""Translated labels of the console for roles, actions, statuses and errors."""

from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base.audit import ACTIONS
from kiosk.central.console.base.rendering import PageLocale
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.domain.reservations import BookingStatus, Refusal
from kiosk.domain.spaces import SpaceKind
from kiosk.errors import Sentence


def role_labels(locale: PageLocale) -> dict[str, str]:
    return {
        Role.VIEWER: locale.pgettext("console accounts", "viewer"),
        Role.LIBRARIAN: locale.pgettext("console accounts", "librarian"),
        Role.ADMIN: locale.pgettext("console accounts", "administrator"),
    }


def done_message(locale: PageLocale, action: str) -> str:
    """Return the confirmation message of the audit action, or "" if ``action`` is unknown."""
    known = ACTIONS.get(action)
    return locale.sentence(Sentence(known.text)) if known else ""


def space_kind_labels(locale: PageLocale) -> dict[str, str]:
    return {
        SpaceKind.STUDY_ROOM: locale.pgettext("console spaces", "Study room"),
        SpaceKind.MAKER_SPACE: locale.pgettext("console spaces", "Maker space"),
        SpaceKind.HALL: locale.pgettext("console spaces", "Hall"),
        SpaceKind.MEDIA_ROOM: locale.pgettext("console spaces", "Media room"),
        SpaceKind.COMPUTER: locale.pgettext("console spaces", "Computer"),
        SpaceKind.OTHER: locale.pgettext("console spaces", "Other"),
    }


def reservation_status_labels(locale: PageLocale) -> dict[str, str]:
    return {
        BookingStatus.CONFIRMED: locale.pgettext("console reservations", "Reserved"),
        BookingStatus.REQUESTED: locale.pgettext("console reservations", "Requested"),
        BookingStatus.REFUSED: locale.pgettext("console reservations", "Declined"),
        BookingStatus.CANCELLED: locale.pgettext("console reservations", "Cancelled"),
        BookingStatus.CHECKED_IN: locale.pgettext("console reservations", "Checked in"),
        BookingStatus.RELEASED: locale.pgettext("console reservations", "Released"),
        BookingStatus.WAITING: locale.pgettext("console reservations", "On the waiting list"),
    }


def outcome_labels(locale: PageLocale) -> dict[str, str]:
    """Return labels for the final statuses of reservations, for the statistics page."""
    return {
        BookingStatus.CONFIRMED: locale.pgettext("console statistics", "kept (no check-in needed)"),
        BookingStatus.CHECKED_IN: locale.pgettext("console statistics", "checked in"),
        BookingStatus.RELEASED: locale.pgettext("console statistics", "nobody came"),
        BookingStatus.CANCELLED: locale.pgettext("console statistics", "cancelled"),
        BookingStatus.REFUSED: locale.pgettext("console statistics", "declined"),
        BookingStatus.REQUESTED: locale.pgettext("console statistics", "never confirmed"),
    }


def mode_labels(locale: PageLocale) -> dict[str, str]:
    """Return labels of accessibility settings, by the names that kiosks use in usage counts."""
    return {
        "speech": locale.pgettext("console statistics", "read aloud"),
        "reach": locale.pgettext("console statistics", "controls moved down"),
        "curtain": locale.pgettext("console statistics", "hidden screen"),
        "keys": locale.pgettext("console statistics", "keypad or keyboard"),
        "theme=soft": locale.pgettext("console statistics", "soft colours"),
        "theme=night": locale.pgettext("console statistics", "night colours"),
        "theme=black-on-white": locale.pgettext("console statistics", "black on white"),
        "theme=yellow-on-black": locale.pgettext("console statistics", "yellow on black"),
        "theme=white-on-black": locale.pgettext("console statistics", "white on black"),
    }


def refusal_error(reason: Refusal) -> ActionRefused:
    """Return the error that explains to staff why a reservation cannot be moved."""
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
    return ActionRefused(
        messages.get(
            reason, marked("console reservations", "Another visitor has reserved that time.")
        )
    )
