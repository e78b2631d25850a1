"""The view model for registering for a programme."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
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
from kiosk.ui.base.confirmation import Confirmation
from kiosk.ui.base.refusals import RefusalHandler, read_or_default
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class RegistrationOffer:
    """The number of free seats, and the action that is offered.

    ``action`` is an empty string if no action is offered; ``good`` is True if a visitor can come or
    register.
    """

    state: str = ""
    pictogram: str = "clock"
    action: str = ""
    calendar: str = ""
    good: bool = False


@QmlElement
@QmlUncreatable("made by the application")
class Registrations(QObject):  # type: ignore[operator]
    """The seats of the programme that is shown, and the visitor's latest registration."""

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
        self._offer = value_object(RegistrationOffer)(self)
        self._confirmation = value_object(Confirmation)(self)
        self._reset()
        self.changed.connect(self._show)  # connected first: runs before QML's handlers
        translator.changed.connect(self.changed)

    def _reset(self) -> None:
        self._program: Program | None = None
        self._standing: SeatAvailability | None = None
        self._registration: Registration | None = None
        self._registered_for: Program | None = None  # the screen may show another programme later
        self._attempts.forget()

    def wipe(self) -> None:
        """Delete the programme and the code from the screen."""
        self._reset()
        self.changed.emit()

    def look_at(self, program: Program) -> None:
        self._program, self._standing = program, None
        self._attempts.forget()
        self.refresh()

    def standings(self, several: Iterable[Program]) -> dict[str, SeatAvailability]:
        """Return the seats of each programme by its key; empty if they cannot be read."""
        return read_or_default({}, lambda: self._keeper.standings(several, self._clock()))

    @Slot()
    def refresh(self) -> None:
        """Reload the seats after a registration, or after the server has answered."""
        program, registration = self._program, self._registration
        if program:
            self._standing = read_or_default(
                None, lambda: self._keeper.standing(program, self._clock())
            )
        if registration:
            self._registration = read_or_default(
                registration, lambda: self._keeper.current_state(registration)
            )
        self.changed.emit()

    @property
    def code(self) -> str:
        """The code of the latest registration, or an empty string if there is no registration."""
        return self._registration.code if self._registration else ""

    @Slot()
    def register(self) -> None:
        """Register for the programme that is shown; emit ``registered`` or ``refused``."""
        self.try_to_register()

    def try_to_register(self) -> str:
        """Register as ``register`` does; return why it was refused, or "" if it was not."""
        if self._attempts.run(self._register):
            self.registered.emit()
        return self._attempts.failure()

    def _register(self) -> None:
        assert self._program
        self._registration = self._keeper.register(self._program.key, self._clock())
        self._registered_for = self._program
        self._standing = self._keeper.standing(self._program, self._clock())

    # --- properties for the screen ---------------------------------------------------------------

    def _get_failure(self) -> str:
        return self._attempts.failure()

    failure = Property(str, _get_failure, notify=changed)

    @Slot()
    def _show(self) -> None:
        self._offer.replace(self._offer_now())
        self._confirmation.replace(self._confirmation_now())

    def _offer_now(self) -> RegistrationOffer:
        program, standing, t = self._program, self._standing, self._t
        if program is None or standing is None:
            return RegistrationOffer()
        calendar = self._calendar(program)
        if standing.closed_reason:
            cancelled = standing.closed_reason is Refusal.PROGRAM_CANCELLED
            return RegistrationOffer(
                state=wording.refusal(standing.closed_reason, t),
                pictogram="check" if standing.closed_reason is Refusal.OPEN_TO_ALL else "close",
                calendar="" if cancelled else calendar,
                good=standing.closed_reason is Refusal.OPEN_TO_ALL,
            )
        if standing.seats_left:
            return RegistrationOffer(
                state=t.npgettext(
                    "programs",
                    "{count} of {seats} seats left",
                    "{count} of {seats} seats left",
                    standing.seats_left,
                    seats=formats.number(program.seats or 0, t.code),
                ),
                pictogram="available",
                action=t.pgettext("programs", "Register"),
                calendar=calendar,
                good=True,
            )
        place = formats.number(standing.waiting + 1, t.code)
        return RegistrationOffer(
            state=t.pgettext(
                "programs", "Full. You would be number {place} on the waiting list", place=place
            ),
            action=t.pgettext("programs", "Join the waiting list"),
            calendar=calendar,
        )

    def _calendar(self, program: Program) -> str:
        title, _ = program.title_in(self._t.code, self._t.home)
        program = replace(program, title=title)
        return encode_calendar_event(program, self._branch.tz, self._clock())

    def _get_offer(self) -> QObject:
        return self._offer

    offer = Property(value_object(RegistrationOffer), _get_offer, constant=True)

    def _confirmation_now(self) -> Confirmation:
        registration, program = self._registration, self._registered_for
        if registration is None or program is None:
            return Confirmation()
        title, language = program.title_in(self._t.code, self._t.home)
        return Confirmation(
            title=wording.registration_state(registration.status, self._t),
            pictogram=wording.STATE_PICTOGRAMS[registration.status],
            text=wording.program_and_when(program, self._branch.tz, self._t),
            name=title,
            nameLanguage=language,
            time=wording.program_when(program, self._branch.tz, self._t),
            place=program.location,
            explanation=wording.registration_explanation(registration, self._t),
            shownCode=wording.shown_code(registration.code, self._t),
            spokenCode=wording.spoken_code(registration.code, self._t),
            calendar=self._calendar(program),
            isHeld=registration.status in OCCUPYING_STATUSES | ACTIVE_STATUSES,
        )

    def _get_confirmation(self) -> QObject:
        return self._confirmation

    confirmation = Property(value_object(Confirmation), _get_confirmation, constant=True)
