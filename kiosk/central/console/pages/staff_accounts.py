"""The pages of staff accounts, the user's own password and the audit log."""

from starlette.responses import Response

from kiosk.central.console.access import accounts
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import audit, labels
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.pages.signing_in import check_password
from kiosk.central.console.refusal import ActionRefused, marked

_ACCOUNT_MADE = AuditAction("account_made", marked("console log", "Account created"))
_ACCOUNT_ROLE = AuditAction("account_role", marked("console log", "Role changed"))
_ACCOUNT_REMOVED = AuditAction("account_removed", marked("console log", "Account removed"))
_PASSWORD = AuditAction("password", marked("console log", "Password changed"))

_ENTRIES = 50  # entries of the audit log on one page


def _show_accounts(request: StaffRequest) -> Response:
    with request.server.database.read() as connection:
        known = accounts.list_accounts(connection)
    return request.render_page(
        "accounts.html", accounts=known, shortest=accounts.MIN_PASSWORD_LENGTH
    )


def _create(request: StaffRequest) -> Response:
    form, now = request.form, request.server.clock()
    name, role = (
        form.required("name", request.locale.pgettext("console signing in", "Name")),
        Role(form.choice("role", Role)),
    )
    password = form.password("password")
    request.run_audited(
        _ACCOUNT_MADE, name, lambda c: accounts.create_account(c, name, role, password, now)
    )
    return request.redirect("/accounts", _ACCOUNT_MADE)


def _set_role(request: StaffRequest) -> Response:
    name, role = request.form.text("name"), Role(request.form.choice("role", Role))
    request.run_audited(
        _ACCOUNT_ROLE, f"{name}: {role}", lambda c: accounts.set_role(c, name, role)
    )
    return request.redirect("/accounts", _ACCOUNT_ROLE)


def _remove(request: StaffRequest) -> Response:
    name = request.form.text("name")
    request.run_audited(_ACCOUNT_REMOVED, name, lambda c: accounts.delete_account(c, name))
    return request.redirect("/accounts", _ACCOUNT_REMOVED)


def _show_password(request: StaffRequest) -> Response:
    return request.render_page("password.html", shortest=accounts.MIN_PASSWORD_LENGTH)


def _set_password(request: StaffRequest) -> Response:
    """Change the user's own password and sign out all browsers of the account."""
    name, form = request.account.name, request.form
    wrong = ActionRefused(marked("console signing in", "The current password is wrong."))
    check_password(request, name, form.password("old"), wrong)
    if form.password("new") != form.password("again"):
        raise ActionRefused(marked("console signing in", "The new passwords do not match."))
    request.run_audited(
        _PASSWORD, "", lambda c: accounts.set_password(c, name, form.password("new"))
    )
    return request.redirect("/sign-in", _PASSWORD)


def _show_log(request: StaffRequest) -> Response:
    with request.server.database.read() as connection:
        found = audit.newest_entries(connection, _ENTRIES + 1, request.query.get("before", ""))
    return request.render_page(
        "log.html",
        entries=[entry for _, entry in found[:_ENTRIES]],
        older=found[_ENTRIES - 1][0] if len(found) > _ENTRIES else "",
        done_by_name=lambda name: labels.done_message(request.locale, name) or name,
    )


PAGES = (
    Page(
        "/accounts",
        _show_accounts,
        {
            "make": FormAction(_create, Role.ADMIN),
            "role": FormAction(_set_role, Role.ADMIN),
            "remove": FormAction(_remove, Role.ADMIN),
        },
        Role.ADMIN,
        menu=marked("console frame", "Accounts"),
    ),
    Page("/password", _show_password, {"set": FormAction(_set_password, Role.VIEWER)}),
    Page("/log", _show_log, role=Role.ADMIN, menu=marked("console frame", "Log")),
)
