"""The upstream systems that are read: what the last run brought, and what it did not take."""

from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import forms
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.visit import Act, Page, Visit
from kiosk.central.console.refusal import Refused, marked
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.addresses import can_be_read, public
from kiosk.central.harvesting.ingest import last_runs, rejects_of
from kiosk.central.harvesting.upstream import Options, SourceKind, Upstream

_SOURCE_SAVED = AuditAction("source_saved", marked("console log", "Source saved"))
_SOURCE_RUN = AuditAction("source_run", marked("console log", "Import requested"))
_SOURCE_REMOVED = AuditAction("source_removed", marked("console log", "Source removed"))

_SHORTEST, _LONGEST = 5, 7 * 24 * 60  # minutes between two readings
_REJECTS = 200  # on one page


def _show(visit: Visit) -> Response:
    with visit.server.database.read() as connection:
        runs = {str(run["source"]): run for run in last_runs(connection)}
        known = upstream.all_of(connection)
    names = {each.name for each in known}
    return visit.page(
        "sources.html",
        sources=known,
        runs=runs,
        files=sorted(set(runs) - names),
        kinds=list(SourceKind),
    )


def _show_one(visit: Visit) -> Response:
    name = visit.query.get("name", "")
    with visit.server.database.read() as connection:
        runs = {str(run["source"]): run for run in last_runs(connection)}
        rejects = rejects_of(connection, name) if name in runs else []
        known = upstream.named(connection, name)
        titles, dates = upstream.held(connection, name)
    first = _first(visit.query.get("from", ""), len(rejects))
    end = first + _REJECTS
    return visit.page(
        "source.html",
        name=name,
        source=known,
        run=runs.get(name),
        titles=titles,
        dates=dates,
        rejects=rejects[first:end],
        more=max(0, len(rejects) - end),
        further=urlencode({"name": name, "from": end}),
    )


def _first(wanted: str, count: int) -> int:
    """Where the page begins in a list of ``count``; at its beginning for what is no place in it."""
    first = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0
    return first if first < count else 0


def _add(visit: Visit) -> Response:
    form = visit.form
    name = form.key("name", visit.words.pgettext("console sources", "Name"))
    kind = SourceKind(form.choice("kind", SourceKind))
    url = form.needed("url", visit.words.pgettext("console sources", "Address"))
    if not can_be_read(url):
        raise Refused(
            marked("console sources", "“{url}” is not a valid address."),
            url=public(url),
        )
    every = timedelta(minutes=form.number("every", _SHORTEST, _LONGEST))
    zone = form.text("zone")
    options = Options(zone=forms.zone_of(zone) if zone else "", set=form.text("set"))
    made = Upstream(name, kind, url, every, visit.server.clock(), options)
    visit.do(_SOURCE_SAVED, name, lambda connection: upstream.put(connection, made))
    return visit.go("/sources", _SOURCE_SAVED)


def _run(visit: Visit) -> Response:
    name, now = visit.form.text("name"), visit.server.clock()
    visit.do(_SOURCE_RUN, name, lambda connection: upstream.hurry(connection, name, now))
    return visit.go("/source", _SOURCE_RUN, name=name)


def _remove(visit: Visit) -> Response:
    name, now = visit.form.text("name"), visit.server.clock()

    def drop(connection: Connection) -> None:
        known = upstream.drop(connection, name)
        if not known and not any(run["source"] == name for run in last_runs(connection)):
            raise Refused(marked("console sources", "There is no source “{name}”."), name=name)

    visit.do(_SOURCE_REMOVED, name, drop)
    upstream.clear(visit.server.database, name, now)
    return visit.go("/sources", _SOURCE_REMOVED)


def _allow(visit: Visit) -> Response:
    name, now = visit.form.text("name"), visit.server.clock()
    visit.do(_SOURCE_RUN, name, lambda connection: upstream.allow(connection, name, now))
    return visit.go("/source", _SOURCE_RUN, name=name)


PAGES = (
    Page(
        "/sources", _show, {"add": Act(_add, Role.ADMIN)}, menu=marked("console frame", "Sources")
    ),
    Page(
        "/source",
        _show_one,
        {
            "run": Act(_run, Role.LIBRARIAN),
            "allow": Act(_allow, Role.LIBRARIAN),
            "remove": Act(_remove, Role.ADMIN),
        },
    ),
)
