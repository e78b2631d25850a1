"""Numbers, written out as a librarian would read them: times, years, ranges and prices.

A voice often misreads numbers such as "125.000" and "09.30", so numbers are rewritten for it.
"""

import re
from dataclasses import dataclass

from kiosk.speech.text import number_codes, times_of_day
from kiosk.speech.text.call_numbers import spell_digits
from kiosk.speech.text.date_abbreviations import month_pattern, weekday_pattern


@dataclass(frozen=True, slots=True)
class Terms:
    """The words and separators that one language uses with numbers.

    ``point`` is the word for the point in class numbers, and ``to`` the word in ranges. ``percent``
    is the pattern for "%", or an empty string if the voice reads the sign correctly. ``thousands``
    and ``decimal`` are the separators in written numbers.
    """

    point: str
    to: str
    money: tuple[str, ...]
    percent: str = ""
    thousands: str = ","
    decimal: str = "."


_SIGNS = {
    **dict.fromkeys(("Rp", "IDR"), 0),
    **dict.fromkeys(("RM", "MYR"), 1),
    **dict.fromkeys(("$", "US$", "S$", "A$", "USD"), 2),
    **dict.fromkeys(("€", "EUR"), 3),
    **dict.fromkeys(("£", "GBP"), 4),
    **dict.fromkeys(("¥", "CNY"), 5),
}
_SCALE = (
    r"\s(?:ribu|juta|mili?[ay]a?r|triliun|thousand|[mb]illion|bilion|mill?iards?|millions|mil"
    r"|millón|millones)\b"
)
_PLAIN = Terms("", "", ())
_WORDS = {
    "id": Terms("titik", "sampai",
                ("rupiah", "ringgit", "dolar", "euro", "pound", "yuan"),
                "{n} persen", ".", ","),
    "jv": Terms("titik", "nganti",
                ("rupiah", "ringgit", "dolar", "euro", "pound", "yuan"),
                "{n} persen", ".", ","),
    "ms": Terms("titik", "hingga",
                ("rupiah", "ringgit", "dolar", "yuro", "paun", "yuan"),
                "{n} peratus"),
    "en": Terms("point", "to",
                ("rupiah", "ringgit", "dollars", "euros", "pounds", "yuan"),
                "{n} percent"),
    "fr": Terms("point", "à",
                ("roupies", "ringgits", "dollars", "euros", "livres", "yuans"),
                "{n} pour cent", " ", ","),
    "es": Terms("punto", "a",
                ("rupias", "ringgits", "dólares", "euros", "libras", "yuanes"),
                "{n} por ciento", ".", ","),
    "ar": Terms("نقطة", "إلى",
                ("روبية", "رينغيت", "دولار", "يورو", "جنيه", "يوان"),
                "{n} بالمئة"),
    "fa": Terms("نقطه", "تا",
                ("روپیه", "رینگیت", "دلار", "یورو", "پوند", "یوان"),
                "{n} درصد"),
    "zh": Terms("点", "到",
                ("印尼盾", "林吉特", "美元", "欧元", "英镑", "元"),
                "百分之{n}"),
    "my": Terms("ဒသမ", "မှ",
                ("ရူပီး", "ရင်းဂစ်", "ဒေါ်လာ", "ယူရို", "ပေါင်", "ယွမ်"),
                "{n} ရာခိုင်နှုန်း"),
}  # fmt: skip
_YEAR = r"(?:1[4-9]|20)\d\d"
_DASH = r"\s?[-–—]\s?"
_CENTURY = re.compile(r"\b([IVXLC]+)(?:e|ème)\b")
_PART = r"(?i:volume|chapter|part|book|tome|livre|chapitre|partie|section)"
# A single letter is usually not a Roman numeral: "Malcolm X".
_ROMAN = re.compile(rf"\b(?:({_PART} )([IVXLC]+)|([IVX]{{2,}}))\b")
_KING = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
# School years such as 2025/26. Two digits after a dash can also be a month.
_YEARS = re.compile(rf"(?<![\w./-])({_YEAR})/({_YEAR}|\d\d)(?![\w/-])")
_ZERO = re.compile(r"(?<![\w.,:/-])0\d+(?![\w.,:/-]?\d)")


def spell_out_numbers(text: str, language: str) -> str:
    """Rewrite the numbers in ``text`` so that the voice of ``language`` reads them correctly."""
    words = _WORDS.get(language, _PLAIN)
    text = number_codes.spell_out_codes(text, words.point, words.to)
    if words is not _PLAIN:
        for step in (_numerals, _prices, _grouped, _times, _decimals, _ranges, _percents):
            text = step(text, words, language)
    text = _ZERO.sub(lambda met: spell_digits(met[0]), text)
    return _years_by_digit(text) if language == "zh" else text


def _numerals(text: str, _words: Terms, language: str) -> str:
    """Rewrite ordinals and Roman numerals, which the English and French voices misread."""
    if language == "es":
        text = re.sub(r"\b1\.?er\b", "primer", text)
        return re.sub(r"(?<=\d)\.(?=[ªº])", "", text)
    if language == "fr":
        text = re.sub(r"\b(\d+)e\b", r"\1ème", text)
        text = _CENTURY.sub(lambda met: f"{_value(met[1])}ème", text)
    if language not in ("en", "fr"):
        return text
    return _ROMAN.sub(_roman, text)


def _roman(met: re.Match[str]) -> str:
    if met[3] and not _KING.fullmatch(met[3]):
        return met[0]
    return f"{met[1] or ''}{_value(met[2] or met[3])}"


def _value(roman: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def _prices(text: str, words: Terms, _language: str) -> str:
    signs = "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))
    number = r"\d+(?:[.,  ]\d{3})*(?:[.,]\d{1,2})?(?!\d)"

    def price(met: re.Match[str]) -> str:
        named = words.money[_SIGNS[met[1] or met[6]]]
        return f"{_amount(met[2] or met[4], words)}{met[3] or met[5] or ''} {named}"

    amount = rf"({number})({_SCALE})?"
    after = r"€|\$|£|¥|[A-Z]{3}\b(?<=USD|IDR|MYR|EUR|GBP|CNY)"
    pattern = rf"(?<!\w)({signs})\.?\s?{amount}(?:,-)?|{amount}\s?({after})"
    return re.sub(pattern, price, text)


def _amount(number: str, words: Terms) -> str:
    whole, rest = re.fullmatch(r"(.*?)(?:[.,](\d{1,2}))?", number).groups()  # type: ignore[union-attr]
    plain = re.sub(r"\D", "", whole)
    return plain if not rest or not int(rest) else f"{plain}{words.decimal}{rest}"


def _grouped(text: str, words: Terms, _language: str) -> str:
    mark = r"[ \u00a0\u202f]" if words.thousands == " " else re.escape(words.thousands)
    # Two separators are thousands separators in any language.
    marks = rf"(?:(?:{mark}\d{{3}})+|(?:\.\d{{3}}){{2,}}|(?:,\d{{3}}){{2,}})"
    number = rf"[1-9]\d{{0,2}}{marks}"
    other = "," if words.decimal == "." else "[.]"  # decimals may follow
    pattern = rf"(?<![\w.,]){number}(?![\w]|{other}?\d)"
    text = re.sub(rf"({pattern}){_DASH}(?={number})", rf"\1 {words.to} ", text)
    return re.sub(pattern, lambda met: re.sub(r"\D", "", met[0]), text)


def _times(text: str, words: Terms, language: str) -> str:
    text = times_of_day.normalise_colons(text, language)
    text = times_of_day.spell_out_times(text, language)
    return times_of_day.spell_out_ranges(text, language, words.to)


def _percents(text: str, words: Terms, _language: str) -> str:
    if not words.percent:
        return text
    pattern = r"(\d+(?:[.,]\d+)?)\s?[%٪]"
    text = re.sub(r"(?<!\d)([%٪])\s?(\d+(?:[.,]\d+)?)", r"\2\1", text)  # Arabic: "٪25"
    text = re.sub(pattern, lambda met: words.percent.format(n=met[1]), text)
    return text.replace("٪", "%").replace("%", f" {words.percent.format(n='').strip()} ")


def _decimals(text: str, words: Terms, language: str) -> str:
    """Rewrite decimals for Malay, whose voice reads the point as a thousands separator."""
    if language != "ms":
        return text
    return re.sub(r"(?<![\w.,])(\d+)\.(\d+)(?![\w]|[.,]\d)", rf"\1 {words.point} \2", text)


def _ranges(text: str, words: Terms, language: str) -> str:
    def ends(met: re.Match[str]) -> str:
        return f"{met[1]} {words.to} {met[2]}" if _is_range(met[0]) else met[0]

    text = re.sub(r"\b([A-Z])–([A-Z])\b", rf"\1 {words.to} \2", text)
    days = weekday_pattern(language)
    if days:
        text = re.sub(rf"\b({days}){_DASH}(?=(?:{days})\b)", rf"\1 {words.to} ", text)
        text = re.sub(rf"(?<=\d|M) – (?=(?:{days})\b)", f" {words.to} ", text)
        names = f"{days}|{month_pattern(language)}"
        text = re.sub(rf"({names})ٔ? ?– ?(?=\d|{names})", rf"\1 {words.to} ", text)
        text = re.sub(rf"(?<=\d) – (?={names}|\d)", f" {words.to} ", text)
    # In Chinese there are no spaces around numbers: "1999-2004年".
    letter = r"[A-Za-z\d_À-ɏ"
    numbers = rf"(?<!{letter}./-])(\d{{1,7}}%?){_DASH}(\d{{1,7}})(?!{letter}/]|-\d)"
    text = _YEARS.sub(_school_year, re.sub(numbers, ends, text))
    # A range without an end: a living person, or a journal that is still published.
    return re.sub(rf"(?<![\w-])({_YEAR})[-–](?!\w)", r"\1", text)


def _is_range(text: str) -> bool:
    first, last = (re.sub(r"\D", "", part) for part in re.split(r"[-–—]", text, maxsplit=1))
    if not first or not last or re.search("[Xx]", text):
        return False
    return int(first) < int(last) and (
        number_codes.is_range_of_years(f"{first}-{last}") or not len(first) == len(last) == 4
    )


def _school_year(met: re.Match[str]) -> str:
    last = met[2] if len(met[2]) > len("20") else met[1][:2] + met[2]
    return f"{met[1]}, {last}" if int(last) == int(met[1]) + 1 else met[0]


def _years_by_digit(text: str) -> str:
    """Separate the digits of years, because Chinese reads years digit by digit."""
    return re.sub(rf"(?<![\d.,])({_YEAR})(?!\d|[.,]\d)", lambda met: spell_digits(met[1]), text)


def decimal_point_word(language: str) -> str:
    """Return the word for the point in a class number, or an empty string if it is unknown."""
    return _WORDS.get(language, _PLAIN).point
