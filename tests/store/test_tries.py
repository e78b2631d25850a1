"""The one policy for guesses: a few at once, then one after each pause, whatever is right."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.services.upkeep.guess_limits import Tries
from kiosk.store import database as database_module
from kiosk.store import guess_limits
from kiosk.store.database import Database
from kiosk.store.guess_limits import Guesser, Policy, TooManyTries

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ALL = (
    guess_limits.CODES,
    guess_limits.PIN,
    guess_limits.PAIRING,
    guess_limits.ACCOUNT,
    guess_limits.ADDRESS,
    guess_limits.LOOK_UP,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


def answered(database: Database, policy: Policy, now: datetime) -> bool:
    """Whether a wrong try is looked at. Each is of a process that has just started."""
    counted = Tries(database, policy)
    if not counted.may(now):
        return False
    counted.note_wrong(now)
    return True


def answers(database: Database, policy: Policy, every: timedelta, count: int) -> list[bool]:
    return [answered(database, policy, NOW + every * n) for n in range(count)]


@pytest.mark.parametrize("policy", ALL, ids=lambda policy: policy.what)
def test_a_few_at_once_and_then_one_after_each_pause(database: Database, policy: Policy) -> None:
    at_once = answers(database, policy, timedelta(seconds=1), policy.free + 5)
    assert at_once == [True] * policy.free + [False] * 5
    last = NOW + timedelta(seconds=policy.free - 1)
    assert not answered(database, policy, last + policy.pause - timedelta(seconds=1))
    assert answered(database, policy, last + policy.pause)
    again = [answered(database, policy, last + policy.pause) for _ in range(9)]
    assert again == [False] * 9, "one, and not a few again"


def test_the_pin_is_really_one_a_minute_after_five(database: Database) -> None:
    found = answers(database, guess_limits.PIN, timedelta(seconds=10), 360)
    assert found.count(True) <= 5 + 60
    assert found[:6] == [True] * 5 + [False]


@pytest.mark.parametrize("policy", ALL, ids=lambda policy: policy.what)
def test_days_of_guessing_come_to_little(database: Database, policy: Policy) -> None:
    hours = 3
    found = answers(database, policy, timedelta(seconds=20), hours * 180)
    windows = timedelta(hours=hours) / policy.within
    most = policy.free * (windows + 1) + timedelta(hours=hours) / policy.pause
    assert found.count(True) <= most


def test_what_is_over_is_not_kept(database: Database) -> None:
    answers(database, guess_limits.CODES, timedelta(minutes=10), 30)
    with database.read() as connection:
        assert len(guess_limits.wrong(connection, Guesser(guess_limits.CODES))) <= 7


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(minutes=14)])
def test_setting_the_clock_back_gives_one_try_and_not_five(
    database: Database, back: timedelta
) -> None:
    answers(database, guess_limits.CODES, timedelta(0), 5)
    assert [answered(database, guess_limits.CODES, NOW - back) for _ in range(3)] == [
        True,
        False,
        False,
    ]


def test_guessers_are_counted_apart_and_named_nowhere(database: Database) -> None:
    one, other = (
        Guesser(guess_limits.ACCOUNT, who) for who in ("Sari at 192.0.2.1", "Sari at 192.0.2.2")
    )
    with database.write() as connection:
        for _ in range(5):
            guess_limits.check(connection, one, NOW)
            guess_limits.note(connection, [one], NOW)
        with pytest.raises(TooManyTries):
            guess_limits.check(connection, one, NOW)
        guess_limits.check(connection, other, NOW)
        guess_limits.check(connection, Guesser(guess_limits.PAIRING, one.who), NOW)
        rows = connection.exec_driver_sql("SELECT * FROM wrong_try").all()
    assert "Sari" not in str(rows)
    assert "192" not in "".join(row.who for row in rows if len(row.who) != 64)


def test_what_was_right_after_all_is_taken_back(database: Database) -> None:
    one = Guesser(guess_limits.ACCOUNT, "Sari")
    with database.write() as connection:
        for _ in range(20):
            guess_limits.check(connection, one, NOW)
            guess_limits.take_back(connection, guess_limits.note(connection, [one], NOW))


def test_while_nothing_can_be_written_they_are_counted_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    database = Database(tmp_path)
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    counted = Tries(database, guess_limits.PIN)
    for _ in range(5):
        assert counted.may(NOW)
        counted.note_wrong(NOW)
    assert not counted.may(NOW)
    other.close()
    database.close()
