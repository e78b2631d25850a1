"""The row on the staff screen that shows the support for a language."""

from kiosk.i18n import formats
from kiosk.i18n.languages import name_of
from kiosk.services.catalogue.language_support import LanguageSupport
from kiosk.ui.base import fonts
from kiosk.ui.base.translator import Translator
from kiosk.ui.staff.check_row import CheckRow


def language_row(state: LanguageSupport, t: Translator) -> CheckRow:
    """Return the row for a language; a pictogram marks missing texts, voice or keyboard."""
    has_font = state.language.script in fonts.load()
    missing = state.percent < 100 or not state.voice or not state.language.is_typed or not has_font
    lines = [_texts(state, t), _voice(state, t), _keyboard(state, t), _font(has_font, t)]
    return CheckRow(
        title=f"{formats.isolate_bidi(state.language.autonym)} – {name_of(state.code, t.code)}",
        text=" ".join(lines),
        pictogram="warning" if missing else "check",
    )


def _texts(state: LanguageSupport, t: Translator) -> str:
    if state.percent == 100:
        return t.pgettext("languages", "Fully translated.")
    return t.pgettext("languages", "{percent}% translated.", percent=state.percent)


def _voice(state: LanguageSupport, t: Translator) -> str:
    if not state.voice:
        return t.pgettext("languages", "No voice installed.")
    if state.voice == state.code:
        return t.pgettext("languages", "Voice installed.")
    lender = name_of(state.voice, t.code)
    return t.pgettext(
        "languages", "Read aloud with the voice of another language: {language}.", language=lender
    )


def _keyboard(state: LanguageSupport, t: Translator) -> str:
    if not state.language.is_typed:
        return t.pgettext("languages", "No on-screen keyboard: letters are picked one by one.")
    if state.language.keyboard_of == state.code:
        return t.pgettext("languages", "On-screen keyboard available.")
    lender = name_of(state.language.keyboard_of, t.code)
    return t.pgettext(
        "languages", "Typed with the keyboard of another language: {language}.", language=lender
    )


def _font(has_font: bool, t: Translator) -> str:
    return (
        t.pgettext("languages", "Font installed.")
        if has_font
        else t.pgettext("languages", "No font installed.")
    )
