"""Runs simulated libraries, seed after seed, and tells what was tried and what broke.

python -m tests.simulation.simulate --seeds 100 [--seed S] [--kiosks N] [--days N] [--json]
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.simulation.network import Weather
from tests.simulation.world import Outcome, Plan, World


def simulate(plan: Plan, **options: object) -> Outcome:
    """One world, from its seed to its verdict."""
    with tempfile.TemporaryDirectory(dir=_scratch(), prefix="sim-") as top:
        folder = Path(top) / "world"
        folder.mkdir()
        return World(plan, folder, **options).run()


def _scratch() -> str | None:
    """Memory where there is some: the disk has nothing to add to a simulation."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="how many worlds")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--kiosks", type=int, default=4)
    parser.add_argument("--branches", type=int, default=2)
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--visits", type=float, default=6.0, help="a day and kiosk")
    parser.add_argument("--spaces", type=int, default=3, help="of a branch")
    parser.add_argument("--delay", type=float, default=2.0, help="mean seconds on the way")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    began, faults, statuses, failed = time.monotonic(), Counter(), Counter(), {}
    made = promised = 0
    for seed in range(given.seed, given.seed + given.seeds):
        plan = Plan(
            seed,
            kiosks=given.kiosks,
            branches=given.branches,
            days=given.days,
            visits=given.visits,
            spaces=given.spaces,
            weather=Weather(delay=given.delay),
        )
        outcome = simulate(plan)
        faults += outcome.faults
        statuses += outcome.statuses
        made += outcome.reservations
        promised += outcome.promised
        if outcome.violations:
            failed[seed] = outcome.violations
            if not given.json:
                print(f"seed {seed}:", *outcome.violations[:5], sep="\n  ")
    result = {
        "seeds": given.seeds,
        "first_seed": given.seed,
        "kiosks": given.kiosks * given.seeds,
        "virtual_days": given.days * given.seeds,
        "reservations": made,
        "promised_at_once": promised,
        "statuses": dict(statuses),
        "faults": dict(faults),
        "violations": sum(map(len, failed.values())),
        "failed_seeds": list(failed),
        "seconds": round(time.monotonic() - began, 1),
    }
    if given.json:
        json.dump({**result, "what": failed}, sys.stdout, indent=2)
        print()
    else:
        for name, value in result.items():
            print(f"{name.replace('_', ' ')}: {value}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
