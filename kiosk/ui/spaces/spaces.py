"""The view model of the space screens: the free spaces, and the free times of a space."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from typing import TypeVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.reservations import Slot as FreeSlot
from kiosk.domain.spaces import Space
from kiosk.i18n import formats
from kiosk.services.bookings.space_availability import SpaceAvailability, SpaceState
from kiosk.ui.base import wording
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.refusals import read_or_default
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.spaces.reservations import Reservations
from kiosk.ui.spaces.space_rows import SlotRow, SpaceDetails, SpaceRow

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_STEP = timedelta(minutes=30)
T = TypeVar("T")
_YEAR = timedelta(days=365)  # the limit if there are no spaces


@QmlElement
@QmlUncreatable("made by the application")
class SpacesModel(QObject):  # type: ignore[operator]
    """The spaces of the branch at one moment, and the free times of one space."""

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
        self._clock = clock
        self._rows = list_model(SpaceRow)(self)
        self._slot_rows = list_model(SlotRow)(self)
        self._details = value_object(SpaceDetails)(self)
        self._reset()
        translator.changed.connect(self._reword)

    def _reset(self) -> None:
        self._chosen: datetime | None = None  # None means now
        self._states: list[SpaceState] = []
        self._space: Space | None = None
        self._day = self._today()
        self._slots: list[FreeSlot] = []
        self._failed = False

    def _today(self) -> date:
        return self._branch.local_day(self._clock())

    def _moment(self) -> datetime:
        return self._chosen or self._clock()

    def _last(self) -> datetime:
        ahead = (state.space.policy.max_advance for state in self._states)
        return _floor(self._clock() + max(ahead, default=_YEAR), self._branch.tz)

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data."""
        self._reset()
        self._rows.replace([])
        self._slot_rows.replace([])
        self._details.clear()
        self._reservations.wipe()
        self.changed.emit()
        self.slotsChanged.emit()

    # --- all spaces at a moment ---------------------------------------------------------

    @Slot()
    def start(self) -> None:
        self._load()

    @Slot()
    def now(self) -> None:
        self._chosen = None
        self._load()
        self.answered.emit()

    @Slot(int)
    def move(self, minutes: int) -> None:
        """Move the chosen moment by ``minutes``, to a half hour.

        The moment always stays between now and the last time that can be reserved.
        """
        start = self._chosen or _floor(self._clock(), self._branch.tz)
        moved = min(start + timedelta(minutes=minutes), self._last())
        self._chosen = moved if moved > self._clock() else None
        self._load()
        self.answered.emit()

    def _load(self) -> None:
        self._states = self._read(lambda: self._list.states(self._moment(), self._clock()))
        self._show()

    def _read(self, look: Callable[[], list[T]]) -> list[T]:
        """Return the result of ``look``.

        If the database cannot be read, show a message and return an empty list.
        """
        found = read_or_default(None, look)
        self._failed = found is None
        return found or []

    @Slot()
    def _reword(self) -> None:
        self._show()
        self._show_slots()

    def _show(self) -> None:
        self._rows.replace([self._row(state) for state in self._states])
        self.changed.emit()

    def _row(self, state: SpaceState) -> SpaceRow:
        space = state.space
        words, pictogram = self._condition(state)
        needs = wording.access_needs(space, self._t)
        return SpaceRow(
            code=space.code,
            name=space.name,
            nameLanguage=self._t.home,
            condition=words,
            conditionPictogram=pictogram,
            free=state.free_until is not None,
            about=" · ".join(self._about(space)),
            pictogram=wording.SPACE_PICTOGRAMS[space.kind],
            needs=tuple(need.label for need in needs),
            needPictograms=tuple(need.pictogram for need in needs),
        )

    def _about(self, space: Space) -> list[str]:
        t = self._t
        parts = [t.npgettext("spaces", "{count} person", "{count} people", space.capacity)]
        if space.floor:
            floor = formats.isolate_bidi(formats.digits(space.floor, t.code))
            parts.append(t.pgettext("spaces", "Floor {floor}", floor=floor))
        return [*parts, *map(formats.isolate_bidi, space.equipment)]

    def _condition(self, state: SpaceState) -> tuple[str, str]:
        t = self._t
        if state.free_until:
            return t.pgettext(
                "spaces", "Free until {time}", time=self._clock_of(state.free_until)
            ), "available"
        if state.free_from:
            same_day = self._branch.local_day(state.free_from) == self._branch.local_day(
                self._moment()
            )
            if same_day:
                words = t.pgettext(
                    "spaces", "Free from {time}", time=self._clock_of(state.free_from)
                )
            else:
                words = t.pgettext(
                    "spaces",
                    "Free on {day} from {time}",
                    day=formats.short_date(self._branch.local_day(state.free_from), t.code),
                    time=self._clock_of(state.free_from),
                )
            return words, "on-loan"
        return t.pgettext("spaces", "Not free on this day"), "close"

    def _clock_of(self, moment: datetime) -> str:
        return formats.clock(moment, self._branch.tz, self._t.code)

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(list_model(SpaceRow), _get_rows, constant=True)

    def _get_shown(self) -> int:
        return len(self._rows)

    shown = Property(int, _get_shown, notify=changed)

    def _get_is_now(self) -> bool:
        return self._chosen is None

    isNow = Property(bool, _get_is_now, notify=changed)

    def _get_can_go_back(self) -> bool:
        return self._chosen is not None and self._chosen - timedelta(days=1) > self._clock()

    canGoBack = Property(bool, _get_can_go_back, notify=changed)

    def _get_can_go_on(self) -> bool:
        return self._moment() < self._last()

    canGoOn = Property(bool, _get_can_go_on, notify=changed)

    def _get_moment_name(self) -> str:
        if self._chosen is None:
            return self._t.pgettext("spaces", "Free now")
        day = formats.day(self._branch.local_day(self._chosen), self._t.code)
        return formats.joined([day, self._clock_of(self._chosen)], self._t.code)

    momentName = Property(str, _get_moment_name, notify=changed)

    def _get_summary(self) -> str:
        t = self._t
        if self._failed:
            return wording.something_went_wrong(t)
        if not self._states:
            return t.pgettext("spaces", "This branch has no spaces to reserve.")
        free = sum(state.free_until is not None for state in self._states)
        if not free and self._branch.opening_at(self._moment()) is None:
            return self._closed()
        return t.pgettext(
            "spaces",
            "Free spaces: {free} of {all}",
            free=formats.number(free, t.code),
            all=formats.number(len(self._states), t.code),
        )

    summary = Property(str, _get_summary, notify=changed)

    def _closed(self) -> str:
        """Return a sentence saying that the library is closed and when it opens."""
        closed = self._t.pgettext("spaces", "The library is closed at this time.")
        opening = self._branch.next_opening(self._moment())
        if opening is None:
            return closed
        day = self._branch.local_day(opening.start)
        today = day == self._branch.local_day(self._moment())
        parts = ["" if today else formats.day(day, self._t.code), self._clock_of(opening.start)]
        opens = self._t.pgettext(
            "spaces", "Opens again: {time}.", time=formats.joined(parts, self._t.code)
        )
        return f"{closed} {opens}"

    # --- the free times of one space ----------------------------------------------------------

    @Slot(str)
    def openSpace(self, code: str) -> None:
        """Show the details of the space ``code`` on the day that is shown."""
        state = next(state for state in self._states if state.space.code == code)
        self._space, moment = state.space, self._moment()
        self._day = self._branch.local_day(state.free_from or moment)
        self._load_slots()
        if state.free_until and not any(slot.start <= moment for slot in self._slots):
            self._day -= timedelta(days=1)  # the slot runs past midnight
            self._load_slots()

    @Slot(str, result=bool)
    def useNow(self, code: str) -> bool:
        """Request the space ``code`` from now on; return False if it is no longer free now."""
        self.now()
        if not any(each.space.code == code and each.free_until for each in self._states):
            return False
        self.openSpace(code)
        self.chooseSlot(0)
        return True

    @Slot(int)
    def moveSlotsDay(self, days: int) -> None:
        self._day += timedelta(days=days)
        self._load_slots()
        self.slotsAnswered.emit()

    @Slot(int)
    def chooseSlot(self, index: int) -> None:
        """Request the free time at the position ``index`` of the list."""
        assert self._space is not None
        self._reservations.wish(self._space, self._slots[index])

    def _load_slots(self) -> None:
        space, day = self._space, self._day
        assert space is not None
        self._slots = self._read(lambda: self._list.slots(space, day, self._clock()))
        self._show_slots()

    def _show_slots(self) -> None:
        now = self._clock()
        self._slot_rows.replace(
            [
                SlotRow(
                    start=self._t.pgettext("spaces", "Now")
                    if slot.start <= now
                    else self._clock_of(slot.start),
                    freeUntil=self._t.pgettext(
                        "spaces", "Free until {time}", time=self._clock_of(slot.latest_end)
                    ),
                )
                for slot in self._slots
            ]
        )
        self._show_details()
        self.slotsChanged.emit()

    def _show_details(self) -> None:
        space = self._space
        if space is None:
            self._details.clear()
            return
        needs = wording.access_needs(space, self._t)
        about = [*self._about(space), *(need.label for need in needs)]
        self._details.replace(
            SpaceDetails(
                name=space.name,
                nameLanguage=self._t.home,
                about=" · ".join(about),
                description=space.description,
            )
        )

    def _get_space(self) -> QObject:
        return self._details

    space = Property(value_object(SpaceDetails), _get_space, constant=True)

    def _get_slots(self) -> QObject:
        return self._slot_rows

    slots = Property(list_model(SlotRow), _get_slots, constant=True)

    def _get_slots_day(self) -> str:
        return formats.day(self._day, self._t.code)

    slotsDay = Property(str, _get_slots_day, notify=slotsChanged)

    def _get_slots_can_go_back(self) -> bool:
        return self._day > self._today()

    slotsCanGoBack = Property(bool, _get_slots_can_go_back, notify=slotsChanged)

    def _get_slots_can_go_on(self) -> bool:
        if self._space is None:
            return False
        last = self._branch.local_day(self._clock() + self._space.policy.max_advance)
        return self._day < last

    slotsCanGoOn = Property(bool, _get_slots_can_go_on, notify=slotsChanged)

    def _get_slots_count(self) -> str:
        if self._failed:
            return wording.something_went_wrong(self._t)
        count = len(self._slots)
        if not count:
            return self._t.pgettext(
                "spaces", "No free times on this day. Please choose another day."
            )
        return self._t.npgettext("spaces", "{count} free time", "{count} free times", count)

    slotsCount = Property(str, _get_slots_count, notify=slotsChanged)

    def _get_slot_of_moment(self) -> int:
        """Return the index of the first slot that ends after the chosen moment.

        If there is no such slot, or no moment was chosen, -1 is returned.
        """
        chosen, space = self._chosen, self._space
        if chosen is None or space is None:
            return -1
        places = (
            n for n, s in enumerate(self._slots) if s.start + space.policy.slot_length > chosen
        )
        return next(places, -1)

    slotOfMoment = Property(int, _get_slot_of_moment, notify=slotsChanged)

    def _get_slots_summary(self) -> str:
        return f"{formats.day(self._day, self._t.code)}. {self._get_slots_count()}"

    slotsSummary = Property(str, _get_slots_summary, notify=slotsChanged)


def _floor(moment: datetime, zone: tzinfo) -> datetime:
    """Round ``moment`` down to the half hour in the time zone ``zone``.

    Half hours are counted in local time, because the UTC offsets of some time zones end in 45
    minutes.
    """
    minute = moment.astimezone(zone).minute
    return moment.replace(second=0, microsecond=0) - timedelta(minutes=minute % 30)
