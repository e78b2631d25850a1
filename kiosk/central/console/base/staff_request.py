"""Staff requests to the console, and the pages and form actions that handle the requests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kiosk.central.console.access import sessions
from kiosk.central.console.access.accounts import Account, Role
from kiosk.central.console.base import audit, labels
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.form_versions import FormOutdated, content_version
from kiosk.central.console.base.forms import Form
from kiosk.central.console.base.rendering import PageLocale, render_template
from kiosk.central.console.refusal import PermissionDenied
from kiosk.central.server import Server
from kiosk.errors import KioskError, Message, Sentence

BASE_PATH = "/console"
SESSION_COOKIE = "staff"
BROWSER_COOKIE = "browser"  # the cookie stays after signing out


@dataclass(slots=True)
class StaffRequest:
    """One request to the console. If nobody is signed in, ``account`` has no name.

    ``fault`` is the error for which the form was refused. The page shows the error together with
    the input.
    """

    server: Server
    account: Account
    token: str
    locale: PageLocale
    path: str
    query: Mapping[str, str]
    form: Form = field(default_factory=Form)
    fault: KioskError | None = None
    peer: str = ""
    origin: str = ""  # the address of this server, without a path
    browser: str = ""  # the token in the BROWSER_COOKIE
    secure: bool = True
    menu: Sequence["Page"] = ()

    def may(self, role: str) -> bool:
        """Return True if the role of the account includes the permissions of ``role``."""
        return self.account.role.may(Role(role))

    def render_page(self, template: str, **values: Any) -> Response:
        """Return a page rendered from ``template``, with status 403 or 422 if there is a fault."""
        common = {
            "base": BASE_PATH,
            "path": self.path,
            "query": self.query,
            "account": self.account,
            "may": self.may,
            "menu": [
                (page.path, self.locale.sentence(Sentence(page.menu)))
                for page in self.menu
                if page.menu and self.may(page.role)
            ],
            "roles": labels.role_labels(self.locale),
            "form": self.form,
            "form_key": sessions.csrf_token(self.token),
            "now": self.server.clock(),
            "fault": self._fault_text(),
            "done": labels.done_message(self.locale, self.query.get("done", "")),
        }
        content = render_template(template, self.locale, common | values)
        return HTMLResponse(content, self._status())

    def _status(self) -> int:
        if self.fault is None:
            return 200
        return 403 if isinstance(self.fault, PermissionDenied) else 422

    def form_version(self, content: str) -> str:
        """Return the version to store in a form that shows ``content``.

        A refused form keeps the version with which it was opened, unless the form was outdated.
        """
        current = content_version(content)
        refused = self.fault is not None and not isinstance(self.fault, FormOutdated)
        return self.form.text("version", current) if refused else current

    def run_audited(
        self, action: AuditAction, about: str, work: Callable[[Connection], None]
    ) -> None:
        """Run ``work`` and add an entry to the audit log in the same transaction."""
        now = self.server.clock()
        with self.server.database.write() as connection:
            work(connection)
            audit.add_entry(connection, self.account.name, action, about, now)

    @property
    def query_string(self) -> str:
        return urlencode(dict(self.query))

    def redirect(self, path: str, done: AuditAction | None = None, **query: str) -> Response:
        """Redirect to the page at ``path``, which confirms the action ``done``."""
        query |= {"done": done.name} if done else {}
        to = f"{BASE_PATH}{path}" + (f"?{urlencode(query)}" if query else "")
        return RedirectResponse(to, 303)

    def _fault_text(self) -> str:
        fault = self.fault
        if fault is None:
            return ""
        return f"{self.locale.sentence(fault.message)} {self.locale.sentence(fault.advice)}".strip()


@dataclass(frozen=True, slots=True)
class FormAction:
    """The handler of a form action, and the role that the action requires."""

    handler: Callable[[StaffRequest], Response]
    role: Role


@dataclass(frozen=True, slots=True)
class Page:
    """A page at ``path``. ``show`` handles GET requests.

    A form names one of ``actions`` in its field "do". ``menu`` is the page's name in the menu, or
    None if the menu does not list the page. If ``script`` is true, the browser may run scripts of
    this server on the page.
    """

    path: str
    show: Callable[[StaffRequest], Response]
    actions: Mapping[str, FormAction] = field(default_factory=dict)
    role: Role = Role.VIEWER
    menu: Message | None = None
    script: bool = False
