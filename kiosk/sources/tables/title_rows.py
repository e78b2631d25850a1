"""Building titles with copies from table rows; each row describes a title or a copy."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from kiosk.domain.isbn import find_isbn, find_issn
from kiosk.domain.records import BibliographicRecord, Format, Item
from kiosk.sources.entries import RAW_LIMIT, Entries, ImportNote, Reject, SuppressedRecord
from kiosk.sources.marc.fields import clean_text, unique_texts
from kiosk.sources.tables.copy_cells import (
    BranchLookup,
    CopyCells,
    items_from_cells,
    parse_copy_count,
    restore_zeros,
)
from kiosk.sources.tables.csv_mapping import CsvMapping
from kiosk.sources.tables.header import Header, Row, find_header
from kiosk.sources.text.due_dates import find_day
from kiosk.sources.text.html_text import strip_html_to_line
from kiosk.sources.text.isbd import split_imprint, split_statement
from kiosk.sources.text.languages import language_from_text
from kiosk.sources.text.mojibake import repair_double_encoding
from kiosk.sources.text.text_lines import has_undecoded_bytes
from kiosk.sources.text.years import parse_year
from kiosk.sources.xml.dublin_core import parse_format

# White space, the end-of-file mark of DOS, byte order marks and direction marks, which often come
# along when text is copied.
_AROUND = " \t\r\n\v\f\x1a\xa0\u2028\u2029\ufeff\u200b\u200e\u200f\u061c" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_EMPTY = frozenset(("-", "--", "---", "–", "—", "n/a", "null", "none", "nan", "\\n"))
# Error values of spreadsheets, in several languages.
_FAILED = re.compile(r"#(?:[A-ZÄÖÜÉÈ]{3,12}[!?]|N/A|DIV/0!|N/?[AVD]|[A-Z]+/0 ?!)", re.I)
_ROUNDED = re.compile(r"[0-9]e\+?[0-9]", re.I)
_YES = frozenset(
    (
        "1",
        "y",
        "yes",
        "true",
        "ya",
        "t",
        "x",
        "hide",
        "hidden",
        "suppressed",
        "oui",
        "ja",
        "sí",
        "نعم",
    )
)
_NO = frozenset(("0", "n", "no", "false", "tidak", "f", "non", "nein", "لا"))
_LISTED = re.compile(r"<([^<>]*)>")
_TOTAL = re.compile(
    r"(?:jumlah|total|sub ?total|grand total|jml|المجموع|合计|总计|合計)"
    r"(?: (?:total|buku|koleksi|judul|eksemplar|keseluruhan|seluruhnya|semua|books|titles))*"
    r"\s*[:=]?\s*[0-9.,]*\s*(?:buku|judul|eks|eksemplar|books|titles|copies)?[.]?",
    re.I,
)
_OF_THE_LIST = re.compile(
    r"(?:mengetahui|kepala (?:sekolah|perpustakaan|dinas|desa)|nip\b|nuptk\b|petugas|pustakawan|"
    r"ttd|dicetak|printed|(?:di)?buat oleh|sumber\s*:|ket\s*[.:]|halaman [0-9]|page [0-9]|"
    r"hal\. ?[0-9]|catatan\s*:|keterangan\s*:|"
    r"[a-z .]+, [0-3]?[0-9] [a-z]+ [12][0-9]{3}$)",
    re.I,
)
_ITEM_FIELDS = ("branch", "shelf", "call_number", "status", "barcode")
_ENGLISH = re.compile(r"due|return|loan|check", re.I)
_UNREADABLE = (
    "The encoding of this row cannot be detected. Save the file as “CSV UTF-8”,"
    " or name its encoding in a mapping."
)


def read_title_rows(
    rows: Iterator[Row], mapping: CsvMapping | None, branches: BranchLookup
) -> Entries:
    """Yield every title with its copies, and a reject for each row without a title.

    Rows that differ only in their copies describe the same title. ``branches`` assigns a branch to
    copies without a branch. Raises SourceError if no column contains titles.
    """
    header, rest = find_header(rows, mapping)
    if unread_columns := header.unread_columns:
        names = ", ".join(f"“{name[:60]}”" for name in unread_columns[:40])
        yield ImportNote("the header", f"These columns were not read: {names}.")
    table = _Table(header, branches)
    empty = True
    for row in rest:
        empty = empty and not any(row.cells)
        if (reject := table.add_row(row)) is not None:
            yield reject
    if empty:
        yield ImportNote("the file", "There is a header, but no title below it.")
    if table.without_branch:
        reason = (
            f"The copies of {table.without_branch} rows were left out: their branch is "
            "not stated. Name it with --branch, or import library.toml first."
        )
        yield ImportNote("the file", reason)
    yield from table.hidden()
    yield from table.records()


@dataclass(slots=True)
class _Title:
    record: BibliographicRecord
    items: dict[object, Item]
    copies: str = ""  # the number of copies given in the last row of the title

    def drop_uncounted_copy(self) -> None:
        """Remove a copy that was added because of a count: the row of this copy has been found."""
        spare = next((place for place, item in self.items.items() if not item.barcode), None)
        if spare is not None:
            del self.items[spare]


class _Table:
    """Collects the rows of a table into titles."""

    def __init__(self, header: Header, branches: BranchLookup) -> None:
        self.without_branch = 0
        self._header = header
        self._branches = branches
        self._hidden: list[tuple[str, str]] = []  # (place of the row, id of the title)
        self._titles: dict[tuple[str, str], _Title] = {}
        self._per_copy = any(name in header.columns for name in (*_ITEM_FIELDS, "copies"))

    def hidden(self) -> Iterator[Reject]:
        """Yield a reject for each hidden row; a title without visible rows counts as suppressed."""
        shown = {number for number, _ in self._titles}
        for where, number in self._hidden:
            if number in shown:
                yield Reject(where, "The copy is hidden at the source.", b"")
            else:
                yield SuppressedRecord(where, "The title is hidden at the source.", b"", number)

    def records(self) -> Iterator[BibliographicRecord]:
        for title in self._titles.values():
            items = tuple(title.items.values())
            number = "" if items else title.record.call_number
            yield replace(title.record, items=items, call_number=number)

    def add_row(self, row: Row) -> Reject | None:
        """Add a row as a title or another copy. Returns a reject if the row is neither."""
        cells = Cells(row.cells, self._header)
        if not any(row.cells) or self._header.is_repeated_in(row.cells):
            return None
        if cells.hidden:
            number = cells.first("source_id").removesuffix(".0")
            self._hidden.append((row.where, number))
            return None
        if reason := self._fault(cells, whole=row.whole):
            return Reject(row.where, reason, raw_row(row.cells))
        record = _record(cells)
        key = record.source_id, _fingerprint(record)
        known = self._titles.get(key)
        if known is None:
            known = self._titles[key] = _Title(record, {})
        else:
            known.record = _merged(known.record, record)
        for item in self._items(cells, record, known):
            place: object = (row.where, len(known.items)) if self._per_copy else None
            known.items.setdefault(item.barcode or place, item)
        return None

    def _fault(self, cells: "Cells", *, whole: bool) -> str:
        if any(map(has_undecoded_bytes, cells.row)):
            return _UNREADABLE
        width, filled = len(self._header.names), len(cells.row)
        while filled and not cells.row[filled - 1]:
            filled -= 1
        short = len(cells.row) < self._header.min_cells
        # Excel omits empty cells at the end, but a single cell is probably a broken line.
        if (width and filled > width) or (short and not (whole and filled > 1)):
            return f"The row has {len(cells.row)} columns where the header has {width}."
        title = cells.first("title")
        if not title:
            return "The row has no title."
        if self._header.is_other_header(cells.row, title):
            return "The row names columns, not a title."
        others = [cell for cell in cells.row if cell and cell != title]
        if _TOTAL.fullmatch(title) and all(re.fullmatch(r"[0-9.,\s]+\S*", cell) for cell in others):
            return "The row is a total, not a title."
        if (short or not others) and _OF_THE_LIST.match(", ".join(filter(None, cells.row))):
            return "The row describes the list, not a title."
        return ""

    def _items(
        self, cells: "Cells", record: BibliographicRecord, title: _Title
    ) -> tuple[Item, ...]:
        counts = (cell for cell in cells.all("copies") if parse_copy_count(cell) is not None)
        count, barcode = next(counts, ""), cells.first("barcode")
        again = bool(barcode and count) and count == title.copies
        title.copies = count
        if (
            again and barcode not in title.items
        ):  # the row of each copy gives the number of all copies of the title
            title.drop_uncounted_copy()
        copy_cells = CopyCells(
            **{key: cells.first(key) for key in _ITEM_FIELDS},
            copies="" if again else count,
            due=cells.day("due"),
        )
        if not self._header.mapping.held and not copy_cells.branch:
            return ()
        if copy_cells == CopyCells() and record.digital:
            return ()
        found = items_from_cells(copy_cells, self._branches)
        if (
            not found
            and not self._branches.locate(copy_cells.branch, "")[0]
            and copy_cells != CopyCells()
        ):
            self.without_branch += 1
        return found


class Cells:
    """The cells of one row, by field."""

    def __init__(self, row: Sequence[str], header: Header) -> None:
        self.row = row
        self.mapping = header.mapping
        self.header = header

    def all(self, field: str, *, in_order: bool = False) -> list[str]:
        """Return the filled cells of a field.

        The best column comes first or, if ``in_order`` is true, the leftmost column.
        """
        places = self.header.columns.get(field, [])
        places = sorted(places) if in_order else places
        found = [self.row[at] for at in places if at < len(self.row)]
        return [each for each in found if each and not _is_nothing(each)]

    def first(self, field: str) -> str:
        return next(iter(self.all(field)), "")

    def day(self, field: str) -> date | None:
        """Return the day in the first column of a field that is filled, or None.

        Whether 05/12 is in May or in December is certain only if the column is not in English.
        """
        for at in self.header.columns.get(field, []):
            if at < len(self.row) and self.row[at]:
                name = self.header.names[at] if self.header.names else ""
                return find_day(self.row[at], day_first=bool(name) and not _ENGLISH.search(name))
        return None

    @property
    def hidden(self) -> bool:
        """Whether the source hides this title or copy from its own visitors."""
        marked = any(value.casefold() in _YES for value in self.all("hidden"))
        return marked or any(value.casefold() in _NO for value in self.all("visible"))

    def line(self, field: str) -> str:
        """Return the first value of a field as one line of plain text."""
        value = self.first(field)
        return strip_html_to_line(value) if "&" in value or "<" in value else clean_text(value)

    def several(self, field: str) -> tuple[str, ...]:
        """Return all values of a field in all columns, without repeats.

        The values of a cell are separated by ``<a><b>``, by line ends or by the separator.
        """
        cells = self.all(field, in_order=True)
        return unique_texts(clean_text(part) for cell in cells for part in self._split(cell))

    def _split(self, cell: str) -> list[str]:
        if listed := _LISTED.findall(cell):
            return listed
        return [part for line in cell.splitlines() for part in line.split(self.mapping.separator)]


def _is_nothing(cell: str) -> bool:
    return cell.casefold() in _EMPTY or (cell[0] == "#" and _FAILED.fullmatch(cell) is not None)


def _record(cells: Cells) -> BibliographicRecord:
    authors = cells.several("authors")
    title, statement = split_statement(cells.line("title"), authors)
    publisher, published = split_imprint(cells.line("publisher"))
    if volume := cells.line("volume"):
        title = f"{title}. {_volume(volume, cells)}"
    others = unique_texts(map(clean_text, cells.all("other_titles")))
    url = cells.first("url")
    record = BibliographicRecord(
        source_id=cells.first("source_id").removesuffix(".0"),
        title=title,
        authors=authors,
        year=parse_year(cells.first("year") or published),
        language=language_from_text(cells.first("language")),
        format=_format(cells),
        subjects=cells.several("subjects"),
        isbns=unique_texts([number for cell in cells.all("isbns") for number in _isbns(cell)]),
        publisher=publisher,
        summary=cells.line("summary"),
        series=cells.line("series"),
        other_titles=tuple(t for t in others if t.casefold() != title.casefold()),
        url=url if url.startswith(("http://", "https://")) else "",
        statement=statement,
        call_number=restore_zeros(cells.first("call_number")),
    )
    return record if record.source_id else replace(record, source_id=_fingerprint(record))


def _volume(volume: str, cells: Cells) -> str:
    """Return a bare volume number together with the word from the column name: "Jilid 2"."""
    if not volume.isalnum() or len(volume) > 4:
        return volume
    name = cells.header.names[cells.header.columns["volume"][0]] if cells.header.names else ""
    return f"{name} {volume}".strip()


def _isbns(cell: str) -> Iterator[str]:
    digits = "".join(str(unicodedata.decimal(char, char)) for char in cell)
    for part in re.split(r"[;,|/\n]| dan | and | (?=97[89][0-9-]{10})", digits):
        bare = part.strip().removesuffix(".0")
        if _ROUNDED.search(bare):  # 9.78602E+12: the last digits are lost
            continue
        if 8 <= len(bare) <= 9 and not find_issn(bare):
            bare = bare.zfill(10)  # spreadsheets drop leading zeros
        yield find_isbn(bare) or find_issn(bare)


def _format(cells: Cells) -> Format:
    named = cells.first("format")
    wanted = cells.mapping.format_names.get(named, named).lower()
    known = next((each for each in Format if each.value == wanted), None)
    default = next((f for f in Format if f.value == cells.mapping.format), Format.OTHER)
    return known or parse_format(wanted) or default


def _fingerprint(record: BibliographicRecord) -> str:
    """Return an id that is equal for all copies of an edition, whether on loan or not."""
    parts = (record.title, *record.authors, str(record.year), record.publisher, *record.isbns)
    return "hash-" + blake2b("\x1f".join(parts).casefold().encode(), digest_size=12).hexdigest()


def _merged(known: BibliographicRecord, other: BibliographicRecord) -> BibliographicRecord:
    """Merge the records from two rows of the same title."""
    if known == other:
        return known
    return replace(
        known,
        language=known.language or other.language,
        subjects=unique_texts([*known.subjects, *other.subjects]),
        summary=known.summary or other.summary,
        series=known.series or other.series,
        other_titles=unique_texts([*known.other_titles, *other.other_titles]),
        url=known.url or other.url,
    )


def clean_cell(cell: str) -> str:
    """Return a cell with its encoding repaired, and without spreadsheet guards (="…", '…)."""
    cell = cell.strip(_AROUND)
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        cell = cell[2:-1]
    if len(cell) > 1 and cell[0] == "'" and cell[1].isdigit():
        cell = cell[1:]
    return cell if cell.isascii() else repair_double_encoding(cell)


def raw_row(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "surrogateescape")[:RAW_LIMIT]
