"""Summaries of the sources: how much was imported from each source, and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from kiosk.store.tables import bib, import_run, item, program

_HELD = program.c.digest != b""  # a withdrawn programme is kept for the visitors registered for it


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A summary of one source. ``imported`` is the start of its last import, or None."""

    source: str
    titles: int = 0
    copies: int = 0
    programs: int = 0  # the number of occurrences
    imported: datetime | None = None
    file: str = ""
    finished: bool = True


def list_source_names(connection: Connection) -> list[str]:
    """Return the names of all sources with an import or data, newest import first."""
    newest = func.max(import_run.c.id)
    imported = connection.scalars(
        select(import_run.c.source).group_by(import_run.c.source).order_by(newest.desc())
    ).all()
    records = connection.scalars(select(bib.c.source).distinct()).all()
    dated = connection.scalars(select(program.c.source).where(_HELD).distinct()).all()
    return list(dict.fromkeys([*imported, *records, *dated]))


def summarise_sources(connection: Connection) -> list[SourceSummary]:
    """Return a summary of each source, sorted by name."""
    return [_held(connection, source) for source in sorted(list_source_names(connection))]


def _held(connection: Connection, source: str) -> SourceSummary:
    copies = select(func.count()).select_from(item.join(bib)).where(bib.c.source == source)
    run = connection.execute(
        select(import_run.c.started, import_run.c.finished, import_run.c.file)
        .where(import_run.c.source == source)
        .order_by(import_run.c.id.desc())
        .limit(1)
    ).one_or_none()
    return SourceSummary(
        source,
        count_titles(connection, source),
        connection.scalar(copies) or 0,
        count_program_dates(connection, source),
        run.started if run else None,
        run.file if run else "",
        run is None or run.finished is not None,
    )


def count_titles(connection: Connection, source: str) -> int:
    """Return the number of titles from ``source``."""
    wanted = select(func.count()).select_from(bib).where(bib.c.source == source)
    return connection.scalar(wanted) or 0


def count_program_dates(connection: Connection, source: str) -> int:
    """Return the number of programme occurrences from ``source`` that are not withdrawn."""
    wanted = select(func.count()).select_from(program).where(program.c.source == source, _HELD)
    return connection.scalar(wanted) or 0
