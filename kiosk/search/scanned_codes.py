"""Finding the title whose book or copy bears a scanned code."""

from sqlalchemy import Connection

from kiosk.domain.barcodes import book_number, clean_code
from kiosk.search.index_entries import BIB_ID

_NUMBERED = f"""
SELECT rowid & {BIB_ID} FROM search_fts WHERE search_fts MATCH ? ORDER BY rowid LIMIT 1
"""  # noqa: S608
_COPY = "SELECT bib_id FROM item WHERE barcode = ? COLLATE NOCASE ORDER BY id LIMIT 1"


def find_scanned(connection: Connection, code: str) -> int:
    """Return the bib id of the title with a scanned ``code``, or 0.

    A code is the ISBN or ISSN of a book, or else the barcode of a copy; its case does not matter.
    Of several titles with one number, the most popular is returned.
    """
    code = clean_code(code)
    if number := book_number(code):
        row = connection.exec_driver_sql(_NUMBERED, (f'numbers : "{number}"',)).scalar()
        if row:
            return int(row)
    if not code:
        return 0
    return int(connection.exec_driver_sql(_COPY, (code,)).scalar() or 0)
