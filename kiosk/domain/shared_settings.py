"""The settings that staff make at the server for all kiosks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SharedSettings:
    """Settings made at the server; each kiosk decides about those that are empty or None.

    ``idle_seconds`` is in seconds. ``notices`` is the message of the day by language (BCP 47),
    shown until the end of ``notice_until``. ``accent`` is "#rrggbb" with a contrast of at least
    7:1 against white. ``logo`` is a PNG file in base64.
    """

    library_name: str = ""
    languages: tuple[str, ...] = ()
    idle_seconds: int | None = None
    speech_at_start: bool | None = None
    notices: Mapping[str, str] = field(default_factory=dict)
    notice_until: date | None = None
    accent: str = ""
    logo: str = ""

    def notice(self, language: str, home: str, today: date) -> tuple[str, str]:
        """Return the notice for readers of ``language``, and the language it is written in.

        Falls back to the library's own language ``home``, then to English; "" if none or over.
        """
        if self.notice_until and today > self.notice_until:
            return "", language
        found = next((code for code in (language, home, "en") if self.notices.get(code)), "")
        return (self.notices[found], found) if found else ("", language)
