"""Spaces of another system in virtual time: nothing is promised that only it may promise."""

import pytest

from kiosk.central.bookings import blocks, owners
from kiosk.domain import space_owners
from kiosk.store.sync import leases
from tests.simulation.network import NetworkQuality
from tests.simulation.plan import Outcome, Plan
from tests.simulation.simulate import simulate

pytestmark = pytest.mark.slow

_SLOW = NetworkQuality(lost=0.03, answer_lost=0.03, repeated=0.03, late=0.03, delay=600)


def _house(seed: int) -> Outcome:
    size = {"kiosks": 3, "branches": 1, "spaces": 2, "days": 3, "records": 5, "visits": 20}
    return simulate(Plan(seed, owned=2, weather=_SLOW, **size))


def _find_violation(words: str) -> bool:
    """Return True if one of the first seeds has a violation that contains ``words``."""
    return any(words in each for seed in range(4) for each in _house(seed).violations)


def test_no_invariant_breaks_whatever_fails() -> None:
    promised = reservations = 0
    for seed in range(4):
        outcome = _house(seed)
        assert outcome.violations == [], f"seed {seed}"
        assert outcome.statuses["confirmed"]
        promised += outcome.promised
        reservations += outcome.reservations
    assert 0 < promised < reservations, "some lent times were promised"


def test_a_server_that_trusts_old_readings_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "may_decide", lambda *_: True)
    assert _find_violation("was read long ago")


def test_a_server_that_ignores_the_calendar_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "blocks_as_reservations", lambda *_: [])
    assert _find_violation("booked elsewhere")


def test_a_server_that_lends_what_is_not_its_own_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "unlent_times", lambda *_: [])
    assert _find_violation("was lent a time of another system")


def test_a_kiosk_that_promises_without_a_lease_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "is_leased", lambda *_: True)
    assert _find_violation("in another system's time")


def test_a_server_that_takes_every_time_for_lent_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (owners, space_owners):
        monkeypatch.setattr(module, "is_lent", lambda *_: True)
    assert _find_violation("was read long ago")
