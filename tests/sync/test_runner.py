"""The sync loop: its waits and its status reports."""

import asyncio
import random
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as some

from kiosk.central.harvesting.copies_streams import SHORTEST
from kiosk.central.harvesting.harvester import CHECK_INTERVAL
from kiosk.errors import StoreError
from kiosk.sync.link import NoAnswer, UnknownKiosk
from kiosk.sync.rounds import RoundResult
from kiosk.sync.runner import KIOSK_PACE, ServerStatus, SyncIntervals, SyncRunner
from tests.simulation.virtual_time import VirtualLoop, run

PACE = SyncIntervals(every=30, retry=2, longest=300)


@given(some.integers(0, 10_000), some.integers())
def test_a_wait_is_bounded_and_positive(failures: int, seed: int) -> None:
    wait = PACE.wait(failures, random.Random(seed))
    assert 1 <= wait <= PACE.longest


@given(some.integers(1, 7), some.integers())
def test_a_wait_doubles_with_each_failure(failures: int, seed: int) -> None:
    one, two = (PACE.wait(n, random.Random(seed)) for n in (failures, failures + 1))
    assert two == min(2 * one, PACE.longest * one / (PACE.retry * 2 ** (failures - 1)))


def test_kiosks_do_not_reconnect_at_the_same_time() -> None:
    waits = {PACE.wait(5, random.Random(seed)) for seed in range(100)}
    assert len(waits) == 100
    assert max(waits) > 1.5 * min(waits)


class ScriptedRounds:
    """Sync rounds with scripted results; all later rounds succeed without changes."""

    def __init__(self, *ends: RoundResult | Exception) -> None:
        self._ends: Iterator[RoundResult | Exception] = iter(ends)
        self.times: list[float] = []
        self.pulls: list[float] = []  # times of rounds that only pull changes

    async def pull_changes(self) -> int:
        self.pulls.append(asyncio.get_running_loop().time())
        return 0

    async def run(self) -> RoundResult:
        self.times.append(asyncio.get_running_loop().time())
        end = next(self._ends, RoundResult(0, 0))
        if isinstance(end, Exception):
            raise end
        return end


def lived(
    script: ScriptedRounds,
    seconds: float,
    wake_at: float | None = None,
    pace: SyncIntervals = PACE,
    seed: int = 1,
) -> list[object]:
    """Return the statuses that a runner reports in ``seconds`` of virtual time."""
    told: list[object] = []
    runner = SyncRunner(script, lambda *words: told.append(words), pace, random.Random(seed))  # type: ignore[arg-type]

    async def life() -> None:
        if wake_at is not None:
            asyncio.get_running_loop().call_later(wake_at, runner.wake)
        task = asyncio.ensure_future(runner.run())
        await asyncio.sleep(seconds)
        task.cancel()

    run(VirtualLoop(), life())
    return told


def test_every_change_of_status_is_reported_once() -> None:
    silence = NoAnswer("none")
    script = ScriptedRounds(
        silence, silence, RoundResult(0, 0), UnknownKiosk(), StoreError("full", "room")
    )
    assert lived(script, 3_600) == [
        (ServerStatus.OFFLINE, False),
        (ServerStatus.IN_TOUCH, False),
        (ServerStatus.UNWELCOME, False),
        (ServerStatus.FAULTY, False),
        (ServerStatus.IN_TOUCH, False),
    ]


def test_every_round_with_news_is_reported() -> None:
    script = ScriptedRounds(RoundResult(0, 3), RoundResult(1, 0), RoundResult(0, 0))
    assert lived(script, 100) == [(ServerStatus.IN_TOUCH, True), (ServerStatus.IN_TOUCH, True)]


def test_wake_starts_a_round_at_once() -> None:
    script = ScriptedRounds()
    lived(script, 10, wake_at=5)
    assert script.times == [0, 5]


@given(some.integers(0, 1_000), some.floats(0, 32))
def test_a_loan_is_on_every_kiosk_within_sixty_seconds(seed: int, offset: float) -> None:
    """Copies are read every 30 seconds, and the server looks every 2 seconds what is due.

    Eight of the sixty seconds are left for the reading and for the two requests.
    """
    script = ScriptedRounds()
    lived(script, 600, pace=KIOSK_PACE, seed=seed)
    pulled = sorted(script.times + script.pulls)
    step = SHORTEST.total_seconds() + CHECK_INTERVAL
    readings = [offset + step * n for n in range(18)]
    for lent in range(60, 500, 7):
        read = next(each for each in readings if each > lent)
        seen = next(each for each in pulled if each >= read)
        assert seen - lent <= 60 - 8


def test_most_rounds_only_pull_changes() -> None:
    """A thousand kiosks ask the server for leases no more often than before."""
    script = ScriptedRounds()
    lived(script, 3_600, pace=KIOSK_PACE)
    assert len(script.times) <= 3_600 / 22.5
    assert abs(len(script.times) - len(script.pulls)) <= 1


def test_an_answer_to_an_order_is_looked_for_soon() -> None:
    script = ScriptedRounds(RoundResult(1, 0))
    lived(script, 30, pace=KIOSK_PACE)
    assert script.pulls[0] == 2.0
    assert len([each for each in sorted(script.times + script.pulls) if each <= 8]) >= 4
