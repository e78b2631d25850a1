"""Errors that tell staff, in their language, why an action was refused."""

from typing import Any

from kiosk.errors import KioskError, Message, Sentence, marked

__all__ = ["ActionRefused", "PermissionDenied", "marked"]


class ActionRefused(KioskError):
    """An action of a member of staff was refused.

    ``message`` and ``advice`` are translatable strings, marked with ``marked``; ``values`` are
    inserted into the placeholders of the message.
    """

    def __init__(self, message: Message, advice: Message | None = None, **values: Any) -> None:
        super().__init__(Sentence(message, **values), Sentence(advice or ""))


class PermissionDenied(ActionRefused):
    """The account's role does not permit the action (HTTP 403)."""

    def __init__(self) -> None:
        super().__init__(
            marked("console frame", "You do not have permission."),
            marked("console frame", "Ask an administrator."),
        )
