"""Builders of small files in the formats that the kiosk reads."""

from pathlib import Path
from xml.sax.saxutils import escape

from pymarc import Field, Indicators, Record, Subfield
from pymarc.leader import Leader

from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.sources.entries import Entry, Reject


def marc(control: str, title: str, *more: Field, leader: str = "00000nam a2200000 a 4500") -> bytes:
    """Return one record of ISO 2709 encoded in UTF-8."""
    return record(control, title, *more, leader=leader).as_marc()


def record(control: str, title: str, *more: Field, leader: str) -> Record:
    made = Record(force_utf8=True)
    made.leader = Leader(leader)
    made.add_field(Field("001", data=control))
    made.add_field(Field("008", data="200101s2020    io            000 0 ind d"))
    if title:
        made.add_field(data("245", a=title))
    made.add_field(*more)
    return made


def data(tag: str, **values: str) -> Field:
    """Return a field with blank indicators; ``_1`` is the value of subfield 1."""
    subfields = [Subfield(code.lstrip("_"), value) for code, value in values.items()]
    return Field(tag, Indicators(" ", " "), subfields)


def marcxml(control: str, title: str, leader: str = "00000nam a2200000 a 4500") -> str:
    return (
        f"<record><leader>{leader}</leader><controlfield tag='001'>{control}</controlfield>"
        f"<datafield tag='245' ind1='0' ind2='0'><subfield code='a'>{title}</subfield>"
        "</datafield></record>"
    )


def event(uid: str, *lines: str, start: str = "DTSTART:20261201T090000Z") -> str:
    """Return a VEVENT that lasts one hour, unless ``lines`` contain another time."""
    body = ["BEGIN:VEVENT", f"UID:{uid}", start, f"SUMMARY:{uid}", *lines, "END:VEVENT"]
    return "\r\n".join(body) + "\r\n"


def calendar(*parts: str, head: str = "") -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{''.join(parts)}END:VCALENDAR\r\n"


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def titles(entries: list[Entry]) -> list[BibliographicRecord]:
    return [e for e in entries if isinstance(e, BibliographicRecord)]


def programs(entries: list[Entry]) -> list[Program]:
    return [e for e in entries if isinstance(e, Program)]


def rejects(entries: list[Entry]) -> list[Reject]:
    return [e for e in entries if isinstance(e, Reject)]


def marcxml_of(*lines: str, leader: str = "00000nam a2200000 a 4500") -> str:
    """Return a MARCXML record from lines such as ``245 10 $aTitle :$brest``; ``_`` is blank."""
    fields = [f"<leader>{leader}</leader>"]
    for line in lines:
        tag, rest = line[:3], line[4:]
        if "$" not in rest:
            fields.append(f'<controlfield tag="{tag}">{escape(rest)}</controlfield>')
            continue
        first, second = rest[:2].replace("_", " ")
        subfields = "".join(
            f'<subfield code="{part[0]}">{escape(part[1:])}</subfield>'
            for part in rest[3:].split("$")[1:]
        )
        fields.append(
            f'<datafield tag="{tag}" ind1="{first}" ind2="{second}">{subfields}</datafield>'
        )
    return f"<record>{''.join(fields)}</record>"
