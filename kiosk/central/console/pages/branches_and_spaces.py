"""The pages of branches (opening hours, closures) and of spaces (booking rules)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import form_versions, forms, labels
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.base.weekly_hours import format_week, read_week
from kiosk.central.console.pages import conflicts
from kiosk.central.console.pages.conflicts import SpaceInBranch, SpacesByCode
from kiosk.central.console.pages.kiosks import branches_by_code
from kiosk.central.console.pages.owner_form import read_owner, rooms_sources
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.feed import feed
from kiosk.domain.branches import Branch, Closure
from kiosk.domain.opening_hours_text import format_time_span
from kiosk.domain.spaces import ReservationPolicy, Space, SpaceKind
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind

_BRANCH_SAVED = AuditAction("branch_saved", marked("console log", "Branch saved"))
_CLOSURE = AuditAction("closure", marked("console log", "Closures changed"))
_SPACE_SAVED = AuditAction("space_saved", marked("console log", "Space saved"))
_SPACE_REMOVED = AuditAction("space_removed", marked("console log", "Space removed"))


def spaces_by_code(connection: Connection) -> dict[str, Space]:
    """Return a mapping from the code of each space to the space."""
    found = feed.load_entities(connection, FeedKind.SPACE)
    return {each.code: each for each in found if isinstance(each, Space)}


def _show_all(request: StaffRequest) -> Response:
    with request.server.database.read() as connection:
        branches, spaces = branches_by_code(connection), spaces_by_code(connection)
    return request.render_page(
        "branches.html",
        branches=branches.values(),
        spaces=spaces.values(),
        kinds=labels.space_kind_labels(request.locale),
    )


def _show_branch(request: StaffRequest) -> Response:
    code = request.query.get("code", "")
    with request.server.database.read() as connection:
        branch = branches_by_code(connection).get(code)
    today = request.locale.today(request.server.clock())
    return request.render_page(
        "branch.html",
        code=code,
        branch=branch or Branch(code, "", zone=str(request.locale.local.zone)),
        names=forms.format_names(branch.names) if branch else "",
        version=request.form_version(_form_content(branch)),
        days=format_week(branch.hours if branch else (), request.locale),
        closures=[each for each in branch.closures if each.day >= today] if branch else [],
        hours=format_time_span,
    )


def _form_content(branch: Branch | None) -> str:
    """Return, as JSON, all values that the form of a branch can change, except the closures."""
    return bodies.dump_body(replace(branch, closures=())) if branch else ""


def _spaces_in_branch(branch: Branch, spaces: Iterable[Space]) -> dict[str, SpaceInBranch]:
    return {each.code: SpaceInBranch(each, branch) for each in spaces if each.branch == branch.code}


def _save_branch(request: StaffRequest) -> Response:
    form, locale = request.form, request.locale
    code, name = (
        form.identifier("code", locale.pgettext("console spaces", "Code")),
        form.required("name", locale.pgettext("console spaces", "Name")),
    )
    zone = forms.parse_time_zone(
        form.required("zone", locale.pgettext("console spaces", "Time zone"))
    )
    hours = read_week(form, "hours")

    def change(connection: Connection) -> tuple[SpacesByCode, SpacesByCode]:
        before = branches_by_code(connection).get(code)
        if before and form.text("new"):
            raise ActionRefused(
                marked("console spaces", "A branch with the code “{code}” already exists."),
                code=code,
            )
        form_versions.check_version(form, _form_content(before))
        branch = replace(
            before or Branch(code, name),
            name=name,
            zone=zone,
            address=form.text("address"),
            hours=hours,
            names=forms.parse_names(form.text("names")),
            aliases=forms.parse_list(form.text("aliases")),
        )
        feed.publish(connection, [branch], request.server.clock())
        spaces = spaces_by_code(connection).values()
        return _spaces_in_branch(before or branch, spaces), _spaces_in_branch(branch, spaces)

    page_of_conflicts = conflicts.apply_change(request, _BRANCH_SAVED, code, change)
    return page_of_conflicts or request.redirect("/branch", _BRANCH_SAVED, code=code)


def _add_closure(request: StaffRequest) -> Response:
    """Close the branch, or change its opening hours, on each day of a period."""
    form = request.form
    first = forms.parse_date(form.text("first"))
    last = forms.parse_date(form.text("last") or form.text("first"))
    if not first <= last <= first + timedelta(days=366):
        raise ActionRefused(
            marked(
                "console spaces", "The last day is before the first, or more than a year after it."
            )
        )
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    spans = forms.parse_hours(form.text("special"))
    reason = form.text("reason")
    whole = [Closure(day, reason) for day in days if not spans]
    added = whole + [Closure(day, reason, *span) for day in days for span in spans]
    return _set_closures(request, set(days), added)


def _remove_closure(request: StaffRequest) -> Response:
    return _set_closures(request, {forms.parse_date(request.form.text("day"))}, [])


def _set_closures(request: StaffRequest, days: set[date], added: list[Closure]) -> Response:
    code = request.form.text("code")

    def change(connection: Connection) -> tuple[SpacesByCode, SpacesByCode]:
        branch = branches_by_code(connection).get(code)
        if branch is None:
            raise ActionRefused(marked("console spaces", "There is no branch “{code}”."), code=code)
        kept = [each for each in branch.closures if each.day not in days]
        closures = tuple(sorted(kept + added, key=lambda each: (each.day, each.opens or time())))
        changed, spaces = replace(branch, closures=closures), spaces_by_code(connection).values()
        feed.publish(connection, [changed], request.server.clock())
        return _spaces_in_branch(branch, spaces), _spaces_in_branch(changed, spaces)

    about = f"{code}: {min(days)} – {max(days)}"
    page_of_conflicts = conflicts.apply_change(request, _CLOSURE, about, change)
    return page_of_conflicts or request.redirect("/branch", _CLOSURE, code=code)


def _show_space(request: StaffRequest) -> Response:
    code = request.query.get("code", "")
    with request.server.database.read() as connection:
        known, branches = spaces_by_code(connection).get(code), branches_by_code(connection)
        sources = rooms_sources(connection, known)
    return request.render_page(
        "space.html",
        known=known is not None,
        version=request.form_version(bodies.dump_body(known) if known else ""),
        space=known or Space("", request.query.get("branch", ""), ""),
        kinds=labels.space_kind_labels(request.locale),
        names=forms.format_names(known.names) if known else "",
        branch_names={each.code: each.name for each in branches.values()},
        minutes=lambda length: int(length.total_seconds()) // 60,
        sources=sources,
        lent=format_week(known.owner.lent if known and known.owner else (), request.locale),
    )


def _save_space(request: StaffRequest) -> Response:
    form, locale = request.form, request.locale
    grace = form.optional_number("grace", 1, 24 * 60)
    policy = ReservationPolicy(
        slot_length=timedelta(minutes=form.number("slot", 5, 24 * 60)),
        max_length=timedelta(minutes=form.number("longest", 5, 7 * 24 * 60)),
        buffer=timedelta(minutes=form.number("buffer", 0, 24 * 60)),
        max_advance=timedelta(days=form.number("ahead", 0, 366)),
        check_in_grace=None if grace is None else timedelta(minutes=grace),
    )
    if policy.max_length < policy.slot_length:
        raise ActionRefused(
            marked("console spaces", "The maximum length is shorter than one slot.")
        )
    space = Space(
        code=form.identifier("code", locale.pgettext("console spaces", "Code")),
        branch=form.required("branch", locale.pgettext("console spaces", "Branch")),
        name=form.required("name", locale.pgettext("console spaces", "Name")),
        kind=SpaceKind(form.choice("kind", SpaceKind)),
        capacity=form.number("capacity", 1, 10_000),
        floor=form.text("floor"),
        equipment=tuple(filter(None, (x.strip() for x in form.text("equipment").split(",")))),
        step_free=form.ticked("step_free"),
        hearing_loop=form.ticked("hearing_loop"),
        description=form.text("description"),
        policy=policy,
        names=forms.parse_names(form.text("names")),
    )

    def change(connection: Connection) -> tuple[SpacesByCode, SpacesByCode]:
        branches, spaces = branches_by_code(connection), spaces_by_code(connection)
        if space.branch not in branches:
            raise ActionRefused(
                marked("console spaces", "There is no branch “{code}”."), code=space.branch
            )
        before = spaces.get(space.code)
        if form.text("new") and before:
            raise ActionRefused(
                marked("console spaces", "A space with the code “{code}” already exists."),
                code=space.code,
            )
        form_versions.check_version(form, bodies.dump_body(before) if before else "")
        kept = before or space
        changed = read_owner(
            form,
            replace(space, aliases=kept.aliases, closings=kept.closings, owner=kept.owner),
        )
        feed.publish(connection, [changed], request.server.clock())
        there = before.branch if before else space.branch
        after = _spaces_in_branch(branches[space.branch], {**spaces, space.code: space}.values())
        if there not in branches:
            return {}, after
        return _spaces_in_branch(branches[there], [before or space]), after

    page_of_conflicts = conflicts.apply_change(request, _SPACE_SAVED, space.code, change)
    return page_of_conflicts or request.redirect("/space", _SPACE_SAVED, code=space.code)


def _remove_space(request: StaffRequest) -> Response:
    code, now = request.form.text("code"), request.server.clock()

    def change(connection: Connection) -> tuple[SpacesByCode, SpacesByCode]:
        branches, spaces = branches_by_code(connection), spaces_by_code(connection)
        if not feed.publish_deletions(connection, FeedKind.SPACE, [code], now):
            raise ActionRefused(
                marked(
                    "console spaces", "That space is no longer available. Please choose another."
                )
            )
        gone = spaces.pop(code)
        branch = branches.get(gone.branch)
        if branch is None:
            return {}, {}
        return {code: SpaceInBranch(gone, branch)}, _spaces_in_branch(branch, spaces.values())

    page_of_conflicts = conflicts.apply_change(request, _SPACE_REMOVED, code, change)
    return page_of_conflicts or request.redirect("/branches", _SPACE_REMOVED)


PAGES = (
    Page("/branches", _show_all, menu=marked("console frame", "Branches and spaces")),
    Page(
        "/branch",
        _show_branch,
        {
            "save": FormAction(_save_branch, Role.LIBRARIAN),
            "close": FormAction(_add_closure, Role.LIBRARIAN),
            "open": FormAction(_remove_closure, Role.LIBRARIAN),
        },
    ),
    Page(
        "/space",
        _show_space,
        {
            "save": FormAction(_save_space, Role.LIBRARIAN),
            "remove": FormAction(_remove_space, Role.ADMIN),
        },
    ),
)
