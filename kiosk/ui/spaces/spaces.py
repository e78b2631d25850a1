"""The view model of the space screens: the day of every space, and the times of one space."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.space_day import SpaceDay, opening_day
from kiosk.domain.spaces import Space
from kiosk.i18n import formats
from kiosk.services.bookings.space_availability import DayPlan, SpaceAvailability
from kiosk.ui.base import wording
from kiosk.ui.base.list_model import INTEGERS, STRINGS, list_model
from kiosk.ui.base.refusals import read_or_default
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.spaces.reservations import Reservations
from kiosk.ui.spaces.space_filters import FREE_NOW, equipment_rows, fits, is_free_at, need_rows
from kiosk.ui.spaces.space_rows import HourRow, SlotRow, SpaceDayRow, SpaceDetails, SpaceRow
from kiosk.ui.spaces.space_text import SpaceText, edges, part_kinds, place_in

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_NEAR_DAYS = 5  # today, tomorrow and three more days are always in view
_DAY = timedelta(days=1)
_NOWHERE = -1.0


@QmlElement
@QmlUncreatable("made by the application")
class SpacesModel(QObject):  # type: ignore[operator]
    """The spaces of the branch on one day, and the times at which one space can be reserved."""

    changed = Signal()
    answered = Signal()
    slotsChanged = Signal()
    slotsAnswered = Signal()

    def __init__(
        self,
        spaces: SpaceAvailability,
        reservations: Reservations,
        branch: Branch,
        translator: Translator,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._list = spaces
        self._reservations = reservations
        self._branch = branch
        self._t = translator
        self._text = SpaceText(branch.tz, translator)
        self._clock = clock
        self._rows = list_model(SpaceRow)(self)
        self._days = list_model(SpaceDayRow)(self)
        self._later_days = list_model(SpaceDayRow)(self)
        self._needs = list_model(ChoiceRow)(self)
        self._equipment = list_model(ChoiceRow)(self)
        self._hours = list_model(HourRow)(self)
        self._slot_rows = list_model(SlotRow)(self)
        self._details = value_object(SpaceDetails)(self)
        self._reset()
        translator.changed.connect(self._reword)

    def _reset(self) -> None:
        self._day = self._today()
        self._plan: DayPlan | None = None
        self._chosen: frozenset[str] = frozenset()  # the needs
        self._space: Space | None = None  # the space whose times are shown
        self._slot = -1
        self._message = ""

    def _today(self) -> date:
        return opening_day(self._branch, self._clock())

    def _now(self) -> datetime | None:
        """Return the present, or None if another day is shown."""
        return self._clock() if self._day == self._today() else None

    def _every_space(self) -> list[Space]:
        return [each.space for each in self._plan.spaces] if self._plan else []

    def _last_day(self) -> date:
        ahead = (space.policy.max_advance for space in self._every_space())
        return self._branch.local_day(self._clock() + max(ahead, default=timedelta()))

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data."""
        self._reset()
        self._reservations.wipe()
        self._show()

    # --- the day of every space -------------------------------------------------------------

    @Slot()
    def start(self) -> None:
        """Show the current day or, if the library has closed, the day of its next opening."""
        self._chosen, self._message = frozenset(), ""
        self._load(read_or_default(self._today(), lambda: self._list.first_day(self._clock())))

    @Slot(str)
    def chooseDay(self, day: str) -> None:
        """Show another day; ``day`` is a local date (ISO 8601)."""
        self._load(date.fromisoformat(day))
        self.answered.emit()

    @Slot(str)
    def toggleNeed(self, need: str) -> None:
        """Add ``need`` to the needs by which the list is narrowed, or remove it."""
        self._chosen ^= {need}
        self._message = ""
        self._show()
        self.answered.emit()

    def _load(self, day: date) -> None:
        self._day, self._message = day, ""
        self._plan = read_or_default(None, lambda: self._list.day_plan(self._day, self._clock()))
        self._show()

    @Slot()
    def _reword(self) -> None:
        self._message = ""
        self._show()

    def _shown_days(self) -> list[SpaceDay]:
        if self._plan is None:
            return []
        fitting = [day for day in self._plan.spaces if fits(day.space, self._chosen)]
        now = self._now()
        if FREE_NOW in self._chosen and now:
            fitting = [day for day in fitting if is_free_at(day, now)]
        return fitting

    def _show(self) -> None:
        spaces, plan = self._every_space(), self._plan
        self._days.replace(self._day_rows(0, _NEAR_DAYS))
        self._later_days.replace(self._day_rows(_NEAR_DAYS, None))
        today = self._now() is not None
        self._needs.replace(need_rows(spaces, self._chosen, today, self._t))
        self._equipment.replace(equipment_rows(spaces, self._chosen, self._t))
        hours = plan.hours if plan else None
        self._hours.replace(self._text.hours_above(hours) if hours else [])
        self._rows.replace(
            [self._text.row(day, plan, self._now()) for day in self._shown_days() if plan]
        )
        self.changed.emit()
        self._show_space()

    def _day_rows(self, first: int, end: int | None) -> list[SpaceDayRow]:
        today, last = self._today(), max(self._last_day(), self._day)
        most = (last - today).days + 1
        ahead = range(first, most if end is None else min(end, most))
        return [self._text.day_row(today, today + n * _DAY, self._day) for n in ahead]

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(list_model(SpaceRow), _get_rows, constant=True)

    def _get_shown(self) -> int:
        return len(self._rows)

    shown = Property(int, _get_shown, notify=changed)

    def _get_days(self) -> QObject:
        return self._days

    days = Property(list_model(SpaceDayRow), _get_days, constant=True)

    def _get_later_days(self) -> QObject:
        return self._later_days

    laterDays = Property(list_model(SpaceDayRow), _get_later_days, constant=True)

    def _get_is_later_day(self) -> bool:
        return (self._day - self._today()).days >= _NEAR_DAYS

    isLaterDay = Property(bool, _get_is_later_day, notify=changed)

    def _get_needs(self) -> QObject:
        return self._needs

    needs = Property(list_model(ChoiceRow), _get_needs, constant=True)

    def _get_equipment(self) -> QObject:
        return self._equipment

    equipment = Property(list_model(ChoiceRow), _get_equipment, constant=True)

    def _get_hours(self) -> QObject:
        return self._hours

    hours = Property(list_model(HourRow), _get_hours, constant=True)

    def _get_now_place(self) -> float:
        """Return the place of the present on the bars, or -1 if it is not on the bars."""
        now, plan = self._now(), self._plan
        if now is None or plan is None or plan.hours is None or not plan.hours.includes(now):
            return _NOWHERE
        return place_in(plan.hours, now)

    nowPlace = Property(float, _get_now_place, notify=changed)

    def _get_now_text(self) -> str:
        return formats.format_clock(self._clock(), self._branch.tz, self._t.code)

    nowText = Property(str, _get_now_text, notify=changed)

    def _get_day_name(self) -> str:
        return formats.day(self._day, self._t.code)

    dayName = Property(str, _get_day_name, notify=changed)

    def _get_summary(self) -> str:
        t, plan = self._t, self._plan
        if plan is None:
            return wording.something_went_wrong(t)
        if not plan.spaces:
            return t.pgettext("spaces", "This branch has no rooms to reserve.")
        if plan.opening is None and self._is_next(plan):
            return self._text.closed(plan, self._branch.local_day(self._clock()))
        if plan.hours is None:
            return t.pgettext("spaces", "The library is closed on this day.")
        if not len(self._rows):
            return t.pgettext("spaces", "No room has all this. Choose fewer needs.")
        return t.pgettext(
            "spaces",
            "Free rooms: {free} of {all}",
            free=formats.number(sum(row.free for row in self._rows.shown_rows()), t.code),
            all=formats.number(len(self._rows), t.code),
        )

    def _is_next(self, plan: DayPlan) -> bool:
        """Return whether the day that is shown is the first one that a visitor can use."""
        following = plan.next_opening
        return following is None or self._branch.local_day(following.start) >= self._day

    summary = Property(str, _get_summary, notify=changed)

    # --- a space for now --------------------------------------------------------------------

    @Slot(str)
    def useNow(self, code: str) -> None:
        """Open the space ``code`` with the present, or the next free time today, chosen."""
        self._load(self._today())
        self._open(self._named(code))

    @Slot(result=bool)
    def chooseForMe(self) -> bool:
        """Open the smallest space that is free now and meets the chosen needs.

        Returns False, and says so in ``message``, if there is none.
        """
        self._load(self._today())
        free = [day.space for day in self._shown_days() if is_free_at(day, self._clock())]
        if not free:
            self._message = self._t.pgettext(
                "spaces", "No room with this is free now. The bars show when one will be."
            )
            self.changed.emit()
            return False
        self._open(min(free, key=lambda space: space.capacity))
        return True

    def _get_message(self) -> str:
        return self._message

    message = Property(str, _get_message, notify=changed)

    # --- the times of one space ---------------------------------------------------------------

    def _space_day(self) -> SpaceDay | None:
        if self._space is None or self._plan is None:
            return None
        code = self._space.code
        return next((day for day in self._plan.spaces if day.space.code == code), None)

    @Slot(str)
    def openSpace(self, code: str) -> None:
        """Show the space ``code``, with the present or the first free time chosen."""
        space = self._named(code)
        self._load(self._day)  # someone else may have taken a time meanwhile
        self._open(space)

    def _named(self, code: str) -> Space | None:
        return next((space for space in self._every_space() if space.code == code), None)

    def _open(self, space: Space | None) -> None:
        """Show ``space`` as the plan that is loaded knows it."""
        self._space = space
        self._choose_first()
        self._show_space()

    @Slot(str, float)
    def openAt(self, code: str, place: float) -> None:
        """Show the space ``code`` with the free time at ``place`` on its bar chosen.

        A tap on the part that is free now means now, wherever it is tapped.
        """
        self.openSpace(code)
        day, hours = self._space_day(), self._plan.hours if self._plan else None
        if day is None or hours is None:
            return
        moment = hours.start + place * hours.duration
        part, now = day.part_at(moment), self._clock()
        if part is None or not part.interval.start <= now:
            self._choose(day.slot_at(moment))
        self._show_space()

    @Slot(int)
    def chooseSlot(self, index: int) -> None:
        """Choose the free time at the position ``index`` of the list."""
        self._choose(index)
        self._show_space()

    def _choose_first(self) -> None:
        day = self._space_day()
        self._choose(day.slot_at(self._now() or self._clock()) if day else -1)

    def _choose(self, index: int) -> None:
        self._slot, day = index, self._space_day()
        if day and 0 <= index < len(day.slots):
            self._reservations.wish(day.space, day.slots[index])
        else:
            self._reservations.forget_wish()

    @Slot(int)
    def moveSlotsDay(self, days: int) -> None:
        """Show the free times of the space on another day, and choose the first."""
        self._load(self._day + timedelta(days=days))
        self._choose_first()
        self._show_space()
        self.slotsAnswered.emit()

    def _show_space(self) -> None:
        space, day = self._space, self._space_day()
        now = self._clock()
        self._slot_rows.replace(self._text.slot_rows(day, self._slot, now) if day else [])
        if space is None:
            self._details.clear()
        else:
            self._details.replace(self._text.details(space))
        self.slotsChanged.emit()

    def _get_space(self) -> QObject:
        return self._details

    space = Property(value_object(SpaceDetails), _get_space, constant=True)

    def _get_slots(self) -> QObject:
        return self._slot_rows

    slots = Property(list_model(SlotRow), _get_slots, constant=True)

    def _get_space_kinds(self) -> list[str]:
        day = self._space_day()
        return list(part_kinds(day)) if day else []

    spaceKinds = Property(STRINGS, _get_space_kinds, notify=slotsChanged)

    def _get_space_edges(self) -> list[int]:
        day, hours = self._space_day(), self._plan.hours if self._plan else None
        return list(edges(day, hours)) if day else []

    spaceEdges = Property(INTEGERS, _get_space_edges, notify=slotsChanged)

    def _get_held_times(self) -> str:
        return self._text.notes(day) if (day := self._space_day()) else ""

    heldTimes = Property(str, _get_held_times, notify=slotsChanged)

    def _get_slots_can_go_back(self) -> bool:
        return self._day > self._today()

    slotsCanGoBack = Property(bool, _get_slots_can_go_back, notify=slotsChanged)

    def _get_slots_can_go_on(self) -> bool:
        if self._space is None:
            return False
        return self._day < self._branch.local_day(self._clock() + self._space.policy.max_advance)

    slotsCanGoOn = Property(bool, _get_slots_can_go_on, notify=slotsChanged)

    def _get_slots_count(self) -> str:
        if self._plan is None:
            return wording.something_went_wrong(self._t)
        return self._text.slots_count(len(self._slot_rows))

    slotsCount = Property(str, _get_slots_count, notify=slotsChanged)

    def _get_slots_summary(self) -> str:
        said = [self._get_day_name(), self._get_slots_count(), self._get_held_times()]
        return ". ".join(filter(None, said))

    slotsSummary = Property(str, _get_slots_summary, notify=slotsChanged)
