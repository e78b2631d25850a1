"""One request of a member of staff, as the pages see it."""

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
from kiosk.errors import KioskError, Message

BASE_PATH = "/console"
SESSION_COOKIE = "staff"
BROWSER_COOKIE = "browser"  # a cookie, kept when nobody is signed in


@dataclass(slots=True)
class StaffRequest:
    """Who asks for what. ``account`` has no name where nobody is signed in.

    ``fault`` is why the form was refused: the page shows it with what was typed.
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
    browser: str = ""  # what its cookie holds
    secure: bool = True
    menu: Sequence["Page"] = ()

    def may(self, role: str) -> bool:
        return self.account.role.may(Role(role))

    def render_page(self, template: str, **values: Any) -> Response:
        common = {
            "base": BASE_PATH,
            "path": self.path,
            "query": self.query,
            "account": self.account,
            "may": self.may,
            "menu": [
                (page.path, self.locale.pgettext(page.menu.context, page.menu))
                for page in self.menu
                if page.menu and self.may(page.role)
            ],
            "roles": labels.role_labels(self.locale),
            "form": self.form,
            "form_key": sessions.csrf_token(self.token),
            "now": self.server.clock(),
            "fault": self._fault_in_words(),
            "done": labels.done_message(self.locale, self.query.get("done", "")),
        }
        content = render_template(template, self.locale, common | values)
        return HTMLResponse(content, self._status())

    def _status(self) -> int:
        if self.fault is None:
            return 200
        return 403 if isinstance(self.fault, PermissionDenied) else 422

    def form_version(self, content: str) -> str:
        """The version for the form that shows ``content``.

        A form that was refused keeps the one it was opened with, unless it was outdated.
        """
        current = content_version(content)
        refused = self.fault is not None and not isinstance(self.fault, FormOutdated)
        return self.form.text("version", current) if refused else current

    def run_audited(
        self, action: AuditAction, about: str, work: Callable[[Connection], None]
    ) -> None:
        """``work`` in one transaction, with the note of who did it."""
        now = self.server.clock()
        with self.server.database.write() as connection:
            work(connection)
            audit.add_entry(connection, self.account.name, action, about, now)

    @property
    def query_string(self) -> str:
        return urlencode(dict(self.query))

    def redirect(self, path: str, done: AuditAction | None = None, **query: str) -> Response:
        """On to a page, which says what was ``done``."""
        query |= {"done": done.name} if done else {}
        to = f"{BASE_PATH}{path}" + (f"?{urlencode(query)}" if query else "")
        return RedirectResponse(to, 303)

    def _fault_in_words(self) -> str:
        fault = self.fault
        if fault is None:
            return ""
        return f"{self.locale.sentence(fault.message)} {self.locale.sentence(fault.advice)}".strip()


@dataclass(frozen=True, slots=True)
class FormAction:
    """What a form may do, and who may do it."""

    handler: Callable[[StaffRequest], Response]
    role: Role


@dataclass(frozen=True, slots=True)
class Page:
    """A page at ``path``: ``show`` answers GET; a form's field ``do`` names one of ``actions``.

    ``menu`` is its name in the menu of every page, None if it is not listed there.
    """

    path: str
    show: Callable[[StaffRequest], Response]
    actions: Mapping[str, FormAction] = field(default_factory=dict)
    role: Role = Role.VIEWER
    menu: Message | None = None
