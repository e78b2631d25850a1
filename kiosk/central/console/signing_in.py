"""Signing in and out; who says a password is looked at only so often."""

from starlette.responses import Response

from kiosk.central.console import accounts, audit, sessions
from kiosk.central.console.accounts import Account, Role
from kiosk.central.console.audit import Deed
from kiosk.central.console.refusal import Refused, tr
from kiosk.central.console.visit import BASE, COOKIE, Act, Page, Visit


def _show(visit: Visit) -> Response:
    return visit.go("/kiosks") if visit.account.name else visit.page("sign_in.html")


def check_password(visit: Visit, name: str, password: str, wrong: Refused) -> Account:
    """The account of that name and password.

    Raises ``wrong`` where there is none, and Refused where there were too many wrong ones.
    """
    database, now = visit.server.database, visit.server.clock()
    try:
        with database.write() as connection:
            sessions.check_tries(connection, visit.peer, name, now)
    except sessions.TooManyTries:
        raise Refused(tr("Too many wrong passwords."), tr("Wait 15 minutes.")) from None
    with database.read() as connection:
        account = accounts.verified(connection, name, password)
    if account is None:
        with database.write() as connection:
            sessions.note_wrong(connection, visit.peer, name, now)
        raise wrong
    return account


def _sign_in(visit: Visit) -> Response:
    database, now = visit.server.database, visit.server.clock()
    wrong = Refused(tr("The name or the password is wrong."))
    account = check_password(visit, visit.form.text("name"), visit.form.secret("password"), wrong)
    with database.write() as connection:
        token = sessions.begin(connection, account, now)
        audit.note(connection, account.name, Deed.SIGN_IN, "", now)
    answer = visit.go("/kiosks")
    answer.set_cookie(
        COOKIE, token, path=BASE, secure=visit.secure, httponly=True, samesite="strict"
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
