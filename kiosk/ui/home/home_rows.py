"""The rows of the first screen, and their texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.branches import Branch
from kiosk.domain.registrations import SeatAvailability
from kiosk.domain.reservations import Refusal
from kiosk.domain.spaces import Space
from kiosk.i18n import formats
from kiosk.services.bookings.space_availability import SpaceState
from kiosk.services.catalogue.catalogue_search import Hit
from kiosk.services.overview import ComingProgram
from kiosk.ui.base import wording
from kiosk.ui.base.author_name import natural_name
from kiosk.ui.base.cover_look import motif_of, shade_of
from kiosk.ui.base.posters import POSTERS
from kiosk.ui.base.space_words import program_place, size_and_level
from kiosk.ui.base.translator import Translator


@dataclass(frozen=True)
class CoverRow:
    """A title as a cover, as shown by CoverButton.qml. ``about`` is read after the title.

    ``picture`` is the hash of the cover's picture, or "" if the cover is drawn.
    """

    bibId: int
    title: str
    titleLanguage: str
    name: str
    about: str
    pictogram: str
    shade: int
    motif: int
    picture: str


@dataclass(frozen=True)
class HomeProgramRow:
    """A programme as shown by TodayRow.qml; ``seats`` describes the seats left."""

    key: str
    title: str
    titleLanguage: str
    time: str
    day: str
    place: str
    placeLanguage: str
    level: str
    seats: str
    good: bool
    pictogram: str
    shade: int


@dataclass(frozen=True)
class HomeSpaceRow:
    """A space as shown by SpaceTile.qml; ``until`` says how long or from when it is free."""

    code: str
    name: str
    nameLanguage: str
    until: str
    about: str
    free: bool
    pictogram: str


def cover_row(hit: Hit, t: Translator) -> CoverRow:
    name = "; ".join(map(natural_name, hit.authors[:1])) or hit.statement
    parts = [formats.isolate_bidi(name) if name else "", wording.format_name(hit.format, t)]
    return CoverRow(
        bibId=hit.id,
        title=hit.title,
        titleLanguage=hit.language or t.home,
        name=name,
        about=formats.joined(parts, t.code),
        pictogram=wording.format_pictogram(hit.format),
        shade=shade_of(hit.call_number, hit.format.value),
        motif=motif_of(hit.title, name),
        picture=hit.cover,
    )


def program_row(
    coming: ComingProgram, spaces: Iterable[Space], branch: Branch, now: datetime, t: Translator
) -> HomeProgramRow:
    """Return the row of a programme; ``spaces`` are those that its location may name."""
    program = coming.program
    interval = program.interval_in(branch.tz)
    running = interval.start <= now
    title, language = program.title_in(t.code, t.home)
    place = program_place(program.location, spaces, t)
    told, good = _seats(coming.seats, running, t)
    if program.all_day:
        time = t.pgettext("home", "All day")
    else:
        time = formats.clock(interval.start, branch.tz, t.code)
    return HomeProgramRow(
        key=program.key,
        title=title,
        titleLanguage=language,
        time=time,
        day=_day_name(branch.local_day(max(interval.start, now)), branch.local_day(now), t),
        place=place.name,
        placeLanguage=place.language,
        level=place.level,
        seats=told,
        good=good,
        pictogram=wording.KIND_PICTOGRAMS[program.kind],
        shade=POSTERS[program.kind][0],
    )


def _day_name(day: date, today: date, t: Translator) -> str:
    return wording.near_day(day, today, t) or formats.short_date(day, t.code)


def _seats(seats: SeatAvailability, running: bool, t: Translator) -> tuple[str, bool]:
    """Return what a visitor can do about a programme, and whether that is to come or register."""
    if seats.closed_reason is Refusal.OPEN_TO_ALL:
        if running:
            return t.pgettext("home", "On now, just come"), True
        return t.pgettext("home", "Just come"), True
    if running:
        return t.pgettext("home", "Has begun"), False
    if seats.seats_left:
        return (
            t.npgettext("home", "{count} seat left", "{count} seats left", seats.seats_left),
            True,
        )
    return t.pgettext("home", "Waiting list"), False


def space_row(state: SpaceState, branch: Branch, now: datetime, t: Translator) -> HomeSpaceRow:
    space = state.space
    name, language = space.name_in(t.code, t.home)
    return HomeSpaceRow(
        code=space.code,
        name=name,
        nameLanguage=language,
        until=_free_time(state, branch, now, t),
        about=size_and_level(space, t),
        free=state.free_until is not None,
        pictogram=wording.SPACE_PICTOGRAMS[space.kind],
    )


def _free_time(state: SpaceState, branch: Branch, now: datetime, t: Translator) -> str:
    if state.free_until:
        time = formats.clock(state.free_until, branch.tz, t.code)
        return t.pgettext("home", "until {time}", time=time)
    if state.free_from is None:
        return ""
    time = formats.clock(state.free_from, branch.tz, t.code)
    day, today = branch.local_day(state.free_from), branch.local_day(now)
    if day == today:
        return t.pgettext("home", "from {time}", time=time)
    return formats.joined([_day_name(day, today, t), time], t.code)
