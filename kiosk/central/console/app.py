"""The staff console as an ASGI application: routes, accounts, roles and error pages."""

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kiosk.central.console.access import sessions
from kiosk.central.console.access.accounts import Account, Role
from kiosk.central.console.base.forms import Form, is_storable
from kiosk.central.console.base.library_zone import LibraryZone, library_zone
from kiosk.central.console.base.rendering import PageLocale, choose_language, render_template
from kiosk.central.console.base.staff_request import (
    BASE_PATH,
    BROWSER_COOKIE,
    SESSION_COOKIE,
    Page,
    StaffRequest,
)
from kiosk.central.console.pages import (
    branches_and_spaces,
    house_plan,
    kiosks,
    programs,
    reservations,
    shared_settings,
    signing_in,
    sources,
    space_times,
    staff_accounts,
    statistics,
    suggestions,
)
from kiosk.central.console.refusal import ActionRefused, PermissionDenied, marked
from kiosk.central.http.api import create_kiosk_api
from kiosk.central.server import Server
from kiosk.errors import KioskError
from kiosk.settings import SHIPPED_LANGUAGES

_log = logging.getLogger(__name__)

PAGES = (
    *kiosks.PAGES,
    *reservations.PAGES,
    *programs.PAGES,
    *suggestions.PAGES,
    *branches_and_spaces.PAGES,
    *space_times.PAGES,
    *house_plan.PAGES,
    *sources.PAGES,
    *statistics.PAGES,
    *shared_settings.PAGES,
    *staff_accounts.PAGES,
)

_GUEST = Account("", Role.VIEWER)
_LANGUAGE = "language"  # a cookie
_YEAR = 365 * 24 * 3600  # seconds

# Browsers load only this server's files, run no scripts, and send forms only to this server.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def create_server_app(server: Server, *, secure: bool) -> FastAPI:
    """Create the application of ``kiosk serve``: the API for kiosks, and the console."""
    app = create_kiosk_api(server)
    app.mount(BASE_PATH, create_console_app(server, secure=secure))
    return app


def create_console_app(server: Server, *, secure: bool) -> Starlette:
    """Create the console, to be mounted at ``/console``.

    ``secure`` is True if browsers use only HTTPS, so that cookies may require HTTPS.
    """
    routes: list[BaseRoute] = [
        Route(page.path, _endpoint(server, page, secure), methods=["GET", "POST"])
        for page in (*signing_in.PAGES, *PAGES)
    ]
    routes.append(Route("/", lambda _request: RedirectResponse(f"{BASE_PATH}/kiosks")))
    routes.append(Mount("/static", StaticFiles(packages=[("kiosk.central.console", "static")])))
    return Starlette(
        routes=routes,
        exception_handlers={
            404: _no_such_page,
            ClientDisconnect: _form_cut_off,
            SQLAlchemyError: _no_database,
            500: _unexpected_error,
        },
    )


def _endpoint(server: Server, page: Page, secure: bool) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            form = Form(await request.form()) if request.method == "POST" else Form()
        except ValueError:  # the body does not match its character encoding
            return _not_from_a_browser(request)
        if not all(map(is_storable, (*form.texts(), *request.query_params.values()))):
            return _not_from_a_browser(request)
        answer = await run_in_threadpool(_answer, server, page, request, form, secure)
        answer.headers.update(_HEADERS)
        if page.script:
            answer.headers["Content-Security-Policy"] = f"{_POLICY}; script-src 'self'"
        return answer

    return endpoint


def _answer(server: Server, page: Page, request: Request, form: Form, secure: bool) -> Response:
    chosen = request.query_params.get("lang", "")
    if chosen in SHIPPED_LANGUAGES:
        answer = RedirectResponse(BASE_PATH + page.path, 303)
        answer.set_cookie(
            _LANGUAGE,
            chosen,
            max_age=_YEAR,
            path=BASE_PATH,
            secure=secure,
            httponly=True,
            samesite="lax",
        )
        return answer
    staff_request = _read_request(server, page, request, form, secure)
    if not staff_request.account.name and page not in signing_in.PAGES:
        return staff_request.redirect("/sign-in")
    try:
        _check_role(staff_request, page.role)
        if request.method == "POST":
            return _run_action(staff_request, page, request)
    except KioskError as fault:
        staff_request.fault = fault
        if not staff_request.may(page.role):
            return staff_request.render_page("problem.html")
    return page.show(staff_request)


def _read_request(
    server: Server, page: Page, request: Request, form: Form, secure: bool
) -> StaffRequest:
    now = server.clock()
    token = request.cookies.get(SESSION_COOKIE, "")
    with server.database.read() as connection:
        found = sessions.session_account(connection, token, now) if token else None
        branches = kiosks.branches_by_code(connection).values() if found else ()
    if found and found[1]:
        with server.database.write() as connection:
            sessions.record_use(connection, token, now)
    return StaffRequest(
        server=server,
        account=found[0] if found else _GUEST,
        token=token if found else "",
        locale=_page_locale(request, library_zone(branches)),
        path=page.path,
        origin=f"{'https' if secure else request.url.scheme}://{request.url.netloc}",
        query=request.query_params,
        form=form,
        peer=request.client.host if request.client else "unknown",
        browser=request.cookies.get(BROWSER_COOKIE, ""),
        secure=secure,
        menu=PAGES,
    )


def _page_locale(request: Request, local: LibraryZone | None = None) -> PageLocale:
    accepted = request.headers.get("accept-language", "")
    return PageLocale(choose_language(request.cookies.get(_LANGUAGE, ""), accepted), local)


def _run_action(staff_request: StaffRequest, page: Page, request: Request) -> Response:
    """Run the action that the form names. Raises KioskError if the action is refused."""
    key = sessions.csrf_token(staff_request.token)
    if not _is_from_this_site(request) or staff_request.form.text("form_key") != key:
        raise ActionRefused(
            marked("console frame", "This form has expired."),
            marked("console frame", "Please try again."),
        )
    action = page.actions.get(staff_request.form.text("do"))
    if action is None:
        raise ActionRefused(marked("console frame", "This is not possible here."))
    _check_role(staff_request, action.role)
    staff_request.form.check_lengths()
    return action.handler(staff_request)


def _is_from_this_site(request: Request) -> bool:
    """Return True if, according to the browser, a page of this server sent the form."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("origin")
    try:
        return not origin or urlsplit(origin).netloc == request.headers.get("host")
    except ValueError:  # not a valid URL
        return False


def _check_role(staff_request: StaffRequest, role: Role) -> None:
    if not staff_request.may(role):
        raise PermissionDenied


def _not_from_a_browser(request: Request) -> Response:
    return _problem(request, 400, marked("console frame", "This is not possible here."))


def _no_such_page(request: Request, _fault: Exception) -> Response:
    return _problem(request, 404, marked("console frame", "This page does not exist."))


def _form_cut_off(_request: Request, _fault: Exception) -> Response:
    """Respond to a form that was cut off. The client has already disconnected."""
    return Response(status_code=400)


def _no_database(request: Request, fault: Exception) -> Response:
    _log.error("the database is not available: %s", fault)
    return _problem(
        request,
        503,
        marked("console frame", "The database is not responding. Please try again soon."),
    )


def _unexpected_error(request: Request, _fault: Exception) -> Response:
    """Return the error page for an unexpected exception, which uvicorn has already logged."""
    return _problem(
        request, 500, marked("console frame", "Something went wrong; it has been logged.")
    )


def _problem(request: Request, status: int, message: str) -> Response:
    page = render_template(
        "plain.html", _page_locale(request), {"base": BASE_PATH, "message": message}
    )
    return HTMLResponse(page, status, headers=_HEADERS)
