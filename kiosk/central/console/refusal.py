"""Why something that staff asked for is not done, in words that can be translated."""

from typing import Any

from kiosk.errors import KioskError


def tr(message: str) -> str:
    """Marks ``message`` for the catalogues; it is translated where it is shown."""
    return message


class Refused(KioskError):
    """``message`` and ``advice`` are marked texts; ``values`` fill in their places."""

    def __init__(self, message: str, advice: str = "", **values: Any) -> None:
        super().__init__(message.format_map(values), advice)
        self.message = message
        self.values = values
