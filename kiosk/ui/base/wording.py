"""The texts and pictograms that show values of the domain to visitors."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo

from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program, ProgramKind
from kiosk.domain.records import Format, ItemStatus
from kiosk.domain.registrations import Registration
from kiosk.domain.reservations import BookingStatus, Refusal, Reservation, check_in_deadline
from kiosk.domain.spaces import Space, SpaceKind
from kiosk.i18n import formats, program_terms
from kiosk.speech.speaker import SpeechFault
from kiosk.ui.base.rows import NeedRow
from kiosk.ui.base.translator import Translator

_BEGINNING = re.compile(r"(?:^|(?<=[.!?]\s))\w")


def format_name(value: Format, t: Translator) -> str:
    """Return the name of the format of a title, such as "Book"."""
    return {
        Format.BOOK: t.pgettext("catalogue", "Book"),
        Format.EBOOK: t.pgettext("catalogue", "E-book"),
        Format.AUDIOBOOK: t.pgettext("catalogue", "Audiobook"),
        Format.MUSIC: t.pgettext("catalogue", "Music"),
        Format.SCORE: t.pgettext("catalogue", "Sheet music"),
        Format.VIDEO: t.pgettext("catalogue", "Film"),
        Format.SERIAL: t.pgettext("catalogue", "Magazine or newspaper"),
        Format.ARTICLE: t.pgettext("catalogue", "Article"),
        Format.MAP: t.pgettext("catalogue", "Map"),
        Format.IMAGE: t.pgettext("catalogue", "Picture"),
        Format.OBJECT: t.pgettext("catalogue", "Object to borrow"),
        Format.OTHER: t.pgettext("catalogue", "Other"),
    }[value]


def format_pictogram(value: Format) -> str:
    return "book" if value is Format.ARTICLE else value.value


def status_name(value: ItemStatus, t: Translator) -> str:
    return {
        ItemStatus.AVAILABLE: t.pgettext("catalogue", "Available"),
        ItemStatus.ON_LOAN: t.pgettext("catalogue", "On loan"),
        ItemStatus.REFERENCE: t.pgettext("catalogue", "For use in the library"),
        # Translators: The copy is kept at the desk for a borrower who asked for it.
        ItemStatus.HOLD_SHELF: t.pgettext("catalogue", "Kept for another reader"),
        # Translators: The copy is on its way from one branch to another.
        ItemStatus.IN_TRANSIT: t.pgettext("catalogue", "On its way between branches"),
        # Translators: The library has ordered the copy, but does not have it yet.
        ItemStatus.ON_ORDER: t.pgettext("catalogue", "On order"),
        ItemStatus.MISSING: t.pgettext("catalogue", "Missing from shelf"),
        ItemStatus.UNKNOWN: t.pgettext("catalogue", "Ask a member of staff"),
    }[value]


STATUS_PICTOGRAMS = {
    ItemStatus.AVAILABLE: "available",
    ItemStatus.ON_LOAN: "on-loan",
    ItemStatus.REFERENCE: "reference",
    ItemStatus.HOLD_SHELF: "on-loan",
    ItemStatus.IN_TRANSIT: "on-loan",
    ItemStatus.ON_ORDER: "on-loan",
    ItemStatus.MISSING: "unknown",
    ItemStatus.UNKNOWN: "unknown",
}


def kind_name(value: ProgramKind, t: Translator) -> str:
    return program_terms.program_type_names(t.pgettext)[value]


KIND_PICTOGRAMS = {
    ProgramKind.LANGUAGE_CLASS: "language-class",
    ProgramKind.WORKSHOP: "workshop",
    ProgramKind.DISCUSSION: "discussion",
    ProgramKind.STORY_TIME: "story-time",
    ProgramKind.EXHIBITION: "exhibition",
    ProgramKind.OTHER: "programs",
}

SPACE_PICTOGRAMS = {
    SpaceKind.STUDY_ROOM: "study-room",
    SpaceKind.MAKER_SPACE: "maker-space",
    SpaceKind.HALL: "hall",
    SpaceKind.MEDIA_ROOM: "media-room",
    SpaceKind.COMPUTER: "computer",
    SpaceKind.OTHER: "spaces",
}


def need_name(need: str, t: Translator) -> str:
    """Return the name of an access need."""
    return program_terms.needs(t.pgettext)[need]


NEED_PICTOGRAMS = {
    "childcare": "childcare",
    "no_card_needed": "no-card",
    "step_free": "step-free",
    "hearing_loop": "hearing-loop",
}


def access_needs(thing: Program | Space, t: Translator) -> tuple[NeedRow, ...]:
    """Return the access needs that a programme or a space meets."""
    return tuple(
        NeedRow(need_name(name, t), pictogram)
        for name, pictogram in NEED_PICTOGRAMS.items()
        if getattr(thing, name, False)
    )


def level_name(value: str, t: Translator) -> str:
    """Translate a usual level; return any other level unchanged."""
    return program_terms.levels(t.pgettext).get(value.lower(), value)


def audience_name(value: str, t: Translator) -> str:
    """Translate a usual audience; return any other audience unchanged."""
    return program_terms.audiences(t.pgettext).get(value.lower(), value)


def reservation_state(status: BookingStatus, t: Translator) -> str:
    return {
        BookingStatus.CONFIRMED: t.pgettext("codes", "Reserved"),
        BookingStatus.REQUESTED: t.pgettext("codes", "Requested"),
        BookingStatus.WAITING: t.pgettext("codes", "On the waiting list"),
        BookingStatus.REFUSED: t.pgettext("codes", "Declined"),
        BookingStatus.CANCELLED: t.pgettext("codes", "Cancelled"),
        BookingStatus.CHECKED_IN: t.pgettext("codes", "Checked in"),
        BookingStatus.RELEASED: t.pgettext("codes", "Released"),
    }[status]


def something_went_wrong(t: Translator) -> str:
    return t.pgettext(
        "navigation", "Something went wrong. Nothing was changed. Please ask a member of staff."
    )


def title_removed(t: Translator) -> str:
    return t.pgettext(
        "catalogue", "This title is no longer in the catalogue. Please ask a member of staff."
    )


def registration_state(status: BookingStatus, t: Translator) -> str:
    if status is BookingStatus.CONFIRMED:
        return t.pgettext("codes", "Registered")
    return reservation_state(status, t)


def reservation_explanation(
    reservation: Reservation,
    space: Space,
    zone: tzinfo,
    t: Translator,
    *,
    by_code: bool = False,
) -> str:
    """Explain the state of a reservation and the next step.

    With ``by_code`` the visitor has just typed the code, so the text does not mention the code.
    """
    due = check_in_deadline(reservation, space.policy)
    if reservation.status is BookingStatus.CONFIRMED and due:
        until = formats.clock(due, zone, t.code)
        if by_code:
            return t.pgettext(
                "codes", "Check in by {time}, or it may be given to someone else.", time=until
            )
        return t.pgettext(
            "codes",
            "Check in here with your code by {time}, or it may be given to someone else.",
            time=until,
        )
    near = [when(each, zone, t) for each in reservation.alternatives]
    instead = (
        t.pgettext("codes", "Other free times: {times}", times="; ".join(near)) if near else ""
    )
    if reservation.status is BookingStatus.REQUESTED:
        return f"{requested(t)} {instead}".strip()
    if reservation.status is BookingStatus.REFUSED:
        sorry = t.pgettext("codes", "Sorry, this time was already taken.")
        if space.owner:  # another system has refused
            sorry = t.pgettext("codes", "Sorry, the room is not available at this time after all.")
        return f"{sorry} {instead}".strip()
    if reservation.status is BookingStatus.RELEASED:
        return t.pgettext("codes", "You did not check in in time, so it was given to someone else.")
    return ""


def registration_explanation(registration: Registration, t: Translator) -> str:
    """Explain the state of a registration that is not confirmed."""
    if registration.status is BookingStatus.REQUESTED:
        return requested(t)
    if registration.status is BookingStatus.WAITING:
        return t.pgettext(
            "codes",
            "You are number {place} on the waiting list and get a seat if someone "
            "cancels. Check at any kiosk with your code.",
            place=formats.number(registration.place, t.code),
        )
    if registration.status is BookingStatus.REFUSED:
        return t.pgettext("codes", "Sorry, no seat became free.")
    return ""


def requested(t: Translator) -> str:
    return t.pgettext("codes", "Waiting for confirmation. Check at any kiosk with your code.")


STATE_PICTOGRAMS = {
    BookingStatus.CONFIRMED: "available",
    BookingStatus.REQUESTED: "clock",
    BookingStatus.WAITING: "clock",
    BookingStatus.REFUSED: "close",
    BookingStatus.CANCELLED: "close",
    BookingStatus.CHECKED_IN: "check",
    BookingStatus.RELEASED: "close",
}


def name_and_time(name: str, interval: Interval, zone: tzinfo, t: Translator) -> str:
    """Return a space's or programme's name, with the day and times in the time zone ``zone``."""
    return formats.joined([formats.isolate_bidi(name), when(interval, zone, t)], t.code)


def program_and_when(program: Program, zone: tzinfo, t: Translator) -> str:
    """Return the title of a programme with the day and times in the time zone ``zone``.

    If the programme lasts all day, no times are returned.
    """
    title, _ = program.title_in(t.code, t.home)
    return formats.joined([formats.isolate_bidi(title), program_when(program, zone, t)], t.code)


def program_when(program: Program, zone: tzinfo, t: Translator) -> str:
    """Return the day and times of a programme, or the first and last day if it is longer."""
    if not program.all_day:
        return when(program.interval, zone, t)
    first, end = program.dates_in(zone)
    days = dict.fromkeys(formats.day(each, t.code) for each in (first, end - timedelta(days=1)))
    return formats.joined([" – ".join(days), t.pgettext("programs", "All day")], t.code)


def when(interval: Interval, zone: tzinfo, t: Translator) -> str:
    """Return the day and times of ``interval`` in the time zone ``zone``.

    If the interval is a day or longer, both start and end have a day.
    """
    if interval.end - interval.start >= timedelta(days=1):
        ends = (interval.start, interval.end)
        return " – ".join(_moment(each, zone, t) for each in ends)
    day = formats.day(interval.start.astimezone(zone).date(), t.code)
    times = formats.span(interval.start, interval.end, zone, t.code)
    return formats.joined([day, times], t.code)


def _moment(moment: datetime, zone: tzinfo, t: Translator) -> str:
    day = formats.day(moment.astimezone(zone).date(), t.code)
    return formats.joined([day, formats.clock(moment, zone, t.code)], t.code)


def shown_code(code: str, t: Translator) -> str:
    """Return a code in groups of digits that are easy to read and copy: "012 345"."""
    half = len(code) // 2
    return formats.digits(f"{code[:half]} {code[half:]}", t.code)


def spoken_code(code: str, t: Translator) -> str:
    """Return a sentence that contains a code, which is read aloud in two groups of digits."""
    half = len(code) // 2
    digits = f"{' '.join(code[:half])}, {' '.join(code[half:])}"
    return t.pgettext("codes", "Your code is {digits}.", digits=digits)


def refusal(reason: str, t: Translator) -> str:
    """Explain why a reservation was refused, and what the visitor can do instead."""
    words = {
        Refusal.IN_THE_PAST: t.pgettext(
            "spaces", "That time has passed. Please choose a later one."
        ),
        Refusal.TOO_FAR_AHEAD: t.pgettext(
            "spaces", "That day is too far ahead. Please choose an earlier day."
        ),
        Refusal.TOO_LONG: t.pgettext("spaces", "That is too long. Please choose a shorter time."),
        Refusal.CLOSED: t.pgettext(
            "spaces", "The library is closed at that time. Please choose another."
        ),
        Refusal.TAKEN: t.pgettext(
            "spaces", "Someone else has just reserved this time. Please choose another."
        ),
        Refusal.OFF_GRID: t.pgettext(
            "spaces", "That time is not available. Please choose one from the list."
        ),
        Refusal.UNKNOWN_SPACE: t.pgettext(
            "spaces", "That room is no longer available. Please choose another."
        ),
        Refusal.UNKNOWN_PROGRAM: t.pgettext(
            "programs", "This programme is no longer available. Please ask a member of staff."
        ),
        Refusal.PROGRAM_CANCELLED: t.pgettext("programs", "This programme has been cancelled."),
        Refusal.PROGRAM_STARTED: t.pgettext(
            "programs", "Registration is closed: the programme has started."
        ),
        Refusal.OPEN_TO_ALL: t.pgettext("programs", "No registration needed, just come along."),
        Refusal.NO_SUCH_CODE: t.pgettext(
            "codes", "No reservation has that code. Please check the six digits."
        ),
        Refusal.NO_CHECK_IN: t.pgettext(
            "codes", "You cannot check in now. Please come back when your reservation begins."
        ),
        Refusal.RATE_LIMITED: t.pgettext(
            "codes", "Too many wrong codes. Please wait a few minutes, or ask a member of staff."
        ),
    }
    return words[Refusal(reason)]


def speech_fault(fault: SpeechFault, t: Translator) -> str:
    """Explain to visitors and staff why nothing can be heard."""
    return {
        SpeechFault.NO_SYNTHESISER: t.pgettext(
            "speech", "This kiosk has no voice. Please tell a member of staff."
        ),
        SpeechFault.NO_DEVICE: t.pgettext(
            "speech",
            "No loudspeaker or headphones are connected to this kiosk. Please tell a "
            "member of staff.",
        ),
    }[fault]


def keypad_help(keys: Mapping[str, str], t: Translator) -> str:
    """Return an explanation of all keys; ``keys`` maps each action to the name of a key."""
    text = t.pgettext(
        "keypad",
        "{next} moves to the next item, {previous} to the previous one. {choose} "
        "chooses it. {back} goes back. {repeat} repeats, {slower} and {faster} read"
        " more slowly and faster, {softer} and {louder} make it quieter and louder."
        " {pause} pauses and resumes. {spell} spells. {curtain} hides the screen. "
        "{speech} turns reading aloud off and on.",
        **keys,
    )
    return capitalised(text)


def orientation(keys: Mapping[str, str], t: Translator) -> str:
    """Return a sentence that explains the most important keys."""
    text = t.pgettext(
        "keypad", "{next} and {previous} move, {choose} chooses, {help} helps.", **keys
    )
    return capitalised(text)


def capitalised(text: str) -> str:
    """Return ``text`` with a capital first letter, as the text may start with a key's name."""
    return _BEGINNING.sub(lambda met: met[0].upper(), text)


def greeting(keys: Mapping[str, str], touch: bool, t: Translator) -> str:
    """Return the greeting that is spoken when speech is switched on.

    It does not mention keys if ``keys`` is empty, nor touch if ``touch`` is false.
    """
    parts = [t.pgettext("speech", "Reading aloud is on.")]
    if keys:
        parts.append(orientation(keys, t))
    if touch:
        parts.append(t.pgettext("speech", "By touch: slide a finger to hear, tap again to choose."))
    return " ".join(parts)


def curtain(drawn: bool, keys: Mapping[str, str], t: Translator) -> str:
    """Return the announcement that the screen is hidden or, if ``drawn`` is False, shown again.

    It does not mention keys if ``keys`` is empty.
    """
    if drawn and not keys:
        return t.pgettext(
            "display", "The screen is hidden. “Show screen” at the bottom shows it again."
        )
    if drawn:
        return t.pgettext(
            "display",
            "The screen is hidden. {curtain}, or “Show screen” at the bottom, shows it again.",
            **keys,
        )
    return t.pgettext("display", "The screen is visible again.")


def near_day(day: date, today: date, t: Translator) -> str:
    """Return "Today" or "Tomorrow", or "" for any other day."""
    if day == today:
        return t.pgettext("spaces", "Today")
    return t.pgettext("spaces", "Tomorrow") if day == today + timedelta(days=1) else ""
