"""Why something that staff asked for is not done, in words that can be translated."""

from typing import Any

from kiosk.errors import KioskError, Message, Sentence, marked

__all__ = ["ActionRefused", "PermissionDenied", "marked"]


class ActionRefused(KioskError):
    """``message`` and ``advice`` are marked texts; ``values`` fill in the places of the message."""

    def __init__(self, message: Message, advice: Message | None = None, **values: Any) -> None:
        super().__init__(Sentence(message, **values), Sentence(advice or ""))


class PermissionDenied(ActionRefused):
    """The account may not do that: HTTP 403."""

    def __init__(self) -> None:
        super().__init__(
            marked("console frame", "You do not have permission."),
            marked("console frame", "Ask an administrator."),
        )
