"""Mappings of CSV columns to fields: presets, and TOML files written by staff."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.errors import SourceError
from kiosk.sources.column_names import COLUMN_NAMES, Column
from kiosk.toml_faults import InvalidToml, explain_faults, parse_toml


class CsvMapping(BaseModel):
    """For each field of a record, the columns that may contain it; also the format of the file.

    For most fields, the first filled column is used; ``authors``, ``subjects``, ``isbns`` and
    ``other_titles`` collect the values of all columns. ``separator`` separates the values in one
    cell. ``delimiter`` and ``encoding`` are the delimiter and character encoding of the file; ""
    means automatic detection. Without a ``header``, columns are numbered from 1. If ``held`` is
    true, the library owns a copy of each title, so a row without data about copies is given one
    copy.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    columns: Mapping[Column, tuple[str, ...]]
    separator: str = ";"
    delimiter: Literal["", ",", ";", "\t", "|"] = ""
    encoding: str = ""
    header: bool = True
    held: bool = True
    format: str = "book"
    format_names: dict[str, str] = {}


GOODBOOKS = CsvMapping(
    name="goodbooks",
    columns={
        "source_id": ("book_id",),
        "title": ("title", "original_title"),
        "other_titles": ("original_title",),
        "authors": ("authors",),
        "year": ("original_publication_year",),
        "language": ("language_code",),
        "isbns": ("isbn", "isbn13"),
    },
    separator=",",
    delimiter=",",
    held=False,
)
GENERIC = CsvMapping(name="generic", columns=COLUMN_NAMES)
SLIMS = CsvMapping(
    name="slims",
    columns={
        "title": ("1",),
        "format": ("2",),
        "isbns": ("4",),
        "publisher": ("5",),
        "year": ("6",),
        "series": ("8",),
        "call_number": ("9",),
        "language": ("10",),
        "summary": ("13",),
        "authors": ("16",),
        "subjects": ("17",),
        "barcode": ("18",),
    },
    header=False,
)
_PRESETS = {each.name: each for each in (GOODBOOKS, GENERIC, SLIMS)}


def load_csv_mapping(name: str) -> CsvMapping:
    """Return a preset ("goodbooks", "generic", "slims") or load a file. Raises SourceError."""
    if name in _PRESETS:
        return _PRESETS[name]
    path = Path(name)
    try:
        return CsvMapping.model_validate(parse_toml(path.read_bytes()))
    except OSError as fault:
        known = ", ".join(_PRESETS)
        advice = f"Name a preset ({known}) or a TOML file (see docs/importing.md)."
        raise SourceError(
            f"The mapping “{name}” cannot be read: {fault.strerror}.", advice
        ) from fault
    except (ValidationError, InvalidToml) as fault:
        known_names = CsvMapping.model_fields
        reason = (
            fault.sentence if isinstance(fault, InvalidToml) else explain_faults(fault, known_names)
        )
        advice = "See docs/importing.md for how a mapping is written."
        raise SourceError(f"The mapping “{name}” is not right: {reason}", advice) from fault
