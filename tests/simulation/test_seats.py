"""Program seats in virtual time: the invariants hold, and a broken rule is caught."""

import pytest

from kiosk.central import tables
from kiosk.central.registrations import registrations as seating
from kiosk.store.sync import leases
from tests.simulation.network import NetworkQuality
from tests.simulation.plan import Outcome, Plan
from tests.simulation.simulate import simulate

pytestmark = pytest.mark.slow

# Answers take minutes: much is promised before the server hears of it.
_SLOW = NetworkQuality(lost=0.03, answer_lost=0.03, repeated=0.03, late=0.03, delay=600)


def _town(seed: int) -> Outcome:
    size = {"kiosks": 3, "branches": 1, "spaces": 1, "days": 3, "records": 5, "visits": 16}
    return simulate(Plan(seed, programs=2, weather=_SLOW, **size))


def _find_violation(words: str) -> bool:
    """Return True if one of the first seeds has a violation that contains ``words``."""
    return any(words in each for seed in range(4) for each in _town(seed).violations)


def test_no_invariant_breaks_whatever_fails() -> None:
    promised = registrations = 0
    statuses: set[str] = set()
    for seed in range(3):
        outcome = _town(seed)
        assert outcome.violations == [], f"seed {seed}"
        promised += outcome.seats_promised
        registrations += outcome.registrations
        statuses |= set(outcome.statuses)
    assert 0 < promised < registrations, "both ways of saying yes were tried"
    assert statuses >= {"seat confirmed", "seat cancelled", "seat looked up: waiting"}


def test_a_kiosk_that_promises_unleased_seats_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(leases, "list_leased_seats", lambda *_: {1, 2, 3})
    assert _find_violation("confirmed to the visitor, is")


def test_a_kiosk_that_keeps_recalled_seats_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def add(connection, seats) -> None:  # type: ignore[no-untyped-def]
        rows = [{"program": program, "seat": seat} for program, seat in seats]
        if rows:
            connection.execute(leases.seat_lease.insert().prefix_with("OR IGNORE"), rows)

    monkeypatch.setattr(leases, "replace_seat_leases", add)
    assert _find_violation("confirmed to the visitor, is")


def test_a_server_that_serves_the_last_first_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    in_order = seating.waiting_list
    monkeypatch.setattr(
        seating, "waiting_list", lambda connection, program: in_order(connection, program)[::-1]
    )
    assert _find_violation("was passed over")


@pytest.mark.parametrize("where", ["line", "order"])
def test_a_waiting_list_ordered_by_kiosk_clocks_is_caught(
    monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The fault is found both when the list is read in that order and when it is stored in it."""
    in_order = seating.waiting_list

    def by_clocks(connection, program):  # type: ignore[no-untyped-def]
        return sorted(in_order(connection, program), key=lambda each: each.created)

    if where == "line":
        monkeypatch.setattr(seating, "waiting_list", by_clocks)
    else:
        registered = seating.decide_registration

        def by_clock(connection, kiosk, wanted, now):  # type: ignore[no-untyped-def]
            registered(connection, kiosk, wanted, now)
            order = int(wanted.created.timestamp())
            table = tables.registration
            connection.execute(table.update().where(table.c.id == wanted.id).values(order=order))

        monkeypatch.setattr(seating, "decide_registration", by_clock)
    assert any(
        "was passed over" in each or "not at the place" in each
        for seed in range(4)
        for each in _town(seed).violations
    )
