"""What staff set for all kiosks at once, and what these tell their visitors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SharedSettings:
    """Set at the server; what is empty or None is left to each kiosk.

    ``notices`` is the message of the day by language (BCP 47), shown up to and with the
    day ``notice_until``. ``accent`` is "#rrggbb", 7:1 against white; ``logo`` is a PNG
    file in base64.
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
        """The message for readers of ``language``, and the language that it is in.

        Where there is none in it, the one in the library's own language ``home``.
        """
        if self.notice_until and today > self.notice_until:
            return "", language
        found = next((code for code in (language, home, "en") if self.notices.get(code)), "")
        return (self.notices[found], found) if found else ("", language)
