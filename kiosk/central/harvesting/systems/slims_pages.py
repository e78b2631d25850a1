"""The pages in which SLiMS is read, and what was read of them the last time.

A page holds the titles with successive ids. Its mark, the sum of the checksums of its rows, shows
whether anything in it has changed, so that only those pages are read again. The marks do not depend
on SLiMS's dates of change, which many changes leave as they are: a loan, a renamed author, a new
subject.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import BaseModel, ValidationError
from pymarc import Record

from kiosk.central.harvesting.systems.slims_copies import SlimsCopy

_ALL_EVERY = timedelta(days=1)

CHANGING = -1  # the mark of a page that changed while it was read; it is read again the next time

Marks = Mapping[int, int]  # the mark of each page that has rows


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The titles of a page, with its mark or CHANGING."""

    records: Sequence[Record]
    mark: int


@dataclass(frozen=True, slots=True)
class CopyPage:
    """The visible titles of a page and their copies, with the page's mark or CHANGING."""

    titles: Sequence[int]
    copies: Sequence[SlimsCopy]
    mark: int


class SlimsReader(Protocol):
    """One of the two ways to read SLiMS. Errors are raised as SourceError."""

    def title_marks(self) -> Marks: ...

    def read_titles(self, page: int) -> TitlePage: ...

    def copy_marks(self) -> Marks: ...

    def read_copies(self, page: int) -> CopyPage: ...

    def ask(self, titles: Sequence[int]) -> CopyPage: ...

    def images(self) -> Iterator[tuple[int, str]]: ...

    def notes(self) -> Sequence[str]: ...

    def close(self) -> None: ...


class ListedPages(BaseModel):
    """A list of pages from the plugin with its ETag, so that the same list is not sent again."""

    tag: str = ""
    marks: dict[int, int] = {}


class Reading(BaseModel):
    """What was read: the marks by page, and when everything was last read (UTC)."""

    complete_at: datetime | None = None
    marks: dict[int, int] = {}

    def is_complete_due(self, now: datetime) -> bool:
        """Return whether everything is to be read: at first, and once a day for safety."""
        return self.complete_at is None or now - self.complete_at >= _ALL_EVERY

    def changed_pages(self, marks: Marks) -> list[int]:
        """Return the pages whose rows are others than those that were read."""
        pages = {*marks, *self.marks}
        return sorted(page for page in pages if marks.get(page) != self.marks.get(page))


class SlimsState(BaseModel):
    """The state of a driver between readings.

    ``ids`` holds the ids on each page, as bits. ``lists`` are the plugin's last lists of pages.
    """

    way: str = ""
    titles: Reading = Reading()
    copies: Reading = Reading()
    ids: dict[int, int] = {}
    lists: dict[str, ListedPages] = {}

    @classmethod
    def loaded(cls, text: str, way: str) -> "SlimsState":
        """Return the state in ``text``, or a new one if it is of another way to read SLiMS."""
        try:
            state = cls.model_validate_json(text)
        except ValidationError:
            return cls(way=way)
        return state if state.way == way else cls(way=way)
