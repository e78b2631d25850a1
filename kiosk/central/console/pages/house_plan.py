"""The page of a building's plan: its floors, shelves, places and paths."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import form_versions, house_forms, plan_images
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.rendering import PageLocale
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.pages.branches_and_spaces import spaces_by_code
from kiosk.central.console.pages.kiosks import branches_by_code
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.feed import feed
from kiosk.domain.house import edit
from kiosk.domain.house.checks import find_faults
from kiosk.domain.house.plan import (
    MOST_PICTURE_BYTES,
    Area,
    Floor,
    House,
    KioskSpot,
    Path,
    Place,
    PlaceKind,
    Point,
    Shelf,
    Side,
)
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind

_SAVED = AuditAction("house_saved", marked("console log", "Plan of the building saved"))

_NEW_FLOOR = Floor(0, 30.0, 20.0)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of part: its list on the floor, and the reader of its form."""

    parts: edit.PartList
    read: Callable[[Form, PageLocale], Any]
    empty: edit.Part


_KINDS = {
    "shelf": _Kind("shelves", house_forms.read_shelves, Shelf("", Area(0, 0, 1, 5))),
    "place": _Kind(
        "places",
        house_forms.read_place,
        Place(PlaceKind.DESK, Area(0, 0, 3, 2)),
    ),
    "path": _Kind("paths", house_forms.read_path, Path(())),
    "kiosk": _Kind("kiosks", house_forms.read_kiosk, KioskSpot(Point(0, 0), Side.TOP)),
}


@dataclass(frozen=True, slots=True)
class _PartForm:
    """The form of one part of the plan. ``index`` is "" for a part that is not on the plan yet."""

    kind: str
    index: str
    fields: dict[str, str]
    open: bool

    @property
    def anchor(self) -> str:
        return f"{self.kind}-{self.index or 'new'}"


def _show(request: StaffRequest) -> Response:
    code = request.query.get("branch", "")
    with request.server.database.read() as connection:
        branch = branches_by_code(connection).get(code)
        house = _load(connection, code)
        spaces = [each for each in spaces_by_code(connection).values() if each.branch == code]
    if branch is None:
        return request.redirect("/branches")
    floor = _chosen_floor(request, house)
    return request.render_page(
        "house.html",
        branch=branch,
        house=house,
        floor=floor,
        version=request.form_version(_form_content(house)),
        faults=[
            request.locale.sentence(fault)
            for fault in find_faults(house, {each.code for each in spaces})
            if house.floors
        ],
        forms={kind: _part_forms(request, floor, kind) for kind in _KINDS},
        image=plan_images.data_url(floor.image) if floor else "",
        picture_size=plan_images.size_in_metres(floor) if floor else None,
        metres=house_forms.metres,
        place_kinds=house_forms.place_kind_labels(request.locale),
        sides=house_forms.side_labels(request.locale),
        side_words=list(house_forms.side_words(request.locale).values()),
        space_names={"": "–"} | {each.code: each.name for each in spaces},
        new_floor=_NEW_FLOOR,
        next_level=max((each.level for each in house.floors), default=-1) + 1,
    )


def _load(connection: Connection, branch: str) -> House:
    found = feed.load_entity(connection, FeedKind.HOUSE_PLAN, branch)
    return found if isinstance(found, House) else House(branch)


def _form_content(house: House) -> str:
    return bodies.dump_body(house) if house.floors else ""


def _chosen_floor(request: StaffRequest, house: House) -> Floor | None:
    wanted = request.query.get("floor", "")
    levels = {str(each.level): each for each in house.floors}
    return levels.get(wanted) or next(iter(house.floors), None)


def _part_forms(request: StaffRequest, floor: Floor | None, kind: str) -> list[_PartForm]:
    """Return the forms of all parts of one kind, and a form for a new part at the end.

    A form that was refused keeps what was typed.
    """
    if floor is None:
        return []
    refused = (request.form.text("part"), request.form.text("index")) if request.fault else None
    parts = [*edit.parts_of(floor, _KINDS[kind].parts), _KINDS[kind].empty]
    forms = []
    for number, part in enumerate(parts):
        index = str(number) if number < len(parts) - 1 else ""
        fields = house_forms.fields_of(part, request.locale)
        typed = refused == (kind, index)
        if typed:
            fields |= {name: request.form.text(name) for name in fields}
        forms.append(_PartForm(kind, index, fields, typed))
    return forms


# --- actions -----------------------------------------------------------------------------------


def _change(request: StaffRequest, work: Callable[[House], House], floor: str) -> Response:
    """Publish the plan that ``work`` returns. ``floor`` is the floor that the page shows next."""
    code = request.query.get("branch", "")

    def change(connection: Connection) -> None:
        if code not in branches_by_code(connection):
            raise ActionRefused(marked("console spaces", "There is no branch “{code}”."), code=code)
        house = _load(connection, code)
        form_versions.check_version(request.form, _form_content(house))
        feed.publish(connection, [work(house)], request.server.clock())

    request.run_audited(_SAVED, code, change)
    return request.redirect("/house", _SAVED, branch=code, floor=floor)


def _floor(request: StaffRequest, house: House) -> Floor:
    found = _chosen_floor(request, house)
    if found is None:
        raise ActionRefused(marked("console house", "This floor is no longer on the plan."))
    return found


def _save_part(request: StaffRequest) -> Response:
    form = request.form
    kind = _KINDS[form.choice("part", _KINDS)]
    read = kind.read(form, request.locale)
    parts = read if isinstance(read, list) else [read]
    return _replace_parts(request, kind, parts)


def _remove_part(request: StaffRequest) -> Response:
    return _replace_parts(request, _KINDS[request.form.choice("part", _KINDS)], [])


def _replace_parts(request: StaffRequest, kind: _Kind, parts: list[edit.Part]) -> Response:
    index = request.form.optional_number("index", 0, 99_999)

    def work(house: House) -> House:
        floor = _floor(request, house)
        for part in parts:
            _check_on_floor(floor, part)
        try:
            changed = edit.with_floor(house, edit.with_parts(floor, kind.parts, index, parts))
        except IndexError:
            raise form_versions.FormOutdated from None
        _check_codes(changed)
        return changed

    return _change(request, work, request.query.get("floor", ""))


def _check_on_floor(floor: Floor, part: edit.Part) -> None:
    if isinstance(part, Path):
        far = [(point.x, point.y) for point in part.points]
    elif isinstance(part, KioskSpot):
        far = [(part.position.x, part.position.y)]
    else:
        far = [(part.area.x + part.area.width, part.area.y + part.area.depth)]
    if any(x > floor.width + 0.001 or y > floor.depth + 0.001 for x, y in far):
        raise ActionRefused(
            marked("console house", "This lies outside the floor, which is {width} × {depth} m."),
            width=house_forms.metres(floor.width),
            depth=house_forms.metres(floor.depth),
        )


def _check_codes(house: House) -> None:
    codes = [shelf.code for _, shelf in house.shelves()]
    for code in codes:
        if codes.count(code) > 1:
            raise ActionRefused(
                marked("console house", "A shelf with the code “{code}” already exists."), code=code
            )


def _save_floor(request: StaffRequest) -> Response:
    """Save the size, name and picture of a floor, or add a floor."""
    form, locale = request.form, request.locale
    label = locale.pgettext("console house", "Level")
    level = _read_level(form, label)
    width = house_forms.read_metres(
        form, "width", locale.pgettext("console house", "Width (m)"), least=1
    )
    depth = house_forms.read_metres(
        form, "depth", locale.pgettext("console house", "Depth (m)"), least=1
    )

    def work(house: House) -> House:
        before = house.floor(level)
        if form.text("new") and before:
            raise ActionRefused(
                marked("console house", "Level {level} is already on the plan."), level=level
            )
        floor = replace(
            before or Floor(level, width, depth), width=width, depth=depth, name=form.text("name")
        )
        for name in ("shelves", "places", "paths", "kiosks"):
            for part in edit.parts_of(floor, name):
                _check_on_floor(floor, part)
        return edit.with_floor(house, _with_picture(form, locale, floor))

    return _change(request, work, str(level))


def _read_level(form: Form, label: str) -> int:
    text = form.required("level", label)
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and -20 <= int(text) <= 200):
        raise ActionRefused(
            marked("console forms", "“{value}” is not a number from {least} to {most}."),
            value=text,
            least=-20,
            most=200,
        )
    return int(text)


def _with_picture(form: Form, locale: PageLocale, floor: Floor) -> Floor:
    if form.ticked("remove_picture"):
        return replace(floor, image="", metres_per_pixel=0.0)
    file = form.file("picture")
    raw = file.file.read(MOST_PICTURE_BYTES + 1) if file else base64.b64decode(floor.image)
    if not raw:
        return floor
    label = locale.pgettext("console house", "Width of the picture (m)")
    wide = house_forms.read_metres(form, "picture_width", label, least=1)
    width, _height = plan_images.check_picture(raw)
    return replace(
        floor, image=base64.b64encode(raw).decode(), metres_per_pixel=round(wide / width, 9)
    )


def _remove_floor(request: StaffRequest) -> Response:
    return _change(
        request, lambda house: edit.without_floor(house, _floor(request, house).level), ""
    )


PAGES = (
    Page(
        "/house",
        _show,
        {
            "save": FormAction(_save_part, Role.LIBRARIAN),
            "remove": FormAction(_remove_part, Role.LIBRARIAN),
            "save_floor": FormAction(_save_floor, Role.LIBRARIAN),
            "remove_floor": FormAction(_remove_floor, Role.LIBRARIAN),
        },
        script=True,
    ),
)
