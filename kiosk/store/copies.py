"""Functions that save and find the copies of titles."""

from typing import Any

from kiosk.domain.records import Item, ItemStatus


def load_item(row: Any) -> Item:
    """Return the copy in a row of ``item``."""
    return Item(
        row.branch,
        row.shelf,
        row.call_number,
        ItemStatus(row.status),
        row.barcode,
        row.due,
        row.as_of,
    )


def item_row(bib_id: int, copy: Item) -> dict[str, Any]:
    """Return the columns of a row of ``item``, except its id."""
    return {
        "bib_id": bib_id,
        "branch": copy.branch,
        "shelf": copy.shelf,
        "call_number": copy.call_number,
        "status": copy.status.value,
        "barcode": copy.barcode,
        "due": copy.due,
        "as_of": copy.as_of,
    }
