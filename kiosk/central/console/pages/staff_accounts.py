"""Accounts of staff, one's own password, and the audit log."""

from starlette.responses import Response

from kiosk.central.console.access import accounts
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import audit, wording
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.visit import Act, Page, Visit
from kiosk.central.console.pages.signing_in import check_password
from kiosk.central.console.refusal import Refused, marked

_ACCOUNT_MADE = AuditAction("account_made", marked("console log", "Account created"))
_ACCOUNT_ROLE = AuditAction("account_role", marked("console log", "Role changed"))
_ACCOUNT_REMOVED = AuditAction("account_removed", marked("console log", "Account removed"))
_PASSWORD = AuditAction("password", marked("console log", "Password changed"))

_ENTRIES = 50  # of the log on one page


def _show_accounts(visit: Visit) -> Response:
    with visit.server.database.read() as connection:
        known = accounts.all_of(connection)
    return visit.page("accounts.html", accounts=known, shortest=accounts.SHORTEST)


def _make(visit: Visit) -> Response:
    form, now = visit.form, visit.server.clock()
    name, role = (
        form.needed("name", visit.words.pgettext("console signing in", "Name")),
        Role(form.choice("role", Role)),
    )
    password = form.secret("password")
    visit.do(_ACCOUNT_MADE, name, lambda c: accounts.create(c, name, role, password, now))
    return visit.go("/accounts", _ACCOUNT_MADE)


def _set_role(visit: Visit) -> Response:
    name, role = visit.form.text("name"), Role(visit.form.choice("role", Role))
    visit.do(_ACCOUNT_ROLE, f"{name}: {role}", lambda c: accounts.set_role(c, name, role))
    return visit.go("/accounts", _ACCOUNT_ROLE)


def _remove(visit: Visit) -> Response:
    name = visit.form.text("name")
    visit.do(_ACCOUNT_REMOVED, name, lambda c: accounts.remove(c, name))
    return visit.go("/accounts", _ACCOUNT_REMOVED)


def _show_password(visit: Visit) -> Response:
    return visit.page("password.html", shortest=accounts.SHORTEST)


def _set_password(visit: Visit) -> Response:
    """Every browser of the account is signed out, this one as well."""
    name, form = visit.account.name, visit.form
    wrong = Refused(marked("console signing in", "The current password is wrong."))
    check_password(visit, name, form.secret("old"), wrong)
    if form.secret("new") != form.secret("again"):
        raise Refused(marked("console signing in", "The new passwords do not match."))
    visit.do(_PASSWORD, "", lambda c: accounts.set_password(c, name, form.secret("new")))
    return visit.go("/sign-in", _PASSWORD)


def _show_log(visit: Visit) -> Response:
    with visit.server.database.read() as connection:
        found = audit.newest(connection, _ENTRIES + 1, visit.query.get("before", ""))
    return visit.page(
        "log.html",
        entries=[entry for _, entry in found[:_ENTRIES]],
        older=found[_ENTRIES - 1][0] if len(found) > _ENTRIES else "",
        done_by_name=lambda name: wording.done(visit.words, name) or name,
    )


PAGES = (
    Page(
        "/accounts",
        _show_accounts,
        {
            "make": Act(_make, Role.ADMIN),
            "role": Act(_set_role, Role.ADMIN),
            "remove": Act(_remove, Role.ADMIN),
        },
        Role.ADMIN,
        menu=marked("console frame", "Accounts"),
    ),
    Page("/password", _show_password, {"set": Act(_set_password, Role.VIEWER)}),
    Page("/log", _show_log, role=Role.ADMIN, menu=marked("console frame", "Log")),
)
