"""The pages of programmes, where staff add details that calendars cannot contain."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select
from starlette.responses import Response

from kiosk.central import tables
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import form_versions
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.feed import enrichment, feed
from kiosk.central.feed.enrichment import Enrichment
from kiosk.domain.programs import Program, ProgramKind
from kiosk.domain.registrations import UNSEATED_STATUSES
from kiosk.domain.reservations import BookingStatus
from kiosk.domain.source_keys import split_key
from kiosk.i18n import program_terms
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind

_PROGRAM_SAVED = AuditAction("program_saved", marked("console log", "Programme details saved"))

_DATES = 12  # the most dates of a programme for which seats are shown
_YES_NO = {"yes": True, "no": False}
_TEXTS = ("language", "level", "audience", "partner")


def _show_all(request: StaffRequest) -> Response:
    with request.server.database.read() as connection:
        programs = _next_dates(connection, request.server.clock().isoformat())
        enriched = {
            (each.source, each.uid) for each in connection.execute(select(tables.enrichment))
        }
    return request.render_page("programs.html", programs=programs, enriched=enriched)


def _next_dates(connection: Connection, now: str) -> list[bodies.SourcedProgram]:
    """Return the next date of each programme, earliest first."""
    nearest: dict[tuple[str, str], str] = {}
    for key in sorted(feed.live_keys(connection, FeedKind.PROGRAM, "")):
        source, uid, occurrence = split_key(key)
        if occurrence >= now[: len(occurrence)]:
            nearest.setdefault((source, uid), key)
    found = [feed.load_entity(connection, FeedKind.PROGRAM, key) for key in nearest.values()]
    programs = [each for each in found if isinstance(each, bodies.SourcedProgram)]
    return sorted(programs, key=lambda each: each.program.interval)


def _show_one(request: StaffRequest) -> Response:
    source, uid = request.query.get("source", ""), request.query.get("uid", "")
    with request.server.database.read() as connection:
        dates = enrichment.program_dates(connection, source, uid)
        known = enrichment.enrichments_by_uid(connection, source).get(uid, Enrichment())
        now = request.server.clock()
        coming = [each for each in dates if each.interval.end > now]
        seats = _seats(connection, source, coming[:_DATES])
    program = next(iter(coming or dates), None)
    return request.render_page(
        "program.html",
        source=source,
        uid=uid,
        program=program,
        count=len(coming),
        seats=seats,
        fields=_fields(known),
        version=request.form_version(known.model_dump_json()),
        kinds={
            "": request.locale.pgettext("console programs", "as in the calendar"),
            **program_terms.program_type_names(request.locale.pgettext),
        },
        levels=program_terms.levels(request.locale.pgettext),
        audiences=program_terms.audiences(request.locale.pgettext),
        needs=program_terms.needs(request.locale.pgettext),
    )


def _seats(
    connection: Connection, source: str, dates: Sequence[Program]
) -> list[tuple[Program, int, int]]:
    """Return each date with limited seats, and how many seats are taken and visitors waiting."""
    table = tables.registration
    keys = {bodies.key_of(bodies.SourcedProgram(source, each)): each for each in dates}
    rows = connection.execute(
        select(table.c.program, table.c.status, func.count())
        .where(table.c.program.in_(keys))
        .group_by(table.c.program, table.c.status)
    )
    counts = {(key, status): count for key, status, count in rows}
    return [
        (
            each,
            counts.get((key, BookingStatus.CONFIRMED), 0),
            sum(counts.get((key, status), 0) for status in UNSEATED_STATUSES),
        )
        for key, each in keys.items()
        if each.seats is not None
    ]


def _fields(known: Enrichment) -> dict[str, str]:
    """Return the form's values. An empty string means that the calendar's value applies."""
    shown = known.model_dump(mode="json")
    choices = {None: "", True: "yes", False: "no"}
    return {
        name: choices[value] if value is None or isinstance(value, bool) else str(value)
        for name, value in shown.items()
    }


def _save(request: StaffRequest) -> Response:
    form = request.form
    source, uid = form.text("source"), form.text("uid")
    kind = form.choice("kind", ["", *ProgramKind])
    changed = Enrichment.model_validate(
        {
            "kind": kind or None,
            "seats": form.optional_number("seats", 1, 100_000),
            **{name: form.text(name) or None for name in _TEXTS},
            **{
                name: _YES_NO.get(form.text(name))
                for name in program_terms.needs(request.locale.pgettext)
            },
        }
    )

    def work(connection: Connection) -> None:
        if not enrichment.program_dates(connection, source, uid):
            raise ActionRefused(marked("console programs", "This programme no longer exists."))
        known = enrichment.enrichments_by_uid(connection, source).get(uid, Enrichment())
        form_versions.check_version(form, known.model_dump_json())
        enrichment.save_enrichment(connection, source, uid, changed, request.server.clock())

    request.run_audited(_PROGRAM_SAVED, f"{source}: {uid}", work)
    return request.redirect("/program", _PROGRAM_SAVED, source=source, uid=uid)


PAGES = (
    Page("/programs", _show_all, menu=marked("console frame", "Programmes")),
    Page("/program", _show_one, {"save": FormAction(_save, Role.LIBRARIAN)}),
)
