"""Kills a kiosk (SIGKILL) at random moments while it writes, and checks what it confirmed.

    python -m tests.reliability.power_cuts [--trials 500] [--seed 1]

In each trial, a process reserves, cancels, imports, applies changes from a server and replaces
its database by snapshots. After each action it prints what it has confirmed, until it is killed.
The database is then checked for damage and for broken promises. Each trial continues with the
database of the trial before. The program prints JSON; its exit status is 1 if anything was lost
or damaged.
"""

import argparse
import gzip
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path

from sqlalchemy import Connection

from kiosk.domain.branches import Branch, WeeklyHours
from kiosk.domain.intervals import Interval
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.spaces import Space
from kiosk.errors import ReservationRefused
from kiosk.protocol import bodies
from kiosk.protocol.messages import Change, FeedKind, Snapshot
from kiosk.search import index
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability
from kiosk.services.imports.import_files import import_paths
from kiosk.store import places
from kiosk.store.database import Database
from kiosk.store.sync import feed_state
from kiosk.sync.apply import apply_changes
from kiosk.sync.bootstrap import replace_database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LONGEST = 0.4  # the maximum number of seconds until the kill
RENEWED = 40  # the number of trials on one database
BRANCH = Branch("b", "B", "UTC", hours=tuple(WeeklyHours(d, clock(0), clock(0)) for d in range(7)))
SPACES = [Space(f"s{n}", "b", f"Room {n}") for n in range(20)]


@dataclass
class Outcome:
    """The outcome of the trials; ``faults`` describes each broken promise or invariant."""

    trials: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    cut_in: Counter[str] = field(default_factory=Counter)  # the action at the time of the kill
    faults: list[str] = field(default_factory=list)


# --- the kiosk that is killed -----------------------------------------------------------


class Victim:
    """Writes to the database, and prints a line for each action that it begins or completes."""

    def __init__(self, folder: Path, chance: random.Random, say: int) -> None:
        self.database = Database(folder)
        self.chance = chance
        self._say = say
        self.codes: list[str] = []

    def live(self) -> None:
        acts = (self.reserve, self.reserve, self.cancel, self.import_, self.sync, self.swap)
        while True:
            act = self.chance.choice(acts)
            self.say("begin", act.__name__)
            act()

    def say(self, *words: object) -> None:
        os.write(self._say, (" ".join(map(str, words)) + "\n").encode())

    def reserve(self) -> None:
        day = (NOW + timedelta(days=self.chance.randrange(14))).date()
        space = self.chance.choice(SPACES)
        slots = SpaceAvailability(self.database, BRANCH).slots(space, day, NOW)
        if not slots:
            return
        start = self.chance.choice(slots).start
        wanted = Interval(start, start + space.policy.slot_length)
        with suppress(ReservationRefused):
            made = ReservationService(self.database).reserve(space.code, wanted, NOW)
            self.codes.append(made.code)
            self.say("reserved", made.id)

    def cancel(self) -> None:
        if not self.codes:
            return
        code, keeper = self.codes.pop(), ReservationService(self.database)
        with suppress(ReservationRefused):
            gone, _ = keeper.find(code, NOW)
            keeper.cancel(code, NOW)
            self.say("cancelled", gone.id)

    def import_(self) -> None:
        number = self.chance.randrange(1000)
        file = self.database.path.parent / "books.csv"
        rows = [f"{n},Title {n} of {number}" for n in range(40)]
        file.write_text("\n".join(["id,title", *rows]) + "\n", "utf-8")
        import_paths(self.database, [file], source="books")
        self.say("imported", number)

    def sync(self) -> None:
        with self.database.write() as connection:
            state = feed_state.load_feed_state(connection)
            assert state is not None
            last = state.cursor + self.chance.randrange(1, 60)
            changes = [change(seq) for seq in range(state.cursor + 1, last + 1)]
            apply_changes(connection, changes, index)
            feed_state.save_cursor(connection, last)
        self.say("synced", last)

    def swap(self) -> None:
        with self.database.read() as connection:
            state = feed_state.load_feed_state(connection)
        assert state is not None
        file = self.database.path.parent / "snapshot.gz"
        changes = [*library(), *(change(n) for n in range(1, state.cursor + 1))]
        with gzip.open(file, "wt", encoding="utf-8") as out:
            for each in changes:
                out.write(each.model_dump_json() + "\n")
        snapshot = Snapshot(
            feed="f",
            cursor=state.cursor,
            hash="0" * 64,
            size=file.stat().st_size,
            count=len(changes),
            now=NOW,
        )
        replace_database(self.database, snapshot, file, index, NOW)
        self.say("swapped", state.cursor)


def library() -> list[Change]:
    things: list[bodies.FeedObject] = [BRANCH, *SPACES]
    return [
        Change(seq=0, kind=bodies.kind_of(t), key=bodies.key_of(t), body=bodies.dump_body(t))
        for t in things
    ]


def change(seq: int) -> Change:
    record = BibliographicRecord(f"r{seq}", f"Served title {seq}")
    thing = bodies.SourcedRecord("server", 0, record)
    return Change(
        seq=seq, kind=FeedKind.RECORD, key=bodies.key_of(thing), body=bodies.dump_body(thing)
    )


# --- the trial ----------------------------------------------------------------------------


def found(folder: Path) -> None:
    """Create the database of a paired kiosk, with spaces to reserve."""
    with closing(Database(folder)) as database, database.write() as connection:
        places.save_branch(connection, BRANCH)
        for space in SPACES:
            places.save_space(connection, space)
        feed_state.start_feed(connection, "f")


def killed_while_writing(folder: Path, seed: int, seconds: float) -> list[str]:
    """Run a process that writes to ``folder``, kill it, and return the lines that it printed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            Victim(folder, random.Random(seed), writing).live()
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(1)  # reached only after an exception
    os.close(writing)
    select.select([reading], [], [], 60)  # wait for the first line
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as said:
        lines = said.read().decode().splitlines()
    return lines if os.WIFSIGNALED(status) else [*lines, "died by itself"]


def trial(folder: Path, seed: int, promised: dict[str, str], outcome: Outcome) -> None:
    """Run one trial and check the database. ``promised`` is the status of each reservation."""
    chance = random.Random(seed)
    said = killed_while_writing(folder, seed, chance.uniform(0.02, LONGEST))
    under_way, cursor = "", 0
    for word, *rest in (line.split() for line in said):
        outcome.acts.update(() if word == "begin" else (word,))
        under_way = rest[0] if word == "begin" else ""
        if word in ("reserved", "cancelled"):
            promised[rest[0]] = word
        elif word in ("synced", "swapped"):
            cursor = int(rest[0])
        elif word == "died":
            outcome.faults.append(f"{seed}: the kiosk died by itself")
    outcome.trials += 1
    outcome.cut_in[under_way or "between"] += 1
    with closing(Database(folder)) as database, database.write() as connection:
        outcome.faults += [f"{seed}: {f}" for f in faults(connection, promised, cursor)]


def faults(connection: Connection, promised: dict[str, str], cursor: int) -> list[str]:
    """Return the faults of the database: damage, and promises that were not kept."""

    def one(sql: str) -> int:
        return int(connection.exec_driver_sql(sql).scalar_one())

    found = []
    if connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
        found.append("the database is not whole")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        found.append("rows without their parents")
    connection.exec_driver_sql("INSERT INTO search_fts(search_fts) VALUES ('integrity-check')")
    if one("SELECT count(*) FROM bib") != one("SELECT count(*) FROM search_entry"):
        found.append("titles and index differ")
    if one("SELECT cursor FROM feed_state") < cursor:
        found.append("changes of the server that were taken are lost")
    if one("SELECT count(*) FROM bib WHERE source = 'server'") != one(
        "SELECT cursor FROM feed_state"
    ):
        found.append("the cursor and the titles of the server differ")
    if one("SELECT count(*) FROM reservation") != one(
        "SELECT count(*) FROM outbox WHERE action = 'reserve'"
    ):
        found.append("reservations and orders to the server differ")
    if one(
        "SELECT count(*) FROM reservation a JOIN reservation b ON a.space = b.space"
        " AND a.id < b.id AND a.starts < b.ends AND b.starts < a.ends"
        " WHERE a.status <> 'cancelled' AND b.status <> 'cancelled'"
    ):
        found.append("two visitors have one time")
    rows = connection.exec_driver_sql("SELECT id, status FROM reservation")
    there = {row.id: row.status for row in rows}
    for id, state in promised.items():
        if id not in there:
            found.append(f"{state} {id} is lost")
        elif state == "cancelled" and there[id] != "cancelled":
            found.append(f"{id} is no longer cancelled")
    return found


def run(trials: int, seed: int) -> Outcome:
    outcome = Outcome()
    for first in range(0, trials, RENEWED):
        with tempfile.TemporaryDirectory() as name:
            folder, promised = Path(name), dict[str, str]()
            found(folder)
            for number in range(first, min(first + RENEWED, trials)):
                trial(folder, seed * 1_000_000 + number, promised, outcome)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    outcome = run(given.trials, given.seed)
    json.dump(
        {
            "trials": outcome.trials,
            "acts": dict(outcome.acts),
            "cut_in": dict(outcome.cut_in),
            "faults": outcome.faults,
        },
        sys.stdout,
        indent=1,
    )
    print()
    return bool(outcome.faults)


if __name__ == "__main__":
    sys.exit(main())
