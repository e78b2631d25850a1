"""The pages of sources, where staff add and delete sources and see the results of runs."""

from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import forms
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.pages.cover_form import cover_state, save_covers
from kiosk.central.console.pages.system_form import as_lines, read_system, system_labels
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.copies_streams import find_stream
from kiosk.central.harvesting.ingest import last_runs, rejects_of_last_run
from kiosk.central.harvesting.source_urls import is_http_url, redact_url
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.domain.records import ItemStatus

_SOURCE_SAVED = AuditAction("source_saved", marked("console log", "Source saved"))
_SOURCE_RUN = AuditAction("source_run", marked("console log", "Import requested"))
_SOURCE_REMOVED = AuditAction("source_removed", marked("console log", "Source removed"))

_SHORTEST, _LONGEST = 5, 7 * 24 * 60  # minutes between two runs
_REJECTS = 200  # rejected entries on one page


def _show(request: StaffRequest) -> Response:
    with request.server.database.read() as connection:
        runs = {str(run["source"]): run for run in last_runs(connection)}
        known = upstream.list_sources(connection)
        streams = {
            each.name: find_stream(connection, each.name)
            for each in known
            if each.kind is SourceKind.SYSTEM
        }
    names = {each.name for each in known}
    return request.render_page(
        "sources.html",
        sources=known,
        runs=runs,
        files=sorted(set(runs) - names),
        streams=streams,
        **_system_form(request),
    )


def _show_one(request: StaffRequest) -> Response:
    name = request.query.get("name", "")
    with request.server.database.read() as connection:
        runs = {str(run["source"]): run for run in last_runs(connection)}
        rejects = rejects_of_last_run(connection, name) if name in runs else []
        known = upstream.find_source(connection, name)
        titles, dates = upstream.count_harvested(connection, name)
        stream = find_stream(connection, name)
        covers = cover_state(connection, name)
    first = _first_index(request.query.get("from", ""), len(rejects))
    end = first + _REJECTS
    return request.render_page(
        "source.html",
        name=name,
        source=known,
        run=runs.get(name),
        titles=titles,
        dates=dates,
        rejects=rejects[first:end],
        more=max(0, len(rejects) - end),
        further=urlencode({"name": name, "from": end}),
        stream=stream,
        covers=covers,
        covering=request.form if request.form.text("do") == "covers" else Form(),
        **_system_form(request),
    )


def _system_form(request: StaffRequest) -> dict[str, object]:
    """Return what the form of a library system needs, beside the form that was refused, if any."""
    connecting = request.form.text("do") == "connect"
    return {
        "adding": Form() if connecting else request.form,
        "connecting": request.form if connecting else Form(),
        "systems": system_labels(request.locale),
        "meanings": ", ".join(ItemStatus),
        "as_lines": as_lines,
    }


def _first_index(text: str, count: int) -> int:
    """Return the list index at which the page starts, or 0 if ``text`` is not valid."""
    first = int(text) if text.isdecimal() and len(text) < 10 else 0
    return first if first < count else 0


def _add(request: StaffRequest) -> Response:
    form = request.form
    name = form.identifier("name", request.locale.pgettext("console sources", "Name"))
    kind = SourceKind(form.choice("kind", (SourceKind.OAI, SourceKind.FILE)))
    url = form.required("url", request.locale.pgettext("console sources", "Address"))
    if not is_http_url(url):
        raise ActionRefused(
            marked("console sources", "“{url}” is not a valid address."),
            url=redact_url(url),
        )
    every = timedelta(minutes=form.number("every", _SHORTEST, _LONGEST))
    zone = form.text("zone")
    options = SourceOptions(
        zone=forms.parse_time_zone(zone) if zone else "",
        set=form.text("set"),
        space=form.text("space"),
    )
    source = Upstream(name, kind, url, every, request.server.clock(), options)
    request.run_audited(
        _SOURCE_SAVED, name, lambda connection: upstream.save_source(connection, source)
    )
    return request.redirect("/sources", _SOURCE_SAVED)


def _connect(request: StaffRequest) -> Response:
    """Add or change a library system."""
    form, now = request.form, request.server.clock()
    name = form.identifier("name", request.locale.pgettext("console sources", "Name"))
    url = form.required("url", request.locale.pgettext("console sources", "Address"))
    every = timedelta(minutes=form.number("every", _SHORTEST, _LONGEST))
    with request.server.database.read() as connection:
        known = upstream.find_source(connection, name)
    options = known.options if known else SourceOptions()
    source = read_system(form, Upstream(name, SourceKind.SYSTEM, url, every, now, options))
    request.run_audited(
        _SOURCE_SAVED, name, lambda connection: upstream.save_source(connection, source)
    )
    return request.redirect("/source", _SOURCE_SAVED, name=name)


def _run(request: StaffRequest) -> Response:
    name, now = request.form.text("name"), request.server.clock()
    request.run_audited(
        _SOURCE_RUN, name, lambda connection: upstream.schedule_now(connection, name, now)
    )
    return request.redirect("/source", _SOURCE_RUN, name=name)


def _choose_covers(request: StaffRequest) -> Response:
    """Save where to look for covers."""
    name = request.form.text("name")
    request.run_audited(
        _SOURCE_SAVED,
        name,
        lambda connection: save_covers(connection, request, name, request.form),
    )
    return request.redirect("/source", _SOURCE_SAVED, name=name)


def _remove(request: StaffRequest) -> Response:
    name, now = request.form.text("name"), request.server.clock()

    def drop(connection: Connection) -> None:
        if not upstream.is_known(connection, name):
            raise ActionRefused(
                marked("console sources", "There is no source “{name}”."), name=name
            )
        upstream.drop_source(connection, name)

    request.run_audited(_SOURCE_REMOVED, name, drop)
    upstream.delete_harvested(request.server.database, name, now)
    return request.redirect("/sources", _SOURCE_REMOVED)


def _allow(request: StaffRequest) -> Response:
    name, now = request.form.text("name"), request.server.clock()
    request.run_audited(
        _SOURCE_RUN, name, lambda connection: upstream.allow_removal(connection, name, now)
    )
    return request.redirect("/source", _SOURCE_RUN, name=name)


PAGES = (
    Page(
        "/sources",
        _show,
        {
            "add": FormAction(_add, Role.ADMIN),
            "connect": FormAction(_connect, Role.ADMIN),
        },
        menu=marked("console frame", "Sources"),
    ),
    Page(
        "/source",
        _show_one,
        {
            "run": FormAction(_run, Role.LIBRARIAN),
            "allow": FormAction(_allow, Role.LIBRARIAN),
            "connect": FormAction(_connect, Role.ADMIN),
            "covers": FormAction(_choose_covers, Role.ADMIN),
            "remove": FormAction(_remove, Role.ADMIN),
        },
    ),
)
