"""INLISLite 3 by a read-only account of its MariaDB.

The titles are the MARC fields that INLISLite keeps in ``catalog_ruas``, one row a field. The
copies are its ``collections``, shown as its own public catalogue shows them. Members are never
read: of a loan, only the copy, the state and the day of return.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from pydantic import BaseModel, ValidationError
from pymarc import Field, Indicators, Record, Subfield
from pymarc.leader import Leader
from sqlalchemy import RowMapping

from kiosk.central.harvesting.systems.driver import (
    ANSWER_SECONDS,
    MOST_ASKED,
    SystemConnection,
)
from kiosk.central.harvesting.systems.mariadb import SystemDatabase
from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from kiosk.sources.entries import DeletedRecord, Entries, Entry, Reject, SuppressedRecord
from kiosk.sources.item_statuses import status_from_text
from kiosk.sources.marc.bibliographic import (
    DeletedAtSource,
    NotATitle,
    SuppressedAtSource,
    parse_bibliographic,
)
from kiosk.sources.text.languages import language_from_text

_PAGE = 500  # titles in one query
_FULL_LIST_EVERY = timedelta(days=1)
# Titles changed shortly before the last reading are read again: the times in the database are those
# of the web server, whose clock and zone may differ from the database's.
_OVERLAP = timedelta(days=1)

_NEEDED = {
    "catalogs": frozenset({"id", "title", "isopac"}),
    "catalog_ruas": frozenset({"catalogid", "tag", "value"}),
    "collections": frozenset({"id", "catalog_id", "nomorbarcode", "status_id"}),
    "collectionstatus": frozenset({"id", "name"}),
}
# What INLISLite itself writes at leader/06 when it exports a title of the worksheet with this id.
_TYPES_OF_WORKSHEETS = {
    3: "g", 5: "e", 7: "g", 8: "j", 9: "p", 10: "j", 11: "g", 12: "f", 20: "m", 21: "k",
}  # fmt: skip
_SERIALS = 13  # the worksheet of serials
_SUBFIELD = re.compile(r"\$([a-z0-9])")
_CONTROL = re.compile(r"^\$\s*")

_TITLES = """
    SELECT c.ID AS id, c.Title AS title, c.Author AS author, c.Publisher AS publisher,
           c.PublishYear AS year, c.Subject AS subject, c.ISBN AS isbn, c.CallNumber AS call_number,
           c.IsOPAC AS shown, c.Languages AS language, c.Worksheet_id AS worksheet
    FROM catalogs c WHERE c.ID > :after {changed} ORDER BY c.ID LIMIT :most
"""
_FIELDS = """
    SELECT r.CatalogId AS id, r.Tag AS tag, r.Indicator1 AS first, r.Indicator2 AS second,
           r.Value AS value
    FROM catalog_ruas r WHERE r.CatalogId IN ({ids}) ORDER BY r.CatalogId, r.Sequence, r.ID
"""
_COPIES = """
    SELECT c.Catalog_id AS title, c.NomorBarcode AS barcode,
           COALESCE(NULLIF(c.CallNumber, ''), t.CallNumber) AS call_number,
           s.Name AS status, r.Name AS rule, c.ISREFERENSI AS reference, p.Name AS shelf,
           b.Name AS branch, c.BookingExpiredDate > NOW() AS booked,
           (SELECT MAX(i.DueDate) FROM collectionloanitems i
            WHERE i.Collection_id = c.ID AND i.LoanStatus = 'Loan') AS due,
           EXISTS (SELECT 1 FROM collectionloanitems i
            WHERE i.Collection_id = c.ID AND i.LoanStatus = 'Loan') AS lent
    FROM collections c
    JOIN catalogs t ON t.ID = c.Catalog_id AND t.IsOPAC = 1
    LEFT JOIN collectionstatus s ON s.ID = c.Status_id
    LEFT JOIN collectionrules r ON r.ID = c.Rule_id
    LEFT JOIN locations p ON p.ID = c.Location_id
    LEFT JOIN location_library b ON b.ID = c.Location_Library_id
    WHERE {which} ORDER BY c.Catalog_id, c.ID
"""


class _State(BaseModel):
    """When titles were last read, and when all of them, by the database's clock (local time)."""

    since: datetime | None = None
    whole: datetime | None = None


def connect(connection: SystemConnection) -> "Inlislite":
    """Return the driver. Nothing is sent before the first reading."""
    return Inlislite(connection)


class Inlislite:
    """Reads an INLISLite 3 database; implements SystemDriver."""

    def __init__(self, connection: SystemConnection) -> None:
        self.state = connection.state
        self._connection = connection
        self._database = SystemDatabase(connection)
        self._statuses = StatusNames(connection.statuses)
        self._titles_complete = False

    def read_titles(self) -> Entries:
        """Yield the titles with their MARC fields; titles not shown in the OPAC are suppressed."""
        self._check_tables()
        state = _parse_state(self.state)
        now: datetime = self._database.rows("SELECT NOW() AS now")[0]["now"]
        fresh = state.whole is not None and timedelta() <= now - state.whole < _FULL_LIST_EVERY
        since = state.since - _OVERLAP if fresh and state.since else None
        self._titles_complete = since is None
        after = 0.0
        while rows := self._titles(after, since):
            fields = self._fields([int(row["id"]) for row in rows])
            for row in rows:
                yield _entry(row, fields.get(int(row["id"]), ()))
            after = rows[-1]["id"]
        whole = now if since is None else state.whole
        self.state = _State(since=now, whole=whole).model_dump_json()

    @property
    def titles_complete(self) -> bool:
        """True if the last reading of titles was of all titles."""
        return self._titles_complete

    def read_copies(self) -> Iterator[TitleCopies]:
        """Yield the copies of every title that is shown in the OPAC."""
        self._check_tables()
        yield from self._copies(_COPIES.format(which="1"))

    @property
    def copies_complete(self) -> bool:
        """True: INLISLite does not record every change of a copy, so all copies are read."""
        return True

    @property
    def copies_current(self) -> bool:
        """True: all copies are read as they are."""
        return True

    def ask(self, source_ids: Sequence[str]) -> Iterator[TitleCopies]:
        """Yield the copies of titles on a screen; a title that has none is yielded with none."""
        wanted = [int(each) for each in source_ids[:MOST_ASKED] if each.isdecimal()]
        if not wanted:
            return
        which = f"c.Catalog_id IN ({', '.join(map(str, wanted))})"
        database = SystemDatabase(self._connection, ANSWER_SECONDS)
        try:
            found = {
                each.source_id: each for each in self._copies(_COPIES.format(which=which), database)
            }
        finally:
            database.close()
        for number in wanted:
            yield found.get(str(number), TitleCopies(str(number), ()))

    def notes(self) -> Sequence[str]:
        """Return a sentence about the names of statuses that are not known."""
        return self._statuses.notes()

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    def _check_tables(self) -> None:
        columns = self._database.columns()
        for table, needed in _NEEDED.items():
            if missing := needed - columns.get(table, frozenset()):
                raise SourceError(
                    f"The table “{table}” lacks, or the account may not read: "
                    f"{', '.join(sorted(missing))}.",
                    "Check that this is the database of INLISLite 3, and give the account the "
                    "rights that docs/systems.md lists.",
                )

    def _titles(self, after: float, since: datetime | None) -> Sequence[RowMapping]:
        changed = "AND (c.UpdateDate >= :since OR c.CreateDate >= :since)" if since else ""
        values = {"since": since} if since else {}
        sql = _TITLES.format(changed=changed)
        return self._database.rows(sql, after=after, most=_PAGE, **values)

    def _fields(self, ids: Sequence[int]) -> Mapping[int, Sequence[RowMapping]]:
        found: dict[int, list[RowMapping]] = defaultdict(list)
        for row in self._database.rows(_FIELDS.format(ids=", ".join(map(str, ids)))):
            found[int(row["id"])].append(row)
        return found

    def _copies(self, sql: str, database: SystemDatabase | None = None) -> Iterator[TitleCopies]:
        rows = (database or self._database).rows(sql)
        for title, copies in groupby(rows, key=lambda row: int(row["title"])):
            yield TitleCopies(str(title), tuple(map(self._item, copies)))

    def _item(self, row: RowMapping) -> Item:
        due = row["due"] if row["lent"] else None
        return Item(
            branch=_text(row["branch"]),
            shelf=_text(row["shelf"]),
            call_number=_text(row["call_number"]),
            status=self._status(row),
            barcode=_text(row["barcode"]),
            due=due.date() if isinstance(due, datetime) else due if isinstance(due, date) else None,
        )

    def _status(self, row: RowMapping) -> ItemStatus:
        """Return the status: a loan decides, then the name of the status, then the rule."""
        name = _text(row["status"])
        status = self._statuses.meaning(name, status_from_text(name))
        if status is ItemStatus.MISSING:
            return status
        if row["lent"]:
            return ItemStatus.ON_LOAN
        if status is not ItemStatus.AVAILABLE:
            return status
        rule = _text(row["rule"])
        if row["reference"] or status_from_text(rule) is ItemStatus.REFERENCE:
            return ItemStatus.REFERENCE
        return ItemStatus.HOLD_SHELF if row["booked"] else status


def _parse_state(text: str) -> _State:
    try:
        return _State.model_validate_json(text) if text else _State()
    except ValidationError:
        return _State()


def _entry(row: RowMapping, fields: Sequence[RowMapping]) -> Entry:
    number, where = str(int(row["id"])), f"title {int(row['id'])}"
    if not row["shown"]:
        return SuppressedRecord(where, "INLISLite does not show this title.", b"", number)
    parsed = [field for each in fields if (field := _field(each)) is not None]
    if not any(field.tag == "245" for field in parsed):
        parsed += _fields_of_columns(row)
    record = Record(leader=_leader(row["worksheet"]), fields=parsed)
    try:
        found = parse_bibliographic(record, number).title
    except SuppressedAtSource as fault:
        return SuppressedRecord(where, str(fault), b"", number)
    except DeletedAtSource as fault:
        return DeletedRecord(where, str(fault), b"", number)
    except NotATitle as fault:
        return Reject(where, str(fault))
    return replace(
        _without_internal_address(found),
        call_number=_text(row["call_number"]),
        language=found.language or language_from_text(_text(row["language"])),
        items=(),
    )


def _leader(worksheet: int | None) -> str:
    kind = _TYPES_OF_WORKSHEETS.get(worksheet or 0, "a")
    level = "s" if worksheet == _SERIALS else "m"
    leader = Leader("00000nam a2200000 a 4500")
    leader.type_of_record, leader.bibliographic_level = kind, level
    return str(leader)


def _field(row: RowMapping) -> Field | None:
    """Return the MARC field in a row, or None; its value is like "$a Pulang /$c Tere Liye"."""
    tag, value = _text(row["tag"]), row["value"] or ""
    if not re.fullmatch(r"[0-9]{3}", tag) or not value.strip():
        return None
    if tag < "010":
        return Field(tag, data=_CONTROL.sub("", value))
    first, *parts = _SUBFIELD.split(value)
    if first.strip():
        parts = ["a", first, *parts]
    subfields = [
        Subfield(code, text.strip())
        for code, text in zip(parts[::2], parts[1::2], strict=True)
        if text.strip()
    ]
    return Field(tag, Indicators(_sign(row["first"]), _sign(row["second"])), subfields)


def _sign(indicator: str | None) -> str:
    sign = (indicator or " ")[:1]
    return " " if sign == "#" else sign


def _fields_of_columns(row: RowMapping) -> list[Field]:
    """Return the fields of a title that has only columns, as old imports have."""
    named = (
        ("100", "a", "author"), ("245", "a", "title"), ("260", "b", "publisher"),
        ("260", "c", "year"), ("020", "a", "isbn"), ("650", "a", "subject"),
    )  # fmt: skip
    return [
        Field(tag, Indicators(" ", " "), [Subfield(code, _text(row[column]))])
        for tag, code, column in named
        if _text(row[column])
    ]


def _without_internal_address(record: BibliographicRecord) -> BibliographicRecord:
    """Return ``record`` without the address of a cover picture, which is no digital title."""
    return replace(record, url="") if "sampul_koleksi" in record.url else record


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
