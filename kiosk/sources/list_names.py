"""Names of lists: file names without dates, and without marks such as “(1)” in copied files."""

import re
import unicodedata
from pathlib import PurePath

_BREAK = r"[\s._\-–—/年月]"
_YEAR = r"(?:19\d\d|20\d\d|139\d|14[0-5]\d)"  # common era, Persian or Islamic
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
# Months in Indonesian, Malay, English, French and Spanish, in full or abbreviated.
_NAMES = (
    r"(?:jan(?:uar[iy]|vier)?|feb(?:ruar[iy]|rero)?|f[ée]v(?:rier)?|ene(?:ro)?|mar(?:et|ch|s|zo)?|"
    r"mac|apr(?:il)?|avr(?:il)?|abr(?:il)?|me[ij]|mai|mayo?|jun[ei]?|juin|junio|jul[iy]?|juillet|"
    r"julio|aug(?:ust)?|ago(?:s|st)?(?:us|o)?(?:tus)?|agustus|ogos|ao[uû]t|sept?(?:ember|embre)?|"
    r"septiembre|o[kc]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|"
    r"d[eé]c(?:ember|embre)?|des(?:ember)?|dis(?:ember)?|dic(?:iembre)?)\.?"
)
_CLOCK = rf"(?:T?{_BREAK}?[0-2]\d{_BREAK}?[:h]?[0-5]\d(?:{_BREAK}?:?[0-5]\d)?Z?)"
_DATE = re.compile(
    rf"(?<!\d)(?:{_YEAR}{_BREAK}?(?:Q[1-4]|W[0-5]\d)"
    rf"|{_YEAR}(?:{_BREAK}?{_MONTH}{_BREAK}{_DAY}|[01]\d[0-3]\d){_CLOCK}?"
    rf"|{_DAY}{_BREAK}{_MONTH}{_BREAK}(?:{_YEAR}|\d\d){_CLOCK}?|[0-3]\d[01]\d20\d\d"
    rf"|(?:{_DAY}{_BREAK}{{0,3}})?(?<![^\W\d_]){_NAMES}{_BREAK}{{0,3}}(?:{_DAY}{_BREAK}{{1,3}})?{_YEAR}"
    rf"|{_YEAR}{_BREAK}{{0,3}}{_NAMES}"
    rf"|{_YEAR}{_BREAK}?{_MONTH}|[01]\d{_BREAK}{_YEAR}"
    rf"|{_YEAR}(?:{_BREAK}(?:{_YEAR}|\d\d))?"
    r"|\d{9,17})[日年月]?(?![^\W_])",
    re.IGNORECASE,
)
_COPY = (
    r"(?:copy|copie|copia|cópia|kopie|salinan|salin|duplicate|副本|拷贝|复件|"
    r"نسخة|نسخه|کپی|رونوشت|မိတ္တူ)"
)
_NUMBERED = re.compile(r"[\s_]{0,3}[(\[（]\d{1,3}[)\]）]$")
_COPIED = re.compile(
    rf"[\s_\-–—]{{1,5}}{_COPY}(?:[\s_]{{0,3}}\d{{1,3}})?$|副本\d{{0,3}}$", re.IGNORECASE
)
_COPY_OF = re.compile(
    rf"^{_COPY}(?:[\s_]{{0,3}}[(\[]?\d{{1,3}}[)\]]?)?[\s_]{{1,3}}(?:(?:of|de|dari|von|من|از)[\s_]{{1,3}})?",
    re.IGNORECASE,
)
_EDGES = " ._-–—,"
# The same list may be saved in different formats, so the suffixes of similar formats count as one.
_FORMS = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods"), ".csv"),
    **dict.fromkeys((".mrc", ".marc", ".mrk", ".dat", ".xml", ".marcxml"), ".mrc"),
}


def list_name(file_name: str) -> str:
    """Return the name of the list from which a file was exported: “buku.csv” for “buku (1).csv”.

    Dates are removed, and so are the marks that browsers and desktops add to copied files. If no
    letters would be left, the name is returned unchanged.
    """
    path = PurePath(unicodedata.normalize("NFC", file_name))
    plain = _plain_digits(path.stem)
    before, stem = "", plain
    while stem != before:
        before = stem
        for mark in (_NUMBERED, _COPIED, _COPY_OF, _DATE):
            stem = mark.sub(" ", stem, count=1).strip(_EDGES)
    if stem == plain or not any(map(str.isalpha, stem)):
        return file_name
    return " ".join(stem.split()) + path.suffix


def list_key(file_name: str) -> str:
    """Return a key that is equal for all exports of a list; case, spaces and format are ignored."""
    path = PurePath(list_name(file_name))
    suffix = path.suffix.casefold()
    words = re.sub(r"[\s_\-–—]+", " ", path.stem).casefold().split()
    return " ".join(words) + _FORMS.get(suffix, suffix)


def _plain_digits(text: str) -> str:
    """Return ``text`` with the decimal digits of every script replaced by 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
