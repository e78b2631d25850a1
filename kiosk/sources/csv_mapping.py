"""Which column of a CSV file holds what: presets, and mappings that staff write in TOML."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.errors import SourceError

Column = (
    Literal["source_id", "title", "authors", "year", "language", "format", "subjects", "isbns"]
    | Literal["publisher", "summary", "series", "other_titles", "url"]
    | Literal["branch", "shelf", "call_number", "status", "barcode"]
)


class CsvMapping(BaseModel):
    """For each field of a record, the columns that may hold it: the first that is filled counts,

    but for ``isbns`` and ``other_titles``, where all do. ``separator`` parts several
    values in one cell; ``delimiter`` is that of the file ("" to tell by its first line).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    columns: dict[Column, tuple[str, ...]]
    separator: str = ";"
    delimiter: Literal["", ",", ";", "\t", "|"] = ""
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
)
GENERIC = CsvMapping(
    name="generic",
    columns={
        "source_id": ("id", "source_id", "biblionumber", "record id", "control number"),
        "title": ("title", "judul", "judul buku", "name"),
        "other_titles": ("original title", "alternative title", "subtitle"),
        "authors": ("authors", "author", "creator", "pengarang", "penulis"),
        "year": ("year", "publication year", "publish year", "date", "tahun", "tahun terbit"),
        "language": ("language", "lang", "language code", "bahasa"),
        "format": ("format", "type", "item type", "gmd"),
        "subjects": ("subjects", "subject", "topics", "subjek"),
        "isbns": ("isbn", "isbn13", "isbn10", "isbn issn", "isbn/issn"),
        "publisher": ("publisher", "penerbit"),
        "summary": ("summary", "description", "abstract", "notes", "ringkasan"),
        "series": ("series", "series title", "seri"),
        "url": ("url", "link"),
        "branch": ("branch", "library", "location", "lokasi"),
        "shelf": ("shelf", "shelving location", "rak"),
        "call_number": ("call number", "callnumber", "nomor panggil"),
        "status": ("status", "item status"),
        "barcode": ("barcode", "item code", "kode eksemplar"),
    },
)
_PRESETS = {each.name: each for each in (GOODBOOKS, GENERIC)}


def mapping_named(name: str) -> CsvMapping:
    """A preset ("goodbooks", "generic"), or that of a TOML file. Raises SourceError."""
    if name in _PRESETS:
        return _PRESETS[name]
    path = Path(name)
    try:
        return CsvMapping.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
    except OSError as fault:
        known = ", ".join(_PRESETS)
        advice = f"Name a preset ({known}) or a TOML file (see docs/importing.md)."
        raise SourceError(
            f"The mapping “{name}” cannot be read: {fault.strerror}.", advice
        ) from fault
    except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        advice = "See docs/importing.md for how a mapping is written."
        raise SourceError(f"The mapping “{name}” is not right: {fault}", advice) from fault
