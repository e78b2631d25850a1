"""The view model of the display beside a room's door."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.occupancy import Occupancy
from kiosk.domain.spaces import Space
from kiosk.errors import KioskError
from kiosk.i18n import formats
from kiosk.services.bookings.space_occupancy import SpaceOccupancy
from kiosk.ui.base.list_model import STRINGS
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_LOOK_MS = 5_000
_LANGUAGE_MS = 12_000


@QmlElement
@QmlUncreatable("made by the application")
class RoomDisplayModel(QObject):  # type: ignore[operator]
    """The state of a space and its next reservations, both refreshed every five seconds.

    If the translator offers several languages, the screen alternates between the languages.
    """

    changed = Signal()

    def __init__(
        self, watch: SpaceOccupancy, translator: Translator, clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._watch = watch
        self._t = translator
        self._clock = clock
        self._state: tuple[Space, Branch, Occupancy] | None = None
        translator.changed.connect(self.changed)
        self._timers = [QTimer(self, interval=_LOOK_MS), QTimer(self, interval=_LANGUAGE_MS)]
        for timer, action in zip(self._timers, (self.look, self.next_language), strict=True):
            timer.timeout.connect(action)
            timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Refresh the state of the space; if the database cannot be read, show a message."""
        try:
            self._state = self._watch.at(self._clock())
        except KioskError:
            self._state = None
        self.changed.emit()

    @Slot()
    def next_language(self) -> None:
        codes = [each.code for each in self._t.languages]
        self._t.choose(codes[(codes.index(self._t.code) + 1) % len(codes)])

    def _time(self, moment: datetime) -> str:
        assert self._state
        return formats.clock(moment, self._state[1].tz, self._t.code)

    def _get_name(self) -> str:
        return self._state[0].name if self._state else ""

    name = Property(str, _get_name, notify=changed)

    def _get_free(self) -> bool:
        return self._state is not None and self._state[2].free_until is not None

    free = Property(bool, _get_free, notify=changed)

    def _get_headline(self) -> str:
        t = self._t
        if self._state is None:
            return t.pgettext("room display", "Please ask a member of staff")
        now = self._state[2]
        if now.free_until:
            return t.pgettext("room display", "Free until {time}", time=self._time(now.free_until))
        if now.taken_until:
            return t.pgettext(
                "room display", "Occupied until {time}", time=self._time(now.taken_until)
            )
        return t.pgettext("room display", "The library is closed")

    headline = Property(str, _get_headline, notify=changed)

    def _get_then(self) -> str:
        if self._state is None or self._state[2].following_until is None:
            return ""
        time = self._time(self._state[2].following_until)
        if self._get_free():
            return self._t.pgettext("room display", "Then occupied until {time}", time=time)
        return self._t.pgettext("room display", "Then free until {time}", time=time)

    then = Property(str, _get_then, notify=changed)

    def _get_pictogram(self) -> str:
        if self._state is None:
            return "warning"
        return "available" if self._get_free() else "close"

    pictogram = Property(str, _get_pictogram, notify=changed)

    def _get_day(self) -> str:
        if self._state is None:
            return ""
        return formats.day(self._state[1].local_day(self._clock()), self._t.code)

    day = Property(str, _get_day, notify=changed)

    def _get_clock(self) -> str:
        return self._time(self._clock()) if self._state else ""

    clock = Property(str, _get_clock, notify=changed)

    def _get_to_come(self) -> list[str]:
        if self._state is None:
            return []
        return [self._span(each) for each in self._state[2].upcoming]

    toCome = Property(STRINGS, _get_to_come, notify=changed)

    def _span(self, interval: Interval) -> str:
        assert self._state
        return formats.span(interval.start, interval.end, self._state[1].tz, self._t.code)
