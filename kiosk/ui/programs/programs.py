"""The view model of the programme screens."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.programs import Program
from kiosk.domain.registrations import SeatAvailability
from kiosk.domain.spaces import Space
from kiosk.i18n import formats
from kiosk.services.bookings.program_agenda import Agenda, AgendaReader
from kiosk.services.bookings.program_search import ProgramSearch
from kiosk.ui.base import wording
from kiosk.ui.base.list_model import STRINGS, list_model
from kiosk.ui.base.refusals import read_or_default
from kiosk.ui.base.space_words import ProgramPlace, program_place
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.programs import program_days
from kiosk.ui.programs.program_days import MONTH, WEEK, DayRows
from kiosk.ui.programs.program_filters import ChosenFilters
from kiosk.ui.programs.program_rows import DayRow, ProgramDetails, ProgramFilters, ProgramRow
from kiosk.ui.programs.program_text import ProgramText
from kiosk.ui.programs.registrations import Registrations

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_DAY = timedelta(days=1)
_PREVIEWED = 3  # programmes of the later day
_REPEATS = 4


@QmlElement
@QmlUncreatable("made by the application")
class ProgramsModel(QObject):  # type: ignore[operator]
    """The programmes of one day, the days around it, the filters, and the open programme.

    If the chosen day has no programmes, the next day that has some is shown.
    """

    changed = Signal()
    answered = Signal()
    refused = Signal(int, str)

    def __init__(
        self,
        programs: ProgramSearch,
        registrations: Registrations,
        branch: Branch,
        translator: Translator,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._list = programs
        self._registrations = registrations
        self._branch = branch
        self._t = translator
        self._clock = clock
        self._reader = AgendaReader(programs, branch, clock)
        self._text = ProgramText(translator, branch.tz)
        self._filters = ChosenFilters()
        self._rows = list_model(ProgramRow)(self)
        self._all_day = list_model(ProgramRow)(self)
        self._days = list_model(DayRow)(self)
        self._month_days = list_model(DayRow)(self)
        self._details = value_object(ProgramDetails)(self)
        self._choices = value_object(ProgramFilters)(self)
        self._reset()
        registrations.changed.connect(self._count_seats)
        translator.changed.connect(self._reword)

    def _reset(self) -> None:
        self._day = self._today()
        self._month: date | None = None  # the first day of the month view
        self._filters.clear()
        self._agenda = Agenda(self._day)
        self._seats: dict[str, SeatAvailability] = {}
        self._spaces: list[Space] = []
        self._failed = False
        self._refusal: tuple[str, str] = ("", "")
        self._open: Program | None = None
        self._repeats: list[Program] = []

    def _today(self) -> date:
        return self._branch.local_day(self._clock())

    # --- actions of the visitor ---------------------------------------------------------

    @Slot()
    def start(self) -> None:
        self._day, self._month = max(self._day, self._today()), None
        self._load()

    @Slot(int)
    def chooseDay(self, index: int) -> None:
        """Show the day at ``index`` of the week that is shown."""
        self._go_to(self._first() + timedelta(days=index))

    @Slot(int)
    def chooseDate(self, index: int) -> None:
        """Show the day at ``index`` of the month that is shown, and its week."""
        assert self._month
        day, self._month = self._month + timedelta(days=index), None
        self._go_to(day)

    @Slot(int)
    def turn(self, direction: int) -> None:
        """Show the next week or month (the preceding one if ``direction`` is -1)."""
        today = self._today()
        if self._month is None:
            self._go_to(max(today, self._first() + direction * WEEK))
            return
        self._month = max(program_days.grid_start(today), self._month + direction * MONTH)
        self._load()
        self.answered.emit()

    @Slot()
    def toggleMonth(self) -> None:
        self._month = None if self._month else program_days.grid_start(self._day)
        self._load()
        self.answered.emit()

    @Slot()
    def goToNextDay(self) -> None:
        if self._agenda.later:
            self._go_to(self._agenda.later[0])

    @Slot(str, str)
    def toggle(self, group: str, value: str) -> None:
        self._filters.toggle(group, value)
        self._load()
        self.answered.emit()

    @Slot()
    def clearFilters(self) -> None:
        self._filters.clear()
        self._load()
        self.answered.emit()

    @Slot(int)
    def openProgram(self, index: int) -> None:
        """Open the programme at ``index``; the programmes that last all day come last."""
        self._show_page(self._agenda.programs[index])

    @Slot(int)
    def openRepeat(self, index: int) -> None:
        """Open another date of the programme that is open."""
        self._show_page(self._repeats[index])

    @Slot(str, result=bool)
    def openKey(self, key: str) -> bool:
        """Open the programme with this key; return False if it no longer exists."""
        found = read_or_default(None, lambda: self._list.with_key(key))
        if found:
            self._show_page(found)
        return found is not None

    @Slot(int)
    def register(self, index: int) -> None:
        """Register for the programme at ``index``; emit ``refused`` if that is not possible."""
        program = self._agenda.programs[index]
        self._show_page(program)
        if failure := self._registrations.try_to_register():
            self._load()
            self._refusal = (program.key, failure)
            self._show()
            self.refused.emit(index, failure)

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data."""
        self._reset()
        self._registrations.wipe()
        self._show()
        self._show_program()

    # --- finding programmes -----------------------------------------------------------------------

    def _go_to(self, day: date) -> None:
        self._day = day
        self._load()
        self.answered.emit()

    def _first(self) -> date:
        return program_days.week_start(self._day, self._today())

    def _load(self) -> None:
        self._refusal = ("", "")
        self._failed = not read_or_default(False, self._look_up)
        if self._failed:
            self._agenda = Agenda(self._day)
        self._show()

    def _look_up(self) -> bool:
        self._agenda = self._reader.read(self._day, *self._span(), self._filters.wanted())
        self._seats = self._registrations.standings(self._agenda.programs)
        self._spaces = self._list.spaces(self._branch.code)
        return True

    def _span(self) -> tuple[date, date]:
        """Return the first and the last day whose programmes are counted."""
        if self._month is None:
            return self._first(), self._first() + WEEK - _DAY
        return self._month, self._month + MONTH - _DAY

    # --- properties for the screen ------------------------------------------------------------

    def _show(self) -> None:
        t, today = self._t, self._today()
        rows = [self._row(each) for each in self._agenda.programs]
        timed = sum(not each.all_day for each in self._agenda.programs)
        self._rows.replace(rows[:timed])
        self._all_day.replace(rows[timed:])
        days = DayRows(self._agenda.counts, today, self._day, t)
        self._days.replace(days.week(self._first()))
        self._month_days.replace(days.month(self._month) if self._month else [])
        self._choices.replace(self._filters.rows(self._agenda.facets, t))
        self.changed.emit()

    def _row(self, program: Program) -> ProgramRow:
        key, failure = self._refusal
        return self._text.row(
            program,
            self._seats.get(program.key),
            self._place(program),
            self._clock(),
            failure if program.key == key else "",
        )

    def _place(self, program: Program) -> ProgramPlace:
        return program_place(program.location, self._spaces, self._t)

    @Slot()
    def _count_seats(self) -> None:
        """Update the seats after a registration or after the server has answered."""
        if self._agenda.programs:
            self._seats = self._registrations.standings(self._agenda.programs)
            self._show()

    @Slot()
    def _reword(self) -> None:
        self._show()
        self._show_program()

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(list_model(ProgramRow), _get_rows, constant=True)

    def _get_all_day(self) -> QObject:
        return self._all_day

    allDay = Property(list_model(ProgramRow), _get_all_day, constant=True)

    def _get_days(self) -> QObject:
        return self._days

    days = Property(list_model(DayRow), _get_days, constant=True)

    def _get_month_days(self) -> QObject:
        return self._month_days

    monthDays = Property(list_model(DayRow), _get_month_days, constant=True)

    def _get_weekdays(self) -> list[str]:
        return program_days.weekday_names(self._t)

    weekdays = Property(STRINGS, _get_weekdays, notify=changed)

    def _get_is_month(self) -> bool:
        return self._month is not None

    isMonth = Property(bool, _get_is_month, notify=changed)

    def _get_shown(self) -> int:
        return len(self._agenda.programs)

    shown = Property(int, _get_shown, notify=changed)

    def _get_span_name(self) -> str:
        return formats.date_range(*self._span(), self._t.code)

    spanName = Property(str, _get_span_name, notify=changed)

    def _get_can_go_back(self) -> bool:
        return self._span()[0] > self._today()

    canGoBack = Property(bool, _get_can_go_back, notify=changed)

    def _get_can_go_on(self) -> bool:
        return self._failed or self._agenda.has_more

    canGoOn = Property(bool, _get_can_go_on, notify=changed)

    def _get_later(self) -> str:
        if self._agenda.later is None:
            return ""
        day, found = self._agenda.later
        return self._text.preview(day, self._today() + _DAY, found[:_PREVIEWED])

    later = Property(str, _get_later, notify=changed)

    def _get_summary(self) -> str:
        """Return the day and the number of its programmes, or why the chosen day is empty."""
        if self._failed:
            return wording.something_went_wrong(self._t)
        t, count = self._t, len(self._agenda.programs)
        counted = t.pgettext(
            "programs",
            "{day}: {programs}",
            day=formats.day_and_month(self._agenda.shown_day, t.code),
            programs=t.npgettext("programs", "{count} programme", "{count} programmes", count),
        )
        if self._day == self._agenda.shown_day and count:
            return counted
        return f"{self._why_empty()} {counted}" if count else self._why_empty()

    summary = Property(str, _get_summary, notify=changed)

    def _get_is_chosen_day_empty(self) -> bool:
        return self._failed or self._day != self._agenda.shown_day or not self._agenda.programs

    isChosenDayEmpty = Property(bool, _get_is_chosen_day_empty, notify=changed)

    def _why_empty(self) -> str:
        if self._filters.count:
            return self._t.pgettext("programs", "No programmes match the filters on this day.")
        if self._day > self._today():
            return self._t.pgettext("programs", "No programmes on this day.")
        return self._t.pgettext("programs", "No more programmes on this day.")

    def _get_chosen_count(self) -> int:
        return self._filters.count

    chosenCount = Property(int, _get_chosen_count, notify=changed)

    def _get_filters(self) -> QObject:
        return self._choices

    filters = Property(value_object(ProgramFilters), _get_filters, constant=True)

    # --- the open programme -------------------------------------------------------------------

    def _show_page(self, program: Program) -> None:
        self._open = program
        since = max(program.interval.start, self._clock())
        self._repeats = read_or_default([], lambda: self._list.repeats(program, since, _REPEATS))
        self._registrations.look_at(program)
        self._show_program()

    def _show_program(self) -> None:
        if self._open is None:
            self._details.clear()
            return
        page = self._text.details(self._open, self._place(self._open), self._repeats)
        self._details.replace(page)

    def _get_program(self) -> QObject:
        return self._details

    program = Property(value_object(ProgramDetails), _get_program, constant=True)
