"""Damaged files never make a reader raise an exception, and undamaged records are read."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_files import calendar, data, event, marc, marcxml, marcxml_of, programs, titles

from kiosk.errors import SourceError
from kiosk.sources.calendars import icalendar_file
from kiosk.sources.entries import Entry
from kiosk.sources.marc import marc21
from kiosk.sources.tables import csv_file
from kiosk.sources.xml import marcxml as marcxml_reader

Reader = Callable[[bytes], list[Entry]]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

BEFORE, MIDDLE, AFTER = (
    marc(number, title, data("650", a="Ilmu"), data("952", b="PUSAT", o="000", p=number))
    for number, title in (("1", "Satu"), ("2", "Buku — dua"), ("3", "Tiga"))
)
XML = [
    marcxml(number, title)
    for number, title in (("1", "Satu"), ("2", "Dua &amp; dua"), ("3", "Tiga"))
]
ICS = [event(uid, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3") for uid in ("a", "b", "c")]


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Return ``whole`` with a few runs of bytes changed, lost or added."""
    raw = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(raw) - 1)))
        length = draw(st.integers(0, 12))
        raw[at : at + length] = draw(st.binary(max_size=12))
    return bytes(raw)


def read_marc(raw: bytes) -> list[Entry]:
    return list(marc21.read_marc21(BytesIO(raw)))


def read_xml(raw: bytes) -> list[Entry]:
    return list(marcxml_reader.read_marcxml(BytesIO(raw)))


def read_ics(raw: bytes) -> list[Entry]:
    return list(icalendar_file.read_icalendar(raw, "Asia/Jakarta", NOW))


@MANY
@given(damaged(MIDDLE))
def test_records_around_a_damaged_one_survive(raw: bytes) -> None:
    # A terminator ends the damage, as it would in a file.
    ids = [t.source_id for t in titles(read_marc(BEFORE + raw.rstrip(b"\x1d") + b"\x1d" + AFTER))]
    assert ids[0] == "1" and ids[-1] == "3"


@MANY
@given(damaged(BEFORE + MIDDLE + AFTER))
def test_no_damage_to_marc21_raises(raw: bytes) -> None:
    assert read_marc(raw)


TABLE = 'No;Judul;Pengarang;Tahun\r\n1;"Satu ""dua""\r\ntiga";Ali;1999\r\n2;Café;Budi;١٩٩٩\r\n'


def read_table(raw: bytes) -> list[Entry]:
    """Return the entries of a table, or [] if the reader refuses it with a message."""
    try:
        return list(csv_file.read_csv(BytesIO(raw)))
    except SourceError as fault:
        assert str(fault)
        return []


@MANY
@given(damaged(TABLE.encode()))
def test_no_damage_to_a_table_raises(raw: bytes) -> None:
    read_table(raw)


@MANY
@given(damaged(TABLE.encode("utf-16")))
def test_no_damage_to_a_table_of_two_bytes_raises(raw: bytes) -> None:
    read_table(raw)


@MANY
@given(st.binary(max_size=200))
def test_rows_around_damaged_ones_survive(junk: bytes) -> None:
    junk = junk.replace(b"\n", b"").replace(b"\r", b"").replace(b'"', b"").replace(b";", b"")
    raw = b"Judul;Tahun\nSatu;1\n" + junk + b"\nDua;2\nTiga;3\n"
    assert {"Satu", "Dua", "Tiga"} <= {title.title for title in titles(read_table(raw))}


@MANY
@given(st.binary(max_size=400))
def test_random_bytes_never_raise(raw: bytes) -> None:
    for reader in (read_marc, read_xml, read_ics, read_table):
        reader(raw)


@MANY
@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="<>&"), max_size=30), st.data()
)
def test_text_lost_in_a_marcxml_record_does_not_affect_others(
    text: str, more: st.DataObject
) -> None:
    at = more.draw(st.integers(8, len(XML[1]) - 10))
    broken = XML[1][:at] + text + "</record>"
    ids = [t.source_id for t in titles(read_xml(f"<c>{XML[0]}{broken}{XML[2]}</c>".encode()))]
    assert ids[0] == "1" and ids[-1] == "3"


@MANY
@given(damaged("".join(["<c>", *XML, "</c>"]).encode()))
def test_no_damage_to_marcxml_raises(raw: bytes) -> None:
    assert read_xml(raw)


@MANY
@given(st.integers(0, 120), st.binary(max_size=20))
def test_events_around_a_damaged_one_survive(at: int, junk: bytes) -> None:
    inside = ICS[1].encode()
    # Within the event, and no line of its own that ends it or another.
    broken = (
        inside[: 14 + at % 60]
        + junk.replace(b"\n", b"").replace(b"\r", b"")
        + inside[14 + at % 60 :]
    )
    raw = b"BEGIN:VCALENDAR\r\n" + ICS[0].encode() + broken + ICS[2].encode() + b"END:VCALENDAR\r\n"
    uids = [p.uid for p in programs(read_ics(raw))]
    assert uids.count("a") == 3 and uids.count("c") == 3


@MANY
@given(damaged(calendar(*ICS).encode()))
def test_no_damage_to_a_calendar_raises(raw: bytes) -> None:
    assert read_ics(raw)


@pytest.mark.parametrize(
    ("reader", "raw"),
    [
        (read_xml, b"<![CDATA[" * 300_000),
        (read_xml, b"<record>" + b"<![CDATA[&" * 200_000 + b"</record>"),
        (read_xml, b"<record " * 300_000),
        (read_xml, b"<!--" * 500_000),
        (read_ics, b"BEGIN:VEVENT" + b"\n" * 1_000_000),
        (read_ics, b"BEGIN:VEVENT\n" * 20_000),
        (read_marc, b"\x1d1" * 20_000),
        (read_table, b"Judul;Tahun\n" + b'"' * 1_000_001),
        (read_table, b"Judul;Tahun\n" + b'"x;\n' * 60_000),
        (read_table, b"Judul;No Induk\n" + b"x;1-500000\n" * 20_000),
        (read_marc, marc("1", "/" * 9_000) * 100),
    ],
    ids=range(11),
)
def test_malicious_files_end_in_time(reader: Reader, raw: bytes) -> None:
    """Each file would take hours if the time grew with the square of the length."""
    assert reader(raw)


_TAGS = [
    "001", "004", "010", "020", "022", "066", "100", "200", "210", "245", "327", "410", "461",
    "463", "500", "505", "600", "606", "700", "710", "730", "773", "776", "780", "852", "856",
    "876", "880", "942", "945", "949", "952", "980", "995", "998", "999", "907", "AVA", "AVE",
    "STA", "DEL",
]  # fmt: skip
_VALUES = st.sampled_from(
    [
        "",
        "0",
        "1",
        "n",
        "$1!0S(B",
        "(Nw(B",
        "<A >x",
        "L'*a",
        "Ã©",
        "a -- b",
        "978-602",
        ".b1",
        "hidden",
        "VIRTUAITEM",
        ".i1",
        "12001 ",
        "245-01/(N",
        "2026-12-01",
        "<i>x</i>",
        "9" * 40,
    ]
)
_SUBFIELDS = st.lists(
    st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789AXD"), _VALUES), max_size=6
)


@MANY
@given(
    st.lists(st.tuples(st.sampled_from(_TAGS), st.sampled_from(" 01f"), _SUBFIELDS), max_size=10),
    st.sampled_from("nacdp"),
    st.sampled_from("abcdefgijklmoprtuvwxyz "),
    st.sampled_from(["4500", "450 "]),
)
def test_any_fields_are_imported_or_reported(
    fields: list[tuple[str, str, list[tuple[str, str]]]], status: str, kind: str, ending: str
) -> None:
    lines = [
        f"{tag} {value}" if tag < "010" else f"{tag} {sign}{sign} " + _written(parts)
        for tag, sign, parts in fields
        for value in ["".join(v for _, v in parts).replace("$", "")]
    ]
    leader = f"00000{status}{kind}m a2200000 a {ending}"
    assert read_xml(marcxml_of(*lines, leader=leader).encode())


def _written(parts: list[tuple[str, str]]) -> str:
    return "".join(f"${code}{value.replace('$', '')}" for code, value in parts) or "$a"
