"""Times of day and spans of time in words, as people say them in each language.

The parts of the day follow CLDR's day periods. Numbers stay digits where the voice reads them as
the language wants.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_HALF_HOUR = 30
_QUARTER = 15
_TWO_DIGITS = 10


@dataclass(frozen=True, slots=True)
class _Clock:
    """How one language says times of day.

    ``time`` returns the words for an hour and minutes, and ``part`` those for the part of the day,
    which stand after the time, or before it if ``part_first`` is True. ``named`` stands before the
    first time, or before each time if ``each_named`` is True. ``alone`` holds the full hours that
    have a name, such as "noon". ``start``, ``to`` and ``end`` are the words around two times.
    """

    time: Callable[[int, int], str]
    to: str
    named: str = ""
    each_named: bool = False
    start: str = ""
    end: str = ""
    part: Callable[[int], str] = lambda _hour: ""
    part_first: bool = False
    alone: Mapping[int, str] = field(default_factory=dict)


def say_times(times: Sequence[tuple[int, int]], language: str) -> str:
    """Return one time, or two times as a span, in words; a time is an hour (0 to 24) and minutes.

    Raises KeyError if the language is not known.
    """
    clock = CLOCKS[language]
    alone = [clock.alone.get(hour % 24, "") if not minute else "" for hour, minute in times]
    parts = [
        "" if name else clock.part(hour % 24) for name, (hour, _) in zip(alone, times, strict=True)
    ]
    said = []
    for place, (hour, minute) in enumerate(times):
        if alone[place]:
            said.append(alone[place])
            continue
        beside = parts[place - 1 : place] if clock.part_first else parts[place + 1 : place + 2]
        part = "" if beside == [parts[place]] else parts[place]
        words = clock.time(hour, minute)
        words = " ".join(filter(None, (part, words) if clock.part_first else (words, part)))
        is_named = clock.each_named or not place or bool(alone[place - 1])
        said.append(clock.named + words if is_named else words)
    if len(said) == 1:
        return said[0]
    return f"{clock.start}{said[0]}{clock.to}{said[1]}{clock.end}"


def _starting(*parts: tuple[int, str]) -> Callable[[int], str]:
    """Return a function that maps an hour to the part of the day; each starts at its hour."""
    return lambda hour: next(name for start, name in reversed(parts) if start <= hour)


def _pattern(whole: str, part: str, half: str = "") -> Callable[[int, int], str]:
    """Return a function that puts hours (24 hours) and minutes into a pattern."""

    def time(hour: int, minute: int) -> str:
        pattern = whole if not minute else half if half and minute == _HALF_HOUR else part
        return pattern.format(h=hour, m=minute)

    return time


def _twelve(hour: int) -> int:
    return (hour - 1) % 12 + 1


def _malay(hour: int, minute: int) -> str:
    return f"{_twelve(hour)} {minute} minit" if minute else f"{_twelve(hour)}"


def _english(hour: int, minute: int) -> str:
    if not minute:
        return f"{_twelve(hour)}"
    return f"{_twelve(hour)} oh {minute}" if minute < _TWO_DIGITS else f"{_twelve(hour)}:{minute}"


def _french(hour: int, minute: int) -> str:
    feminine = {1: "une heure", 21: "vingt et une heures"}
    words = feminine.get(hour, f"{hour} heures")
    return f"{words} {minute}" if minute else words


def _spanish(hour: int, minute: int) -> str:
    words = {1: "la una", 21: "las veintiuna"}.get(hour, f"las {hour}")
    return f"{words} y {minute}" if minute else words


_ARABIC_HOURS = (
    "الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة",
    "التاسعة", "العاشرة", "الحادية عشرة", "الثانية عشرة",
)  # fmt: skip
_ARABIC_MINUTES = {
    0: "", _QUARTER: "والربع", _HALF_HOUR: "والنصف", 1: "ودقيقة واحدة", 2: "ودقيقتان",
    3: "وثلاث دقائق", 4: "وأربع دقائق", 5: "وخمس دقائق", 6: "وست دقائق", 7: "وسبع دقائق",
    8: "وثماني دقائق", 9: "وتسع دقائق", 10: "وعشر دقائق",
}  # fmt: skip


def _arabic(hour: int, minute: int) -> str:
    minutes = _ARABIC_MINUTES.get(minute, f"و {minute} دقيقة")
    return f"{_ARABIC_HOURS[_twelve(hour) - 1]} {minutes}".strip()


def _persian(hour: int, minute: int) -> str:
    minutes = {0: "", _QUARTER: " و ربع", _HALF_HOUR: " و نیم"}
    return f"{hour}{minutes.get(minute, f' و {minute} دقیقه')}"


def _chinese(hour: int, minute: int) -> str:
    words = {0: "零点", 2: "两点", 24: "零点"}.get(hour, f"{hour}点")
    if minute == _HALF_HOUR:
        return f"{words}半"
    zero = "零" if minute < _TWO_DIGITS else ""
    return f"{words}{zero}{minute}分" if minute else words


def _burmese(hour: int, minute: int) -> str:
    words = f"{_twelve(hour)} နာရီ"
    if minute == _HALF_HOUR:
        return f"{words} ခွဲ"
    return f"{words} {minute} မိနစ်" if minute else words


CLOCKS = {
    "id": _Clock(
        _pattern("{h}", "{h} lewat {m}"), " sampai ", named="pukul ", alone={0: "tengah malam"}
    ),
    "jv": _Clock(
        _pattern("{h}", "{h} luwih {m}"), " nganti ", named="jam ", alone={0: "tengah wengi"}
    ),
    "ms": _Clock(
        _malay, " hingga ", named="pukul ",
        part=_starting(
            (0, "tengah malam"), (1, "pagi"), (12, "tengah hari"), (14, "petang"), (19, "malam")
        ),
        alone={0: "tengah malam"},
    ),
    "en": _Clock(
        _english, " to ", part=_starting((0, "AM"), (12, "PM")),
        alone={0: "midnight", 12: "noon"},
    ),
    "fr": _Clock(_french, " à ", start="de ", alone={0: "minuit", 12: "midi"}),
    "es": _Clock(_spanish, " a ", start="de ", alone={0: "medianoche"}),
    "ar": _Clock(
        _arabic, " إلى ", named="الساعة ", start="من ",
        part=_starting((0, "صباحًا"), (12, "ظهرًا"), (13, "بعد الظهر"), (18, "مَساءً")),
        alone={0: "منتصف الليل"},
    ),
    "fa": _Clock(_persian, " تا ", named="ساعت ", alone={0: "نیمه‌شب"}),
    "zh": _Clock(_chinese, "到"),
    "my": _Clock(
        _burmese, " မှ ", end=" အထိ",
        part=_starting((0, "ည"), (4, "နံနက်"), (12, "နေ့လယ်"), (16, "ညနေ"), (19, "ည")),
        part_first=True,
    ),
}  # fmt: skip
