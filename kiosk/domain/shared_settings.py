"""The settings that staff make on the server for all kiosks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class SharedSettings:
    """Settings made on the server; if a setting is empty or None, each kiosk uses its own setting.

    ``idle_seconds`` is the time without input after which a session ends, in seconds. ``notices``
    contains the message of the day for each language (BCP 47); the message is shown until the end
    of the day ``notice_until``. ``accent`` is a colour ("#rrggbb") whose contrast with white is at
    least 7:1. ``logo`` is a PNG file in base64. ``cover_space_mb`` is the space for pictures of
    covers on each kiosk, in megabytes; 0 means that kiosks draw all covers.
    """

    library_name: str = ""
    languages: tuple[str, ...] = ()
    idle_seconds: int | None = None
    speech_at_start: bool | None = None
    notices: Mapping[str, str] = field(default_factory=dict)
    notice_until: date | None = None
    accent: str = ""
    logo: str = ""
    cover_space_mb: int | None = None

    def notice(self, language: str, home: str, today: date) -> tuple[str, str]:
        """Return the notice for readers of ``language``, and the language of the notice.

        If there is no notice in ``language``, the notice in ``home`` (the library's own language)
        is returned, or else the notice in English. The notice is "" if there is no notice or if
        ``notice_until`` has passed.
        """
        if self.notice_until and today > self.notice_until:
            return "", language
        found = next((code for code in (language, home, "en") if self.notices.get(code)), "")
        return (self.notices[found], found) if found else ("", language)
