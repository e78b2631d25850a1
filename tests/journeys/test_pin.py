"""The PIN would take years to guess, and it is stored and shown nowhere."""

from pathlib import Path

from kiosk.services.upkeep.set_up import hash_pin
from kiosk.testing.visitor import Visitor
from tests.journeys.conftest import PIN


def test_after_five_wrong_pins_the_right_one_must_wait_as_well(visitor: Visitor) -> None:
    staff = visitor.kiosk.staff
    for _ in range(5):
        staff.unlock("0000")
    staff.unlock(PIN)
    assert not staff.unlocked
    assert "wait a minute" in staff.failure


def test_the_end_of_a_session_gives_no_new_tries(visitor: Visitor) -> None:
    staff = visitor.kiosk.staff
    for _ in range(5):
        staff.unlock("0000")
        visitor.kiosk.session.finish()
    staff.unlock(PIN)
    assert not staff.unlocked


def test_without_the_pin_nothing_behind_it_answers(visitor: Visitor) -> None:
    left: list[bool] = []
    visitor.kiosk.staff.left.connect(lambda: left.append(True))
    visitor.kiosk.staff.leave()
    assert left == []
    assert not visitor.kiosk.staff.checks.shown_rows()


def test_only_a_hash_is_kept(tmp_path: Path) -> None:
    assert hash_pin("4711").startswith("$argon2id$")
    assert hash_pin("4711") != hash_pin("4711")
