"""The view model of a reservation or registration that was opened with its code."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.registrations import ACTIVE_STATUSES
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus, Refusal, can_check_in
from kiosk.i18n import formats
from kiosk.services.bookings.codes import MIN_DIGITS, Booking, SpaceBooking
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.ui.base import wording
from kiosk.ui.base.confirmation import Confirmation
from kiosk.ui.base.refusals import RefusalHandler, read_or_default
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_HABIT = timedelta(seconds=1)  # in which a visitor may press Enter after a code out of habit


@QmlElement
@QmlUncreatable("made by the application")
class BookingByCode(QObject):  # type: ignore[operator]
    """The booking that a visitor has opened with its code, in order to check in or to cancel."""

    changed = Signal()
    refused = Signal()
    foundOne = Signal()
    cancelled = Signal()
    checkedIn = Signal()

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
        self._card = value_object(Confirmation)(self)
        self._reset()
        self.changed.connect(self._show)  # connected first: runs before QML's handlers
        translator.changed.connect(self.changed)

    def _reset(self) -> None:
        self._found: Booking | None = None
        self._is_cancelled = False
        self._completed: datetime | None = None  # when a code was looked up by itself
        self._attempts.forget()

    @property
    def is_cancelled(self) -> bool:
        """True if the visitor has just cancelled the booking."""
        return self._is_cancelled

    @Slot()
    def wipe(self) -> None:
        """Delete the booking from the screen."""
        self._reset()
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Show the new state of the booking after the server has answered."""
        found = self._found
        if found and not self._is_cancelled:
            self._found = read_or_default(found, lambda: self._keeper.current_booking(found))
        self.changed.emit()

    @Slot(str)
    def lookUp(self, typed: str) -> None:
        """Find the booking with the code ``typed``; spaces are ignored."""
        code = "".join(filter(str.isdecimal, formats.ascii_digits(typed)))
        if len(code) < MIN_DIGITS:  # an incomplete code does not count as a wrong code
            self._attempts.refuse(
                lambda: self._t.pgettext("codes", "Type the six digits of your code.")
            )
            return

        def look_up() -> None:
            self._found = self._keeper.find(code, self._clock())

        if self._attempts.run(look_up):
            self.foundOne.emit()

    @Slot(str)
    def complete(self, typed: str) -> None:
        """Find the booking when all digits have been typed, unless a code here may be longer."""
        if not read_or_default(True, self._keeper.has_longer_codes):
            self.lookUp(typed)
            self._completed = self._clock()

    @Slot(result=bool)
    def ignoresEnter(self) -> bool:
        """Return True for the first Enter, if it follows at once after ``complete``."""
        completed, self._completed = self._completed, None
        return completed is not None and self._clock() - completed < _HABIT

    @Slot()
    def cancel(self) -> None:
        """Cancel the booking."""

        def give_back() -> None:
            assert self._found
            self._keeper.cancel(self._found.reserved.code, self._clock())
            self._is_cancelled = True

        if self._attempts.run(give_back):
            self.cancelled.emit()

    @Slot()
    def checkIn(self) -> None:
        """Check in the visitor for the reservation."""

        def note() -> None:
            assert self._found
            self._found = self._keeper.check_in(self._found.reserved.code, self._clock())

        if self._attempts.run(note):
            self.checkedIn.emit()

    # --- properties for the screen ---------------------------------------------------------------

    def _get_failure(self) -> str:
        return self._attempts.failure()

    failure = Property(str, _get_failure, notify=changed)

    def _get_found_text(self) -> str:
        if self._found is None:
            return ""
        words, state, explanation = self._found_words(self._found)
        if self._is_cancelled:
            return self._t.pgettext("codes", "Cancelled: {what}", what=words)
        if self._found.reserved.status is BookingStatus.CONFIRMED:
            return f"{words}. {explanation}" if explanation else words
        return f"{state}: {words}. {explanation}".strip()

    def _found_words(self, found: Booking) -> tuple[str, str, str]:
        """Return the booking's name, time and state, and an explanation of the state."""
        if isinstance(found, SpaceBooking):
            name, _ = found.space.name_in(self._t.code, self._t.home)
            interval = found.reserved.interval
            words = wording.name_and_time(name, interval, self._branch.tz, self._t)
            state = wording.reservation_state(found.reserved.status, self._t)
            explanation = wording.reservation_explanation(
                found.reserved, found.space, self._branch.tz, self._t, by_code=True
            )
            return words, state, explanation
        words = wording.program_and_when(found.program, self._branch.tz, self._t)
        state = wording.registration_state(found.reserved.status, self._t)
        if found.program.cancelled:
            return words, state, wording.refusal(Refusal.PROGRAM_CANCELLED, self._t)
        return words, state, wording.registration_explanation(found.reserved, self._t)

    foundText = Property(str, _get_found_text, notify=changed)

    def _get_card(self) -> QObject:
        return self._card

    card = Property(value_object(Confirmation), _get_card, constant=True)

    @Slot()
    def _show(self) -> None:
        self._card.replace(self._card_now(self._found) if self._found else Confirmation())

    def _card_now(self, found: Booking) -> Confirmation:
        """Return the booking as the card shows it."""
        t, zone = self._t, self._branch.tz
        _, state, explanation = self._found_words(found)
        status = BookingStatus.CANCELLED if self._is_cancelled else found.reserved.status
        if self._is_cancelled:
            state, explanation = wording.reservation_state(status, t), ""
        if isinstance(found, SpaceBooking):
            name, language = found.space.name_in(t.code, t.home)
            time = wording.when(found.reserved.interval, zone, t)
            space, place = found.space.code, ""
        else:
            name, language = found.program.title_in(t.code, t.home)
            time = wording.program_when(found.program, zone, t)
            space, place = "", found.program.location
        return Confirmation(
            title=state,
            pictogram=wording.STATE_PICTOGRAMS[status],
            name=name,
            nameLanguage=language,
            time=time,
            space=space,
            place=place,
            explanation=" ".join(part for part in (f"{state}.", explanation) if part),
            isHeld=status in OCCUPYING_STATUSES | ACTIVE_STATUSES,
        )

    def _get_is_cancellable(self) -> bool:
        if self._found is None or self._is_cancelled:
            return False
        return self._found.reserved.status in OCCUPYING_STATUSES | ACTIVE_STATUSES

    isCancellable = Property(bool, _get_is_cancellable, notify=changed)

    def _get_is_check_in_open(self) -> bool:
        if self._found is None or self._is_cancelled:
            return False
        found = self._found
        return isinstance(found, SpaceBooking) and can_check_in(
            found.reserved, found.space.policy, self._clock()
        )

    isCheckInOpen = Property(bool, _get_is_check_in_open, notify=changed)
