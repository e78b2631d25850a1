"""Reading what was typed into a form. Every reader raises ActionRefused in words for the person."""

from collections.abc import Iterable, Iterator
from datetime import date, time

from starlette.datastructures import FormData, UploadFile

from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.domain.intervals import is_supported_date
from kiosk.domain.opening_hours_text import parse_opening_hours
from kiosk.domain.time_zones import find_time_zone

_LONGEST = 2_000  # characters of one field
_LONGEST_KEY = 200  # characters, as in the messages of kiosks


class Form:
    """The fields of one form, by name; one that is not there is empty."""

    def __init__(self, data: FormData | None = None) -> None:
        self._data = data or FormData()

    def check_lengths(self) -> None:
        """Raises ActionRefused where a field is longer than anybody would write."""
        if any(isinstance(v, str) and len(v) > _LONGEST for _, v in self._data.multi_items()):
            raise _too_long()

    def text(self, name: str, default: str = "") -> str:
        value = self._data.get(name, default)
        return value.strip() if isinstance(value, str) else default

    def required(self, name: str, label: str) -> str:
        """A text that may not be empty; ``label`` is its name on the page."""
        text = self.text(name)
        if not text:
            raise ActionRefused(
                marked("console forms", "“{label}” is empty."),
                marked("console forms", "Please fill it in."),
                label=label,
            )
        return text

    def identifier(self, name: str, label: str) -> str:
        """A text that names a thing: it may not be empty, and not too long for an index."""
        text = self.required(name, label)
        if len(text) > _LONGEST_KEY:
            raise _too_long()
        return text

    def password(self, name: str) -> str:
        """A password, as it was typed."""
        value = self._data.get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self) -> Iterator[str]:
        """The name and the text of every field."""
        for name, value in self._data.multi_items():
            yield name
            yield value if isinstance(value, str) else ""

    def values(self, name: str) -> list[str]:
        """Every value of fields of that name, in their order."""
        return [str(value).strip() for value in self._data.getlist(name)]

    def items(self) -> list[tuple[str, str]]:
        """Every field with its text, in the order of the form; without files."""
        return [(name, v) for name, v in self._data.multi_items() if isinstance(v, str)]

    def ticked(self, name: str) -> bool:
        return bool(self._data.get(name))

    def file(self, name: str) -> UploadFile | None:
        value = self._data.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def choice(self, name: str, known: Iterable[str]) -> str:
        value = self.text(name)
        if value not in set(known):
            raise ActionRefused(
                marked("console forms", "“{value}” is not one of the choices."), value=value
            )
        return value

    def number(self, name: str, least: int, most: int) -> int:
        return parse_number(self.text(name), least, most)

    def optional_number(self, name: str, least: int, most: int) -> int | None:
        return self.number(name, least, most) if self.text(name) else None


def is_storable(text: str) -> bool:
    """PostgreSQL holds no NUL, and UTF-8 no half of a surrogate pair (RFC 3629, 3)."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _too_long() -> ActionRefused:
    return ActionRefused(
        marked("console forms", "This text is too long."),
        marked("console forms", "Please shorten it."),
    )


def parse_number(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise ActionRefused(
            marked("console forms", "“{value}” is not a number from {least} to {most}."),
            value=text,
            least=least,
            most=most,
        )
    return int(text)


def parse_time(text: str) -> time:
    """A time of day as a browser sends it, "09:30"."""
    try:
        found = time.fromisoformat(text)
        if found.tzinfo:
            raise ValueError
        return found
    except ValueError:
        raise ActionRefused(
            marked("console forms", "“{value}” is not a time such as 09:30."), value=text
        ) from None


def parse_hours(text: str) -> list[tuple[time, time]]:
    """The opening hours of one day (see ``kiosk.domain.opening_hours_text``); none if closed."""
    try:
        return parse_opening_hours(text)
    except ValueError as fault:
        raise ActionRefused(
            marked(
                "console forms",
                "“{value}” is not valid. Write opening hours such as 09:00-17:00, 18:00-20:00.",
            ),
            value=str(fault),
        ) from None


def parse_date(text: str) -> date:
    """A day as a browser sends it, "2026-11-25", of the years that can be reckoned with."""
    try:
        day = date.fromisoformat(text)
        if not is_supported_date(day):
            raise ValueError
        return day
    except ValueError:
        raise ActionRefused(
            marked("console forms", "“{value}” is not a date such as 2026-11-25."), value=text
        ) from None


def parse_time_zone(name: str) -> str:
    """The name of a time zone (IANA)."""
    if find_time_zone(name) is None:
        raise ActionRefused(
            marked("console forms", "“{zone}” is not a time zone."),
            marked("console forms", "Use one such as Asia/Jakarta."),
            zone=name,
        )
    return name
