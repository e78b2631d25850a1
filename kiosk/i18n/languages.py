"""The languages that the kiosk knows of, by BCP 47 primary subtag."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.core import get_global

# CLDR's own name where speakers say another.
_AUTONYMS = {
    "id": "Bahasa Indonesia",
    "jv": "Basa Jawa",
    "ms": "Bahasa Melayu",
    "zh": "简体中文",
    "my": "မြန်မာဘာသာ",
}
# Layouts of the Qt Virtual Keyboard; CLDR's likely country has none for some.
_KEYBOARDS = {
    "en": "en_GB",
    "id": "id_ID",
    "ms": "ms_MY",
    "ar": "ar_AR",
    "zh": "zh_CN",
    "fa": "fa_FA",
    "fr": "fr_FR",
    "es": "es_ES",
}
# Whose keyboard a language without one takes: Javanese is written here in Latin letters.
_KEYBOARD_OF = {"jv": "id"}
# In which languages a text that is missing is shown, before English. Every reader of
# Javanese has learnt Indonesian at school. Malay has none: words that look the same
# may mean another thing.
_FALLBACKS = {"jv": ("id",)}


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the screen.

    ``autonym`` is its name in itself; ``script`` is what it is written in (ISO 15924);
    ``keyboard`` is its Qt Virtual Keyboard locale, made for the language ``keyboard_of``;
    ``right_to_left`` is the direction of its script (CLDR character order).
    """

    code: str
    autonym: str
    script: str
    keyboard: str
    keyboard_of: str
    right_to_left: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether the keyboard on the screen has the letters of the language."""
        return self.code in _KEYBOARDS or self.code in _KEYBOARD_OF


def language(code: str) -> Language:
    """What is known of ``code``; unknown codes get their own code as the name."""
    locale = _locale(code)
    keyboard_of = code if code in _KEYBOARDS else _KEYBOARD_OF.get(code, "en")
    keyboard = _KEYBOARDS[keyboard_of]
    if locale is None:
        return Language(code, code, "Latn", keyboard, keyboard_of)
    return Language(
        code,
        _AUTONYMS.get(code) or (locale.display_name or code).capitalize(),
        locale.script or _likely_script(code),
        keyboard,
        keyboard_of,
        locale.text_direction == "rtl",
    )


def fallbacks(code: str) -> Sequence[str]:
    """The languages that a text missing in ``code`` is looked for in, before English."""
    return _FALLBACKS.get(code, ())


def name_of(code: str, shown_in: str) -> str:
    """The name of the language ``code`` in the language ``shown_in``, or the code itself."""
    locale, shown = _locale(code), _locale(shown_in)
    if locale is None:
        return code
    return locale.get_display_name(shown) or code


def script_name(script: str, shown_in: str) -> str:
    """The name of a script (ISO 15924) in the language ``shown_in``, or its code."""
    shown = _locale(shown_in)
    return (shown.scripts.get(script, script) if shown else script) or script


def _likely_script(code: str) -> str:
    likely: str = get_global("likely_subtags").get(code, "")
    return next((part for part in likely.split("_") if len(part) == 4), "Latn")


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
