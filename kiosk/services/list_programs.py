"""Which programs take place, and what can be filtered by."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement

from kiosk.domain.programs import Program, ProgramKind
from kiosk.store import programs
from kiosk.store.database import Database
from kiosk.store.tables import program


@dataclass(frozen=True, slots=True)
class ProgramFilter:
    """What a program must be; what is empty or False lets everything through."""

    kinds: frozenset[ProgramKind] = frozenset()
    languages: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    childcare: bool = False
    no_card_needed: bool = False
    step_free: bool = False
    hearing_loop: bool = False


_ALL = ProgramFilter()
_FLAGS = ("childcare", "no_card_needed", "step_free", "hearing_loop")


class ListPrograms:
    """Looks programs up by time. Raises StoreError when the database cannot be read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def between(
        self, start: datetime, end: datetime, wanted: ProgramFilter = _ALL
    ) -> list[Program]:
        """The programs that take place in part or whole in [start, end), earliest first."""
        with self._database.read() as connection:
            return programs.between(connection, start, end, _conditions(wanted))

    def next_start(self, moment: datetime, wanted: ProgramFilter = _ALL) -> datetime | None:
        """When the first of the programs at or after ``moment`` starts."""
        with self._database.read() as connection:
            return programs.next_start(connection, moment, _conditions(wanted))

    def languages(self, since: datetime) -> list[str]:
        """The languages of the programs that are not over at ``since``."""
        with self._database.read() as connection:
            return programs.values_of(connection, "language", since)

    def audiences(self, since: datetime) -> list[str]:
        """The audiences of the programs that are not over at ``since``."""
        with self._database.read() as connection:
            return programs.values_of(connection, "audience", since)


def _conditions(wanted: ProgramFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        column.in_(values)
        for column, values in (
            (program.c.kind, wanted.kinds),
            (program.c.language, wanted.languages),
            (program.c.audience, wanted.audiences),
        )
        if values
    ]
    return conditions + [program.c[flag] for flag in _FLAGS if getattr(wanted, flag)]
