"""A kiosk with visitors but without a screen, as a process that a test may kill.

python -m tests.central.headless_kiosk FOLDER SEED

While the kiosk syncs, visitors reserve, register and cancel through the services. Each answer to a
visitor is printed as a line of JSON after it has been saved; a cancellation is printed before it is
carried out.
"""

import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.domain.intervals import Interval
from kiosk.errors import ReservationRefused
from kiosk.services.bookings.program_search import ProgramSearch
from kiosk.services.bookings.registration_service import RegistrationService
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability, load_home_branch
from kiosk.services.sync.sync_supervisor import SyncSupervisor
from kiosk.store import registrations
from kiosk.store.database import Database
from kiosk.store.sync import outbox
from kiosk.sync.runner import ServerStatus, SyncIntervals


def say(**words: object) -> None:
    print(json.dumps(words, default=str), flush=True)


class HeadlessKiosk:
    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.chance = chance
        self.database = Database(folder)
        self.keeper = ReservationService(self.database)
        self.programs = ProgramSearch(self.database)
        self.codes: list[str] = []
        pace = SyncIntervals(every=0.5, retry=0.1, longest=0.5)
        self.sync = SyncSupervisor(folder, self.hear, pace)

    def run(self) -> None:
        self.repeat()
        self.sync.start()
        say(up=True)
        while True:
            time.sleep(self.chance.expovariate(1 / 0.05))
            try:
                if self.codes and self.chance.random() < 0.2:
                    self.cancel(self.chance.choice(self.codes))
                elif self.chance.random() < 0.5:
                    self.reserve()
                else:
                    self.register()
            except ReservationRefused:
                continue  # reserved by another visitor in the meantime, or already cancelled

    def hear(self, standing: ServerStatus, _news: bool) -> None:
        if standing in (ServerStatus.FAULTY, ServerStatus.UNWELCOME):
            say(fault=standing)

    def reserve(self) -> None:
        now = datetime.now(UTC)
        branch, _ = load_home_branch(self.database, "main")
        spaces = SpaceAvailability(self.database, branch)
        states = spaces.states(now, now)
        if not states:
            return  # the kiosk has not received any data yet
        space = self.chance.choice(states).space
        day = branch.local_day(now) + timedelta(days=self.chance.choice((1, 1, 2, 5)))
        slots = spaces.slots(space, day, now)
        if slots:
            start = self.chance.choice(slots).start
            wanted = Interval(start, start + space.policy.slot_length)
            booking = self.keeper.reserve(space.code, wanted, now)
            self.codes.append(booking.code)
            say(id=booking.id, space=booking.space, start=start, end=wanted.end, code=booking.code,
                status=booking.status)  # fmt: skip

    def register(self) -> None:
        now = datetime.now(UTC)
        offered = self.programs.between(now, now + timedelta(days=3))
        if offered:
            program = self.chance.choice(offered).key
            booking = RegistrationService(self.database).register(program, now)
            self.codes.append(booking.code)
            say(registered=booking.id, status=booking.status)

    def repeat(self) -> None:
        """Print again any answers that were saved, but perhaps not printed, before a kill."""
        with self.database.read() as connection:
            for id in outbox.list_subjects(connection):
                booking = registrations.find_registration(connection, id)
                if booking:
                    say(registered=booking.id, status=booking.status)

    def cancel(self, code: str) -> None:
        now = datetime.now(UTC)
        found, _ = self.keeper.find(code, now)
        say(cancelling=found.id)
        self.keeper.cancel(code, now)


if __name__ == "__main__":
    HeadlessKiosk(Path(sys.argv[1]), random.Random(sys.argv[2])).run()
