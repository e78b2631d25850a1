"""The view model for reserving a space."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus, Reservation
from kiosk.domain.reservations import Slot as FreeSlot
from kiosk.domain.spaces import Space
from kiosk.i18n import formats
from kiosk.services.bookings.calendar_event import encode_reservation
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.ui.base import wording
from kiosk.ui.base.confirmation import Confirmation
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.refusals import RefusalHandler, read_or_default
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.spaces.space_rows import LengthRow
from kiosk.ui.spaces.space_text import time_from_today, wish

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_USUAL = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


@QmlElement
@QmlUncreatable("made by the application")
class Reservations(QObject):  # type: ignore[operator]
    """The requested space, start and length, and the resulting reservation."""

    changed = Signal()
    reserved = Signal()
    refused = Signal()

    def __init__(
        self,
        keeper: ReservationService,
        branch: Branch,
        translator: Translator,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._keeper = keeper
        self._t = translator
        self._branch = branch
        self._clock = clock
        self._attempts = RefusalHandler(translator, self.changed, self.refused)
        self._lengths = list_model(LengthRow)(self)
        self._confirmation = value_object(Confirmation)(self)
        self._reset()
        self.changed.connect(self._show)  # connected first: runs before QML's handlers
        translator.changed.connect(self.changed)

    def _reset(self) -> None:
        self._space: Space | None = None
        self._slot: FreeSlot | None = None
        self._length = 1  # the length in slots
        self._reservation: Reservation | None = None
        self._where: Space | None = None  # the reserved space, which may not be on the screen
        self._attempts.forget()

    def wipe(self) -> None:
        """Delete the request and the code from the screen."""
        self._reset()
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Show the new state of the reservation after the server has answered."""
        reservation = self._reservation
        if reservation:
            self._reservation = read_or_default(
                reservation, lambda: self._keeper.current_state(reservation)
            )
        self.changed.emit()

    @property
    def reservation(self) -> Reservation | None:
        """The latest reservation, or None if the visitor has made no reservation."""
        return self._reservation

    @property
    def code(self) -> str:
        """The code of the latest reservation, or an empty string if there is no reservation."""
        return self._reservation.code if self._reservation else ""

    # --- reserving -------------------------------------------------------------------------

    def wish(self, space: Space, slot: FreeSlot) -> None:
        """Request ``space`` from ``slot`` on, for about an hour or as long as the space is free."""
        self._space, self._slot = space, slot
        over = max(timedelta(0), self._clock() - slot.start)
        hour = max(1, round((_USUAL + over) / space.policy.slot_length))
        self._length = min(hour, self._most())
        self._attempts.forget()
        self.changed.emit()

    def _most(self) -> int:
        assert self._space and self._slot
        return (self._slot.latest_end - self._slot.start) // self._space.policy.slot_length

    def forget_wish(self) -> None:
        """Forget the requested time, because the space is not free on the day that is shown."""
        self._space, self._slot = None, None
        self._attempts.forget()
        self.changed.emit()

    @Slot(int)
    def reserve(self, slots: int) -> None:
        """Reserve the space for ``slots`` slots; emit ``reserved`` or ``refused``."""
        self._length = slots
        if self._attempts.run(self._reserve):
            self.reserved.emit()

    def _reserve(self) -> None:
        interval = self._interval()
        assert self._space and interval
        self._reservation = self._keeper.reserve(self._space.code, interval, self._clock())
        self._where = self._space

    def _interval(self) -> Interval | None:
        if self._space is None or self._slot is None:
            return None
        start = self._slot.start
        return Interval(start, start + self._length * self._space.policy.slot_length)

    # --- properties for the screen ---------------------------------------------------------------

    def _get_failure(self) -> str:
        return self._attempts.failure()

    failure = Property(str, _get_failure, notify=changed)

    def _get_wish(self) -> str:
        """Return the day and the start that the visitor has chosen."""
        if self._slot is None:
            return ""
        t, start, now = self._t, self._slot.start, self._clock()
        day = formats.day(max(start, now).astimezone(self._branch.tz).date(), t.code)
        if start <= now:
            return formats.joined([day, t.pgettext("spaces", "from now")], t.code)
        time = formats.clock(start, self._branch.tz, t.code)
        return formats.joined([day, t.pgettext("spaces", "from {time}", time=time)], t.code)

    wishText = Property(str, _get_wish, notify=changed)

    @Slot()
    def _show(self) -> None:
        self._lengths.replace(self._lengths_now())
        self._confirmation.replace(self._confirmation_now())

    def _lengths_now(self) -> list[LengthRow]:
        if self._space is None or self._slot is None:
            return []
        return [self._length_row(self._space, n) for n in range(1, self._most() + 1)]

    def _length_row(self, space: Space, slots: int) -> LengthRow:
        assert self._slot
        start, now, zone = self._slot.start, self._clock(), self._branch.tz
        step = space.policy.slot_length
        name, _ = space.name_in(self._t.code, self._t.home)
        over = max(timedelta(0), now - start)
        interval = Interval(start, start + slots * step)
        end = formats.clock(interval.end, zone, self._t.code)
        until = self._t.pgettext("home", "until {time}", time=end)
        label = formats.duration(max(_MINUTE, slots * step - over), self._t.code)
        return LengthRow(
            slots=slots,
            label=label,
            until=until,
            name=formats.joined([until, label], self._t.code),
            wish=wish(name, interval, zone, self._t, now),
            isUsual=slots == self._length,
        )

    def _get_lengths(self) -> QObject:
        return self._lengths

    lengths = Property(list_model(LengthRow), _get_lengths, constant=True)

    def _confirmation_now(self) -> Confirmation:
        reservation, space, t = self._reservation, self._where, self._t
        if reservation is None or space is None:
            return Confirmation()
        status, zone = reservation.status, self._branch.tz
        interval, now = reservation.interval, self._clock()
        spoken = wording.spoken_code(reservation.code, t)
        shown = wording.shown_code(reservation.code, t)
        name, language = space.name_in(t.code, t.home)
        place, _ = self._branch.name_in(t.code, t.home)
        return Confirmation(
            title=_title(status, t),
            pictogram=wording.STATE_PICTOGRAMS[status],
            text=wording.name_and_time(name, interval, zone, t),
            name=name,
            nameLanguage=language,
            time=time_from_today(interval, zone, t, now),
            space=space.code,
            explanation=_explanation(reservation, space, zone, t),
            shownCode=shown,
            spokenCode=spoken,
            calendar=encode_reservation(reservation, name, place, shown, now)
            if status in OCCUPYING_STATUSES
            else "",
            isHeld=status in OCCUPYING_STATUSES,
        )

    def _get_confirmation(self) -> QObject:
        return self._confirmation

    confirmation = Property(value_object(Confirmation), _get_confirmation, constant=True)


def _title(status: BookingStatus, t: Translator) -> str:
    """Return the title of the page; a reservation that starts now is already checked in."""
    if status is BookingStatus.CHECKED_IN:
        return t.pgettext("codes", "Your room is ready")
    return wording.reservation_state(status, t)


def _explanation(reservation: Reservation, space: Space, zone: tzinfo, t: Translator) -> str:
    if reservation.status is BookingStatus.CHECKED_IN:
        return t.pgettext("codes", "You are checked in: just go in.")
    return wording.reservation_explanation(reservation, space, zone, t)
