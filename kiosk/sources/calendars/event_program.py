"""Converting one instance of an event to a programme."""

import re
import unicodedata
from typing import Any

from kiosk.domain.programs import Program, ProgramKind
from kiosk.sources.calendars.components import Component
from kiosk.sources.calendars.content_lines import unescape_text
from kiosk.sources.calendars.event_series import EventInstance
from kiosk.sources.marc.fields import unique_texts
from kiosk.sources.text.html_text import strip_html, strip_html_to_line
from kiosk.sources.text.languages import language_from_text

_KINDS = {
    "language-class": ProgramKind.LANGUAGE_CLASS, "workshop": ProgramKind.WORKSHOP,
    "discussion": ProgramKind.DISCUSSION, "story-time": ProgramKind.STORY_TIME,
    "exhibition": ProgramKind.EXHIBITION,
}  # fmt: skip
_FLAGS = ("childcare", "no-card-needed", "step-free", "hearing-loop")
_VALUES = {"level": "level", "audience": "audience", "language": "language", "lang": "language"}
_NUMBER = re.compile(r"[0-9]{1,5}")
_COMMA = re.compile(r"(?<!\\),")
_CANCELLED = (  # as Outlook and people write it, in the languages of the kiosk and others
    "cancell?ed|dibatalkan|batal|dibatalak[eé]|ditiadakan|abgesagt|entfällt|annulée?|supprimée?"
    "|cancelad[oa]|anulad[oa]|suspendid[oa]|annullat[oa]|geannuleerd|已取消|取消|キャンセル|취소됨"
    "|ملغ[اىي]ة?|ألغيت?|تم الإلغاء|تم إلغاؤه|لغو شده?|ပယ်ဖျက်(?:ပြီး|ထားသည်)?|ဖျက်သိမ်း(?:ပြီး)?"
)
_CANCELLED_TITLE = re.compile(  # "Canceled: …" as Outlook writes it, "[CANCELLED] …" as people do
    rf"(?:(?:{_CANCELLED})\s*[:：]|[\[(*]+\s*(?:{_CANCELLED})\s*[\])*]+\s*[:：–-]?"
    rf"|(?:{_CANCELLED})\s+[–—-]\s)\s*",
    re.I,
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f]")


def build_program(uid: str, instance: EventInstance, series: Component) -> Program:
    """Convert one instance of an event to a programme; ``series`` is the recurring event itself.

    Raises InvalidTime if the time of the instance is outside the supported years.
    """
    component = instance.version.component
    words = _words(component)
    title, prefixed = _title(component.text_value("SUMMARY") or series.text_value("SUMMARY"))
    about = _about(component)
    return Program(
        uid=uid,
        occurrence=instance.occurrence,
        title=title or strip_html_to_line(about)[:120] or "?",
        interval=instance.event_time.interval(),
        all_day=instance.event_time.all_day,
        description=about,
        location=", ".join(
            filter(None, map(str.strip, _clean(component, "LOCATION").splitlines()))
        ),
        kind=next((_KINDS[w.lower()] for w in words if w.lower() in _KINDS), ProgramKind.OTHER),
        partner=_partner(component),
        seats=_seats(component),
        cancelled=prefixed or instance.version.withdrawn or is_cancelled(component),
        categories=words,
        url=component.text_value("URL"),
        titles=_titles(component) or _titles(series),
        bring=_clean(component, "X-COMMONS-BRING"),
        **_fields(words),
    )


def _titles(component: Component) -> tuple[tuple[str, str], ...]:
    """Return the title by language, for each SUMMARY with a LANGUAGE (RFC 5545, 3.2.10).

    RFC 5545 allows only one SUMMARY per event. A library with titles in several languages writes
    this property once for each language. If a language has several, the first is used.
    """
    found: dict[str, str] = {}
    for each in component.all("SUMMARY"):
        code = language_from_text(each.parameters.get("LANGUAGE", ""))
        title, _ = _title(each.text)
        if code and title:
            found.setdefault(code, title)
    return tuple(found.items())


def is_cancelled(component: Component) -> bool:
    """Return whether STATUS is CANCELLED or CANCELED."""
    return component.text_value("STATUS").strip().upper() in ("CANCELLED", "CANCELED")


def _clean(component: Component, name: str) -> str:
    """Return the text of a property without markup and without invisible characters."""
    return _CONTROL.sub("", strip_html(_lines(component.text_value(name))))


def _lines(text: str) -> str:
    return re.sub("\r\n?|\u2028|\u2029|\x85", "\n", text)


def _title(summary: str) -> tuple[str, bool]:
    """Return the title without a prefix such as "Cancelled:", and whether it had such a prefix."""
    title = _CONTROL.sub("", strip_html_to_line(_lines(summary)))
    found = _CANCELLED_TITLE.match(unicodedata.normalize("NFC", title))
    if found is None:
        return title, False
    rest = unicodedata.normalize("NFC", title)[found.end() :]
    return rest or title, True


def _about(component: Component) -> str:
    """Return the DESCRIPTION, or otherwise one of the HTML variants (Outlook; RFC 9073)."""
    names = ("DESCRIPTION", "X-ALT-DESC", "STYLED-DESCRIPTION")
    return next(filter(None, (_clean(component, name) for name in names)), "")


def _words(component: Component) -> tuple[str, ...]:
    """Return the words of all CATEGORIES properties."""
    values = [word for prop in component.all("CATEGORIES") for word in _COMMA.split(prop.value)]
    return unique_texts([strip_html_to_line(unescape_text(word)) for word in values])


def _fields(words: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields set by words with a prefix ("level: A1") and plain words ("childcare")."""
    known: dict[str, Any] = {}
    for word in words:
        key, colon, value = word.partition(":")
        name = _VALUES.get(key.strip().lower())
        if colon and name and value.strip():
            value = value.strip()
            known.setdefault(name, language_from_text(value) if name == "language" else value)
        elif word.lower() in _FLAGS:
            known[word.lower().replace("-", "_")] = True
    return known


def _partner(component: Component) -> str:
    found = component.first("ORGANIZER")
    return strip_html_to_line(found.parameters.get("CN", "")) if found else ""


def _seats(component: Component) -> int | None:
    found = _NUMBER.fullmatch(component.text_value("X-COMMONS-SEATS"))
    return int(found[0]) if found else None
