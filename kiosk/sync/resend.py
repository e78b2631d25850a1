"""Telling a server again what it has lost: its database was put back from a back-up.

It then knows nothing of what visitors were promised since. Every kiosk still does, and asks
for it once more; what the server has under that id already it leaves as it is.
"""

from datetime import datetime

from sqlalchemy import Connection

from kiosk.domain.registrations import ACTIVE_STATUSES, Registration
from kiosk.domain.reservations import OCCUPYING_STATUSES, BookingStatus, Reservation
from kiosk.protocol.messages import Action, Cancel, Message, Register, Reserve
from kiosk.store import registrations, reservations
from kiosk.store.sync import outbox


def remind(old: Connection, new: Connection, now: datetime) -> None:
    """Put into the outbox of ``new``, which holds what the server does, all that it lacks.

    ``old`` is the database of before. The snapshot in ``new`` may be behind the server: some
    of it will be told for nothing.
    """
    waiting = outbox.list_subjects(new)
    for made in reservations.list_upcoming_reservations(old, now):
        if made.id not in waiting:
            _remind_of_reservation(new, made)
    for registered in registrations.list_registrations(old):
        if registered.id not in waiting:
            _remind_of_registration(new, registered)


def tell_promises(connection: Connection, now: datetime) -> None:
    """Put into the outbox what a kiosk promised while it stood alone, and still holds."""
    for made in reservations.list_upcoming_reservations(connection, now):
        if made.status in OCCUPYING_STATUSES:
            _tell(connection, Action.RESERVE, Reserve.of(made), made.id)
    for registered in registrations.list_registrations(connection):
        if registered.status in ACTIVE_STATUSES:
            _tell(connection, Action.REGISTER, Register.of(registered), registered.id)


def _remind_of_reservation(new: Connection, made: Reservation) -> None:
    known = reservations.find_reservation(new, made.id)
    if known is None and made.status in OCCUPYING_STATUSES:
        reservations.save_reservations(new, made)
        _tell(new, Action.RESERVE, Reserve.of(made))
    elif made.status is BookingStatus.CANCELLED and known != made:
        reservations.save_reservations(new, made)
        _tell(new, Action.CANCEL, Cancel(id=made.id))


def _remind_of_registration(new: Connection, made: Registration) -> None:
    known = registrations.find_registration(new, made.id)
    if known is None and made.status in ACTIVE_STATUSES:
        registrations.save_registrations(new, made)
        _tell(new, Action.REGISTER, Register.of(made))
    elif made.status is BookingStatus.CANCELLED and known != made:
        registrations.save_registrations(new, made)
        _tell(new, Action.CANCEL, Cancel(id=made.id))


def _tell(connection: Connection, action: Action, order: Message, about: str = "") -> None:
    # About nothing where the feed may say something newer of it meanwhile.
    outbox.queue_order(connection, action, order.model_dump_json(), about)
