"""Detecting files that belong to a different list from the one that their names suggest."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from kiosk.domain.records import BibliographicRecord
from kiosk.store import catalogue

_TELLING = 3  # titles: two lists may share fewer titles by chance


def find_same_list(
    connection: Connection, source: str, others: Iterable[str], batch: Sequence[BibliographicRecord]
) -> str:
    """Return the source among ``others`` that contains at least 80% of the titles in ``batch``.

    Return an empty string if there is no such source, or if ``source`` itself contains any of the
    titles.
    """
    titles = {each.title for each in batch}
    if len(titles) < _TELLING or catalogue.find_known_titles(connection, source, titles):
        return ""
    for other in others:
        known = catalogue.find_known_titles(connection, other, titles) if other != source else ()
        if 5 * len(known) >= 4 * len(titles):
            return other
    return ""


def is_different_list(
    connection: Connection, source: str, batch: Sequence[BibliographicRecord]
) -> bool:
    """Return True if most of the ids in ``batch`` belong to other titles in ``source``.

    A batch counts as the same list if ``source`` contains at least half of the batch's titles.
    Without this check, two lists that both number their titles from 1 would overwrite each other.
    """
    known = catalogue.list_titles_by_source_id(
        connection, source, {each.source_id for each in batch}
    )
    clashes = sum(
        each.source_id in known and each.title not in known[each.source_id] for each in batch
    )
    if 2 * clashes <= len(batch):
        return False
    titles = {each.title for each in batch}
    return 2 * len(catalogue.find_known_titles(connection, source, titles)) < len(titles)
