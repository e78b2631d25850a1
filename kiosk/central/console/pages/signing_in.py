"""Signing in and out; who says a password is looked at only so often."""

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.console.access import accounts, known_browsers, sessions
from kiosk.central.console.access.accounts import Account, Role
from kiosk.central.console.base import audit
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.visit import BASE, BROWSER, COOKIE, Act, Page, Visit
from kiosk.central.console.refusal import Refused, marked
from kiosk.central.fleet.client_networks import client_network
from kiosk.store import rate_limits
from kiosk.store.rate_limits import RateLimitKey

_SIGN_IN = AuditAction("sign_in", marked("console log", "Signed in"))
_SIGN_OUT = AuditAction("sign_out", marked("console log", "Signed out"))


def _show(visit: Visit) -> Response:
    return visit.go("/kiosks") if visit.account.name else visit.page("sign_in.html")


def check_password(visit: Visit, name: str, password: str, wrong: Refused) -> Account:
    """The account of that name and password.

    Each try is counted as wrong before it is looked at, so that many side by side are no
    more than one after the other. Raises ``wrong`` where there is none, and Refused where
    there were too many wrong ones or too many sign in at once.
    """
    database = visit.server.database
    try:
        with database.write() as connection:
            noted = _count(connection, visit, name)
    except rate_limits.RateLimitExceeded:
        raise Refused(
            marked("console signing in", "Too many wrong passwords."),
            marked("console signing in", "Wait 15 minutes."),
        ) from None
    try:
        with database.read() as connection:
            account = accounts.verified(connection, name, password)
    except Refused:
        _take_back(visit, noted)  # it was not looked at
        raise
    if account is None:
        raise wrong
    _take_back(visit, noted)
    return account


def _take_back(visit: Visit, noted: list[str]) -> None:
    with visit.server.database.write() as connection:
        rate_limits.withdraw(connection, noted)


def _count(connection: Connection, visit: Visit, name: str) -> list[str]:
    now, address = visit.server.clock(), client_network(visit.peer)
    here = RateLimitKey(rate_limits.ACCOUNT, f"{name} at {address}")
    everybody_here = RateLimitKey(rate_limits.ADDRESS, address)
    if known_browsers.knows(connection, visit.browser, name, now):
        own = RateLimitKey(
            rate_limits.ACCOUNT, f"{name} with {known_browsers.digest(visit.browser)}"
        )
        rate_limits.check(connection, own, now)
        return rate_limits.record_failures(connection, [own, here, everybody_here], now)
    for each in (here, everybody_here):
        rate_limits.check(connection, each, now)
    return rate_limits.record_failures(connection, [here, everybody_here], now)


def _sign_in(visit: Visit) -> Response:
    database, now = visit.server.database, visit.server.clock()
    wrong = Refused(marked("console signing in", "Wrong name or password."))
    account = check_password(visit, visit.form.text("name"), visit.form.secret("password"), wrong)
    with database.write() as connection:
        token = sessions.begin(connection, account, now)
        browser = known_browsers.remember(connection, visit.browser, account.name, now)
        audit.note(connection, account.name, _SIGN_IN, "", now)
    answer = visit.go("/kiosks")
    for name, value, age in (
        (COOKIE, token, None),
        (BROWSER, browser, int(known_browsers.KEPT.total_seconds())),
    ):
        answer.set_cookie(
            name, value, age, path=BASE, secure=visit.secure, httponly=True, samesite="strict"
        )
    return answer


def _sign_out(visit: Visit) -> Response:
    visit.do(_SIGN_OUT, "", lambda connection: sessions.end(connection, visit.token))
    answer = visit.go("/sign-in")
    answer.delete_cookie(COOKIE, path=BASE)
    return answer


PAGES = (
    Page(
        "/sign-in",
        _show,
        {"sign_in": Act(_sign_in, Role.VIEWER), "sign_out": Act(_sign_out, Role.VIEWER)},
    ),
)
