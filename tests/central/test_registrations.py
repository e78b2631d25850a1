"""Deciding on registrations: requests, leases, recalls, waiting lists, and races of servers."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kiosk.central import tables
from kiosk.central.database import CentralDatabase
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing
from kiosk.central.housekeeping import clean_up
from kiosk.central.server import Server
from kiosk.domain.intervals import Interval
from kiosk.domain.programs import Program
from kiosk.domain.registrations import Registration
from kiosk.protocol.bodies import SourcedProgram, key_of
from kiosk.protocol.messages import (
    SEATS_SINCE,
    VERSION,
    Action,
    FeedKind,
    Grant,
    GrantRequest,
    Order,
    Push,
    RegisterOrder,
)
from tests.central.concurrency import run_concurrently
from tests.central.library import Library
from tests.clocks import ManualClock

_numbers = count(1)


class LibraryWithProgram:
    """A library with one program of ``seats`` seats that starts in four hours."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.set_seats(4)

    def set_seats(self, seats: int, *, cancelled: bool = False, uid: str = "circle") -> None:
        interval = Interval(self.library.moment(13), self.library.moment(14))
        program = Program(uid, "", "Circle", interval, seats=seats, cancelled=cancelled)
        thing = SourcedProgram("calendar", program)
        self.key = key_of(thing)
        with self.library.database.write() as connection:
            feed.publish(connection, [thing], self.library.server.clock())

    def order(self, id: str, seat: int | None = None) -> Order:
        wanted = RegisterOrder(
            id=id, program=self.key, code="123456", created=self.library.moment(9), seat=seat
        )
        number = next(_numbers)
        return Order(id=f"o{number}", action=Action.REGISTER, body=wanted.model_dump_json())

    def register(self, kiosk: str, seat: int | None = None) -> str:
        id = f"registration-{next(_numbers)}"
        self.library.send(kiosk, self.order(id, seat))
        return id

    def decided(self, id: str) -> Registration:
        with self.library.database.read() as connection:
            found = feed.load_entity(connection, FeedKind.REGISTRATION, id)
        assert isinstance(found, Registration)
        return found

    def statuses(self, *ids: str) -> list[str]:
        """Return the status of each registration, with the place on the waiting list."""
        found = [self.decided(id) for id in ids]
        return [f"{each.status} {each.place}".removesuffix(" 0") for each in found]

    def grant(self, kiosk: str, epoch: int = 0, version: int = VERSION) -> Grant:
        wish = GrantRequest(codes=40, epoch=epoch, version=version)
        return self.library.server.grant(kiosk, wish)

    def lent(self, kiosk: str, epoch: int = 0, version: int = VERSION) -> list[int]:
        return [seat for each in self.grant(kiosk, epoch, version).seats for seat in each.seats]


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    return Library(central, tmp_path / "snapshots", clock)


@pytest.fixture
def hall(library: Library) -> LibraryWithProgram:
    return LibraryWithProgram(library)


def test_seats_and_then_waiting_list_places_go_by_arrival(
    library: Library, hall: LibraryWithProgram
) -> None:
    one, two = library.pair(), library.pair()
    registered = [hall.register(kiosk) for kiosk in (one, two, one, two, one, two)]
    assert hall.statuses(*registered) == ["confirmed"] * 4 + ["waiting 1", "waiting 2"]
    assert len({hall.decided(id).seat for id in registered[:4]}) == 4


def test_a_cancellation_moves_the_waiting_list_up(
    library: Library, hall: LibraryWithProgram
) -> None:
    kiosk = library.pair()
    registered = [hall.register(kiosk) for _ in range(7)]
    library.cancel(kiosk, registered[5])
    library.cancel(kiosk, registered[0])
    assert hall.statuses(*registered[4:]) == ["confirmed", "cancelled", "waiting 1"]
    assert hall.decided(registered[0]).seat is None


def test_a_repeated_order_takes_effect_once(library: Library, hall: LibraryWithProgram) -> None:
    kiosk = library.pair()
    order = hall.order("r")
    for _ in range(3):
        assert library.send(kiosk, order, order, hall.order("r")) == {}
    assert hall.statuses("r") == ["confirmed"]
    library.cancel(kiosk, "r")
    library.cancel(kiosk, "r")
    library.send(kiosk, order)
    assert hall.statuses("r") == ["cancelled"]


def test_a_malformed_registration_is_refused(library: Library, hall: LibraryWithProgram) -> None:
    bad = Order(id="bad", action=Action.REGISTER, body='{"id": "r", "seat": 0}')
    assert set(library.send(library.pair(), bad)) == {"bad"}


def test_registrations_for_cancelled_past_or_unknown_programs_are_refused(
    library: Library, hall: LibraryWithProgram, clock: ManualClock
) -> None:
    kiosk = library.pair()
    hall.set_seats(4, cancelled=True)
    assert hall.statuses(hall.register(kiosk)) == ["refused"]
    hall.set_seats(4)
    clock.advance(hours=4)
    assert hall.statuses(hall.register(kiosk)) == ["refused"]
    hall.key = "calendar\x1fother\x1f"
    assert hall.statuses(hall.register(kiosk)) == ["refused"]


def test_a_single_kiosk_is_lent_all_seats_and_several_share_half(
    library: Library, hall: LibraryWithProgram
) -> None:
    one = library.pair()
    assert hall.lent(one) == [1, 2, 3, 4]
    hall.set_seats(12)
    two, three = library.pair(), library.pair()
    for kiosk in (two, three):
        hall.lent(kiosk)
    shares = {kiosk: set(hall.lent(kiosk)) for kiosk in (one, two, three)}
    assert {len(shares[two]), len(shares[three])} <= {2, 3}
    assert not shares[two] & shares[three]
    assert not shares[one] & (shares[two] | shares[three])


def test_a_kiosk_with_an_older_protocol_is_lent_no_seats(
    library: Library, hall: LibraryWithProgram
) -> None:
    old, new = library.pair(), library.pair()
    assert hall.lent(old, version=SEATS_SINCE - 1) == []
    assert hall.lent(new) == [1, 2, 3, 4], "it gets no share"


def test_a_promise_from_a_lease_is_confirmed(library: Library, hall: LibraryWithProgram) -> None:
    one = library.pair()
    seat = hall.lent(one)[0]
    assert hall.statuses(hall.register(one, seat)) == ["confirmed"]
    assert seat not in hall.lent(one)


def test_a_promise_without_a_lease_is_a_request(
    library: Library, hall: LibraryWithProgram, caplog: pytest.LogCaptureFixture
) -> None:
    one, two = library.pair(), library.pair()
    seat = hall.lent(one)[0]
    requested = hall.register(two, seat)
    assert "promised a seat" in caplog.text
    assert hall.decided(requested).seat != seat
    assert hall.statuses(hall.register(one, seat)) == ["confirmed"]


def test_a_lent_seat_is_recalled_and_given_after_the_adoption(
    library: Library, hall: LibraryWithProgram
) -> None:
    one, two = library.pair(), library.pair()
    epoch = hall.grant(one).epoch
    requested = [hall.register(two) for _ in range(2)]
    assert hall.statuses(*requested) == ["requested"] * 2
    next_grant = hall.grant(one, epoch)
    assert next_grant.epoch == epoch + 1
    assert [each.seats for each in next_grant.seats] == [[3, 4]]
    assert hall.statuses(*requested) == ["requested"] * 2, "the kiosk may not know of it yet"
    library.adopt(one, next_grant.epoch)
    assert hall.statuses(*requested) == ["confirmed"] * 2
    assert hall.grant(one, next_grant.epoch).epoch == next_grant.epoch


def test_a_promise_before_the_adoption_stays_valid(
    library: Library, hall: LibraryWithProgram
) -> None:
    one, two = library.pair(), library.pair()
    epoch = hall.grant(one).epoch
    requested = [hall.register(two) for _ in range(5)]
    assert hall.statuses(*requested) == ["requested"] * 4 + ["waiting 5"]
    next_grant = hall.grant(one, epoch)
    promised = [hall.register(one, seat) for seat in (1, 2)]
    library.adopt(one, next_grant.epoch)
    assert hall.statuses(*promised) == ["confirmed"] * 2
    assert hall.statuses(*requested) == ["confirmed"] * 2 + [f"waiting {n}" for n in (1, 2, 3)]
    library.cancel(one, promised[0])
    assert hall.statuses(requested[2]) == ["confirmed"], "the seat no longer belongs to the kiosk"


def test_a_cancelled_promise_returns_to_its_lease(
    library: Library, hall: LibraryWithProgram
) -> None:
    one, two = library.pair(), library.pair()
    hall.grant(one)
    first = hall.register(one, 1)
    library.cancel(two, first)
    again = hall.register(one, 1)
    assert hall.statuses(first, again) == ["cancelled", "confirmed"]


def test_adopting_an_older_grant_frees_nothing(library: Library, hall: LibraryWithProgram) -> None:
    one, two = library.pair(), library.pair()
    epoch = hall.grant(one).epoch
    requested = hall.register(two)
    hall.grant(one, epoch)
    library.adopt(one, epoch)
    assert hall.statuses(requested) == ["requested"]


def test_no_seat_is_lent_while_there_is_a_waiting_list(
    library: Library, hall: LibraryWithProgram
) -> None:
    one, two = library.pair(), library.pair()
    hall.set_seats(1)
    first, second = hall.register(one), hall.register(two)
    hall.set_seats(3)
    assert hall.lent(one) == []
    clean_up(library.server)
    assert hall.statuses(first, second) == ["confirmed", "confirmed"]
    assert hall.lent(one) == [3]


def test_lent_seats_are_recalled_when_seats_are_reduced(
    library: Library, hall: LibraryWithProgram
) -> None:
    one = library.pair()
    epoch = hall.grant(one).epoch
    promised = hall.register(one, 4)
    hall.set_seats(2)
    next_grant = hall.grant(one, epoch)
    assert sum(len(each.seats) for each in next_grant.seats) == 1
    library.adopt(one, next_grant.epoch)
    assert hall.statuses(promised, hall.register(one)) == ["confirmed", "requested"]


def test_the_waiting_list_is_refused_once_the_program_has_begun(
    library: Library, hall: LibraryWithProgram, clock: ManualClock
) -> None:
    kiosk = library.pair()
    registered = [hall.register(kiosk) for _ in range(5)]
    clock.advance(hours=4)
    clean_up(library.server)
    assert hall.statuses(registered[0], registered[4]) == ["confirmed", "refused"]


def test_registrations_for_past_programs_are_deleted(
    library: Library, hall: LibraryWithProgram, clock: ManualClock
) -> None:
    kiosk = library.pair()
    hall.grant(kiosk)
    id = hall.register(kiosk, 1)
    library.advance_while_closed(days=3)
    clean_up(library.server)
    with library.database.read() as connection:
        assert feed.load_entity(connection, FeedKind.REGISTRATION, id) is None
        for table in (tables.seat, tables.registration):
            assert connection.execute(select(table)).all() == []


def test_a_revoked_kiosk_loses_its_leases(library: Library, hall: LibraryWithProgram) -> None:
    one, two = library.pair(), library.pair()
    hall.grant(one)
    promised = hall.register(one, 1)
    requested = [hall.register(two) for _ in range(4)]
    with library.database.write() as connection:
        assert pairing.revoke_kiosk(connection, one, library.server.clock())
    assert hall.statuses(promised, *requested) == ["confirmed"] * 4 + ["waiting 1"]
    library.cancel(two, promised)
    assert hall.statuses(requested[3]) == ["confirmed"]


def test_a_lost_kiosk_holds_no_seats_of_later_programs(
    library: Library, hall: LibraryWithProgram, clock: ManualClock
) -> None:
    one, two = library.pair(), library.pair()
    assert hall.lent(one), "seats of today's program"
    clock.advance(days=1)
    hall.set_seats(4, uid="tomorrow")
    assert hall.statuses(*[hall.register(two) for _ in range(4)]) == ["confirmed"] * 4


def test_seats_of_distant_programs_are_not_lent_yet(
    library: Library, hall: LibraryWithProgram, clock: ManualClock
) -> None:
    kiosk = library.pair()
    clock.now -= timedelta(days=8)
    assert hall.lent(kiosk) == []
    clock.advance(days=8)
    assert hall.lent(kiosk) == [1, 2, 3, 4]
    clock.advance(hours=4)
    assert hall.lent(kiosk) == [], "the program has begun"


def test_the_database_itself_refuses_to_give_a_seat_twice(
    library: Library, hall: LibraryWithProgram
) -> None:
    def take() -> None:
        with library.database.write() as connection:
            connection.execute(tables.seat.insert().values(program=hall.key, number=1))

    take()
    with pytest.raises(IntegrityError):
        take()


def test_two_servers_on_one_database_give_each_seat_once(
    central_url: str, library: Library, hall: LibraryWithProgram, tmp_path: Path, clock: ManualClock
) -> None:
    second_database = CentralDatabase(central_url)
    servers = [library.server, Server(second_database, tmp_path / "other", clock)]
    kiosks = [library.pair() for _ in range(4)]
    hall.set_seats(10)

    def ask(number: int) -> None:
        server, kiosk, epoch = servers[number % 2], kiosks[number], 0
        for round_ in range(4):
            granted = server.grant(kiosk, GrantRequest(codes=40, epoch=epoch, version=VERSION))
            seats = [seat for each in granted.seats for seat in each.seats]
            orders = [hall.order(f"r{number}-{round_}", seats[0] if seats else None)]
            adopted = Order(
                id=f"a{number}-{round_}",
                action=Action.ADOPT,
                body=f'{{"epoch": {granted.epoch}}}',
            )
            epoch = granted.epoch
            server.push(kiosk, Push(orders=[*orders, adopted, *orders]))

    faults = run_concurrently(len(kiosks), ask)
    second_database.close()
    assert faults == []
    for kiosk in kiosks:  # recalled seats go to the waiting list
        library.adopt(kiosk, hall.grant(kiosk).epoch)
    registered = [hall.decided(f"r{n}-{r}") for n in range(len(kiosks)) for r in range(4)]
    assert sorted(each.seat for each in registered if each.seat) == list(range(1, 11))
    assert sorted(each.place for each in registered if each.status == "waiting") == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]
