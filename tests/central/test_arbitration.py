"""Deciding on reservations: requests, leases, recalls, and races between servers."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kiosk.central.bookings import claims, lending
from kiosk.central.database import CentralDatabase
from kiosk.central.fleet import pairing
from kiosk.central.server import Server
from kiosk.domain.intervals import Interval
from kiosk.protocol.messages import Action, Order, Push
from tests.central.concurrency import run_concurrently
from tests.central.library import Library
from tests.clocks import ManualClock


@pytest.fixture
def library(central: CentralDatabase, tmp_path: Path, clock: ManualClock) -> Library:
    return Library(central, tmp_path / "snapshots", clock)


def test_a_free_time_is_confirmed_and_then_taken(library: Library) -> None:
    one, two = library.pair(), library.pair()
    first = library.reserve(one, 10, 11)
    second = library.reserve(two, 10.5, 11.5)
    assert (library.status(first), library.status(second)) == ("confirmed", "refused")


def test_the_buffer_is_kept_free_and_times_that_touch_do_not_overlap(library: Library) -> None:
    kiosk = library.pair()
    library.reserve(kiosk, 10, 11)
    assert library.status(library.reserve(kiosk, 11, 12)) == "refused"
    assert library.status(library.reserve(kiosk, 9.5, 10)) == "refused"
    assert library.status(library.reserve(kiosk, 11.5, 12)) == "confirmed"
    assert library.status(library.reserve(kiosk, 11, 12, room="room2")) == "confirmed"


def test_a_refusal_offers_the_nearest_free_times(library: Library) -> None:
    kiosk = library.pair()
    library.reserve(kiosk, 10, 11)
    near = library.decided_reservation(library.reserve(kiosk, 10, 11)).alternatives
    assert [each.start for each in near] == [library.moment(h) for h in (11.5, 12, 12.5)]


def test_an_unknown_space_or_a_closed_time_is_refused(library: Library) -> None:
    kiosk = library.pair()
    assert library.status(library.reserve(kiosk, 10, 11, room="nowhere")) == "refused"
    assert library.status(library.reserve(kiosk, 21, 22)) == "refused"
    assert library.status(library.reserve(kiosk, 8, 9)) == "refused"  # it is nine o'clock


def test_a_repeated_order_takes_effect_once(library: Library) -> None:
    kiosk = library.pair()
    order = library.order("r", 10, 11)
    for _ in range(3):
        assert library.send(kiosk, order, order) == {}
    assert library.status("r") == "confirmed"
    library.cancel(kiosk, "r")
    library.send(kiosk, order)
    assert library.status("r") == "cancelled"


def test_a_malformed_order_is_refused_and_the_others_are_executed(library: Library) -> None:
    kiosk = library.pair()
    bad = Order(id="bad", action=Action.RESERVE, body="{}")
    back = library.order("back", 11, 10)
    for _ in range(2):
        refused = library.send(kiosk, bad, back, library.order("r", 10, 11))
        assert set(refused) == {"bad", back.id}
    assert library.status("r") == "confirmed"


def test_a_promise_from_a_lease_is_confirmed(library: Library) -> None:
    one, two = library.pair(), library.pair()
    lent = library.grant(one)
    room = next(r for r in ("room1", "room2") if library.is_lent(lent, 10, 11.25, r))
    promised = library.reserve(one, 10, 11, room=room, promised=True)
    other = library.reserve(two, 10, 11, room=room)
    assert (library.status(promised), library.status(other)) == ("confirmed", "refused")


def test_no_time_is_lent_to_two_kiosks(library: Library) -> None:
    kiosks = [library.pair() for _ in range(3)]
    grants = [library.grant(kiosk) for kiosk in kiosks for _ in range(2)]
    for number, one in enumerate(grants):
        for other in grants[number + 1 :]:
            if one.leases == other.leases:
                continue
            for a in one.leases:
                assert not any(
                    a.space == b.space and a.start < b.end and b.start < a.end for b in other.leases
                )
    assert all(grant.leases for grant in grants)


def leased_room(library: Library, kiosk: str) -> tuple[str, int]:
    grant = library.grant(kiosk)
    room = next(r for r in ("room1", "room2") if library.is_lent(grant, 10, 11.25, r))
    return room, grant.epoch


def test_a_requested_lease_is_recalled_and_given_after_the_adoption(
    library: Library,
) -> None:
    one, two = library.pair(), library.pair()
    room, epoch = leased_room(library, one)
    request_id = library.reserve(two, 10, 11, room=room)
    assert library.status(request_id) == "requested"
    assert library.decided_reservation(request_id).alternatives, (
        "alternatives are offered meanwhile"
    )
    next_grant = library.grant(one, epoch)
    assert next_grant.epoch == epoch + 1
    assert not library.is_lent(next_grant, 10, 11.25, room)
    assert library.is_lent(next_grant, 12, 14, room)
    assert library.status(request_id) == "requested", "the kiosk may not know of it yet"
    library.adopt(one, next_grant.epoch)
    assert library.status(request_id) == "confirmed"
    assert library.grant(one, next_grant.epoch).epoch == next_grant.epoch


def test_a_promise_before_the_adoption_stays_valid(library: Library) -> None:
    one, two = library.pair(), library.pair()
    room, epoch = leased_room(library, one)
    request_id = library.reserve(two, 10, 11, room=room)
    next_grant = library.grant(one, epoch)
    promised = library.reserve(one, 10.5, 11.5, room=room, promised=True)
    library.adopt(one, next_grant.epoch)
    assert (library.status(promised), library.status(request_id)) == ("confirmed", "refused")


def test_adopting_an_older_grant_frees_nothing(library: Library) -> None:
    one, two = library.pair(), library.pair()
    room, epoch = leased_room(library, one)
    request_id = library.reserve(two, 10, 11, room=room)
    library.grant(one, epoch)
    library.adopt(one, epoch)
    assert library.status(request_id) == "requested"


def test_a_cancelled_promise_returns_to_its_lease(library: Library) -> None:
    one, two = library.pair(), library.pair()
    room, _epoch = leased_room(library, one)
    first = library.reserve(one, 10, 11, room=room, promised=True)
    library.cancel(one, first)
    other = library.reserve(two, 10, 11, room=room)
    again = library.reserve(one, 10, 11, room=room, promised=True)
    assert library.status(again) == "confirmed", "the kiosk may promise it until it adopts"
    assert library.status(other) == "requested"


def test_a_reservation_partly_in_a_lease_returns_to_it_when_cancelled(library: Library) -> None:
    """The kiosk still relies on its part of the time, which no other visitor may receive."""
    one, two = library.pair(), library.pair()
    room, _epoch = leased_room(library, one)
    hole = library.reserve(two, 10, 11, room=room)
    epoch = library.grant(one).epoch
    library.adopt(one, epoch)
    library.cancel(two, hole)
    partly = library.reserve(one, 9, 10.5, room=room)
    library.cancel(two, partly)
    other = library.reserve(two, 9, 10, room=room)
    again = library.reserve(one, 9, 9.5, room=room, promised=True)
    assert library.status(again) == "confirmed"
    assert library.status(other) != "confirmed"


def test_a_request_is_refused_when_its_time_has_come(library: Library, clock: ManualClock) -> None:
    one, two = library.pair(), library.pair()
    room, _epoch = leased_room(library, one)
    request_id = library.reserve(two, 10, 11, room=room)
    clock.advance(hours=3)
    library.grant(two)
    assert library.status(request_id) == "refused"


def test_a_revoked_kiosk_loses_its_leases(library: Library) -> None:
    one, two = library.pair(), library.pair()
    room, _epoch = leased_room(library, one)
    request_id = library.reserve(two, 10, 11, room=room)
    with library.database.write() as connection:
        assert pairing.revoke_kiosk(connection, one, library.server.clock())
        assert not pairing.revoke_kiosk(connection, one, library.server.clock())
    assert library.status(request_id) == "confirmed"
    assert library.server.public_key(one) is None


def test_the_leases_of_a_lost_kiosk_expire(library: Library, clock: ManualClock) -> None:
    one, two = library.pair(), library.pair()
    library.grant(one)
    clock.advance(days=lending.LEASE_DAYS)
    with library.database.read() as connection:
        assert claims.leases_of_kiosk(connection, one, clock()) == []
    request_id = [library.reserve(two, 10, 11, room=room) for room in ("room1", "room2")]
    assert [library.status(each) for each in request_id] == ["confirmed", "confirmed"]


def test_codes_are_lent_once(library: Library) -> None:
    kiosks = [library.pair() for _ in range(2)]
    codes = [code for kiosk in kiosks for code in library.grant(kiosk).codes]
    assert len(codes) == len(set(codes)) > 0
    assert library.grant(kiosks[0], codes=40).codes == []


def test_the_database_itself_refuses_overlapping_claims(library: Library) -> None:
    def claim(start: float, end: float) -> None:
        with library.database.write() as connection:
            claims.add_claim(
                connection, "room1", Interval(library.moment(start), library.moment(end))
            )

    claim(10, 11)
    claim(11, 12)
    with pytest.raises(IntegrityError):
        claim(10.5, 10.75)
    with library.database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM claim")).scalar_one() == 2


def test_two_servers_on_one_database_give_a_time_to_only_one_visitor(
    central_url: str, library: Library, tmp_path: Path, clock: ManualClock
) -> None:
    second_database = CentralDatabase(central_url)
    servers = [library.server, Server(second_database, tmp_path / "other", clock)]
    kiosks = [library.pair() for _ in range(4)]
    starts = [10, 10.5, 11, 14, 14.5]

    def ask(number: int) -> None:
        for round_, start in enumerate(starts):
            order = library.order(f"r{number}-{round_}", start, start + 1)
            servers[number % 2].push(kiosks[number], Push(orders=[order, order]))

    faults = run_concurrently(len(kiosks), ask)
    second_database.close()
    assert faults == []
    granted = [
        library.decided_reservation(f"r{n}-{r}").interval
        for n in range(len(kiosks))
        for r in range(len(starts))
        if library.status(f"r{n}-{r}") == "confirmed"
    ]
    assert 2 <= len(granted) <= 3
    for number, one in enumerate(granted):
        assert not any(one.overlaps(other) for other in granted[number + 1 :])
