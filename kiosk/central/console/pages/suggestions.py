"""The page of visitors' suggestions, which staff can close or answer in the notice of the day."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central import suggestions
from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import forms
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.rendering import PageLocale
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.feed import feed
from kiosk.central.suggestions import Wish
from kiosk.domain.shared_settings import SharedSettings
from kiosk.i18n import program_terms
from kiosk.i18n.languages import language, name_of
from kiosk.protocol.bodies import SHARED_SETTINGS_KEY
from kiosk.protocol.messages import TITLE, FeedKind
from kiosk.settings import SHIPPED_LANGUAGES

_CLOSED = AuditAction("suggestion_closed", marked("console log", "Suggestion closed"))
_ANSWERED = AuditAction("suggestion_answered", marked("console log", "Suggestion answered"))
_SHOWN = 200
_NOTICE_LENGTH = 300  # characters
_SHOWN_FOR = timedelta(days=7)


def _show(request: StaffRequest) -> Response:
    with request.server.database.read() as connection:
        wishes = suggestions.open_wishes(connection, _SHOWN)
    answering = next((w for w in wishes if w.id == request.query.get("answer")), None)
    today = request.locale.today(request.server.clock())
    return request.render_page(
        "suggestions.html",
        wishes=wishes,
        name=lambda wish: _name(wish, request.locale),
        answering=answering,
        known=[language(code) for code in SHIPPED_LANGUAGES],
        draft=lambda code: _draft(answering, PageLocale(code)) if answering else "",
        until=today + _SHOWN_FOR,
        longest=_NOTICE_LENGTH,
    )


def _name(wish: Wish, locale: PageLocale) -> str:
    """Return the suggested title, or the suggested kind of programme and its language."""
    if wish.kind == TITLE:
        return wish.text
    kind = program_terms.program_type_names(locale.pgettext).get(wish.kind, wish.kind)
    if not wish.language:
        return kind
    spoken = name_of(wish.language, locale.code)
    return locale.pgettext("console suggestions", "{kind}, {language}", kind=kind, language=spoken)


def _draft(wish: Wish, locale: PageLocale) -> str:
    return locale.pgettext(
        "console suggestions",
        "You suggested “{suggestion}”. Thank you: it is coming soon.",
        suggestion=_name(wish, locale),
    )


def _close(request: StaffRequest) -> Response:
    id = request.form.text("id")
    request.run_audited(_CLOSED, id, lambda connection: _must_close(connection, request, id))
    return request.redirect("/suggestions", _CLOSED)


def _must_close(connection: Connection, request: StaffRequest, id: str) -> None:
    if not suggestions.close(connection, id, request.server.clock()):
        raise ActionRefused(marked("console suggestions", "Somebody has closed that suggestion."))


def _answer(request: StaffRequest) -> Response:
    """Publish the answer in the notice of the day, and close the suggestion."""
    form, id = request.form, request.form.text("id")
    notices = {code: form.text(f"notice-{code}") for code in SHIPPED_LANGUAGES}
    until = forms.parse_date(form.text("until"))
    if any(len(text) > _NOTICE_LENGTH for text in notices.values()):
        raise ActionRefused(marked("console forms", "This text is too long."))

    def work(connection: Connection) -> None:
        _must_close(connection, request, id)
        found = feed.load_entity(connection, FeedKind.SHARED_SETTINGS, SHARED_SETTINGS_KEY)
        settings = found if isinstance(found, SharedSettings) else SharedSettings()
        answered = replace(
            settings,
            notices={code: text for code, text in notices.items() if text},
            notice_until=until,
        )
        feed.publish(connection, [answered], request.server.clock())

    request.run_audited(_ANSWERED, id, work)
    return request.redirect("/suggestions", _ANSWERED)


PAGES = (
    Page(
        "/suggestions",
        _show,
        {"close": FormAction(_close, Role.LIBRARIAN), "answer": FormAction(_answer, Role.ADMIN)},
        menu=marked("console frame", "Suggestions"),
    ),
)
