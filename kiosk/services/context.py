"""The context from which the view models of a kiosk are built."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.branches import Branch
from kiosk.services.upkeep.effective_settings import EffectiveSettings
from kiosk.settings import Settings
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class Context:
    """The database, the settings in effect, and ``clock``, which returns the time in UTC.

    ``first_start`` is True until staff have chosen the settings.
    """

    database: Database
    effective: EffectiveSettings
    clock: Callable[[], datetime]
    first_start: bool = False

    @property
    def settings(self) -> Settings:
        return self.effective.settings

    @property
    def branch(self) -> Branch:
        return self.effective.branch
