"""The number of titles and programmes that an import would remove, for staff to confirm."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

_FEW = 3  # in a list of two or three programmes, such a change is normal every week


@dataclass(frozen=True, slots=True)
class RemovalSize:
    """The numbers of titles and upcoming programmes that an import would remove.

    ``all_titles`` and ``all_programs`` are the numbers of titles and upcoming programmes in the
    source before the import. A series of programmes counts as one programme.
    """

    titles: int = 0
    all_titles: int = 0
    programs: int = 0
    all_programs: int = 0

    @property
    def is_large(self) -> bool:
        """Whether at least half would be removed; always False for a very small source."""
        return _is_large(self.titles, self.all_titles) or _is_large(
            self.programs, self.all_programs
        )

    @property
    def count(self) -> int:
        """The number of titles and upcoming programmes that would be removed."""
        return self.titles + self.programs

    def __str__(self) -> str:
        """Return an English message such as “600 of 1000 titles and 2 of 3 programs to come”."""
        parts = []
        if self.all_titles:
            parts.append(f"{self.titles} of {self.all_titles} titles")
        if self.all_programs:
            parts.append(f"{self.programs} of {self.all_programs} programs to come")
        return " and ".join(parts) or "no titles and no programs"


def _is_large(gone: int, before: int) -> bool:
    return 2 * gone >= before and (gone >= _FEW or gone == before > 1)


def upcoming_series(names: Collection[tuple[str, str]], now: datetime) -> set[str]:
    """Return the uids in ``names`` (pairs of uid and occurrence) that occur today or later."""
    today = f"{now:%Y-%m-%d}"
    return {uid for uid, occurrence in names if occurrence[:10] >= today}
