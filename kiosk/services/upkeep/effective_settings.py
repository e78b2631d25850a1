"""The settings in effect: the kiosk's own settings, overridden by the shared settings."""

from dataclasses import dataclass
from typing import Any

from kiosk.domain.branches import Branch
from kiosk.domain.shared_settings import SharedSettings
from kiosk.services.bookings.space_availability import load_branch_names, load_home_branch
from kiosk.settings import Settings
from kiosk.store import shared_settings
from kiosk.store.database import Database


@dataclass(frozen=True, slots=True)
class EffectiveSettings:
    """The data from which the screens are built; when this data changes, the screens are rebuilt.

    ``settings`` contains the kiosk's own settings, overridden by the settings that all kiosks
    share. ``branches`` contains the names of the branches by code, ``branch_names`` their names in
    further languages by code and language.
    """

    settings: Settings
    shared: SharedSettings
    branch: Branch
    branches: dict[str, str]
    branch_names: dict[tuple[str, str], str]


def load_effective_settings(database: Database, own: Settings) -> EffectiveSettings:
    """Return the settings in effect; ``own`` contains the settings of this machine."""
    with database.read() as connection:
        shared = shared_settings.load_shared_settings(connection)
    branch, names = load_home_branch(database, own.branch)
    local_names = load_branch_names(database)
    return EffectiveSettings(_over(own, shared), shared, branch, names, local_names)


def _over(own: Settings, shared: SharedSettings) -> Settings:
    changes: dict[str, Any] = {}
    if shared.library_name:
        changes["library_name"] = shared.library_name
    if shared.languages:
        first = own.language if own.language in shared.languages else shared.languages[0]
        changes |= {"languages": shared.languages, "language": first}
    if shared.idle_seconds is not None:
        changes["idle_seconds"] = shared.idle_seconds
    if shared.speech_at_start is not None:
        changes["speech_at_start"] = shared.speech_at_start
    if shared.cover_space_mb is not None:
        changes["cover_space_mb"] = shared.cover_space_mb
    return own.model_copy(update=changes)
