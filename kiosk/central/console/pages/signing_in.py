"""Signing in and out, with a limit on wrong passwords."""

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.console.access import accounts, known_browsers, sessions
from kiosk.central.console.access.accounts import Account, Role
from kiosk.central.console.base import audit
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.staff_request import (
    BASE_PATH,
    BROWSER_COOKIE,
    SESSION_COOKIE,
    FormAction,
    Page,
    StaffRequest,
)
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.fleet.client_networks import client_network
from kiosk.store import rate_limits
from kiosk.store.rate_limits import RateLimitKey

_SIGN_IN = AuditAction("sign_in", marked("console log", "Signed in"))
_SIGN_OUT = AuditAction("sign_out", marked("console log", "Signed out"))


def _show(request: StaffRequest) -> Response:
    return (
        request.redirect("/kiosks") if request.account.name else request.render_page("sign_in.html")
    )


def check_password(
    request: StaffRequest, name: str, password: str, wrong: ActionRefused
) -> Account:
    """Return the account with this name and password.

    Each attempt counts as wrong until the password has been checked, so that concurrent attempts
    cannot bypass the limit. Raises ``wrong`` if the name or password is wrong, or ActionRefused
    after too many wrong attempts or if too many people are signing in at the same time.
    """
    database = request.server.database
    try:
        with database.write() as connection:
            failures = _record_attempt(connection, request, name)
    except rate_limits.RateLimitExceeded:
        raise ActionRefused(
            marked("console signing in", "Too many wrong passwords."),
            marked("console signing in", "Wait 15 minutes."),
        ) from None
    try:
        with database.read() as connection:
            account = accounts.authenticate(connection, name, password)
    except ActionRefused:
        _withdraw_failures(request, failures)  # the password was not checked
        raise
    if account is None:
        raise wrong
    _withdraw_failures(request, failures)
    return account


def _withdraw_failures(request: StaffRequest, failures: list[str]) -> None:
    with request.server.database.write() as connection:
        rate_limits.delete_failures(connection, failures)


def _record_attempt(connection: Connection, request: StaffRequest, name: str) -> list[str]:
    now, address = request.server.clock(), client_network(request.peer)
    here = RateLimitKey(rate_limits.ACCOUNT, f"{name} at {address}")
    everybody_here = RateLimitKey(rate_limits.ADDRESS, address)
    if known_browsers.is_known_browser(connection, request.browser, name, now):
        own = RateLimitKey(
            rate_limits.ACCOUNT, f"{name} with {known_browsers.token_digest(request.browser)}"
        )
        rate_limits.check_rate_limit(connection, own, now)
        return rate_limits.record_failures(connection, [own, here, everybody_here], now)
    for each in (here, everybody_here):
        rate_limits.check_rate_limit(connection, each, now)
    return rate_limits.record_failures(connection, [here, everybody_here], now)


def _sign_in(request: StaffRequest) -> Response:
    database, now = request.server.database, request.server.clock()
    wrong = ActionRefused(marked("console signing in", "Wrong name or password."))
    account = check_password(
        request, request.form.text("name"), request.form.password("password"), wrong
    )
    with database.write() as connection:
        token = sessions.start_session(connection, account, now)
        browser = known_browsers.remember_browser(connection, request.browser, account.name, now)
        audit.add_entry(connection, account.name, _SIGN_IN, "", now)
    answer = request.redirect("/kiosks")
    for name, value, age in (
        (SESSION_COOKIE, token, None),
        (BROWSER_COOKIE, browser, int(known_browsers.COOKIE_LIFETIME.total_seconds())),
    ):
        answer.set_cookie(
            name,
            value,
            age,
            path=BASE_PATH,
            secure=request.secure,
            httponly=True,
            samesite="strict",
        )
    return answer


def _sign_out(request: StaffRequest) -> Response:
    request.run_audited(
        _SIGN_OUT, "", lambda connection: sessions.end_session(connection, request.token)
    )
    answer = request.redirect("/sign-in")
    answer.delete_cookie(SESSION_COOKIE, path=BASE_PATH)
    return answer


PAGES = (
    Page(
        "/sign-in",
        _show,
        {
            "sign_in": FormAction(_sign_in, Role.VIEWER),
            "sign_out": FormAction(_sign_out, Role.VIEWER),
        },
    ),
)
