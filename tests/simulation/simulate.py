"""Run simulated libraries with one seed after another, and report plans and violations."""

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from tests.simulation.code_verdict import few_codes
from tests.simulation.network import NetworkQuality
from tests.simulation.plan import Outcome, Plan
from tests.simulation.world import World

# The kinds of worlds; "visits" are per kiosk and day, "delay" is the network delay in seconds.
WORLDS: dict[str, dict[str, Any]] = {
    "town": {"kiosks": 4, "branches": 2, "spaces": 3, "days": 5, "visits": 6, "delay": 2},
    "rush": {"kiosks": 3, "branches": 1, "spaces": 1, "days": 3, "visits": 60, "delay": 1500},
    "city": {"kiosks": 200, "branches": 20, "spaces": 10, "days": 21, "visits": 2, "delay": 2},
}
for _world in WORLDS.values():
    _world["programs"] = 2  # programs per day for which visitors register
    # Spaces of each branch that another system owns; the only space of a rush is contended.
    _world["owned"] = int(_world["spaces"] > 1)
    _world["asked"] = int(_world["spaces"] > 3)
    _world["holds"] = 2  # programmes in spaces and closings that begin or end, per day


def simulate(plan: Plan, **options: object) -> Outcome:
    """Run one simulated library and return its outcome."""
    with tempfile.TemporaryDirectory(dir=_scratch(), prefix="sim-") as top:
        folder = Path(top) / "world"
        folder.mkdir()
        gc.set_threshold(50_000)  # with the default, collection took a tenth of the time
        with few_codes(plan.seed, plan.kiosks):
            return World(plan, folder, **options).run()


def _scratch() -> str | None:
    """Return a folder in memory if the system has one, because a disk only adds delay."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> int:
    given = _arguments()
    size = WORLDS[given.world] | {
        name: value for name in WORLDS["town"] if (value := getattr(given, name)) is not None
    }
    weather = NetworkQuality(delay=size.pop("delay"))
    seeds = range(given.seed, given.seed + given.seeds)
    plans = [Plan(seed, weather=weather, **size) for seed in seeds]
    began = time.monotonic()
    report = _Report()
    for outcome in _outcomes(plans, given.jobs):
        report.add(outcome)
        if outcome.violations and not given.json:
            print(f"seed {outcome.plan.seed}:", *outcome.violations[:5], sep="\n  ")
            print(f"  again: packaging/dev simulate {_replay(given, outcome)}", flush=True)
    result = report.result(given.world, size, seeds, time.monotonic() - began)
    if given.json:
        json.dump(result | {"what": report.failed}, sys.stdout, indent=2)
        print()
    else:
        _print(result)
    return 1 if report.failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="packaging/dev simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="how many worlds (20)")
    parser.add_argument("--seed", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--world", choices=WORLDS, default="town", help="what they are like")
    parser.add_argument("--kiosks", type=int)
    parser.add_argument("--branches", type=int)
    parser.add_argument("--spaces", type=int, help="of a branch")
    parser.add_argument("--programs", type=int, help="a day")
    parser.add_argument("--owned", type=int, help="spaces of a branch that another system owns")
    parser.add_argument("--asked", type=int, help="spaces of a branch of a system that is asked")
    parser.add_argument("--holds", type=float, help="programmes and closings a day")
    parser.add_argument("--days", type=int)
    parser.add_argument("--visits", type=float, help="a day and kiosk")
    parser.add_argument("--delay", type=float, help="mean seconds on the way")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="worlds at a time")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _outcomes(plans: list[Plan], jobs: int) -> Iterable[Outcome]:
    if jobs == 1 or len(plans) == 1:
        return map(simulate, plans)
    return _side_by_side(plans, jobs)


def _side_by_side(plans: list[Plan], jobs: int) -> Iterator[Outcome]:
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(simulate, plans)


def _replay(given: argparse.Namespace, outcome: Outcome) -> str:
    """Return the command-line options that repeat the same simulation."""
    words = [f"--seeds 1 --seed {outcome.plan.seed}", f"--world {given.world}"]
    changed = [name for name in WORLDS["town"] if getattr(given, name) is not None]
    return " ".join(words + [f"--{name} {getattr(given, name)}" for name in changed])


class _Report:
    def __init__(self) -> None:
        self.faults: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.failed: dict[int, list[str]] = {}
        self.reservations = self.promised = 0
        self.registrations = self.seats_promised = 0

    def add(self, outcome: Outcome) -> None:
        self.faults += outcome.faults
        self.statuses += outcome.statuses
        self.reservations += outcome.reservations
        self.promised += outcome.promised
        self.registrations += outcome.registrations
        self.seats_promised += outcome.seats_promised
        if outcome.violations:
            self.failed[outcome.plan.seed] = outcome.violations

    def result(
        self, world: str, size: dict[str, Any], seeds: range, seconds: float
    ) -> dict[str, Any]:
        return {
            "world": world,
            "seeds": len(seeds),
            "first_seed": seeds.start,
            "kiosks": size["kiosks"] * len(seeds),
            "virtual_days": size["days"] * len(seeds),
            "reservations": self.reservations,
            "promised_at_once": self.promised,
            "registrations": self.registrations,
            "seats_promised_at_once": self.seats_promised,
            "statuses": dict(self.statuses.most_common()),
            "faults": dict(self.faults.most_common()),
            "violations": sum(map(len, self.failed.values())),
            "failed_seeds": list(self.failed),
            "seconds": round(seconds, 1),
        }


def _print(result: dict[str, Any]) -> None:
    for name, value in result.items():
        title = name.replace("_", " ")
        if isinstance(value, dict):
            print(f"{title}: {sum(value.values())}")
            for kind, count in value.items():
                print(f"  {kind}: {count}")
        else:
            print(f"{title}: {value or 'none' if name == 'failed_seeds' else value}")


if __name__ == "__main__":
    sys.exit(main())
