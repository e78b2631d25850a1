"""Parsing opening hours as people write them: "09:00-17:00", "08.00 s/d 16.00", "24 jam"."""

import re
import unicodedata
from datetime import time

TimeSpan = tuple[time, time]

_ALL_DAY = re.compile(r"24 ?(h|hours?|jam)", re.I)
_CLOSED = re.compile(
    r"|[-–—]|closed|tutup|libur|prei|fermée?|cerrad[oa]|مغلقة?|تعطیل|休息|休馆|闭馆|ပိတ်(?:သည်)?", re.I
)
_BETWEEN_SPANS = re.compile(r"[,،、;&+]|\b(?:and|dan|et|y)\b", re.I)
_TO = r"(?:[-–—−~]|s ?/ ?d\.?|s\.? ?d\.?|sampai|hingga|to|until|إلى|الى|تا|至|到)"
_TIME = r"(\d{1,2})(?: ?[:.h] ?(\d{2}))?(?:[:.]\d{2})? ?h? ?([ap]\.?m\.?)?"
_SPAN = re.compile(rf"{_TIME} ?{_TO} ?{_TIME}", re.I)
_AROUND_TIMES = re.compile(
    r"\b(?:pukul|pkl\.?|jam|WIB|WITA|WIT)\s*(?=\d)|(?<!\s)\s*\b(?:WIB|WITA|WIT)\b", re.I
)
_FOUR_DIGITS = re.compile(r"\b(\d\d)(\d\d)\b")
_MIDNIGHT = time()


def parse_opening_hours(text: str) -> list[TimeSpan]:
    """Return the opening times of one day, in the order of ``text``, or [] if the branch is closed.

    Each pair is the opening and the closing time. If the closing time is not later than the opening
    time, the branch closes on the next day; "00:00-24:00" is the whole day. Raises ValueError,
    which contains the part that cannot be parsed.
    """
    # NFKC converts full-width characters, as Chinese keyboards type them, to ASCII.
    text = " ".join(unicodedata.normalize("NFKC", text).split()).rstrip(".")
    if _CLOSED.fullmatch(text):
        return []
    if _ALL_DAY.fullmatch(text):
        return [(_MIDNIGHT, _MIDNIGHT)]
    parts = (each.strip() for each in _BETWEEN_SPANS.split(text))
    return [_span(part) for part in parts if part]


def format_time_span(opens: time, closes: time) -> str:
    """Return the opening and closing time as a string that :func:`parse_opening_hours` accepts."""
    end = "24:00" if closes == _MIDNIGHT else f"{closes:%H:%M}"
    return f"{opens:%H:%M}-{end}"


def _span(part: str) -> TimeSpan:
    found = _SPAN.fullmatch(_FOUR_DIGITS.sub(r"\1:\2", _AROUND_TIMES.sub("", part)))
    if not found:
        raise ValueError(part)
    opens = _minutes(part, *found.group(1, 2, 3))
    closes = _minutes(part, *found.group(4, 5, 6))
    # Equal times are ambiguous: they may mean open all day or closed all day.
    if opens == 24 * 60 or opens == closes:
        raise ValueError(part)
    return _clock(opens), _clock(closes)


def _minutes(part: str, hour: str, minute: str | None, half: str | None) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError(part)
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        raise ValueError(part)
    return hours * 60 + minutes


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
