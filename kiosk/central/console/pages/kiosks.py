"""The kiosks of the library: how each is, pairing a new one, revoking a lost one."""

import base64

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central import machines, server_clock
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.visit import Act, Page, Visit
from kiosk.central.console.refusal import Refused, marked
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing, reports
from kiosk.domain.branches import Branch
from kiosk.protocol.messages import Kind

_CODE = AuditAction("code", marked("console log", "Pairing code shown"))
_REVOKE = AuditAction("revoke", marked("console log", "Kiosk revoked"))
_PICTURE = AuditAction("picture", marked("console log", "Screenshot requested"))


def _show(visit: Visit, code: str = "") -> Response:
    with visit.server.database.read() as connection:
        known = pairing.kiosks(connection)
        branches = branches_of(connection)
        conditions = reports.conditions(connection)
        twins = machines.twins(connection, visit.server.clock())
        clock = server_clock.believed_clock(connection, visit.server.clock())
    pictures = {
        kiosk: base64.b64encode(each.picture).decode()
        for kiosk, each in conditions.items()
        if each.picture
    }
    return visit.page(
        "kiosks.html",
        kiosks=[each for each in known if not each["revoked"]],
        revoked=[each for each in known if each["revoked"]],
        branch_names={each.code: each.name for each in branches.values()},
        zones={each.code: each.tz for each in branches.values()},
        code=code,
        conditions=conditions,
        twins=twins,
        clock=clock,
        pictures=pictures,
        minutes=int(pairing.LIVES.total_seconds()) // 60,
    )


def branches_of(connection: Connection) -> dict[str, Branch]:
    """By code."""
    found = feed.load_entities(connection, Kind.BRANCH)
    return {each.code: each for each in found if isinstance(each, Branch)}


def _new_code(visit: Visit) -> Response:
    """Shown in the answer itself: the code is in no address and in no log."""
    shown = []
    branch = visit.form.needed("branch", visit.words.pgettext("console kiosks", "Branch"))

    def work(connection: Connection) -> None:
        if branch not in branches_of(connection):
            raise Refused(marked("console kiosks", "There is no branch “{code}”."), code=branch)
        shown.append(pairing.new_code(connection, branch, visit.server.clock()))

    visit.do(_CODE, branch, work)
    return _show(visit, shown[0])


def _revoke(visit: Visit) -> Response:
    kiosk = visit.form.text("kiosk")

    def work(connection: Connection) -> None:
        if not pairing.revoke(connection, kiosk, visit.server.trusted_now()):
            raise Refused(
                marked("console kiosks", "This kiosk does not exist or was already revoked.")
            )

    visit.do(_REVOKE, kiosk, work)
    return visit.go("/kiosks", _REVOKE)


def _ask_for_picture(visit: Visit) -> Response:
    kiosk, now = visit.form.text("kiosk"), visit.server.clock()

    def work(connection: Connection) -> None:
        if not reports.ask_for_picture(connection, kiosk, now):
            raise Refused(marked("console kiosks", "That kiosk has not reported yet."))

    visit.do(_PICTURE, kiosk, work)
    return visit.go("/kiosks", _PICTURE)


PAGES = (
    Page(
        "/kiosks",
        _show,
        {
            "picture": Act(_ask_for_picture, Role.LIBRARIAN),
            "code": Act(_new_code, Role.ADMIN),
            "revoke": Act(_revoke, Role.ADMIN),
        },
        menu=marked("console frame", "Kiosks"),
    ),
)
