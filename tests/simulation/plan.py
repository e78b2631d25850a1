"""The plan of a simulated library, and the outcome of the simulation."""

from collections import Counter
from dataclasses import dataclass, field

from tests.simulation.network import NetworkQuality

HOUR, DAY = 3600.0, 86400.0


@dataclass(frozen=True)
class Plan:
    """The size of a simulated library and its faults. ``visits`` are per kiosk and day."""

    seed: int
    kiosks: int = 6
    branches: int = 2
    spaces: int = 3  # per branch
    days: int = 14
    visits: float = 6.0
    programs: int = 0  # programs per day for which visitors register
    holds: float = 0.0  # programmes in spaces and closings that begin or end, per day
    owned: int = 0  # spaces of each branch that another system owns
    asked: int = 0  # spaces of each branch that a system owns which is asked, after the owned ones
    records: int = 30
    weather: NetworkQuality = field(default_factory=NetworkQuality)
    calm_at_the_end: float = 1.5 * DAY


@dataclass
class Outcome:
    """The outcome of a simulation. ``violations`` describes each broken invariant."""

    plan: Plan
    reservations: int = 0
    promised: int = 0
    registrations: int = 0
    seats_promised: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
