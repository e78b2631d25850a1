"""Branches with their hours and closures, and spaces with their policies."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta

from babel.dates import get_day_names
from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import forms, versions, wording
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.visit import Act, Page, Visit
from kiosk.central.console.pages import conflicts
from kiosk.central.console.pages.conflicts import Place, Places
from kiosk.central.console.pages.kiosks import branches_of
from kiosk.central.console.refusal import Refused, marked
from kiosk.central.feed import feed
from kiosk.domain.branches import Branch, Closure, WeeklyHours
from kiosk.domain.opening_hours_text import format_time_span
from kiosk.domain.spaces import ReservationPolicy, Space, SpaceKind
from kiosk.protocol import bodies
from kiosk.protocol.messages import Kind

_BRANCH_SAVED = AuditAction("branch_saved", marked("console log", "Branch saved"))
_CLOSURE = AuditAction("closure", marked("console log", "Closures changed"))
_SPACE_SAVED = AuditAction("space_saved", marked("console log", "Space saved"))
_SPACE_REMOVED = AuditAction("space_removed", marked("console log", "Space removed"))

_WEEK = range(7)


def spaces_of(connection: Connection) -> dict[str, Space]:
    """By code."""
    found = feed.load_entities(connection, Kind.SPACE)
    return {each.code: each for each in found if isinstance(each, Space)}


def _show_all(visit: Visit) -> Response:
    with visit.server.database.read() as connection:
        branches, spaces = branches_of(connection), spaces_of(connection)
    return visit.page(
        "branches.html",
        branches=branches.values(),
        spaces=spaces.values(),
        kinds=wording.space_kinds(visit.words),
    )


def _show_branch(visit: Visit) -> Response:
    code = visit.query.get("code", "")
    with visit.server.database.read() as connection:
        branch = branches_of(connection).get(code)
    names = get_day_names("wide", locale=visit.words.code)
    today = visit.words.today(visit.server.clock())
    return visit.page(
        "branch.html",
        code=code,
        branch=branch or Branch(code, "", zone=str(visit.words.local.zone)),
        version=visit.version(_own_content(branch)),
        days=[(day, names[day].capitalize(), _hours(branch, day)) for day in _WEEK],
        closures=[each for each in branch.closures if each.day >= today] if branch else [],
        hours=format_time_span,
    )


def _own_content(branch: Branch | None) -> str:
    """What the form of a branch changes: everything but its closures."""
    return bodies.dump(replace(branch, closures=())) if branch else ""


def _places(branch: Branch, spaces: Iterable[Space]) -> dict[str, Place]:
    return {each.code: Place(each, branch) for each in spaces if each.branch == branch.code}


def _hours(branch: Branch | None, day: int) -> str:
    spans = [each for each in branch.hours if each.weekday == day] if branch else []
    return ", ".join(format_time_span(each.opens, each.closes) for each in spans)


def _save_branch(visit: Visit) -> Response:
    form, words = visit.form, visit.words
    code, name = (
        form.key("code", words.pgettext("console spaces", "Code")),
        form.needed("name", words.pgettext("console spaces", "Name")),
    )
    zone = forms.zone_of(form.needed("zone", words.pgettext("console spaces", "Time zone")))
    hours = tuple(
        WeeklyHours(day, *span)
        for day in _WEEK
        for span in forms.spans_of(form.text(f"hours-{day}"))
    )

    def change(connection: Connection) -> tuple[Places, Places]:
        before = branches_of(connection).get(code)
        if before and form.text("new"):
            raise Refused(
                marked("console spaces", "A branch with the code “{code}” already exists."),
                code=code,
            )
        versions.check(form, _own_content(before))
        branch = replace(
            before or Branch(code, name),
            name=name,
            zone=zone,
            address=form.text("address"),
            hours=hours,
            aliases=tuple(filter(None, map(str.strip, re.split("[,،，၊]", form.text("aliases"))))),
        )
        feed.publish(connection, [branch], visit.server.clock())
        spaces = spaces_of(connection).values()
        return _places(before or branch, spaces), _places(branch, spaces)

    asked = conflicts.carry_out(visit, _BRANCH_SAVED, code, change)
    return asked or visit.go("/branch", _BRANCH_SAVED, code=code)


def _close(visit: Visit) -> Response:
    """Close on each day from the first to the last, or open at other hours."""
    form = visit.form
    first = forms.day_of(form.text("first"))
    last = forms.day_of(form.text("last") or form.text("first"))
    if not first <= last <= first + timedelta(days=366):
        raise Refused(
            marked(
                "console spaces", "The last day is before the first, or more than a year after it."
            )
        )
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    spans = forms.spans_of(form.text("special"))
    reason = form.text("reason")
    whole = [Closure(day, reason) for day in days if not spans]
    made = whole + [Closure(day, reason, *span) for day in days for span in spans]
    return _set_closures(visit, set(days), made)


def _open_again(visit: Visit) -> Response:
    return _set_closures(visit, {forms.day_of(visit.form.text("day"))}, [])


def _set_closures(visit: Visit, days: set[date], made: list[Closure]) -> Response:
    code = visit.form.text("code")

    def change(connection: Connection) -> tuple[Places, Places]:
        branch = branches_of(connection).get(code)
        if branch is None:
            raise Refused(marked("console spaces", "There is no branch “{code}”."), code=code)
        kept = [each for each in branch.closures if each.day not in days]
        closures = tuple(sorted(kept + made, key=lambda each: (each.day, each.opens or time())))
        changed, spaces = replace(branch, closures=closures), spaces_of(connection).values()
        feed.publish(connection, [changed], visit.server.clock())
        return _places(branch, spaces), _places(changed, spaces)

    about = f"{code}: {min(days)} – {max(days)}"
    asked = conflicts.carry_out(visit, _CLOSURE, about, change)
    return asked or visit.go("/branch", _CLOSURE, code=code)


def _show_space(visit: Visit) -> Response:
    code = visit.query.get("code", "")
    with visit.server.database.read() as connection:
        known, branches = spaces_of(connection).get(code), branches_of(connection)
    return visit.page(
        "space.html",
        known=known is not None,
        version=visit.version(bodies.dump(known) if known else ""),
        space=known or Space("", visit.query.get("branch", ""), ""),
        kinds=wording.space_kinds(visit.words),
        branch_names={each.code: each.name for each in branches.values()},
        minutes=lambda length: int(length.total_seconds()) // 60,
    )


def _save_space(visit: Visit) -> Response:
    form, words = visit.form, visit.words
    grace = form.number_or_none("grace", 1, 24 * 60)
    policy = ReservationPolicy(
        slot=timedelta(minutes=form.number("slot", 5, 24 * 60)),
        longest=timedelta(minutes=form.number("longest", 5, 7 * 24 * 60)),
        buffer=timedelta(minutes=form.number("buffer", 0, 24 * 60)),
        ahead=timedelta(days=form.number("ahead", 0, 366)),
        grace=None if grace is None else timedelta(minutes=grace),
    )
    if policy.longest < policy.slot:
        raise Refused(marked("console spaces", "The maximum length is shorter than one slot."))
    space = Space(
        code=form.key("code", words.pgettext("console spaces", "Code")),
        branch=form.needed("branch", words.pgettext("console spaces", "Branch")),
        name=form.needed("name", words.pgettext("console spaces", "Name")),
        kind=SpaceKind(form.choice("kind", SpaceKind)),
        capacity=form.number("capacity", 1, 10_000),
        floor=form.text("floor"),
        equipment=tuple(filter(None, (x.strip() for x in form.text("equipment").split(",")))),
        step_free=form.ticked("step_free"),
        hearing_loop=form.ticked("hearing_loop"),
        description=form.text("description"),
        policy=policy,
    )

    def change(connection: Connection) -> tuple[Places, Places]:
        branches, spaces = branches_of(connection), spaces_of(connection)
        if space.branch not in branches:
            raise Refused(
                marked("console spaces", "There is no branch “{code}”."), code=space.branch
            )
        before = spaces.get(space.code)
        if form.text("new") and before:
            raise Refused(
                marked("console spaces", "A space with the code “{code}” already exists."),
                code=space.code,
            )
        versions.check(form, bodies.dump(before) if before else "")
        feed.publish(connection, [space], visit.server.clock())
        there = before.branch if before else space.branch
        after = _places(branches[space.branch], {**spaces, space.code: space}.values())
        if there not in branches:
            return {}, after
        return _places(branches[there], [before or space]), after

    asked = conflicts.carry_out(visit, _SPACE_SAVED, space.code, change)
    return asked or visit.go("/space", _SPACE_SAVED, code=space.code)


def _remove_space(visit: Visit) -> Response:
    code, now = visit.form.text("code"), visit.server.clock()

    def change(connection: Connection) -> tuple[Places, Places]:
        branches, spaces = branches_of(connection), spaces_of(connection)
        if not feed.publish_deletions(connection, Kind.SPACE, [code], now):
            raise Refused(
                marked(
                    "console spaces", "That space is no longer available. Please choose another."
                )
            )
        gone = spaces.pop(code)
        branch = branches.get(gone.branch)
        if branch is None:
            return {}, {}
        return {code: Place(gone, branch)}, _places(branch, spaces.values())

    asked = conflicts.carry_out(visit, _SPACE_REMOVED, code, change)
    return asked or visit.go("/branches", _SPACE_REMOVED)


PAGES = (
    Page("/branches", _show_all, menu=marked("console frame", "Branches and spaces")),
    Page(
        "/branch",
        _show_branch,
        {
            "save": Act(_save_branch, Role.LIBRARIAN),
            "close": Act(_close, Role.LIBRARIAN),
            "open": Act(_open_again, Role.LIBRARIAN),
        },
    ),
    Page(
        "/space",
        _show_space,
        {"save": Act(_save_space, Role.LIBRARIAN), "remove": Act(_remove_space, Role.ADMIN)},
    ),
)
