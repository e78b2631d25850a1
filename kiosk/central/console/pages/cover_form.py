"""The covers of a source's titles: what was found, and the form of where to look."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.staff_request import StaffRequest
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.feed import cover_links
from kiosk.central.harvesting import cover_streams, upstream
from kiosk.central.harvesting.cover_streams import CoverStream
from kiosk.central.harvesting.covers.refusal import IN_WORDS, Refusal
from kiosk.errors import Sentence

_ORIGINS = {
    "folder": marked("console covers", "from the folder"),
    "system": marked("console covers", "from the library’s system"),
    "service": marked("console covers", "from the service"),
}


@dataclass(frozen=True, slots=True)
class CoverState:
    """The covers of a source: ``stream`` is None if nobody looks for them.

    ``found`` and ``refused`` are numbers of titles, each with where from or why not.
    """

    stream: CoverStream | None
    in_system: bool
    found: Sequence[tuple[int, Sentence]]
    refused: Sequence[tuple[int, Sentence]]


def cover_state(connection: Connection, name: str) -> CoverState:
    """Return what there is to show of the covers of the source ``name``."""
    source = upstream.find_source(connection, name)
    counts = cover_links.count_links(connection, name)
    return CoverState(
        cover_streams.find_stream(connection, name),
        source is not None and source.gives_covers,
        [(count, Sentence(_ORIGINS[origin])) for origin, count in counts.pictures.items()],
        [(count, Sentence(IN_WORDS[Refusal(reason)])) for reason, count in counts.refused.items()],
    )


def save_covers(connection: Connection, request: StaffRequest, name: str, form: Form) -> None:
    """Save where to look for the covers of a source. Raises KioskError if that is not possible."""
    if not upstream.is_known(connection, name):
        raise ActionRefused(marked("console sources", "There is no source “{name}”."), name=name)
    cover_streams.change_stream(
        connection,
        name,
        request.server.clock(),
        system=form.ticked("system"),
        folder=form.text("folder"),
        service=form.text("service"),
    )
