"""The settings in effect: the kiosk's own, overridden by those shared among all kiosks."""

from dataclasses import dataclass
from typing import Any

from kiosk.domain.branches import Branch
from kiosk.domain.shared_settings import SharedSettings
from kiosk.services.bookings.space_availability import load_home_branch
from kiosk.settings import Settings
from kiosk.store import shared_settings
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class EffectiveSettings:
    """Everything that the screens are built from; when it changes, they are rebuilt.

    ``settings`` are the kiosk's own, overridden by the shared ones. ``branches`` has the names
    of the branches by code.
    """

    settings: Settings
    shared: SharedSettings
    branch: Branch
    branches: dict[str, str]


def load_effective_settings(database: Database, own: Settings) -> EffectiveSettings:
    """Return the settings in effect; ``own`` are the settings of this machine."""
    with database.read() as connection:
        told = shared_settings.load_shared_settings(connection)
    branch, names = load_home_branch(database, own.branch)
    return EffectiveSettings(_over(own, told), told, branch, names)


def _over(own: Settings, told: SharedSettings) -> Settings:
    changes: dict[str, Any] = {}
    if told.library_name:
        changes["library_name"] = told.library_name
    if told.languages:
        first = own.language if own.language in told.languages else told.languages[0]
        changes |= {"languages": told.languages, "language": first}
    if told.idle_seconds is not None:
        changes["idle_seconds"] = told.idle_seconds
    if told.speech_at_start is not None:
        changes["speech_at_start"] = told.speech_at_start
    return own.model_copy(update=changes)
