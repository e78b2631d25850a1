"""Programmes and closings in virtual time: they take their spaces, and a broken rule is caught."""

import pytest

from kiosk.central.bookings import arbitration, blocks, lending
from kiosk.central.bookings.blocks import covered_reservations
from kiosk.central.feed import feed
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import FeedKind
from kiosk.services.bookings.occupied_times import OccupiedTimes
from tests.simulation.network import NetworkQuality
from tests.simulation.plan import Outcome, Plan
from tests.simulation.simulate import simulate

pytestmark = pytest.mark.slow

# Answers take minutes: kiosks promise times of programmes that they have not heard of.
_SLOW = NetworkQuality(lost=0.03, answer_lost=0.03, repeated=0.03, late=0.03, delay=600)


def _house(seed: int) -> Outcome:
    size = {"kiosks": 3, "branches": 1, "spaces": 2, "days": 3, "records": 5, "visits": 20}
    return simulate(Plan(seed, holds=12, weather=_SLOW, **size))


def _find_violation(words: str, seeds: tuple[int, ...] = (0, 1, 2, 3)) -> bool:
    """Return True if one of the ``seeds`` has a violation that contains ``words``."""
    return any(words in each for seed in seeds for each in _house(seed).violations)


def test_no_invariant_breaks_whatever_fails() -> None:
    promised = reservations = 0
    for seed in range(4):
        outcome = _house(seed)
        assert outcome.violations == [], f"seed {seed}"
        promised += outcome.promised
        reservations += outcome.reservations
        assert outcome.statuses["refused"], "some requests were for a time of a programme"
    assert 0 < promised < reservations, "both ways of saying yes were tried"


def test_a_server_that_decides_without_the_programmes_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "blocks_as_reservations", lambda *_: [])
    assert _find_violation("was given a time of")


def test_a_server_that_lends_blocked_times_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "unlendable_times", lambda *_: {})
    assert _find_violation("was lent to")


def test_a_server_that_leaves_leases_under_a_new_programme_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lending, "recall_blocked_leases", lambda *_: None)
    assert _find_violation("was lent to")


def test_a_kiosk_that_ignores_what_it_knows_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OccupiedTimes, "blocks", lambda *_: [])
    assert _find_violation("which knew it was taken")


def test_a_server_that_cancels_covered_reservations_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recalling = lending.recall_blocked_leases

    def recall_and_cancel(connection, kiosk, now):  # type: ignore[no-untyped-def]
        recalling(connection, kiosk, now)
        known = feed.load_entities(connection, FeedKind.SPACE)
        spaces = [each for each in known if isinstance(each, Space)]
        for each in covered_reservations(connection, spaces, now):
            arbitration.cancel_reservation(connection, each.reservation.id, now)

    monkeypatch.setattr(lending, "recall_blocked_leases", recall_and_cancel)
    assert _find_violation("is cancelled")


def test_a_server_that_tells_staff_nothing_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "covered_reservations", lambda *_: [])
    # Few reservations are covered without being heard of elsewhere: the last seed has one.
    assert _find_violation("staff are not told", seeds=(3, 2, 1, 0))
