"""A model of the rules of reservations, compared step by step with the server.

The model divides the days into quarters of an hour, and records who may use each quarter. The
kiosks are simulated: each kiosk promises times only from its leases, sends its outbox in order, and
receives answers late, twice or not at all.
"""

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.protocol.messages import Action, AdoptOrder, CancelOrder, Grant, Order, ReserveOrder
from tests.central.library import Library

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)  # before the library opens
CELL = timedelta(minutes=15)
ROOM = "room1"  # a reservation keeps 15 minutes free after it
HOLDING = {"requested", "confirmed"}

Cells = frozenset[int]


def cells(start: datetime, end: datetime) -> Cells:
    """Return the quarters of an hour, counted from the beginning of that day."""
    first = NOW.replace(hour=0)
    return frozenset(range((start - first) // CELL, (end - first) // CELL))


@dataclass
class Kiosk:
    """The data of a kiosk: its leases, the taken times, and its outbox."""

    id: str
    epoch: int = 0
    lent: Cells = frozenset()
    taken: dict[str, Cells] = field(default_factory=dict)
    outbox: list[Order] = field(default_factory=list)

    def receive(self, grant: Grant, library: Library) -> None:
        if grant.epoch < self.epoch:
            return  # a later grant was adopted first
        leases = (cells(x.start, x.end) for x in grant.leases if x.space == ROOM)
        self.lent = frozenset().union(*leases)
        if grant.epoch > self.epoch:
            self.epoch = grant.epoch
            self.outbox.append(library.adoption_order(grant.epoch))


@dataclass
class ModelReservation:
    """A reservation in the model. ``lessee`` is the kiosk from whose lease it came."""

    kiosk: str
    cells: Cells
    promised: bool
    status: str = "requested"
    lessee: str | None = None


class Model:
    """The state that the server must have after the orders that it has received."""

    def __init__(self) -> None:
        self.reservations: dict[str, ModelReservation] = {}  # in the order of arrival at the server
        self.lent: dict[int, str] = {}  # lent and unreserved cells, with their kiosks
        self.reserved: dict[int, str] = {}  # reserved cells, with their reservations
        self.recalls: dict[tuple[str, int], int | None] = {}  # kiosk and cell, with the grant
        self._orders: set[str] = set()

    def take(self, kiosk: str, order: Order) -> None:
        if order.id in self._orders:
            return
        self._orders.add(order.id)
        if order.action == Action.RESERVE:
            self._reserve(kiosk, ReserveOrder.model_validate_json(order.body))
        elif order.action == Action.CANCEL:
            self._cancel(CancelOrder.model_validate_json(order.body).id)
        else:
            self._adopt(kiosk, AdoptOrder.model_validate_json(order.body).epoch)

    def grant(self, kiosk: str, grant: Grant) -> None:
        """Check a grant against the model, and record new leases."""
        leases = [cells(x.start, x.end) for x in grant.leases if x.space == ROOM]
        granted = set().union(*leases)
        assert len(granted) == sum(map(len, leases)), "leases overlap"
        recalled = {cell for of, cell in self.recalls if of == kiosk}
        kept = {cell for cell, of in self.lent.items() if of == kiosk} - recalled
        assert kept <= granted, "a lease lasts unless it was recalled"
        waited = {c for a in self.reservations.values() if a.status == "requested" for c in a.cells}
        for cell in granted - kept:
            assert cell not in self.lent, "the cell is lent already"
            assert cell not in self.reserved, "the cell is reserved"
            assert cell not in waited, "somebody waits for the cell"
            self.lent[cell] = kiosk
        for (of, cell), epoch in self.recalls.items():
            if of == kiosk and epoch is None:
                self.recalls[of, cell] = grant.epoch

    def _reserve(self, kiosk: str, wanted: ReserveOrder) -> None:
        reservation = ModelReservation(
            kiosk, cells(wanted.start, wanted.end + CELL), wanted.promised
        )
        self.reservations[wanted.id] = reservation
        self._decide(wanted.id, reservation)

    def _decide(self, id: str, reservation: ModelReservation) -> None:
        leased = {cell: self.lent[cell] for cell in reservation.cells if cell in self.lent}
        if any(cell in self.reserved for cell in reservation.cells):
            reservation.status = "refused"
        elif others := {(of, cell) for cell, of in leased.items() if of != reservation.kiosk}:
            for each in others:
                self.recalls.setdefault(each, None)
        else:
            reservation.status = "confirmed"
            reservation.lessee = reservation.kiosk if leased else None
            for cell in reservation.cells:
                self.lent.pop(cell, None)
                self.reserved[cell] = id

    def _cancel(self, id: str) -> None:
        reservation = self.reservations.get(id)
        if reservation is None or reservation.status not in HOLDING:
            return
        for cell in reservation.cells if reservation.status == "confirmed" else ():
            del self.reserved[cell]
            if reservation.lessee:
                self.lent[cell] = reservation.lessee
        reservation.status = "cancelled"
        self._decide_again()

    def _adopt(self, kiosk: str, epoch: int) -> None:
        for (of, cell), recall_epoch in list(self.recalls.items()):
            if of == kiosk and recall_epoch is not None and recall_epoch <= epoch:
                del self.recalls[of, cell]
                if self.lent.get(cell) == kiosk:
                    del self.lent[cell]
        self._decide_again()

    def _decide_again(self) -> None:
        for id, reservation in self.reservations.items():
            if reservation.status == "requested":
                self._decide(id, reservation)


class Reservations(RuleBasedStateMachine):
    @initialize(count=some.integers(2, 3))
    def open(self, count: int) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=_memory()))
        shutil.copy(_template(), self.folder / "central.sqlite3")
        self.database = CentralDatabase(f"sqlite:///{self.folder / 'central.sqlite3'}")
        self.library = Library(self.database, self.folder, lambda: NOW)
        self.kiosks = [Kiosk(self.library.pair()) for _ in range(count)]
        self.model = Model()
        self.sent: list[tuple[Kiosk, Order]] = []
        self.late: list[tuple[Kiosk, Grant]] = []
        self.visits = 0

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            shutil.rmtree(self.folder)

    # --- at a kiosk, which may be offline --------------------------------------------------

    @rule(data=some.data(), start=some.integers(16, 18), length=some.integers(1, 3))
    def reserve(self, data: some.DataObject, start: int, length: int) -> None:
        """Reserve a time (in half hours) for a visitor, as a promise or a request."""
        kiosk = self._one(data)
        begin, end = start / 2, (start + length) / 2
        wanted = cells(self.library.moment(begin), self.library.moment(end) + CELL)
        if any(wanted & other for other in kiosk.taken.values()):
            return  # taken, as far as this kiosk knows
        self.visits += 1
        id = f"visit-{self.visits}"
        kiosk.taken[id] = wanted
        promised = wanted <= kiosk.lent
        kiosk.outbox.append(self.library.order(id, begin, end, promised=promised))

    @rule(data=some.data())
    def give_back(self, data: some.DataObject) -> None:
        kiosk = self._one(data)
        if kiosk.taken:
            id = data.draw(some.sampled_from(sorted(kiosk.taken)))
            del kiosk.taken[id]
            kiosk.outbox.append(self.library.cancellation_order(id))

    # --- between a kiosk and the server -----------------------------------------------------

    @rule(data=some.data())
    def sync_kiosk(self, data: some.DataObject) -> None:
        """Sync a kiosk completely, without losing any message."""
        kiosk = self._one(data)
        self._push(kiosk, len(kiosk.outbox))
        self._pull(kiosk)
        self._borrow(kiosk)
        self._push(kiosk, len(kiosk.outbox))

    @rule(data=some.data(), answered=some.booleans())
    def push(self, data: some.DataObject, answered: bool) -> None:
        """Deliver the oldest order; if the answer is lost, it stays in the outbox."""
        kiosk = self._one(data)
        count = data.draw(some.integers(0, len(kiosk.outbox)))
        self._push(kiosk, count, answered=answered)

    @rule(data=some.data())
    def push_again(self, data: some.DataObject) -> None:
        """Deliver an old order once more."""
        if self.sent:
            self._deliver(*data.draw(some.sampled_from(self.sent)))

    @rule(data=some.data())
    def pull(self, data: some.DataObject) -> None:
        """Deliver the decisions, except on reservations with orders in the outbox."""
        self._pull(self._one(data))

    @rule(data=some.data(), answered=some.booleans())
    def request_grant(self, data: some.DataObject, answered: bool) -> None:
        self._borrow(self._one(data), answered=answered)

    @rule(data=some.data())
    def deliver_late_grant(self, data: some.DataObject) -> None:
        """Deliver a grant that was delayed."""
        if self.late:
            kiosk, grant = data.draw(some.sampled_from(self.late))
            kiosk.receive(grant, self.library)

    # --- invariants --------------------------------------------------------------------------

    @invariant()
    def the_server_decides_as_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        lent, reserved = self._claims()
        assert lent == self.model.lent
        assert reserved == self.model.reserved
        for id, reservation in self.model.reservations.items():
            assert self.library.status(id) == reservation.status

    @invariant()
    def a_promise_is_kept(self) -> None:
        if hasattr(self, "model"):
            broken = [
                a for a in self.model.reservations.values() if a.promised and a.status == "refused"
            ]
            assert not broken

    @invariant()
    def what_a_kiosk_believes_lent_is_lent(self) -> None:
        for kiosk in getattr(self, "kiosks", ()):
            for cell in kiosk.lent:
                taken = self.model.reservations.get(self.model.reserved.get(cell, ""))
                assert kiosk.id == (taken.lessee if taken else self.model.lent.get(cell))

    # ------------------------------------------------------------------------------------------

    def _one(self, data: some.DataObject) -> Kiosk:
        return data.draw(some.sampled_from(self.kiosks), "kiosk")

    def _push(self, kiosk: Kiosk, count: int, *, answered: bool = True) -> None:
        for order in kiosk.outbox[:count]:
            self._deliver(kiosk, order)
        if answered:
            del kiosk.outbox[:count]

    def _pull(self, kiosk: Kiosk) -> None:
        unsent = {_subject(order) for order in kiosk.outbox}
        for id, reservation in self.model.reservations.items():
            if id not in unsent:
                kiosk.taken.pop(id, None)
                if reservation.status in HOLDING:
                    kiosk.taken[id] = reservation.cells

    def _borrow(self, kiosk: Kiosk, *, answered: bool = True) -> None:
        grant = self.library.grant(kiosk.id, kiosk.epoch)
        self.model.grant(kiosk.id, grant)
        if answered:
            kiosk.receive(grant, self.library)
        else:
            self.late.append((kiosk, grant))

    def _deliver(self, kiosk: Kiosk, order: Order) -> None:
        self.library.send(kiosk.id, order)
        self.model.take(kiosk.id, order)
        self.sent.append((kiosk, order))

    def _claims(self) -> tuple[dict[int, str], dict[int, str]]:
        lent, reserved = {}, {}
        with self.database.read() as connection:
            rows = connection.execute(tables.claim.select().where(tables.claim.c.space == ROOM))
            for row in rows:
                for cell in cells(row.starts, row.ends):
                    if row.reservation:
                        reserved[cell] = row.reservation
                    else:
                        lent[cell] = row.lessee
        return lent, reserved


def _subject(order: Order) -> str:
    if order.action == Action.RESERVE:
        return ReserveOrder.model_validate_json(order.body).id
    return CancelOrder.model_validate_json(order.body).id if order.action == Action.CANCEL else ""


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@cache
def _template() -> Path:
    """Return an empty database to copy, because creating one is slow."""
    path = Path(tempfile.mkdtemp()) / "central.sqlite3"
    CentralDatabase(f"sqlite:///{path}").close()
    return path


TestReservations = Reservations.TestCase
TestReservations.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
