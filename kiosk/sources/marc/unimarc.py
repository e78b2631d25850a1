"""Converting UNIMARC records to MARC 21, limited to the fields that the kiosk uses.

Source: UNIMARC Manual, Bibliographic Format (IFLA 2008, updates to 2023), with the practice of SBN,
PORBASE, Koha, PMB, RUSMARC and CNMARC.
"""

import re
from collections.abc import Callable, Iterator

from pymarc import Field, Indicators, Record, Subfield
from pymarc.leader import Leader

AUTHORITY_TYPES = "xyz"  # leader/06
_TYPES = {"b": "t", "l": "m", "m": "o"}  # leader/06 where MARC 21 uses another letter
_CODED = re.compile(r"[0-9 ]{8}[a-z|# ][0-9#|?xu.-]{4}", re.I)  # 100 $a
_ANGLES = re.compile(r"<([^<>]{1,12})>(?!.{0,2000}</)", re.S)
_ASTERISK = re.compile(r"([^*]{0,5}['’ ])\*(?=\S)")
_KEPT = re.compile(r"00[13569]|85[26]|876|877|878|942|995|AVA|STA|DEL")
_LATIN = "ba"  # $7/0-1: Latin script


def is_unimarc(record: Record) -> bool:
    """Return whether ``record`` has a title (200) or coded data (100) as in UNIMARC."""
    tags = {field.tag for field in record.fields}
    if "245" in tags:
        return False
    if any(field.get_subfields("a") for field in record.get_fields("200")):
        return True
    coded = any(_CODED.match(v) for f in record.get_fields("100") for v in f.get_subfields("a"))
    return coded and (str(record.leader)[20:24] == "450 " or bool(tags & {"200", "210", "214"}))


def convert_to_marc21(record: Record) -> Record:
    """Return a copy of ``record`` converted to MARC 21 fields."""
    converted = Record()
    leader = str(record.leader).ljust(24)
    converted.leader = Leader(f"{leader[:6]}{_TYPES.get(leader[6], leader[6])}{leader[7:24]}")
    latin = {f.tag for f in record.fields if _script(f) == _LATIN}
    language = _first(record, "101", "a")
    converted.fields.append(Field("008", data=_fixed(_first(record, "100", "a"), language)))
    for field in record.fields:
        for changed in _changed(field, leader[7]):
            if field.tag in latin and _script(field) not in ("", _LATIN):
                changed = _in_own_script(changed)
            converted.fields.append(changed)
    return converted


def _script(field: Field) -> str:
    return "" if field.control_field else next(iter(field.get_subfields("7")), "")[:2]


def _in_own_script(field: Field) -> Field:
    link = Subfield("6", f"{field.tag}-00")
    return Field("880", field.indicators, [link, *field.subfields])


def _changed(field: Field, level: str) -> Iterator[Field]:
    if _KEPT.fullmatch(field.tag):
        yield field
    elif field.control_field:
        return
    elif field.tag in _SIMPLE:
        tag, codes = _SIMPLE[field.tag]
        yield _made(tag, [(codes[s.code], s.value) for s in field.subfields if s.code in codes])
    elif field.tag in _BUILT:
        yield from _BUILT[field.tag](field)
    elif field.tag.startswith("4"):
        yield from _linked(field, level)


def _made(tag: str, parts: list[tuple[str, str]], second: str = " ") -> Field:
    subfields = [Subfield(code, _sorted_text(value)) for code, value in parts]
    return Field(tag, Indicators(" ", second), subfields)


def _sorted_text(value: str) -> str:
    """Remove non-sorting marks, such as <A >máquina (PORBASE) and L'*altra (SBN)."""
    if "<" in value:
        value = _ANGLES.sub(r"\1", value)
    return _ASTERISK.sub(r"\1", value, count=1) if "*" in value else value


def _first(record: Record, tag: str, code: str) -> str:
    return next((v for f in record.get_fields(tag) for v in f.get_subfields(code)), "")


def _fixed(coded: str, language: str) -> str:
    """Build an 008 from 100 $a (date of entry, type of date, dates) and ``language`` (101 $a)."""
    coded = coded.ljust(36)
    code = language.strip() if len(language.strip()) == 3 else "   "
    return f"{coded[2:8]}{coded[8]}{coded[9:17]}{' ' * 20}{code}  "


# For these fields, only the tag and the subfield codes are changed.
_TITLE = {"a": "a", "e": "b", "h": "n", "i": "p", "b": "h"}
_SUBJECT = {"a": "a", "x": "x", "y": "z", "z": "y", "j": "v"}
_OTHER_TITLES = (
    "510", "512", "513", "514", "515", "516", "517", "518", "520", "530", "531", "532", "540",
    "541",
)  # fmt: skip
_SIMPLE: dict[str, tuple[str, dict[str, str]]] = {
    "010": ("020", {"a": "a", "z": "z"}),
    "011": ("022", {"a": "a", "f": "l", "y": "y", "z": "z"}),
    "073": ("024", {"a": "a", "z": "z"}),
    "101": ("041", {"a": "a"}),
    "205": ("250", {"a": "a"}),
    "225": ("490", {"a": "a", "e": "n", "h": "n", "i": "p", "v": "v"}),
    "330": ("520", {"a": "a"}),
    "500": ("240", _TITLE), "501": ("240", _TITLE), "503": ("240", {"a": "a"}),
    **dict.fromkeys(_OTHER_TITLES, ("246", _TITLE)),
    "605": ("630", _SUBJECT), "606": ("650", _SUBJECT), "607": ("651", _SUBJECT),
    "608": ("655", _SUBJECT), "610": ("653", {"a": "a"}), "615": ("650", {"a": "a", "x": "x"}),
    "675": ("080", {"a": "a"}), "676": ("082", {"a": "a"}), "680": ("050", {"a": "a", "b": "b"}),
    "686": ("084", {"a": "a"}), "690": ("084", {"a": "a"}),
}  # fmt: skip


def _title(field: Field) -> Iterator[Field]:
    """Convert field 200 to 245 and 246.

    $a title, $b medium, $c title by another author, $d parallel title, $e remainder, $f $g
    responsibility, $h number and $i name of a part. In CNMARC, subfields with capital codes contain
    romanised text.
    """
    title, medium = "", ""
    statement: list[str] = []
    before = ""
    for code, value in ((s.code, _sorted_text(s.value).strip()) for s in field.subfields):
        if code in _SIGNS and value:
            sign = ", " if code == "i" and before == "h" else _SIGNS[code]
            title = f"{title}{sign}{value}" if title else value
            before = code
        elif code in "fg":
            statement.append(value)
        elif code == "b":
            medium = medium or value
    parts = [("a", title), ("h", medium), ("c", " ; ".join(statement))]
    yield _made("245", [(code, value) for code, value in parts if value])
    for code in ("d", "A", "E"):
        yield from (_made("246", [("a", value)]) for value in field.get_subfields(code))


_SIGNS = {"a": " ; ", "c": ". ", "d": " = ", "e": " : ", "h": ". ", "i": ". "}


def _publication(field: Field) -> Iterator[Field]:
    """Convert fields 210, 214 and 219 to 264: $a place, $c publisher, $d date."""
    role = field.indicator2 if field.tag == "214" and field.indicator2 in "1234" else "0"
    # The second indicator of 264 for each second indicator of 214.
    kinds = {"0": "1", "1": "0", "2": "2", "3": "3", "4": "4"}
    codes = {"a": "a", "c": "b", "d": "c"}
    parts = [(codes[s.code], s.value) for s in field.subfields if s.code in codes]
    yield _made("264", parts, kinds[role])


def _named(field: Field) -> str:
    """Return a personal name: $a entry element, $b rest of the name, $d Roman numerals."""

    def value(code: str) -> str:
        return next(iter(field.get_subfields(code)), "").strip()

    entry, rest, numeral = value("a").rstrip(" ,"), value("b").lstrip(" ,"), value("d")
    by = " " if field.indicator2 == "0" else ", "
    name = f"{entry}{by}{rest}" if entry and rest else entry or rest
    return f"{name} {numeral}".strip()


def _person(tag: str) -> Callable[[Field], Iterator[Field]]:
    def made(field: Field) -> Iterator[Field]:
        works = [("t", value) for value in field.get_subfields("t")]
        parts = [(_SUBJECT[s.code], s.value) for s in field.subfields if s.code in "xyzj"]
        yield _made(tag, [("a", _named(field)), *works, *(parts if tag[0] == "6" else ())])
        for romanised in field.get_subfields("A"):  # CNMARC: romanised title
            if tag[0] != "6":
                yield _made("700", [("a", romanised)])

    return made


def _body(tag: str) -> Callable[[Field], Iterator[Field]]:
    def made(field: Field) -> Iterator[Field]:
        name = ". ".join(v.strip(" .,") for v in field.get_subfields("a", "b") if v.strip())
        parts = [(_SUBJECT[s.code], s.value) for s in field.subfields if s.code in "xyzj"]
        yield _made(tag, [("a", name), *(parts if tag[0] == "6" else ())])

    return made


def _contents(field: Field) -> Iterator[Field]:
    yield from (_made("505", [("a", part.value)]) for part in field.subfields)


_BUILT: dict[str, Callable[[Field], Iterator[Field]]] = {
    "200": _title, "327": _contents,
    **dict.fromkeys(("210", "214", "219"), _publication),
    "600": _person("600"), "602": _person("600"), "601": _body("610"),
    "700": _person("100"), "701": _person("700"), "702": _person("700"),
    "710": _body("110"), "711": _body("710"), "712": _body("710"), "716": _body("710"),
    "720": _person("100"), "721": _person("700"), "722": _person("700"), "730": _person("720"),
}  # fmt: skip


def _linked(field: Field, level: str) -> Iterator[Field]:
    """Convert the fields 4xx: series, hosts, contained works, and earlier and later titles.

    The linked work is described by $t and other subfields, or by embedded fields after $1.
    """
    title, number, parts = _link(field)
    part = [("g", value) for value in parts]
    host = [("t", title), *part, *(("x", n) for n in (number,) if n)]
    if not title:
        return
    if field.tag in ("461", "462", "463") and level == "a":
        yield _made("773", [*host, *(("w", v) for v in field.get_subfields("0"))])
    elif field.tag in ("410", "411", "461", "462", "225"):
        yield _made("490", [("a", title), *(("v", value) for value in parts)])
    elif field.tag in ("423", "464"):
        yield _made("505", [("a", title)])
    elif field.tag in ("430", "431", "432", "433", "434", "435", "436", "437"):
        yield _made("780", host)
    elif field.tag in ("440", "441", "442", "443", "444", "445", "446", "447"):
        yield _made("785", host)
    else:
        yield _made("787", host)


_EMBEDDED = re.compile(r"([0-9]{3})(?:[ #0-9|]{2})?(.*)", re.S)


def _link(field: Field) -> tuple[str, str, list[str]]:
    """Return the title, the ISSN or ISBN, and the parts of the work to which ``field`` links."""
    title, number, parts, inner = "", "", list[str](), ""
    for code, value in field.subfields:
        if code == "1" and (met := _EMBEDDED.match(value)):
            inner = met[1]
            continue
        place = inner + code if inner else code
        if place in ("t", "200a") or (place == "a" and not title):
            title = title or value
        elif place in ("x", "y", "011a", "010a"):
            number = number or value
        elif place in ("v", "200v", "d", "p", "210d", "215a", "h"):
            parts.append(value)
    return title, number, parts
