"""The view model of the programme screens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.programs import Program, ProgramKind
from kiosk.i18n import formats
from kiosk.i18n.languages import name_of
from kiosk.services.bookings.program_search import ProgramFilter, ProgramSearch
from kiosk.ui.base import wording
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.refusals import read_or_default
from kiosk.ui.base.rows import ChoiceRow, FactRow, NeedRow
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.programs.registrations import Registrations

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_GROUPS = ("kind", "language", "audience", "need")


@dataclass(frozen=True)
class ProgramRow:
    """One programme in the list of a day, as shown by ProgramRow.qml."""

    title: str
    titleLanguage: str
    time: str
    place: str
    about: str
    pictogram: str
    cancelled: bool


@dataclass(frozen=True)
class ProgramDetails:
    """The details of one programme, in the language of the screen."""

    title: str = ""
    titleLanguage: str = ""
    cancelled: bool = False
    pictogram: str = "programs"
    description: str = ""
    facts: tuple[FactRow, ...] = ()
    needs: tuple[NeedRow, ...] = ()


@dataclass(frozen=True)
class ProgramFilters:
    """The choices of all programme filters."""

    kinds: tuple[ChoiceRow, ...] = ()
    languages: tuple[ChoiceRow, ...] = ()
    audiences: tuple[ChoiceRow, ...] = ()
    needs: tuple[ChoiceRow, ...] = ()


@QmlElement
@QmlUncreatable("made by the application")
class ProgramsModel(QObject):  # type: ignore[operator]
    """The programmes of one day, the filters, and the programme that is shown in detail."""

    changed = Signal()
    answered = Signal()

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
        self._rows = list_model(ProgramRow)(self)
        self._details = value_object(ProgramDetails)(self)
        self._filters = value_object(ProgramFilters)(self)
        self._reset()
        translator.changed.connect(self._reword)

    def _reset(self) -> None:
        self._day = self._today()
        self._chosen: dict[str, set[str]] = {group: set() for group in _GROUPS}
        self._found: list[Program] = []
        self._next: date | None = None
        self._offered: dict[str, list[str]] = {"language": [], "audience": []}
        self._failed = False
        self._open: Program | None = None

    def _today(self) -> date:
        return self._branch.local_day(self._clock())

    # --- actions of the visitor ---------------------------------------------------------

    @Slot()
    def start(self) -> None:
        self._load()

    @Slot()
    def today(self) -> None:
        self._go_to(self._today())

    @Slot(int)
    def moveDay(self, days: int) -> None:
        """Show the day ``days`` days later (earlier if negative), but never a day before today."""
        self._go_to(max(self._today(), self._day + timedelta(days=days)))

    @Slot()
    def goToNextDay(self) -> None:
        if self._next:
            self._go_to(self._next)

    @Slot(str, str)
    def toggle(self, group: str, value: str) -> None:
        self._chosen[group] ^= {value}
        self._load()
        self.answered.emit()

    @Slot()
    def clearFilters(self) -> None:
        for chosen in self._chosen.values():
            chosen.clear()
        self._load()
        self.answered.emit()

    @Slot(int)
    def openProgram(self, index: int) -> None:
        self._open = self._found[index]
        self._registrations.look_at(self._open)
        self._show_program()

    @Slot(str, result=bool)
    def openKey(self, key: str) -> bool:
        """Show the programme with the key ``key``; return False if it no longer exists."""
        found = read_or_default(None, lambda: self._list.with_key(key))
        if found is not None:
            self._open = found
            self._registrations.look_at(found)
            self._show_program()
        return found is not None

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data."""
        self._reset()
        self._rows.replace([])
        self._registrations.wipe()
        self._show_filters()
        self._show_program()
        self.changed.emit()

    # --- finding programmes -----------------------------------------------------------------------

    def _go_to(self, day: date) -> None:
        self._day = day
        self._load()
        self.answered.emit()

    def _filter(self) -> ProgramFilter:
        needs = self._chosen["need"]
        return ProgramFilter(
            kinds=frozenset(ProgramKind(value) for value in self._chosen["kind"]),
            languages=frozenset(self._chosen["language"]),
            audiences=frozenset(self._chosen["audience"]),
            childcare="childcare" in needs,
            no_card_needed="no_card_needed" in needs,
            step_free="step_free" in needs,
            hearing_loop="hearing_loop" in needs,
        )

    def _load(self) -> None:
        self._failed = not read_or_default(False, self._look_up)
        if self._failed:
            self._found, self._next = [], None
        self._show()

    def _look_up(self) -> bool:
        day, now = self._branch.day_interval(self._day), self._clock()
        start = max(day.start, now) if self._day == self._today() else day.start
        self._found = self._list.between(start, day.end, self._filter())
        later = self._list.next_start(day.end, self._filter())
        self._next = self._branch.local_day(later) if later else None
        self._offered = {
            "language": self._list.languages(now),
            "audience": self._list.audiences(now),
        }
        return True

    def _show(self) -> None:
        self._rows.replace([self._row(program) for program in self._found])
        self._show_filters()
        self.changed.emit()

    @Slot()
    def _reword(self) -> None:
        self._show()
        self._show_program()

    # --- properties for the screen ------------------------------------------------------------

    def _row(self, program: Program) -> ProgramRow:
        t = self._t
        about = [
            wording.kind_name(program.kind, t),
            name_of(program.language, t.code) if program.language else "",
            wording.level_name(program.level, t),
            wording.audience_name(program.audience, t),
        ]
        return ProgramRow(
            title=program.title,
            titleLanguage=self._t.home,
            time=self._time(program),
            place=program.location,
            about=" · ".join(filter(None, about)),
            pictogram=wording.KIND_PICTOGRAMS[program.kind],
            cancelled=program.cancelled,
        )

    def _time(self, program: Program) -> str:
        if program.all_day:
            return self._t.pgettext("programs", "All day")
        interval = program.interval
        return formats.span(interval.start, interval.end, self._branch.tz, self._t.code)

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(list_model(ProgramRow), _get_rows, constant=True)

    def _get_shown(self) -> int:
        return len(self._rows)

    shown = Property(int, _get_shown, notify=changed)

    def _get_day_name(self) -> str:
        return formats.day(self._day, self._t.code)

    dayName = Property(str, _get_day_name, notify=changed)

    def _get_can_go_back(self) -> bool:
        return self._day > self._today()

    canGoBack = Property(bool, _get_can_go_back, notify=changed)

    def _get_can_go_on(self) -> bool:
        return self._failed or self._next is not None

    canGoOn = Property(bool, _get_can_go_on, notify=changed)

    def _get_next_day_name(self) -> str:
        return formats.day(self._next, self._t.code) if self._next and not self._found else ""

    nextDayName = Property(str, _get_next_day_name, notify=changed)

    def _get_summary(self) -> str:
        if self._failed:
            return wording.something_went_wrong(self._t)
        count = len(self._found)
        if count:
            return self._t.npgettext("programs", "{count} programme", "{count} programmes", count)
        if self._get_chosen_count():
            return self._t.pgettext("programs", "No programmes match the filters on this day.")
        if self._get_can_go_back():  # the day is in the future
            return self._t.pgettext("programs", "No programmes on this day.")
        return self._t.pgettext("programs", "No more programmes on this day.")

    summary = Property(str, _get_summary, notify=changed)

    def _get_chosen_count(self) -> int:
        return sum(len(chosen) for chosen in self._chosen.values())

    chosenCount = Property(int, _get_chosen_count, notify=changed)

    def _show_filters(self) -> None:
        t = self._t
        self._filters.replace(
            ProgramFilters(
                kinds=tuple(
                    self._choice("kind", kind.value, wording.kind_name(kind, t), pictogram)
                    for kind, pictogram in wording.KIND_PICTOGRAMS.items()
                ),
                languages=tuple(
                    self._choice("language", code, name_of(code, t.code))
                    for code in self._offered["language"]
                ),
                audiences=tuple(
                    self._choice("audience", value, wording.audience_name(value, t))
                    for value in self._offered["audience"]
                ),
                needs=tuple(
                    self._choice("need", need, wording.need_name(need, t), pictogram)
                    for need, pictogram in wording.NEED_PICTOGRAMS.items()
                ),
            )
        )

    def _choice(self, group: str, value: str, label: str, pictogram: str = "") -> ChoiceRow:
        return ChoiceRow(value, label, value in self._chosen[group], pictogram)

    def _get_filters(self) -> QObject:
        return self._filters

    filters = Property(value_object(ProgramFilters), _get_filters, constant=True)

    def _show_program(self) -> None:
        program, t = self._open, self._t
        if program is None:
            self._details.clear()
            return
        own = program.language
        facts = [
            (t.pgettext("programs", "When"), wording.program_when(program, self._branch.tz, t), ""),
            (t.pgettext("programs", "Where"), program.location, t.home),
            (t.pgettext("programs", "Type"), wording.kind_name(program.kind, t), ""),
            (t.pgettext("programs", "Language"), name_of(own, t.code) if own else "", ""),
            (t.pgettext("programs", "Level"), wording.level_name(program.level, t), ""),
            (t.pgettext("programs", "Audience"), wording.audience_name(program.audience, t), ""),
            # Translators: The organisation that offers the programme with the library.
            (t.pgettext("programs", "Partner"), program.partner, t.home),
            (
                t.pgettext("programs", "Seats"),
                formats.number(program.seats, t.code) if program.seats else "",
                "",
            ),
        ]
        self._details.replace(
            ProgramDetails(
                title=program.title,
                titleLanguage=t.home,
                cancelled=program.cancelled,
                pictogram=wording.KIND_PICTOGRAMS[program.kind],
                description=program.description,
                facts=tuple(
                    FactRow(label, value, language) for label, value, language in facts if value
                ),
                needs=wording.access_needs(program, t),
            )
        )

    def _get_program(self) -> QObject:
        return self._details

    program = Property(value_object(ProgramDetails), _get_program, constant=True)
