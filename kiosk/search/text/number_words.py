"""Numbers from 0 to 100 in words, in English and Indonesian."""

_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_INDONESIAN = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip


def _english(number: int) -> str:
    if number == 100:
        return "hundred"
    if number < 20:
        return _ENGLISH[number]
    ones = _ENGLISH[number % 10] if number % 10 else ""
    return f"{_TENS[number // 10 - 2]} {ones}".strip()


def _indonesian(number: int) -> str:
    if number == 100:
        return "seratus"
    if number < 12:
        return _INDONESIAN[number]
    if number < 20:
        return f"{_INDONESIAN[number - 10]} belas"
    ones = _INDONESIAN[number % 10] if number % 10 else ""
    return f"{_INDONESIAN[number // 10]} puluh {ones}".strip()


# The words of each number by its digits, and the digits by the words.
WORDS_OF = {str(number): (_english(number), _indonesian(number)) for number in range(101)}
DIGITS_OF = {tuple(words.split()): digits for digits, both in WORDS_OF.items() for words in both}
MOST_NUMBER_WORDS = max(map(len, DIGITS_OF))
