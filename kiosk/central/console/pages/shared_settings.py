"""The page of settings for all kiosks: languages, times, notice, name, colour and logo.

Kiosks receive new settings at their next sync and apply them between two visitors.
"""

import base64

from sqlalchemy import Connection
from starlette.responses import Response

from kiosk.central.console.access.accounts import Role
from kiosk.central.console.base import form_versions, forms
from kiosk.central.console.base.audit import AuditAction
from kiosk.central.console.base.staff_request import FormAction, Page, StaffRequest
from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.central.feed import feed
from kiosk.domain.colours import MIN_TEXT_CONTRAST, WHITE, contrast_ratio, is_hex_colour
from kiosk.domain.shared_settings import SharedSettings
from kiosk.i18n.languages import language
from kiosk.protocol import bodies
from kiosk.protocol.bodies import SHARED_SETTINGS_KEY
from kiosk.protocol.messages import FeedKind
from kiosk.settings import SHIPPED_LANGUAGES

_SHARED_SETTINGS = AuditAction("house", marked("console log", "Kiosk settings saved"))

_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST_LOGO = 100_000  # bytes: every kiosk downloads it
_MOST_COVER_SPACE = 20_000  # MB
_YES_NO = {"yes": True, "no": False}


def _load_settings(connection: Connection) -> SharedSettings:
    found = feed.load_entity(connection, FeedKind.SHARED_SETTINGS, SHARED_SETTINGS_KEY)
    return found if isinstance(found, SharedSettings) else SharedSettings()


def _show(request: StaffRequest) -> Response:
    with request.server.database.read() as connection:
        shared = _load_settings(connection)
    return request.render_page(
        "shared_settings.html",
        shared=shared,
        version=request.form_version(bodies.dump_body(shared)),
        known=[language(code) for code in SHIPPED_LANGUAGES],
        ticked=request.form.values("languages") if request.fault else shared.languages,
        first=next(iter(shared.languages), ""),
        speech={True: "yes", False: "no", None: ""}[shared.speech_at_start],
        contrast=round(contrast_ratio(shared.accent, WHITE), 1) if shared.accent else None,
    )


def _save(request: StaffRequest) -> Response:
    form = request.form
    notices = {code: form.text(f"notice-{code}") for code in SHIPPED_LANGUAGES}
    until = form.text("until")
    settings = SharedSettings(
        library_name=form.text("library_name"),
        languages=_languages(form),
        idle_seconds=form.optional_number("idle_seconds", 30, 3_600),
        speech_at_start=_YES_NO.get(form.text("speech")),
        notices={code: text for code, text in notices.items() if text},
        notice_until=forms.parse_date(until) if until else None,
        accent=_accent(form.text("accent")),
        logo=_logo(request),
        cover_space_mb=form.optional_number("cover_space_mb", 0, _MOST_COVER_SPACE),
    )

    def work(connection: Connection) -> None:
        form_versions.check_version(form, bodies.dump_body(_load_settings(connection)))
        feed.publish(connection, [settings], request.server.clock())

    request.run_audited(_SHARED_SETTINGS, "", work)
    return request.redirect("/settings", _SHARED_SETTINGS)


def _languages(form: forms.Form) -> tuple[str, ...]:
    """Return the ticked languages, default first, or () if each kiosk uses its own setting."""
    ticked = [code for code in SHIPPED_LANGUAGES if code in form.values("languages")]
    first = form.text("first")
    if first and ticked and first not in ticked:
        raise ActionRefused(
            marked("console settings", "The default language is not among the languages offered.")
        )
    return tuple(sorted(ticked, key=lambda code: code != first))


def _accent(colour: str) -> str:
    if not colour:
        return ""
    if not is_hex_colour(colour):
        raise ActionRefused(
            marked("console settings", "“{value}” is not a colour such as #0B4A4F."), value=colour
        )
    found = contrast_ratio(colour, WHITE)
    if found < MIN_TEXT_CONTRAST:
        raise ActionRefused(
            marked(
                "console settings",
                "White text on {value} is hard to read: the contrast is {found}:1, not 7:1.",
            ),
            marked("console settings", "Choose a darker colour."),
            value=colour,
            found=f"{found:.1f}",
        )
    return colour


def _logo(request: StaffRequest) -> str:
    """Return the uploaded logo in base64, or the current logo if none was uploaded."""
    file = request.form.file("logo")
    if file is None:
        with request.server.database.read() as connection:
            return "" if request.form.ticked("no_logo") else _load_settings(connection).logo
    content = file.file.read(_LARGEST_LOGO + 1)
    if not content.startswith(_PNG):
        raise ActionRefused(marked("console settings", "The logo is not a PNG file."))
    if len(content) > _LARGEST_LOGO:
        raise ActionRefused(
            marked("console settings", "The logo is larger than 100 kB."),
            marked("console settings", "Please make it smaller."),
        )
    return base64.b64encode(content).decode()


PAGES = (
    Page(
        "/settings",
        _show,
        {"save": FormAction(_save, Role.ADMIN)},
        menu=marked("console frame", "Kiosk settings"),
    ),
)
