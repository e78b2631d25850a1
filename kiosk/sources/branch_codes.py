"""Replacing branch names in copies by the library's branch codes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from kiosk.domain.records import BibliographicRecord, Item
from kiosk.sources.entries import ImportNote

_MOST_LISTED = 10  # the maximum number of unknown codes in a message


class BranchCodeMapper:
    """Maps the branch names in copies to branch codes, and counts the unknown names.

    ``codes`` maps the codes, names and aliases of branches, in lower case, to branch codes.
    """

    def __init__(self, codes: Mapping[str, str]) -> None:
        self._codes = codes
        self._unknown: Counter[str] = Counter()

    def with_branch_codes(self, record: BibliographicRecord) -> BibliographicRecord:
        """Return ``record`` with the known branch names in its copies replaced by branch codes."""
        items = tuple(map(self._with_code, record.items))
        return record if items == record.items else replace(record, items=items)

    def _with_code(self, copy: Item) -> Item:
        code = self._codes.get(" ".join(copy.branch.split()).casefold())
        if code is None:
            self._unknown[copy.branch] += bool(copy.branch)
            return copy
        return copy if code == copy.branch else replace(copy, branch=code)

    def note(self) -> list[ImportNote]:
        """Return the notes on unknown branches: one, or none if the library has no branches yet."""
        text = describe_unknown_branches(+self._unknown) if self._codes else ""
        return [ImportNote("the copies", text)] if text else []


def describe_unknown_branches(unknown: Mapping[str, int]) -> str:
    """Return a message that lists the unknown branch codes, each with its number of copies.

    ``unknown`` maps codes to numbers of copies. The message is "" if ``unknown`` is empty.
    """
    if not unknown:
        return ""
    most = sorted(unknown.items(), key=lambda each: (-each[1], each[0]))
    codes = ", ".join(f"“{code}” ({count})" for code, count in most[:_MOST_LISTED])
    more = f" and {len(most) - _MOST_LISTED} more" if len(most) > _MOST_LISTED else ""
    return (
        f"{sum(unknown.values())} copies are at unknown branches: {codes}{more}. "
        f'Name each with its branch in library.toml: aliases = ["{most[0][0]}"].'
    )
