"""A few of the trials of power_cuts.py; docs/reliability.md tells how to run all 500."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.store.database import Database
from tests.reliability import power_cuts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL"),
]


def test_a_kiosk_that_is_killed_keeps_what_it_promised() -> None:
    outcome = power_cuts.run(trials=15, seed=7)
    assert outcome.faults == []
    assert outcome.trials == 15
    assert outcome.acts["reserved"] > 0


def test_a_promise_that_is_lost_would_be_seen(tmp_path: Path) -> None:
    power_cuts.found(tmp_path)
    promised: dict[str, str] = {}
    outcome = power_cuts.Outcome()
    while not promised:
        power_cuts.trial(tmp_path, len(outcome.cut_in) + outcome.trials, promised, outcome)
    with closing(Database(tmp_path)) as database:
        path = database.path
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("DELETE FROM reservation")
    with closing(Database(tmp_path)) as database, database.write() as connection:
        faults = power_cuts.faults(connection, promised, 0)
    assert any("is lost" in fault for fault in faults)
    assert any("orders to the server differ" in fault for fault in faults)
