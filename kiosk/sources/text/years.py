"""Parsing the year of publication, written in the digits of any script and in several calendars.

An uncertain year is not returned. Some calendars (Hijri, Persian, Saka, Bikram) are not converted,
because each of their years overlaps two years of the common era; the common year usually follows.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

EARLIEST_PRINTED_YEAR = 1470  # a smaller number is probably a Hijri or Persian year
_FIRST_WRITTEN = 1000  # the earliest year accepted for manuscripts
_AHEAD = 2  # how many years ahead publishers may date a title
_BUDDHIST = 543  # years from the Buddhist era to the common era; constant since 1941
_FIRST_EVEN_BUDDHIST = 2484
_ERAS = {  # the year of the common era before the first year of each era
    "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
    "meiji": 1867, "taisho": 1911, "showa": 1925, "heisei": 1988, "reiwa": 2018,
    "民國": 1911, "民国": 1911, "minguo": 1911,
}  # fmt: skip
_HAN = {**{digit: at for at, digit in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0, "元": 1}

_FOUR = r"(?<![0-9.,])([12][0-9]{3})(?![0-9])"
_COMMON = re.compile(_FOUR)
_GROUPED = re.compile(
    r"\s*([12])[.,]([0-9]{3})(?:[.,]00?)?\s*"
)  # 2.006: a year that a spreadsheet shows as a number
_COMPACT = re.compile(r"\s*([12][0-9]{3})(0[1-9]|1[0-2])([0-2][0-9]|3[01])\s*")  # 20060512
_DAY = re.compile(r"[0-3]?[0-9]([./-])[01]?[0-9]\1([12][0-9]{3})(?![0-9])")  # 17.08.2006
_HAN_RUN = re.compile("[〇零○一二三四五六七八九]{4}")
_ERA = re.compile(
    rf"({'|'.join(_ERAS)})\s*([0-9]{{1,3}}|[元〇零○一二三四五六七八九十百]{{1,5}})", re.I
)
# Years in these calendars would be wrong by decades if they were read as common years.
_UNEVEN = r"(?:ś?s?aka|[çc]aka|śaka|b\.\s?s\.?|bs|v\.\s?s\.?|vikram\w*|bikram\w*|वि\.?\s?सं\.?|शक)"
_OTHER_CALENDAR = re.compile(
    rf"\b{_UNEVEN}(?:\s*(?:sambat|samvat|era))?\s*[0-9]{{4}}|(?<![0-9])[0-9]{{4}}\s*{_UNEVEN}(?!\w)",
    re.I,
)
_BUDDHIST_MARK = r"(?:พ\.?\s?ศ\.?|b\.\s?e\.?|be|ព\.?\s?ស\.?|ພ\.?\s?ສ\.?|佛曆|佛历)"
_BUDDHIST_YEAR = re.compile(
    rf"{_BUDDHIST_MARK}\s*(2[4-6][0-9]{{2}})(?![0-9])"
    rf"|(?<![0-9])(2[4-6][0-9]{{2}})\s*{_BUDDHIST_MARK}(?!\w)",
    re.I,
)
_BUDDHIST_DIGITS = re.compile("[๐-๙០-៩໐-໙]")  # Thai, Khmer, Lao


def parse_year(
    statement: str, coded: Sequence[int] = (), *, manuscript: bool = False
) -> int | None:
    """Return the year of the common era in ``statement``, or None if it is uncertain.

    If ``statement`` contains several years, the year that is also in ``coded`` (MARC 008/07-14) is
    returned, or else the first year. Years before 1470 are accepted only for a ``manuscript``.
    """
    found = find_years(statement, manuscript=manuscript)
    return next((year for year in found if year in coded), found[0] if found else None)


def find_years(statement: str, *, manuscript: bool = False) -> list[int]:
    """Return all years of the common era in ``statement``, in the order in which they appear."""
    first = _FIRST_WRITTEN if manuscript else EARLIEST_PRINTED_YEAR
    last = date.today().year + _AHEAD
    years = dict.fromkeys(_read(unicodedata.normalize("NFC", statement)))
    return [year for year in years if first <= year <= last]


def _read(statement: str) -> list[int]:
    text = _HAN_RUN.sub(
        lambda run: "".join(str(_HAN[digit]) for digit in run[0]), _ascii(statement)
    )
    if whole := _GROUPED.fullmatch(text) or _COMPACT.fullmatch(text):
        return [int(whole[1] + whole[2]) if len(whole[1]) == 1 else int(whole[1])]
    found: list[tuple[int, int]] = []
    text = _ERA.sub(lambda era: _keep(found, era, _ERAS[era[1].lower()] + _count(era[2])), text)
    text = _BUDDHIST_YEAR.sub(lambda be: _keep(found, be, _from_buddhist(be[1] or be[2])), text)
    text = _OTHER_CALENDAR.sub(lambda other: " " * len(other[0]), text)
    text = _DAY.sub(lambda day: _keep(found, day, int(day[2])), text)
    if _BUDDHIST_DIGITS.search(statement):
        pattern = re.compile(r"(?<![0-9])(2[4-6][0-9]{2})(?![0-9])")
        text = pattern.sub(lambda be: _keep(found, be, _from_buddhist(be[1])), text)
    found += [(year.start(), int(year[1])) for year in _COMMON.finditer(text)]
    return [year for _, year in sorted(found)]


def _keep(found: list[tuple[int, int]], met: re.Match[str], year: int) -> str:
    found.append((met.start(), year))
    return " " * len(met[0])


def _from_buddhist(digits: str) -> int:
    year = int(digits)
    return year - _BUDDHIST if year >= _FIRST_EVEN_BUDDHIST else 0


def _ascii(statement: str) -> str:
    """Return ``statement`` with digits of all scripts as 0 to 9, and era names without macrons."""
    plain = statement.replace("ō", "o").replace("Ō", "O")
    if plain.isascii():
        return plain
    return "".join(str(unicodedata.decimal(char, char)) for char in plain)


def _count(numeral: str) -> int:
    """Return the value of a number below 200, in digits or Han numerals: 18, 一八, 十八, 元."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    hundreds, _, rest = numeral.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    if not ten:
        value = int("".join(str(_HAN[digit]) for digit in rest) or "0")
    else:
        value = (_HAN.get(tens[-1:], 1)) * 10 + _HAN.get(ones[-1:], 0)
    return value + (100 * _HAN.get(hundreds[-1:], 1) if "百" in numeral else 0)
