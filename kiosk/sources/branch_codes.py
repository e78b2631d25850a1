"""The branches of copies as the library names them; those that nobody knows are counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from kiosk.domain.records import BibliographicRecord, Item
from kiosk.sources.entries import ImportNote

_TOLD = 10  # of the codes


class BranchCodeMapper:
    """``codes`` leads from codes, names and aliases of branches, in lower case, to codes."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self._codes = codes
        self._unknown: Counter[str] = Counter()

    def with_branch_codes(self, record: BibliographicRecord) -> BibliographicRecord:
        """``record`` with the branches of its copies by their codes, as far as they are known."""
        items = tuple(map(self._placed, record.items))
        return record if items == record.items else replace(record, items=items)

    def _placed(self, copy: Item) -> Item:
        code = self._codes.get(" ".join(copy.branch.split()).casefold())
        if code is None:
            self._unknown[copy.branch] += bool(copy.branch)
            return copy
        return copy if code == copy.branch else replace(copy, branch=code)

    def note(self) -> list[ImportNote]:
        """What to tell of the codes that nobody knows; nothing where no branch is known at all."""
        told = describe_unknown_branches(+self._unknown) if self._codes else ""
        return [ImportNote("the copies", told)] if told else []


def describe_unknown_branches(unknown: Mapping[str, int]) -> str:
    """A sentence of copies by the codes that no branch has, with what to do; "" without any."""
    if not unknown:
        return ""
    most = sorted(unknown.items(), key=lambda each: (-each[1], each[0]))
    codes = ", ".join(f"“{code}” ({count})" for code, count in most[:_TOLD])
    more = f" and {len(most) - _TOLD} more" if len(most) > _TOLD else ""
    return (
        f"{sum(unknown.values())} copies are at branches that nobody knows: {codes}{more}. "
        f'Name each with its branch in library.toml: aliases = ["{most[0][0]}"].'
    )
