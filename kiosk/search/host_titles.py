"""Finding the host item of a title, such as the magazine that contains an article."""

from typing import Any

from sqlalchemy import Connection

from kiosk.search.text.normalise import compact_number, filing_key
from kiosk.search.text.title_forms import strip_article

_BY_ID = "SELECT title FROM bib WHERE source = ? AND source_id = ? AND id <> ? LIMIT 1"
_BY_NUMBER = """
SELECT b.title FROM search_fts f JOIN search_entry e ON e.id = f.rowid JOIN bib b ON b.id = e.bib_id
WHERE search_fts MATCH ? AND b.host = '' LIMIT 1
"""
_BY_TITLE = """
SELECT b.title FROM search_entry e JOIN bib b ON b.id = e.bib_id
WHERE e.filing IN (?, ?) AND b.host = '' ORDER BY e.id LIMIT 1
"""


def find_host_title(connection: Connection, row: Any) -> str:
    """Return the title of a bib row's host item, or "" if the host is not in the catalogue.

    The host item is found by its id in the source, by ISSN or ISBN, or by title.
    """
    queries: list[tuple[str, tuple[object, ...]]] = []
    if row.host_id:
        queries.append((_BY_ID, (row.source, row.host_id, row.id)))
    if number := compact_number(row.host_number):
        queries.append((_BY_NUMBER, (f'numbers : "{number}"',)))
    queries.append((_BY_TITLE, (filing_key(row.host), filing_key(strip_article(row.host)))))
    found = (connection.exec_driver_sql(sql, values).scalar() for sql, values in queries)
    return next(filter(None, found), "")
