"""How much of a source an import would remove, and whether staff must confirm it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

_FEW = 3  # a list of two or three programs changes like this every week


@dataclass(frozen=True, slots=True)
class RemovalSize:
    """The number of titles and upcoming programs that would be removed, and of all.

    A series of programs counts once.
    """

    titles: int = 0
    all_titles: int = 0
    programs: int = 0
    all_programs: int = 0

    @property
    def is_large(self) -> bool:
        """Whether half or more would be removed (very small sources excepted)."""
        return _is_large(self.titles, self.all_titles) or _is_large(
            self.programs, self.all_programs
        )

    @property
    def count(self) -> int:
        """The number of titles and upcoming programs that would be removed."""
        return self.titles + self.programs

    def __str__(self) -> str:
        """Return English text: “600 of 1000 titles and 2 of 3 programs to come”."""
        parts = []
        if self.all_titles:
            parts.append(f"{self.titles} of {self.all_titles} titles")
        if self.all_programs:
            parts.append(f"{self.programs} of {self.all_programs} programs to come")
        return " and ".join(parts) or "no titles and no programs"


def _is_large(gone: int, before: int) -> bool:
    return 2 * gone >= before and (gone >= _FEW or gone == before > 1)


def upcoming_series(names: Collection[tuple[str, str]], now: datetime) -> set[str]:
    """Return the uids among ``names`` (uid, occurrence) with a date of today or later."""
    today = f"{now:%Y-%m-%d}"
    return {uid for uid, occurrence in names if occurrence[:10] >= today}
