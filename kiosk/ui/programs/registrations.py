"""The view model of registering for a program."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.programs import Program
from kiosk.domain.registrations import ACTIVE_STATUSES, Registration, SeatAvailability
from kiosk.domain.reservations import OCCUPYING_STATUSES, Refusal
from kiosk.i18n import formats
from kiosk.services.bookings.calendar_event import encode_calendar_event
from kiosk.services.bookings.registration_service import RegistrationService
from kiosk.ui.base import wording
from kiosk.ui.base.refusals import RefusalHandler, read_or
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the application")
class Registrations(QObject):  # type: ignore[operator]
    """How it stands with the seats of the program on the screen, and the registration made."""

    changed = Signal()
    registered = Signal()
    refused = Signal()

    def __init__(
        self,
        keeper: RegistrationService,
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
        self._reset()
        translator.changed.connect(self.changed)

    def _reset(self) -> None:
        self._program: Program | None = None
        self._standing: SeatAvailability | None = None
        self._made: Registration | None = None
        self._made_for: Program | None = None  # another one may be looked at since
        self._attempts.forget()

    def wipe(self) -> None:
        """Forget the program and the code."""
        self._reset()
        self.changed.emit()

    def look_at(self, program: Program) -> None:
        self._program, self._standing = program, None
        self._attempts.forget()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Somebody may have registered, or the server have answered."""
        program, made = self._program, self._made
        if program:
            self._standing = read_or(None, lambda: self._keeper.standing(program, self._clock()))
        if made:
            self._made = read_or(made, lambda: self._keeper.current_state(made))
        self.changed.emit()

    @property
    def code(self) -> str:
        """The code of the registration just made, "" when none was."""
        return self._made.code if self._made else ""

    @Slot()
    def register(self) -> None:
        """Register for the program; ``registered`` or ``refused`` follows."""
        if self._attempts.run(self._register):
            self.registered.emit()

    def _register(self) -> None:
        assert self._program
        self._made = self._keeper.register(self._program.key, self._clock())
        self._made_for = self._program
        self._standing = self._keeper.standing(self._program, self._clock())

    # --- what the screen shows ---------------------------------------------------------------

    def _get_failure(self) -> str:
        return self._attempts.failure()

    failure = Property(str, _get_failure, notify=changed)

    def _get_offer(self) -> dict[str, str]:
        """How many seats are left, and what can be done about it ("" where nothing can)."""
        program, standing, t = self._program, self._standing, self._t
        if program is None or standing is None:
            return {}
        offer = {"state": "", "pictogram": "clock", "action": "", "calendar": ""}
        if standing.closed_reason:
            offer["state"] = wording.refusal(standing.closed_reason, t)
            offer["pictogram"] = (
                "check" if standing.closed_reason is Refusal.OPEN_TO_ALL else "close"
            )
        elif standing.seats_left:
            offer["state"] = t.npgettext(
                "programs", "{count} seat left", "{count} seats left", standing.seats_left
            )
            offer["pictogram"] = "available"
            offer["action"] = t.pgettext("programs", "Register")
        else:
            place = formats.number(standing.waiting + 1, t.code)
            offer["state"] = t.pgettext(
                "programs", "Full. You would be number {place} on the waiting list", place=place
            )
            offer["action"] = t.pgettext("programs", "Join the waiting list")
        if standing.closed_reason is not Refusal.PROGRAM_CANCELLED:
            offer["calendar"] = self._calendar(program)
        return offer

    def _calendar(self, program: Program) -> str:
        return encode_calendar_event(program, self._branch.tz, self._clock())

    offer = Property(dict, _get_offer, notify=changed)

    def _get_made(self) -> dict[str, str]:
        if self._made is None or self._made_for is None:
            return {}
        return {
            "held": "yes" if self._made.status in OCCUPYING_STATUSES | ACTIVE_STATUSES else "",
            "title": wording.registration_state(self._made.status, self._t),
            "pictogram": wording.STATE_PICTOGRAMS[self._made.status],
            "text": wording.program_and_when(self._made_for, self._branch.tz, self._t),
            "explanation": wording.registration_explanation(self._made, self._t),
            "calendar": self._calendar(self._made_for),
            **wording.code_words(self._made.code, self._t),
        }

    made = Property(dict, _get_made, notify=changed)
