"""How much of a source would go, and whether somebody is to be asked first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

_FEW = 3  # a list of two or three programs changes like this every week


@dataclass(frozen=True, slots=True)
class RemovalSize:
    """What would go with a list: ``titles`` of ``all_titles``, and ``programs`` of

    ``all_programs`` that are still to come (a series is one).
    """

    titles: int = 0
    all_titles: int = 0
    programs: int = 0
    all_programs: int = 0

    @property
    def is_large(self) -> bool:
        """Whether half of it or more would go."""
        return _is_large(self.titles, self.all_titles) or _is_large(
            self.programs, self.all_programs
        )

    @property
    def count(self) -> int:
        return self.titles + self.programs

    def __str__(self) -> str:
        """In words, as “600 of 1000 titles and 2 of 3 programs to come”."""
        parts = []
        if self.all_titles:
            parts.append(f"{self.titles} of {self.all_titles} titles")
        if self.all_programs:
            parts.append(f"{self.programs} of {self.all_programs} programs to come")
        return " and ".join(parts) or "no titles and no programs"


def _is_large(gone: int, before: int) -> bool:
    return 2 * gone >= before and (gone >= _FEW or gone == before > 1)


def upcoming_series(names: Collection[tuple[str, str]], now: datetime) -> set[str]:
    """The uids of the programs (uid, occurrence) that have a date today or later."""
    today = f"{now:%Y-%m-%d}"
    return {uid for uid, occurrence in names if occurrence[:10] >= today}
