"""The health check of the search by meaning."""

from collections.abc import Iterator

from kiosk.services.catalogue.free_memory import LEAST_TO_START_MB, available_megabytes
from kiosk.services.catalogue.meaning_search import Obstacle, find_obstacle
from kiosk.settings import Settings
from kiosk.store import title_vectors
from kiosk.store.database import Database

_ADVICE = {
    Obstacle.OLD_PROCESSOR: "Set search_by_meaning = false; everything else works.",
    Obstacle.LITTLE_MEMORY: "Close other programs or add memory; everything else works.",
}


def describe_meaning(settings: Settings, database: Database) -> Iterator[tuple[bool, str, str]]:
    """Yield whether titles are found by meaning, a sentence about it, and advice.

    Nothing is yielded if the extra is not installed or staff have switched the search off.
    """
    obstacle = find_obstacle()
    if obstacle is Obstacle.NOT_INSTALLED or not settings.search_by_meaning:
        return
    if obstacle is Obstacle.OLD_PROCESSOR:
        message = "Titles about the same thing are not found: the processor has no AVX2."
        yield False, message, _ADVICE[obstacle]
    elif obstacle is Obstacle.LITTLE_MEMORY:
        free = available_megabytes()
        message = (
            f"Titles about the same thing are not found: {free} MB of memory are available, "
            f"and {LEAST_TO_START_MB} MB are needed."
        )
        yield False, message, _ADVICE[obstacle]
    else:
        with database.read() as connection:
            made = title_vectors.count_vectors(connection)
            titles = title_vectors.count_titles(connection)
        yield True, f"{made} of {titles} titles can be found by what they are about.", ""
