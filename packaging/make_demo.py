"""Generate the demo library in assets/demo from the tables in packaging/demo.

    python packaging/make_demo.py [FOLDER]

The same tables always give the same bytes: the script reads no clock and uses a fixed seed.
"""

import random
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vRecur, vText
from pymarc import Field, Indicators, Leader, Record, Subfield, record_to_xml

TABLES = Path(__file__).parent / "demo"
TARGET = Path(__file__).parents[1] / "assets" / "demo"
ZONE = ZoneInfo("Asia/Jakarta")
STAMP = datetime(2026, 1, 1, tzinfo=UTC)  # the creation date of every record and event
HOLIDAYS = (
    ("01-01", "Tahun Baru"),
    ("05-01", "Hari Buruh"),
    ("06-01", "Hari Lahir Pancasila"),
    ("08-17", "Hari Kemerdekaan"),
    ("12-25", "Natal"),
)
PUBLISHERS = {
    "id": ("Pustaka Tirta", "Daun Hijau", "Penerbit Melati", "Balai Aksara"),
    "en": ("Harbour Press", "Lantern Books"),
    "ar": ("دار الياسمين", "مكتبة النهر"),
    "zh": ("江南书局", "海风出版社"),
    "jv": ("Lawu", "Sanggar Sastra"),
}
MARC_LANGUAGES = {"id": "ind", "en": "eng", "ar": "ara", "zh": "chi", "jv": "jav"}
# Leader/06, leader/07, 007 and 338 of each format.
FORMS = {
    "book": ("a", "m", "ta", "nc"),
    "ebook": ("a", "m", "cr", "cr"),
    "audiobook": ("i", "m", "cr", "cr"),
    "music": ("j", "m", "sd", "sd"),
    "score": ("c", "m", "qu", "nc"),
    "video": ("g", "m", "vd", "vd"),
    "serial": ("a", "s", "ta", "nc"),
    "map": ("e", "m", "aj", "nc"),
    "image": ("k", "m", "kh", "nc"),
    "object": ("r", "m", "zz", "nr"),
}
ONLINE = {"ebook", "audiobook"}
SHELVES = ("Rak dewasa, lantai 1", "Rak umum, lantai 2", "Ruang bahasa, lantai 2")


@dataclass
class Title:
    """A row of a table, with the class number and subjects of its section."""

    language: str
    dewey: str
    subjects: list[str]
    title: str
    author: str
    year: str
    format: str = "book"
    summary: str = ""
    romanised: tuple[str, str] = field(default=("", ""))


def titles() -> Iterator[Title]:
    """Yield the rows of all tables, in order."""
    for name in ("indonesian", "english", "arabic", "chinese", "javanese"):
        language, dewey, subjects = "", "", [""]
        for line in (TABLES / f"{name}.txt").read_text("utf-8").splitlines():
            if line.startswith("# language "):
                language = line.split()[-1]
            elif line.startswith("## "):
                dewey, _, words = line[3:].partition(" | ")
                subjects = [word.strip() for word in words.split(";")]
            elif line and not line.startswith("#"):
                cells = [cell.strip() for cell in line.split("|")]
                title, author, year, *rest = cells
                form, summary, roman_title, roman_author = (*rest, "", "", "", "")[:4]
                romanised = (roman_title, roman_author)
                yield Title(
                    language,
                    dewey,
                    subjects,
                    title,
                    author,
                    year,
                    form or "book",
                    summary,
                    romanised,
                )


def isbn(number: int) -> str:
    """Return a valid ISBN-13 in a range for the demo: 978-999999-nnn."""
    stem = f"978999999{number:03}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(stem))
    return stem + str(-total % 10)


def subfields(*pairs: tuple[str, str]) -> list[Subfield]:
    return [Subfield(code, value) for code, value in pairs if value]


def marc(number: int, row: Title, chance: random.Random) -> Record:
    """Return the MARC 21 record of a row, with its items in Koha's field 952."""
    kind, level, carrier, support = FORMS[row.format]
    record = Record(leader=Leader(f"00000n{kind}{level} a2200000 i 4500"))
    control = f"tirta{number:04}"
    place = "o" if row.format in ONLINE else " "
    fixed = f"260101s{row.year}    io                  {MARC_LANGUAGES[row.language]} d"
    fixed = fixed[:23] + place + fixed[24:]
    for tag, data in (("001", control), ("003", "TIRTA"), ("007", carrier), ("008", fixed)):
        record.add_field(Field(tag, data=data))

    def add(tag: str, indicators: str, *pairs: tuple[str, str]) -> None:
        kept = subfields(*pairs)
        if kept:
            record.add_field(Field(tag, Indicators(*indicators), kept))

    if row.format != "serial" and row.format != "object":
        add("020", "  ", ("a", isbn(number)))
    add("082", "04", ("a", row.dewey))
    add_names(add, row)
    publisher = chance.choice(PUBLISHERS[row.language])
    add("264", " 1", ("a", "Tirtasari :"), ("b", f"{publisher},"), ("c", f"{row.year}."))
    add("338", "  ", ("b", support), ("2", "rdacarrier"))
    add("520", "  ", ("a", row.summary))
    for subject in row.subjects:
        add("650", " 4", ("a", subject))
    if row.format in ONLINE:
        add("856", "40", ("u", f"https://example.org/baca/{control}"))
    for item in items(number, row, chance):
        add("952", "  ", *item)
    return record


def add_names(add: Callable[..., None], row: Title) -> None:
    """Add title and author: romanised, with the original script in 880, if the table has both."""
    roman_title, roman_author = row.romanised
    if not roman_title:
        add("100", "1 ", ("a", row.author))
        add("245", "10", ("a", row.title))
        return
    script = {"ar": "(3/r", "zh": "$1"}[row.language]
    add("100", "1 ", ("6", "880-01"), ("a", roman_author))
    add("245", "10", ("6", "880-02"), ("a", roman_title))
    add("880", "1 ", ("6", f"100-01/{script}"), ("a", row.author))
    add("880", "10", ("6", f"245-02/{script}"), ("a", row.title))


def items(number: int, row: Title, chance: random.Random) -> Iterator[list[tuple[str, str]]]:
    """Yield the copies of a title: none if it is read online, otherwise one to six."""
    if row.format in ONLINE:
        return
    young = row.dewey.startswith(("808", "398"))
    branches = ("anak", "pusat", "timur") if young else ("pusat", "timur", "pusat")
    for copy in range(chance.choice((1, 1, 1, 2, 2, 3, 4, 6))):
        branch = branches[copy % 3] if copy or chance.random() < 0.8 else "timur"
        shelf = "Rak anak" if young else chance.choice(SHELVES)
        call = f"{row.dewey} {(row.author or row.title)[:3].upper()} {row.title[:1].lower()}"
        luck = chance.random()
        state = ("q", "2027-01-15") if luck < 0.15 else ("7", "1") if luck < 0.25 else ("7", "0")
        barcode = f"TRT{number:04}{copy + 1:02}"
        yield [("a", branch), ("b", branch), ("c", shelf), ("o", call), ("p", barcode), state]


def catalogue() -> bytes:
    """Return all records as one MARCXML collection."""
    chance = random.Random(1)  # noqa: S311  (the demo must be the same for everybody)
    body = b"\n".join(
        record_to_xml(marc(number, row, chance)) for number, row in enumerate(titles(), 1)
    )
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    return (
        head
        + b'<collection xmlns="http://www.loc.gov/MARC21/slim">\n'
        + body
        + b"\n</collection>\n"
    )


def programs() -> bytes:
    """Return all programmes as one iCalendar feed (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Commons Kiosk//demo library//ID")
    calendar.add("version", "2.0")
    calendar.add_component(Timezone.from_tzinfo(ZONE, "Asia/Jakarta", date(2026, 1, 1)))
    rows = tomllib.loads((TABLES / "programs.toml").read_text("utf-8"))["program"]
    for number, row in enumerate(rows, 1):
        calendar.add_component(event(number, row))
    # One meeting is moved and one cancelled, as in real feeds.
    calendar.add_component(exception(5, rows[4], date(2026, 12, 3), hours=2))
    calendar.add_component(exception(6, rows[5], date(2026, 12, 4), cancelled=True))
    return calendar.to_ical()


def event(number: int, row: dict) -> Event:
    """Return a series of meetings."""
    entry = described(number, row)
    start = row["first"].replace(tzinfo=ZONE)
    if row.get("all_day"):
        entry.add("dtstart", start.date())
    else:
        entry.add("dtstart", start)
        entry.add("dtend", start + timedelta(minutes=row["minutes"]))
    entry.add("rrule", vRecur.from_ical(row["rule"]))
    if number in (1, 19):
        entry.add("exdate", start.replace(month=12, day=28 if number == 1 else 26))
    return entry


def exception(
    number: int, row: dict, day: date, *, hours: int = 0, cancelled: bool = False
) -> Event:
    """Return the exception for the meeting on ``day``, which is moved or cancelled."""
    entry = described(number, row)
    usual = row["first"].replace(tzinfo=ZONE, year=day.year, month=day.month, day=day.day)
    entry.add("recurrence-id", usual)
    entry.add("dtstart", usual + timedelta(hours=hours))
    entry.add("dtend", usual + timedelta(hours=hours, minutes=row["minutes"]))
    if cancelled:
        entry.add("status", "CANCELLED")
    return entry


def described(number: int, row: dict) -> Event:
    """Return an event with the properties that all meetings of a series share."""
    entry = Event()
    entry.add("uid", f"program-{number:02}@tirtasari.example")
    entry.add("dtstamp", STAMP)
    titles = {row.get("language", "id"): row["title"], **row.get("titles", {})}
    for language, title in titles.items():
        entry.add("summary", title, parameters={"LANGUAGE": language})
    entry.add("description", row["about"])
    entry.add("location", row["place"])
    entry.add("categories", row["tags"])
    if "partner" in row:
        organiser = vCalAddress("mailto:halo@example.org")
        organiser.params["cn"] = vText(row["partner"])
        entry.add("organizer", organiser)
    if "seats" in row:
        entry.add("x-commons-seats", str(row["seats"]))
    if "bring" in row:
        entry.add("x-commons-bring", row["bring"])
    return entry


def library() -> bytes:
    """Return branches, hours, spaces and plans, with the holidays in each branch."""
    text = (TABLES / "library.toml").read_text("utf-8")
    closures = "".join(
        f'\n[[branch.closure]]\nday = {year}-{day}\nreason = "{name}"\n'
        for year in (2026, 2027)
        for day, name in HOLIDAYS
    )
    plans = (TABLES / "house.toml").read_text("utf-8")
    return (text.replace("{closures}\n", closures + "\n") + "\n" + plans).encode()


def make(folder: Path) -> None:
    """Write the three files of the demo library into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.xml").write_bytes(catalogue())
    (folder / "programs.ics").write_bytes(programs())
    (folder / "library.toml").write_bytes(library())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
