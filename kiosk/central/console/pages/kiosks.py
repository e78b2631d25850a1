"""The page of kiosks: their status, pairing of new kiosks and revocation of lost kiosks."""

import base64

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central import machines, server_clock
from kiosk.central.bookings import blocks
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing, reports
from kiosk.domain.branches import Branch
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import FeedKind

_CODE = AuditAction("code", marked("console log", "Pairing code shown"))
_REVOKE = AuditAction("revoke", marked("console log", "Kiosk revoked"))
_PICTURE = AuditAction("picture", marked("console log", "Screenshot requested"))


def _show(request: StaffRequest, code: str = "") -> Response:
    with request.server.database.read() as connection:
        known = pairing.list_kiosks(connection)
        branches = branches_by_code(connection)
        conditions = reports.kiosk_statuses(connection)
        twins = machines.cloned_kiosks(connection, request.server.clock())
        clock = server_clock.believed_clock(connection, request.server.clock())
        spaces = feed.load_entities(connection, FeedKind.SPACE)
        here = [each for each in spaces if isinstance(each, Space)]
        covered = len(blocks.covered_reservations(connection, here, request.server.clock()))
    pictures = {
        kiosk: base64.b64encode(each.picture).decode()
        for kiosk, each in conditions.items()
        if each.picture
    }
    return request.render_page(
        "kiosks.html",
        kiosks=[each for each in known if not each["revoked"]],
        revoked=[each for each in known if each["revoked"]],
        branch_names={each.code: each.name for each in branches.values()},
        zones={each.code: each.tz for each in branches.values()},
        code=code,
        conditions=conditions,
        twins=twins,
        clock=clock,
        covered=covered,
        pictures=pictures,
        minutes=int(pairing.CODE_LIFETIME.total_seconds()) // 60,
    )


def branches_by_code(connection: Connection) -> dict[str, Branch]:
    """Return a mapping from the code of each branch to the branch."""
    found = feed.load_entities(connection, FeedKind.BRANCH)
    return {each.code: each for each in found if isinstance(each, Branch)}


def _new_code(request: StaffRequest) -> Response:
    """Show a new pairing code without a redirect, so that no URL or log contains the code."""
    shown = []
    branch = request.form.required("branch", request.locale.pgettext("console kiosks", "Branch"))

    def work(connection: Connection) -> None:
        if branch not in branches_by_code(connection):
            raise ActionRefused(
                marked("console kiosks", "There is no branch “{code}”."), code=branch
            )
        shown.append(pairing.create_pairing_code(connection, branch, request.server.clock()))

    request.run_audited(_CODE, branch, work)
    return _show(request, shown[0])


def _revoke(request: StaffRequest) -> Response:
    kiosk = request.form.text("kiosk")

    def work(connection: Connection) -> None:
        if not pairing.revoke_kiosk(connection, kiosk, request.server.trusted_now()):
            raise ActionRefused(
                marked("console kiosks", "This kiosk does not exist or was already revoked.")
            )

    request.run_audited(_REVOKE, kiosk, work)
    return request.redirect("/kiosks", _REVOKE)


def _ask_for_picture(request: StaffRequest) -> Response:
    kiosk, now = request.form.text("kiosk"), request.server.clock()

    def work(connection: Connection) -> None:
        if not reports.request_capture(connection, kiosk, now):
            raise ActionRefused(marked("console kiosks", "That kiosk has not reported yet."))

    request.run_audited(_PICTURE, kiosk, work)
    return request.redirect("/kiosks", _PICTURE)


PAGES = (
    Page(
        "/kiosks",
        _show,
        {
            "picture": FormAction(_ask_for_picture, Role.LIBRARIAN),
            "code": FormAction(_new_code, Role.ADMIN),
            "revoke": FormAction(_revoke, Role.ADMIN),
        },
        menu=marked("console frame", "Kiosks"),
    ),
)
