"""Signing in and out; who says a password is looked at only so often."""

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.console import accounts, audit, known_browsers, sessions
from kiosk.central.console.accounts import Account, Role
from kiosk.central.console.audit import Deed
from kiosk.central.console.refusal import Refused, tr
from kiosk.central.console.visit import BASE, BROWSER, COOKIE, Act, Page, Visit
from kiosk.central.peers import network_of
from kiosk.store import tries
from kiosk.store.tries import Guesser


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
    except tries.TooManyTries:
        raise Refused(tr("Too many wrong passwords."), tr("Wait 15 minutes.")) from None
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
        tries.take_back(connection, noted)


def _count(connection: Connection, visit: Visit, name: str) -> list[str]:
    now, address = visit.server.clock(), network_of(visit.peer)
    here = Guesser(tries.ACCOUNT, f"{name} at {address}")
    everybody_here = Guesser(tries.ADDRESS, address)
    if known_browsers.knows(connection, visit.browser, name, now):
        own = Guesser(tries.ACCOUNT, f"{name} with {known_browsers.digest(visit.browser)}")
        tries.check(connection, own, now)
        return tries.note(connection, [own, here, everybody_here], now)
    for each in (here, everybody_here):
        tries.check(connection, each, now)
    return tries.note(connection, [here, everybody_here], now)


def _sign_in(visit: Visit) -> Response:
    database, now = visit.server.database, visit.server.clock()
    wrong = Refused(tr("The name or the password is wrong."))
    account = check_password(visit, visit.form.text("name"), visit.form.secret("password"), wrong)
    with database.write() as connection:
        token = sessions.begin(connection, account, now)
        browser = known_browsers.remember(connection, visit.browser, account.name, now)
        audit.note(connection, account.name, Deed.SIGN_IN, "", now)
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
    visit.do(Deed.SIGN_OUT, "", lambda connection: sessions.end(connection, visit.token))
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
