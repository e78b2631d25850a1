"""The format and online address of a title (leader/06-07, 007, 008, 245 $h, 33x, 856)."""

import re

from kiosk.domain.records import Format
from kiosk.sources.marc.fields import MarcFields, subfield_values
from kiosk.sources.text.title_urls import accept_title_url

_BY_TYPE = {
    "a": Format.BOOK, "t": Format.BOOK, "c": Format.SCORE, "d": Format.SCORE, "e": Format.MAP,
    "f": Format.MAP, "g": Format.VIDEO, "i": Format.AUDIOBOOK, "j": Format.MUSIC,
    "k": Format.IMAGE, "o": Format.OBJECT, "p": Format.OTHER, "r": Format.OBJECT,
}  # fmt: skip
_BY_CONTENT = {  # RDA content types (336 $b)
    "txt": Format.BOOK, "prm": Format.MUSIC, "spw": Format.AUDIOBOOK, "tdi": Format.VIDEO,
    "ntm": Format.SCORE, "cri": Format.MAP, "sti": Format.IMAGE, "tdf": Format.OBJECT,
}  # fmt: skip
_ELECTRONIC = re.compile(
    r"electronic|online|computer file|e-?book|sumber elektronis|électronique|electrónic|eletrónic"
    r"|elettronic|elektroni|en ligne|en línea|электронн|电子",
    re.I,
)
_NOT_THE_TITLE = re.compile(
    r"content|description|cover|review|biograph|sample|publisher|excerpt|related|finding aid"
    r"|daftar isi|sampul|resensi|table des mati|couverture|inhaltsverz|klappentext|sumário|índice"
    r"|(?:library |opac )catalog|\bopac\b|\bkatalog\b|abstrak|\babstract\b|thumbnail|preview",
    re.I,
)


def detect_format(fields: MarcFields) -> Format:
    """Return the format of a record; the leader and the RDA content type determine it."""
    kind, level = fields.leader[6], fields.leader[7]
    if kind in "at" and level in "bsi":
        return Format.ARTICLE if level == "b" else Format.SERIAL
    if kind == "a" and level == "a":
        return Format.ARTICLE
    if kind == "m":
        return _of_computer_file(fields)
    found = _BY_TYPE.get(kind) or _by_content(fields)
    if found is Format.VIDEO and _is_still(fields):
        return Format.IMAGE
    return Format.EBOOK if found is Format.BOOK and is_online(fields) else found


def is_online(fields: MarcFields) -> bool:
    """Return whether the title is online (008/23 or /29, 007, 338, 245 $h, AVE of Alma)."""
    place = 29 if fields.leader[6] in "efgkor" else 23
    if fields.control("008")[place : place + 1] in ("o", "s", "q"):
        return True
    if any(value.startswith("cr") for value in fields.controls("007")):
        return True
    carriers = fields.values("338", "b")
    return "cr" in carriers or "AVE" in fields or bool(_ELECTRONIC.search(fields.first("245", "h")))


def find_title_url(fields: MarcFields, held: bool) -> str:
    """Return the web address of the title itself (856 $u), or "" if there is none.

    Addresses of tables of contents, covers and catalogue pages are skipped. A second indicator of 0
    or 1 means that the address leads to the title itself; 2 means a related resource. An address
    without an indicator is ignored if the title has copies (``held``) and nothing else shows that
    the title is online.
    """
    doubtful = held and not is_online(fields)
    picture = fields.leader[6] in "gk"
    for field in fields.all("856"):
        relation = field.indicator2 or " "
        if relation == "2" or (relation not in "01" and doubtful):
            continue
        if _NOT_THE_TITLE.search(" ".join(subfield_values(field, "3yz"))):
            continue
        for url in subfield_values(field, "u"):
            if found := accept_title_url(url, picture=picture):
                return found
    services = fields.values("AVE", "u")  # a field of Alma
    return next(filter(None, map(accept_title_url, services)), "")


def _of_computer_file(fields: MarcFields) -> Format:
    if fields.leader[7] in "si":
        return Format.SERIAL
    is_text = fields.control("008")[26:27] in ("d", "e") or "020" in fields
    return Format.EBOOK if is_text or "txt" in fields.values("336", "b") else Format.OTHER


def _by_content(fields: MarcFields) -> Format:
    found = (_BY_CONTENT[code] for code in fields.values("336", "b") if code in _BY_CONTENT)
    return next(found, Format.BOOK if "020" in fields else Format.OTHER)


def _is_still(fields: MarcFields) -> bool:
    return fields.control("008")[33:34] in ("a", "c", "f", "i", "k", "l", "n", "o", "s", "t", "p")
