"""Parsing and validation of form fields. Bad input raises ActionRefused with a message."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, time

from starlette.datastructures import FormData, UploadFile

from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.domain.intervals import is_supported_date
from kiosk.domain.opening_hours_text import parse_opening_hours
from kiosk.domain.time_zones import find_time_zone

_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")  # a tag of BCP 47
_COMMAS = re.compile("[,،，၊]")  # also those of Arabic, Chinese and Burmese
_LONGEST = 2_000  # characters in one field
_LONGEST_KEY = 200  # characters, as in messages from kiosks


class Form:
    """The submitted fields of one form, by name. A missing field is treated as empty."""

    def __init__(self, data: FormData | None = None) -> None:
        self._data = data or FormData()

    def check_lengths(self) -> None:
        """Raise ActionRefused if a field is longer than 2,000 characters."""
        if any(isinstance(v, str) and len(v) > _LONGEST for _, v in self._data.multi_items()):
            raise _too_long()

    def text(self, name: str, default: str = "") -> str:
        """Return the value of a text field without surrounding white space."""
        value = self._data.get(name, default)
        return value.strip() if isinstance(value, str) else default

    def required(self, name: str, label: str) -> str:
        """Return the value of a required field. ``label`` is the field's label on the page."""
        text = self.text(name)
        if not text:
            raise ActionRefused(
                marked("console forms", "“{label}” is empty."),
                marked("console forms", "Please fill it in."),
                label=label,
            )
        return text

    def identifier(self, name: str, label: str) -> str:
        """Return the value of a field used as a key: not empty, and short enough for an index."""
        text = self.required(name, label)
        if len(text) > _LONGEST_KEY:
            raise _too_long()
        return text

    def password(self, name: str) -> str:
        """Return a password exactly as it was typed, with any white space."""
        value = self._data.get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self) -> Iterator[str]:
        """Yield the name and the value of every field as separate strings."""
        for name, value in self._data.multi_items():
            yield name
            yield value if isinstance(value, str) else ""

    def values(self, name: str) -> list[str]:
        """Return the values of all fields with this name, in the form's order."""
        return [str(value).strip() for value in self._data.getlist(name)]

    def items(self) -> list[tuple[str, str]]:
        """Return pairs of name and value for all fields except files, in the form's order."""
        return [(name, v) for name, v in self._data.multi_items() if isinstance(v, str)]

    def ticked(self, name: str) -> bool:
        """Return True if the checkbox ``name`` is ticked."""
        return bool(self._data.get(name))

    def file(self, name: str) -> UploadFile | None:
        """Return an uploaded file, or None if no file was chosen."""
        value = self._data.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def choice(self, name: str, known: Iterable[str]) -> str:
        """Return the value of a field that must be one of ``known``."""
        value = self.text(name)
        if value not in set(known):
            raise ActionRefused(
                marked("console forms", "“{value}” is not one of the choices."), value=value
            )
        return value

    def number(self, name: str, least: int, most: int) -> int:
        """Return the value of a field as a whole number from ``least`` to ``most``."""
        return parse_number(self.text(name), least, most)

    def optional_number(self, name: str, least: int, most: int) -> int | None:
        """Return a whole number from ``least`` to ``most``, or None if the field is empty."""
        return self.number(name, least, most) if self.text(name) else None


def is_storable(text: str) -> bool:
    """Return True if the database can store ``text``.

    PostgreSQL cannot store NUL, and UTF-8 cannot encode lone surrogates (RFC 3629, 3).
    """
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _too_long() -> ActionRefused:
    return ActionRefused(
        marked("console forms", "This text is too long."),
        marked("console forms", "Please shorten it."),
    )


def parse_number(text: str, least: int, most: int) -> int:
    """Parse ``text`` as a whole number from ``least`` to ``most``."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
        raise ActionRefused(
            marked("console forms", "“{value}” is not a number from {least} to {most}."),
            value=text,
            least=least,
            most=most,
        )
    return int(text)


def parse_time(text: str) -> time:
    """Parse a time of day in the format that browsers send, for example "09:30"."""
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
    """Parse the opening hours of a day, in the format of kiosk.domain.opening_hours_text.

    An empty text means that the branch is closed.
    """
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
    """Parse a date in the format that browsers send ("2026-11-25"), in the supported years."""
    try:
        day = date.fromisoformat(text)
        if not is_supported_date(day):
            raise ValueError
        return day
    except ValueError:
        raise ActionRefused(
            marked("console forms", "“{value}” is not a date such as 2026-11-25."), value=text
        ) from None


def parse_list(text: str) -> tuple[str, ...]:
    """Return the parts of ``text``, which commas separate."""
    return tuple(filter(None, map(str.strip, _COMMAS.split(text))))


def parse_names(text: str) -> tuple[tuple[str, str], ...]:
    """Return the names by language (BCP 47) from ``text``, such as "en: Hall; ar: القاعة"."""
    names = {}
    for part in filter(None, (each.strip() for each in re.split("[;؛]", text))):
        language, _, name = part.partition(":")
        if not _LANGUAGE.fullmatch(language.strip()) or not name.strip():
            raise ActionRefused(
                marked(
                    "console forms",
                    "Write names in other languages like this: en: Hall; ar: القاعة.",
                )
            )
        names[language.strip()] = name.strip()
    return tuple(sorted(names.items()))


def format_names(names: Iterable[tuple[str, str]]) -> str:
    """Return ``names`` as ``parse_names`` reads them."""
    return "; ".join(f"{language}: {name}" for language, name in names)


def parse_time_zone(name: str) -> str:
    """Return ``name`` if an IANA time zone with this name exists."""
    if find_time_zone(name) is None:
        raise ActionRefused(
            marked("console forms", "“{zone}” is not a time zone."),
            marked("console forms", "Use one such as Asia/Jakarta."),
            zone=name,
        )
    return name
