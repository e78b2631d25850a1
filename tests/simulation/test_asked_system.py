"""Spaces of a system that is asked, in virtual time: nothing is promised, doubled or left over."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from kiosk.central.bookings import agreements, owner_bookings
from kiosk.central.bookings.owner_bookings import OwnerBooking
from kiosk.central.harvesting import owner_outbox
from kiosk.central.harvesting.booked_rooms import BookedRooms
from kiosk.central.harvesting.owner_outbox import OwnerOutbox
from tests.simulation.asked_house import AskedHouse
from tests.simulation.network import NetworkQuality
from tests.simulation.plan import DAY, Plan
from tests.simulation.simulate import simulate

_WEATHER = NetworkQuality(lost=0.03, answer_lost=0.03, repeated=0.03, late=0.03, delay=60)
_SEEDS = range(12)


def _violations(seed: int, folder: Path) -> list[str]:
    here = folder / f"seed{seed}"
    here.mkdir(parents=True)
    return AskedHouse(seed, here).run()


def test_no_invariant_breaks_whatever_fails(tmp_path: Path) -> None:
    for seed in range(3):
        assert _violations(seed, tmp_path) == [], f"seed {seed}"


@pytest.mark.slow
def test_no_invariant_breaks_with_kiosks_either() -> None:
    size = {"kiosks": 1, "branches": 1, "spaces": 1, "days": 2, "records": 3, "visits": 30}
    outcome = simulate(Plan(0, asked=1, weather=_WEATHER, calm_at_the_end=0.4 * DAY, **size))
    assert outcome.violations == []
    assert outcome.statuses["confirmed"]
    assert outcome.faults["bookings late"]


def _promise_without_asking(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(owner_bookings, "is_agreed", lambda *_: True)


def _trust_a_pending_booking(patch: pytest.MonkeyPatch) -> None:
    whole = agreements.take_booking

    def take(connection: Connection, ref: str, id: str, now: datetime, *, pending: bool) -> None:
        whole(connection, ref, id, now, pending=False)

    patch.setattr(agreements, "take_booking", take)


def _look_nothing_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(owner_outbox, "_look_up", lambda *_: None)


def _forget_what_failed(patch: pytest.MonkeyPatch) -> None:
    def forget(connection: Connection, several: list[OwnerBooking], _now: datetime) -> None:
        for each in several:
            if each.unwanted:
                owner_bookings.forget(connection, each.reference)

    patch.setattr(owner_outbox, "_postpone", forget)


def _send_no_cancellation(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(owner_bookings, "give_back", lambda *_: None)


def _take_no_cancellation(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(BookedRooms, "_gone", lambda *_: [])


def _wait_for_visitors_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(OwnerOutbox, "release_absent_visitors", lambda *_: None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_promise_without_asking, "before it was booked there"),
        (_trust_a_pending_booking, "before it was booked there"),
        (_look_nothing_up, "was refused though it is booked there"),
        (_forget_what_failed, "is left there though nobody needs it"),
        (_send_no_cancellation, "is left there though nobody needs it"),
        (_take_no_cancellation, "not booked there any more"),
        (_wait_for_visitors_for_ever, "was not given back though nobody came"),
    ],
)
def test_a_server_that_breaks_a_rule_is_caught(
    change: Callable[[pytest.MonkeyPatch], None],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    change(monkeypatch)
    assert any(words in each for seed in _SEEDS for each in _violations(seed, tmp_path))
