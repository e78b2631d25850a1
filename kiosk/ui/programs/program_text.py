"""The texts of a programme: its tile and its page."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from kiosk.domain.programs import Program
from kiosk.domain.registrations import SeatAvailability
from kiosk.i18n import formats
from kiosk.i18n.languages import name_of
from kiosk.ui.base import wording
from kiosk.ui.base.posters import POSTERS
from kiosk.ui.base.rows import FactRow
from kiosk.ui.base.space_words import ProgramPlace
from kiosk.ui.base.translator import Translator
from kiosk.ui.programs.program_rows import DateRow, ProgramDetails, ProgramRow


class ProgramText:
    """Writes programmes in the language of the screen, with times in the zone ``zone``."""

    def __init__(self, t: Translator, zone: tzinfo) -> None:
        self._t = t
        self._zone = zone

    def row(
        self,
        program: Program,
        seats: SeatAvailability | None,
        place: ProgramPlace,
        now: datetime,
        refusal: str = "",
    ) -> ProgramRow:
        """Return the tile of ``program``; ``seats`` is None if nothing is known of its seats."""
        shade, motif = POSTERS[program.kind]
        status, good = self.status(program, seats, now)
        title, language = self._title(program)
        return ProgramRow(
            title=title,
            titleLanguage=language,
            time=self.time(program),
            place=self._where(place),
            placeLanguage=place.language,
            about=self._about(program, place),
            pictogram=wording.KIND_PICTOGRAMS[program.kind],
            shade=shade,
            motif=motif,
            status=status,
            good=good,
            offer=self._offer(seats),
            refusal=refusal,
            cancelled=program.cancelled,
        )

    def _title(self, program: Program) -> tuple[str, str]:
        return program.title_in(self._t.code, self._t.home)

    def time(self, program: Program) -> str:
        if program.all_day:
            return self._t.pgettext("programs", "All day")
        ends = (program.interval.start, program.interval.end)
        # A line may break at the dash, but not between "10:30" and "am".
        return " – ".join(
            formats.clock(each, self._zone, self._t.code).replace(" ", "\u00a0") for each in ends
        )

    def status(
        self, program: Program, seats: SeatAvailability | None, now: datetime
    ) -> tuple[str, bool]:
        """Return a description of the seats, and whether a visitor can come or register."""
        t = self._t
        if program.cancelled:
            return t.pgettext("programs", "Cancelled"), False
        if program.interval_in(self._zone).includes(now) and not program.all_day:
            return t.pgettext("programs", "On now"), True
        if program.seats is None:
            # Translators: Visitors need not register for this programme.
            return t.pgettext("programs", "Just come"), True
        if seats is None or seats.closed_reason:
            return "", False
        if not seats.seats_left:
            return t.pgettext("programs", "Full: join the waiting list"), False
        return (
            t.npgettext(
                "programs",
                "{count} of {seats} seats left",
                "{count} of {seats} seats left",
                seats.seats_left,
                seats=formats.number(program.seats, t.code),
            ),
            True,
        )

    def _offer(self, seats: SeatAvailability | None) -> str:
        if seats is None or seats.closed_reason:
            return ""
        if seats.seats_left:
            return self._t.pgettext("programs", "Register")
        # Translators: On a button: puts the visitor on the waiting list.
        return self._t.pgettext("programs", "Waiting list")

    def _about(self, program: Program, place: ProgramPlace) -> str:
        t = self._t
        about = [
            "" if place.language == t.code else place.level,
            wording.audience_name(program.audience, t),
            wording.level_name(program.level, t),
            name_of(program.language, t.code) if program.language else "",
            *(need.label for need in wording.access_needs(program, t)),
        ]
        return " · ".join(filter(None, about))

    def dates(self, several: Sequence[Program]) -> tuple[DateRow, ...]:
        """Return the dates of ``several`` programmes, such as those of one partner."""
        t = self._t
        return tuple(
            DateRow(
                when=wording.program_when(each, self._zone, t),
                title=self._title(each)[0],
                titleLanguage=self._title(each)[1],
                status=t.pgettext("programs", "Cancelled") if each.cancelled else "",
                pictogram=wording.KIND_PICTOGRAMS[each.kind],
                shade=POSTERS[each.kind][0],
            )
            for each in several
        )

    def preview(self, day: date, tomorrow: date, several: Sequence[Program]) -> str:
        """Return a line on a later day: "Tomorrow: Chess club 16:00 · Film evening 18:30"."""
        t = self._t
        about = " · ".join(map(self._short, several))
        if day == tomorrow:
            return t.pgettext("programs", "Tomorrow: {programs}", programs=about)
        name = formats.day_and_month(day, t.code)
        # Translators: A day and what is on, as "Thursday 3 December: Chess club 16:00".
        return t.pgettext("programs", "{day}: {programs}", day=name, programs=about)

    def _short(self, program: Program) -> str:
        title = formats.isolate_bidi(self._title(program)[0])
        if program.all_day:
            return title
        start = formats.clock(program.interval.start, self._zone, self._t.code)
        return f"{title} {start}"

    def details(
        self, program: Program, place: ProgramPlace, later: Sequence[Program]
    ) -> ProgramDetails:
        """Return the page of ``program``; ``later`` are its next occurrences."""
        t, own = self._t, program.language
        shade, motif = POSTERS[program.kind]
        facts = [
            (t.pgettext("programs", "Where"), self._where(place), place.language),
            # Translators: What visitors of a programme bring, such as old clothes or a laptop.
            (t.pgettext("programs", "Please bring"), program.bring, t.home),
            (t.pgettext("programs", "Type"), wording.kind_name(program.kind, t), ""),
            (t.pgettext("programs", "Language"), name_of(own, t.code) if own else "", ""),
            (t.pgettext("programs", "Level"), wording.level_name(program.level, t), ""),
            (t.pgettext("programs", "Audience"), wording.audience_name(program.audience, t), ""),
        ]
        day, time = self._day_and_time(program)
        title, language = self._title(program)
        return ProgramDetails(
            title=title,
            titleLanguage=language,
            cancelled=program.cancelled,
            pictogram=wording.KIND_PICTOGRAMS[program.kind],
            shade=shade,
            motif=motif,
            day=day,
            time=time,
            location=program.location,
            description=program.description,
            homeLanguage=t.home,
            partner=program.partner,
            facts=tuple(
                FactRow(label, value, language) for label, value, language in facts if value
            ),
            needs=wording.access_needs(program, t),
            dates=self.dates(later),
        )

    def _day_and_time(self, program: Program) -> tuple[str, str]:
        """Return the day and the times, or both as one text if the programme is longer."""
        interval = program.interval
        if program.all_day or interval.end - interval.start >= timedelta(days=1):
            return wording.program_when(program, self._zone, self._t), ""
        day = interval.start.astimezone(self._zone).date()
        return formats.day_and_month(day, self._t.code), self.time(program)

    def _where(self, place: ProgramPlace) -> str:
        """Return the name of a place, and the level if one voice can read both."""
        one_voice = place.language == self._t.code
        return " · ".join(filter(None, (place.name, place.level if one_voice else "")))
