"""The shared policy of rate limits: a burst of attempts, then one attempt per cooldown."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.services.rate_limiter import RateLimiter
from kiosk.store import database as database_module
from kiosk.store import rate_limits
from kiosk.store.database import Database
from kiosk.store.rate_limits import RateLimit, RateLimitExceeded, RateLimitKey

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ALL = (
    rate_limits.CODES,
    rate_limits.PIN,
    rate_limits.PAIRING,
    rate_limits.ACCOUNT,
    rate_limits.ADDRESS,
    rate_limits.LOOK_UP,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


def answered(database: Database, limit: RateLimit, now: datetime) -> bool:
    """Return True if a process that has just started still checks a failed attempt."""
    counted = RateLimiter(database, limit)
    if not counted.allows(now):
        return False
    counted.record_failure(now)
    return True


def answers(database: Database, limit: RateLimit, every: timedelta, count: int) -> list[bool]:
    return [answered(database, limit, NOW + every * n) for n in range(count)]


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: limit.name)
def test_a_few_at_once_and_then_one_after_each_pause(database: Database, limit: RateLimit) -> None:
    at_once = answers(database, limit, timedelta(seconds=1), limit.burst + 5)
    assert at_once == [True] * limit.burst + [False] * 5
    last = NOW + timedelta(seconds=limit.burst - 1)
    assert not answered(database, limit, last + limit.cooldown - timedelta(seconds=1))
    assert answered(database, limit, last + limit.cooldown)
    again = [answered(database, limit, last + limit.cooldown) for _ in range(9)]
    assert again == [False] * 9, "one, and not a few again"


def test_the_pin_is_really_one_a_minute_after_five(database: Database) -> None:
    found = answers(database, rate_limits.PIN, timedelta(seconds=10), 360)
    assert found.count(True) <= 5 + 60
    assert found[:6] == [True] * 5 + [False]


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: limit.name)
def test_days_of_guessing_come_to_little(database: Database, limit: RateLimit) -> None:
    hours = 3
    found = answers(database, limit, timedelta(seconds=20), hours * 180)
    windows = timedelta(hours=hours) / limit.window
    most = limit.burst * (windows + 1) + timedelta(hours=hours) / limit.cooldown
    assert found.count(True) <= most


def test_what_is_over_is_not_kept(database: Database) -> None:
    answers(database, rate_limits.CODES, timedelta(minutes=10), 30)
    with database.read() as connection:
        assert len(rate_limits.list_failures(connection, RateLimitKey(rate_limits.CODES))) <= 7


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(minutes=14)])
def test_setting_the_clock_back_gives_one_try_and_not_five(
    database: Database, back: timedelta
) -> None:
    answers(database, rate_limits.CODES, timedelta(0), 5)
    assert [answered(database, rate_limits.CODES, NOW - back) for _ in range(3)] == [
        True,
        False,
        False,
    ]


def test_guessers_are_counted_apart_and_named_nowhere(database: Database) -> None:
    one, other = (
        RateLimitKey(rate_limits.ACCOUNT, who) for who in ("Sari at 192.0.2.1", "Sari at 192.0.2.2")
    )
    with database.write() as connection:
        for _ in range(5):
            rate_limits.check_rate_limit(connection, one, NOW)
            rate_limits.record_failures(connection, [one], NOW)
        with pytest.raises(RateLimitExceeded):
            rate_limits.check_rate_limit(connection, one, NOW)
        rate_limits.check_rate_limit(connection, other, NOW)
        rate_limits.check_rate_limit(connection, RateLimitKey(rate_limits.PAIRING, one.client), NOW)
        rows = connection.exec_driver_sql("SELECT * FROM wrong_try").all()
    assert "Sari" not in str(rows)
    assert "192" not in "".join(row.who for row in rows if len(row.who) != 64)


def test_what_was_right_after_all_is_taken_back(database: Database) -> None:
    one = RateLimitKey(rate_limits.ACCOUNT, "Sari")
    with database.write() as connection:
        for _ in range(20):
            rate_limits.check_rate_limit(connection, one, NOW)
            rate_limits.delete_failures(
                connection, rate_limits.record_failures(connection, [one], NOW)
            )


def test_while_nothing_can_be_written_they_are_counted_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    database = Database(tmp_path)
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    counted = RateLimiter(database, rate_limits.PIN)
    for _ in range(5):
        assert counted.allows(NOW)
        counted.record_failure(NOW)
    assert not counted.allows(NOW)
    other.close()
    database.close()
