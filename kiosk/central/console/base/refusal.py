"""Why something that staff asked for is not done, in words that can be translated."""

from typing import Any

from kiosk.errors import KioskError, Sentence, tr

__all__ = ["NotAllowed", "Refused", "tr"]


class Refused(KioskError):
    """``message`` and ``advice`` are marked texts; ``values`` fill in the places of the message."""

    def __init__(self, message: str, advice: str = "", **values: Any) -> None:
        super().__init__(Sentence(message, **values), Sentence(advice))


class NotAllowed(Refused):
    """The account may not do that: HTTP 403."""

    def __init__(self) -> None:
        super().__init__(tr("Your account may not do that."), tr("Ask an administrator."))
