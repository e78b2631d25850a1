"""Finding titles that share subjects and names with a given title."""

from sqlalchemy import Connection, select

from kiosk.search.filters.selection import select_matching
from kiosk.search.index_entries import BIB_ID
from kiosk.search.index_size import load_index_size
from kiosk.search.relevance import select_candidates
from kiosk.search.text.normalise import index_tokens
from kiosk.store.tables import bib

_MOST_TERMS = 12


def find_similar_titles(connection: Connection, bib_id: int, most: int) -> list[int]:
    """Return the bib ids of the titles most similar to ``bib_id``, at most ``most`` ids.

    Titles that share more subjects and names, and rarer ones, come first. Among equals, more
    popular titles come first.
    """
    row = connection.execute(select(bib).where(bib.c.id == bib_id)).one_or_none()
    if row is None:
        return []
    texts = [("subjects", text) for text in row.subjects]
    texts += [("authors", text) for text in row.authors]
    terms = [f"{field} : ({match})" for field, text in texts if (match := _every(text))]
    unknown = [(0, term) for term in terms[:_MOST_TERMS]]
    titles = load_index_size(connection).titles
    found = select_candidates(connection, select_matching(""), unknown, titles)
    near: list[int] = (found[: most + 1] & BIB_ID).tolist()
    return [other for other in near if other != bib_id][:most]


def _every(text: str) -> str:
    return " AND ".join(f'"{word}"' for word in index_tokens(text))
