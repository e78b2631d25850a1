"""Libraries in virtual time: the invariants hold, and a broken rule is caught."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from kiosk.central import orders, tables
from kiosk.central.bookings import arbitration, claims, lending
from kiosk.domain import reservations as rules
from kiosk.domain.reservations import BookingStatus
from kiosk.protocol.messages import Action, Order, Push, ReserveOrder
from kiosk.services.bookings import reservation_service
from kiosk.store.sync import feed_state
from kiosk.store.sync import leases as lent
from kiosk.sync.apply import apply_changes
from kiosk.sync.rounds import SyncRounds
from tests.simulation import machines
from tests.simulation.network import NetworkQuality
from tests.simulation.plan import Outcome, Plan
from tests.simulation.simulate import simulate

pytestmark = pytest.mark.slow

_SMALL = {"kiosks": 4, "branches": 1, "spaces": 2, "days": 4, "records": 10}


def _find_violation(seeds: int, **options: object) -> Outcome | None:
    """Return the first outcome with a violation, or None."""
    for seed in range(seeds):
        outcome = simulate(Plan(seed, **_SMALL, visits=10), **options)
        if outcome.violations:
            return outcome
    return None


def test_no_invariant_breaks_whatever_fails() -> None:
    promised = reservations = 0
    faults: set[str] = set()
    for seed in range(4):
        outcome = simulate(Plan(seed, kiosks=4, days=4, records=10))
        assert outcome.violations == [], f"seed {seed}"
        promised += outcome.promised
        reservations += outcome.reservations
        faults |= set(outcome.faults)
    assert 0 < promised < reservations, "both ways of saying yes were tried"
    assert faults >= {
        "requests lost",
        "answers lost",
        "requests late",
        "requests repeated",
        "server crashes in a request",
        "kiosk crashes",
        "lines cut",
        "clocks set wrong",
        "power cuts between two writes",
    }


def test_a_seed_gives_a_reproducible_history() -> None:
    one, two = (simulate(Plan(7, **_SMALL)) for _ in range(2))
    assert one.statuses == two.statuses
    assert one.faults == two.faults
    assert (one.reservations, one.promised) == (two.reservations, two.promised)


# --- broken rules: a simulation that does not see them would be worth nothing -----------------


def test_a_server_that_ignores_leases_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        claims.Claim, "is_leased_to", lambda claim, kiosk: claim.reservation is None
    )
    assert _find_violation(5)


def test_a_kiosk_that_promises_unleased_times_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lent, "is_leased", lambda *_: True)
    assert _find_violation(5)


def test_a_server_without_idempotency_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "_earlier", lambda *_: None)
    taking = orders.execute_orders
    arrivals = iter(range(10**9))

    def take_anew(database, kiosk, push, now):  # type: ignore[no-untyped-def]
        """Treat each arrival as a new order, ignoring the ids."""
        anew = Push(orders=[_renamed(order, next(arrivals)) for order in push.orders])
        answer = taking(database, kiosk, anew, now)
        return answer.model_copy(update={"done": [order.id for order in push.orders]})

    monkeypatch.setattr(orders, "execute_orders", take_anew)
    assert _find_violation(5)


def _renamed(order: Order, number: int) -> Order:
    body = order.body
    if order.action == Action.RESERVE:
        wanted = ReserveOrder.model_validate_json(body)
        body = wanted.model_copy(update={"id": f"{wanted.id[:36]}-{number}"}).model_dump_json()
    return Order(id=f"{number}", action=order.action, body=body)


class _AdoptsTooEarly(SyncRounds):
    """Sends ADOPT ahead of the promises made under the previous grant."""

    def _adopt(self, answer):  # type: ignore[no-untyped-def]
        adopted = super()._adopt(answer)
        if adopted:
            with self._database.write() as connection:
                connection.exec_driver_sql(
                    "UPDATE outbox SET position = -position WHERE action = 'adopt'"
                )
        return adopted


class _KeepsOldLeases(SyncRounds):
    """Reports that it adopted a grant, but still promises under the previous one."""

    def _adopt(self, answer):  # type: ignore[no-untyped-def]
        with self._kept_leases():
            return super()._adopt(answer)

    @contextmanager
    def _kept_leases(self) -> Iterator[None]:
        real = lent.replace_leases
        lent.replace_leases = lambda connection, leases: add_leases(connection, leases)
        try:
            yield
        finally:
            lent.replace_leases = real


def add_leases(connection, leases) -> None:  # type: ignore[no-untyped-def]
    """Add leases to the existing ones."""
    rows = [{"space": s, "starts": i.start, "ends": i.end} for s, i in leases]
    if rows:
        connection.execute(lent.lease.insert(), rows)


def _contended(seed: int, **options: object) -> Outcome:
    """Simulate one space, many visitors who want it, and answers that take about an hour."""
    slow = NetworkQuality(lost=0.02, answer_lost=0.02, repeated=0.02, late=0.02, delay=1500)
    plan = Plan(seed, kiosks=3, branches=1, spaces=1, days=3, records=5, visits=60, weather=slow)
    return simulate(plan, **options)


def test_a_contended_space_is_reserved_once() -> None:
    for seed in range(4):
        outcome = _contended(seed)
        assert outcome.violations == [], f"seed {seed}"
        assert outcome.statuses["refused"] > 20


def test_a_kiosk_that_keeps_recalled_leases_is_caught() -> None:
    assert any(_contended(seed, rounds=_KeepsOldLeases).violations for seed in range(3))


def test_a_kiosk_that_adopts_out_of_order_is_caught() -> None:
    assert any(_contended(seed, rounds=_AdoptsTooEarly).violations for seed in range(3))


class _AdvancesCursorTooEarly(SyncRounds):
    """Advances the cursor before its changes are stored."""

    def _take_chunk(self, chunk, since, cursor):  # type: ignore[no-untyped-def]
        with self._database.write() as connection:
            feed_state.save_cursor(connection, cursor)
        with self._database.write() as connection:
            apply_changes(connection, chunk, self._index)


def test_a_cursor_ahead_of_its_changes_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machines, "POWER_CUTS", 0.08)
    outcome = _find_violation(5, rounds=_AdvancesCursorTooEarly)
    assert outcome
    assert any("not the server's" in each for each in outcome.violations)


def test_a_server_that_decides_later_requests_first_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def backwards(connection, space, now):  # type: ignore[no-untyped-def]
        table = tables.reservation
        rows = connection.execute(
            select(table)
            .where(table.c.space == space, table.c.status == BookingStatus.REQUESTED)
            .order_by(table.c.order.desc())
        ).all()
        for row in rows:
            made = arbitration.reservation_from_row(row)
            arbitration.decide(connection, row.kiosk, made, now)

    monkeypatch.setattr(arbitration, "decide_requests", backwards)
    seen = (each for seed in range(3) for each in _contended(seed).violations)
    assert any("which was given the time of both" in each for each in seen)


def test_a_code_leased_to_two_kiosks_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    inserted = lending.insert_new_rows

    def all_of(connection, table, rows, key):  # type: ignore[no-untyped-def]
        inserted(connection, table, rows, key)
        return [row[key] for row in rows]

    monkeypatch.setattr(lending, "insert_new_rows", all_of)
    outcome = _find_violation(5)
    assert outcome
    assert any("belongs to" in each for each in outcome.violations)


def test_promises_that_ignore_the_buffer_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """At kiosk and server; for the kiosk alone see tests/services/test_leased_buffer.py."""
    for module, name in (
        (reservation_service, "with_buffer_after"),
        (arbitration, "with_buffer_after"),
        (rules, "with_buffers"),
        (reservation_service, "with_buffers"),
    ):
        monkeypatch.setattr(module, name, lambda interval, _policy: interval)
    assert any(_contended(seed).violations for seed in range(3))
