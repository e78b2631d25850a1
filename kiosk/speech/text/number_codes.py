"""Codes within a text: class numbers, standard numbers and telephone numbers.

Such codes are read digit by digit, as people dictate codes. Numbers that look like codes are read
as numbers: the price "125.000 IDR" is not a class number, and "1304-1379" are years, not an ISSN.
"""

import re

from kiosk.speech.text.call_numbers import spell_call_number, spell_digits

_DASH = r"\s?[-–—]\s?"
_MARK = r"(?:\d{3}(?!\.000\b)(?:[./']{1,2}\d+)+|\d[A-Z]\d(?:\.\d+)?|[A-Z]{1,3}\d+[./:-][\d./:-]*\d)"
# Words that appear before a class number.
_SHELF = (
    r"\b(?:DDC|UDC|LCC|CDU|DDK|UDK|rak|[kc]?klas|kelas|panggil(?:an)?|shelf|shelves|class"
    r"|call numbers?|cote|rayon|signatura|estante|clasificación|الرف|رف|الطلب|التصنيف|قفسه|رده"
    r"|راهنما|索书号|书架|分类号)\b\.?:?\s*"
)
_ANNOUNCED = re.compile(
    rf"(?i:({_SHELF}))({_MARK}(?:(?:{_DASH}|,?\s+(?:[^\W\d]{{1,9}}\s+)?){_MARK})*)(?![\w]|[.,]\d)"
)
_BETWEEN = re.compile(rf"(?<=\d){_DASH}(?=\d{{3}}[./])")
_CURRENCIES = r"(?:IDR|MYR|USD|EUR|SGD|GBP|AUD|JPY|CNY|SAR|IRR)\b"
# Unlike other numbers, a class number has a leading zero or is followed by an author's letters.
_CLASS = re.compile(
    r"(?<![\w.,])(?:0\d\d\.\d+|\d{3}(?!\.000)[./]{1,2}\d+(?=\s+(?:\d\s+)?"
    rf"(?!{_CURRENCIES})[A-Z]{{3}}\b)|\d[A-Z]\d(?:\.\d+)?)"
    r"(?:\s+\d)?(?:\s+[A-Z]{3}\b(?:\s+[a-z]\b)?)?(?!\w)"
)
_ISBN = re.compile(r"(?<![\w-])(?:97[89][- ]?)?\d{1,5}[- ]\d{1,7}[- ]\d{1,7}[- ][\dXx](?![\w-])")
_ISSN = re.compile(r"(?<![\w-])\d{4}-\d{3}[\dXx](?![\w-])")
_LONG = re.compile(r"(?<![\w.,])(?:\d{9}[\dXx]|\d{7,})(?![\w])")
_PHONE = re.compile(
    r"(?<![\w-])(?:\(0\d{1,3}\)\s?|0\d{1,4}[- ])\d{3,4}[- ]?\d{3,5}(?![\w-])"
    r"|(?<![\w+])\+\d[\d ()-]{5,18}\d(?![\w-])"
    r"|(?<![\w-])(?:\(\d{3}\)\s?|(?:1-)?\d{3}-)\d{3}-\d{4}(?![\w-])"
    r"|(?<![\w-])0\d(?:[ .]\d\d){4}(?![\w-])"
)
_CALLED = re.compile(
    r"(?i:(\b(?:tele[pf]on|tel|telp|tél|téléphone|teléfono|telephone|phone|fax|faks|HP|WA|WhatsApp"
    r"|móvil|(?:ال)?هاتف|تلفن|电话|手机|ဖုန်း)[.:]?\s{0,9}(?::\s{0,9})?))"
    r"([\d(][\d ()-]{4,18}\d)(?![\w.,:-]\d)"
)
_YEARS = re.compile(rf"((?:1\d|20)\d\d){_DASH}((?:1\d|20)\d\d)")
_FEWEST = 6  # minimum digits of a telephone number


def spell_out_codes(text: str, point: str, to: str) -> str:
    """Spell the codes in ``text``; ``point`` and ``to`` are those words in the text's language."""

    def shelf(met: re.Match[str]) -> str:
        marks = _BETWEEN.sub(f" {to} ", met[2])
        return met[1] + re.sub(_MARK, lambda mark: spell_call_number(mark[0], point), marks)

    text = _CLASS.sub(lambda met: spell_call_number(met[0], point), text)
    text = _ANNOUNCED.sub(shelf, text)
    text = _CALLED.sub(lambda met: met[1] + _digits(met[2]), text)
    for pattern in (_ISBN, _PHONE, _LONG):
        text = pattern.sub(lambda met: _digits(met[0]), text)
    return _ISSN.sub(_issn, text)


def is_range_of_years(text: str) -> bool:
    """Return True if ``text`` is two ascending years, as in the dates of a person or journal."""
    met = _YEARS.fullmatch(text)
    return met is not None and int(met[1]) < int(met[2])


def _issn(met: re.Match[str]) -> str:
    announced = met.string[: met.start()].rstrip(" :").endswith("ISSN")
    return met[0] if is_range_of_years(met[0]) and not announced else _apart(met[0])


def _digits(code: str) -> str:
    few = sum(map(str.isdecimal, code)) < _FEWEST
    return code if few or is_range_of_years(code) else _apart(code)


def _apart(code: str) -> str:
    parts = re.findall(r"\d+[Xx]?|[Xx]", code)
    return ", ".join(spell_digits(part.upper()) for part in parts)
