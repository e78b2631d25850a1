"""The view model of making a reservation and of giving it back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.registrations import LIVE
from kiosk.domain.reservations import (
    HOLDING,
    Refusal,
    Reservation,
    ReservationStatus,
    can_check_in,
    check_in_due,
)
from kiosk.domain.reservations import Slot as FreeSlot
from kiosk.domain.spaces import Space
from kiosk.i18n import formats
from kiosk.services.codes import Opened, ReservedSpace
from kiosk.services.keep_reservations import KeepReservations
from kiosk.ui import wording
from kiosk.ui.attempts import Words, attempt
from kiosk.ui.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the application")
class Reservations(QObject):  # type: ignore[operator]
    """A wish (space, start, length), the reservation it becomes, and one looked up by code."""

    changed = Signal()
    reserved = Signal()
    refused = Signal()
    foundOne = Signal()
    cancelled = Signal()
    checkedIn = Signal()

    def __init__(
        self,
        keeper: KeepReservations,
        branch: Branch,
        translator: Translator,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._keeper = keeper
        self._t = translator
        self._branch = branch
        self._clock = clock
        self._reset()
        translator.changed.connect(self.changed)

    def _reset(self) -> None:
        self._space: Space | None = None
        self._slot: FreeSlot | None = None
        self._length = 1  # slots of the policy
        self._made: Reservation | None = None
        self._found: Opened | None = None
        self._is_cancelled = False
        self._refusal: Words | None = None

    def wipe(self) -> None:
        """Forget the wish, the code and what was looked up."""
        self._reset()
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """The server has answered: show what became of the reservation on the screen."""
        if self._made:
            self._made = self._keeper.state_of(self._made)
        if self._found and not self._is_cancelled:
            self._found = self._keeper.news_of(self._found)
        self.changed.emit()

    @property
    def code(self) -> str:
        """The code of the reservation just made, "" when none was."""
        return self._made.code if self._made else ""

    # --- making one -------------------------------------------------------------------------

    def wish(self, space: Space, slot: FreeSlot) -> None:
        """Begin with ``slot`` of ``space``, for an hour where it is free so long."""
        self._space, self._slot = space, slot
        hour = max(1, int(3600 // space.policy.slot.total_seconds()))
        self._length = min(hour, self._most())
        self._refusal = None
        self.changed.emit()

    def _most(self) -> int:
        assert self._space and self._slot
        return (self._slot.latest_end - self._slot.start) // self._space.policy.slot

    @Slot(int)
    def chooseLength(self, slots: int) -> None:
        """Wish for ``slots`` slots of the space's policy."""
        self._length = slots
        self.changed.emit()

    @Slot()
    def reserve(self) -> None:
        """Reserve what is wished for; ``reserved`` or ``refused`` follows."""
        interval = self._interval()
        assert self._space and interval
        if self._act(self._keep_wish):
            self.reserved.emit()

    def _keep_wish(self) -> None:
        interval = self._interval()
        assert self._space and interval
        self._made = self._keeper.reserve(self._space.code, interval, self._clock())

    def _interval(self) -> Interval | None:
        if self._space is None or self._slot is None:
            return None
        start = self._slot.start
        return Interval(start, start + self._length * self._space.policy.slot)

    # --- giving one back -----------------------------------------------------------------------

    @Slot()
    def startCancelling(self) -> None:
        self._found, self._is_cancelled, self._refusal = None, False, None
        self.changed.emit()

    @Slot(str)
    def lookUp(self, typed: str) -> None:
        """Look for the reservation with the code ``typed``, however it is spaced."""
        code = "".join(filter(str.isdecimal, formats.plain_digits(typed)))

        def look_up() -> None:
            self._found = self._keeper.find(code, self._clock())

        if self._act(look_up):
            self.foundOne.emit()

    @Slot()
    def cancel(self) -> None:
        """Cancel the reservation that was looked up."""

        def give_back() -> None:
            assert self._found
            self._keeper.cancel(self._found.reserved.code, self._clock())
            self._is_cancelled = True

        if self._act(give_back):
            self.cancelled.emit()

    @Slot()
    def checkIn(self) -> None:
        """Say that the visitor of the reservation that was looked up has come."""

        def note() -> None:
            assert self._found
            self._found = self._keeper.check_in(self._found.reserved.code, self._clock())

        if self._act(note):
            self.checkedIn.emit()

    def _act(self, action: Callable[[], None]) -> bool:
        self._refusal = attempt(action, self._t)
        self.changed.emit()
        if self._refusal:
            self.refused.emit()
        return self._refusal is None

    # --- what the screen shows ---------------------------------------------------------------

    def _get_failure(self) -> str:
        return self._refusal() if self._refusal else ""

    failure = Property(str, _get_failure, notify=changed)

    def _what_and_when(self, name: str, interval: Interval) -> str:
        return wording.what_and_when(name, interval, self._branch.tz, self._t)

    def _explanation(self, reservation: Reservation, space: Space) -> str:
        """What a visitor should know of a reservation: what is open, and what is to be done."""
        t = self._t
        due = check_in_due(reservation, space.policy)
        if reservation.status is ReservationStatus.CONFIRMED and due:
            until = formats.clock(due, self._branch.tz, t.code)
            return t.gettext(
                "Check in here with your code by {time}, or others may have it.", time=until
            )
        near = [wording.when(each, self._branch.tz, t) for each in reservation.alternatives]
        instead = t.gettext("Free instead: {times}", times="; ".join(near)) if near else ""
        if reservation.status is ReservationStatus.REQUESTED:
            return f"{wording.requested(t)} {instead}".strip()
        if reservation.status is ReservationStatus.REFUSED:
            sorry = t.gettext("The time had gone to somebody else.")
            return f"{sorry} {instead}".strip()
        if reservation.status is ReservationStatus.RELEASED:
            return t.gettext("Nobody had checked in, so somebody else has it now.")
        return ""

    def _get_wish(self) -> str:
        interval = self._interval()
        if interval is None or self._space is None:
            return ""
        return self._what_and_when(self._space.name, interval)

    wishText = Property(str, _get_wish, notify=changed)

    def _get_lengths(self) -> list[dict[str, Any]]:
        if self._space is None:
            return []
        step = self._space.policy.slot
        return [
            {
                "value": str(slots),
                "label": formats.duration(slots * step, self._t.code),
                "pictogram": "",
                "chosen": slots == self._length,
            }
            for slots in range(1, self._most() + 1)
        ]

    lengths = Property(list, _get_lengths, notify=changed)

    def _get_made(self) -> dict[str, str]:
        if self._made is None or self._space is None:
            return {}
        return {
            "title": wording.reservation_state(self._made.status, self._t),
            "pictogram": wording.STATE_PICTOGRAMS[self._made.status],
            "text": self._what_and_when(self._space.name, self._made.interval),
            "explanation": self._explanation(self._made, self._space),
            **wording.code_words(self._made.code, self._t),
        }

    made = Property(dict, _get_made, notify=changed)

    def _get_found_text(self) -> str:
        if self._found is None:
            return ""
        words, state, explanation = self._found_words(self._found)
        if self._is_cancelled:
            return self._t.gettext("Cancelled: {what}", what=words)
        if self._found.reserved.status is ReservationStatus.CONFIRMED:
            return f"{words}. {explanation}" if explanation else words
        return f"{state}: {words}. {explanation}".strip()

    def _found_words(self, found: Opened) -> tuple[str, str, str]:
        """What was found and when it is, how it stands, and what is to be known of that."""
        if isinstance(found, ReservedSpace):
            words = self._what_and_when(found.space.name, found.reserved.interval)
            state = wording.reservation_state(found.reserved.status, self._t)
            return words, state, self._explanation(found.reserved, found.space)
        words = self._what_and_when(found.program.title, found.program.interval)
        state = wording.registration_state(found.reserved.status, self._t)
        if found.program.cancelled:
            return words, state, wording.refusal(Refusal.PROGRAM_CANCELLED, self._t)
        return words, state, wording.registration_explanation(found.reserved, self._t)

    foundText = Property(str, _get_found_text, notify=changed)

    def _get_is_cancelled(self) -> bool:
        return self._is_cancelled

    isCancelled = Property(bool, _get_is_cancelled, notify=changed)

    def _get_is_cancellable(self) -> bool:
        if self._found is None or self._is_cancelled:
            return False
        return self._found.reserved.status in HOLDING | LIVE

    isCancellable = Property(bool, _get_is_cancellable, notify=changed)

    def _get_is_check_in_open(self) -> bool:
        if self._found is None or self._is_cancelled:
            return False
        found = self._found
        return isinstance(found, ReservedSpace) and can_check_in(
            found.reserved, found.space.policy, self._clock()
        )

    isCheckInOpen = Property(bool, _get_is_check_in_open, notify=changed)
