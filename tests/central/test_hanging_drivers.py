"""A driver that never returns keeps its source only for a time, and writes nothing later."""

import threading
from collections.abc import Iterator

import pytest

from kiosk.central.harvesting.harvester import Harvester
from kiosk.domain.records import TitleCopies
from tests.central import fake_system
from tests.central.fake_system import LENT, FakeSystem
from tests.central.system_server import SystemServer


def test_a_driver_that_hangs_is_given_up_and_writes_nothing_later(
    filled: SystemServer, system: FakeSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed, hangs, goes_on = [0.0], threading.Event(), threading.Event()
    harvester = Harvester(filled.database, filled.clock, filled.fetcher, seconds=lambda: passed[0])
    whole = fake_system.FakeDriver.read_copies

    def hang(driver: fake_system.FakeDriver) -> Iterator[TitleCopies]:
        hangs.set()
        goes_on.wait(60)
        yield from whole(driver)

    monkeypatch.setattr(fake_system.FakeDriver, "read_copies", hang)
    filled.clock.advance(seconds=30)
    reading = threading.Thread(target=harvester.read_due_copies)
    reading.start()
    assert hangs.wait(60)
    passed[0] = 5 * 3600
    harvester.keep_claims()
    assert filled.stream().fault == "", "some first readings take hours"
    passed[0] = 7 * 3600
    harvester.keep_claims()
    assert "did not end in time" in filled.stream().fault
    monkeypatch.setattr(fake_system.FakeDriver, "read_copies", whole)
    system.copies["3"] = [LENT]
    system.save()
    filled.clock.advance(minutes=15)
    assert harvester.read_due_copies()[0].changed == 1
    before, state = filled.head(), filled.stream()
    goes_on.set()
    reading.join()
    assert (filled.head(), filled.stream()) == (before, state)
