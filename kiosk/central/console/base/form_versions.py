"""Versions of forms, so that two members of staff do not overwrite each other's changes."""

import hashlib

from kiosk.central.console.base.forms import Form
from kiosk.central.console.refusal import ActionRefused, marked


class FormOutdated(ActionRefused):
    """Another member of staff has saved a change since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            marked("console frame", "Someone else has changed this since you opened it."),
            marked(
                "console frame",
                "Your changes are still here: save again to replace theirs, or reload to "
                "see theirs.",
            ),
        )


def content_version(content: str) -> str:
    """Return a hash of ``content``, the JSON of an entity, or "" if there is no content."""
    return hashlib.blake2b(content.encode(), digest_size=8).hexdigest() if content else ""


def check_version(form: Form, content: str) -> None:
    """Raise FormOutdated if ``content`` has changed since the form was opened."""
    if form.text("version") != content_version(content):
        raise FormOutdated
