"""The languages of the kiosk, identified by BCP 47 primary language subtags."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.core import get_global

# Languages' own names for themselves. They stand here because the CLDR data of each language
# takes 1 MB, and speakers of some languages do not use the name in CLDR.
_AUTONYMS = {
    "id": "Bahasa Indonesia",
    "en": "English",
    "jv": "Basa Jawa",
    "ms": "Bahasa Melayu",
    "ar": "العربية",
    "zh": "简体中文",
    "fa": "فارسی",
    "my": "မြန်မာဘာသာ",
    "fr": "Français",
    "es": "Español",
}
_RIGHT_TO_LEFT = frozenset(("Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"))
# Keyboard layouts to use where Qt has no layout for a language's usual country in CLDR.
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
# Substitute keyboards: Javanese is written in Latin letters here.
_KEYBOARD_OF = {"jv": "id"}
# Fallback languages for missing translations, before English. Every reader of
# Javanese has learnt Indonesian at school. Malay has no fallback, because similar words
# can have other meanings.
_FALLBACKS = {"jv": ("id",)}


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which the screens can be shown.

    ``autonym`` is the language's name for itself. ``script`` is the ISO 15924 code of the script
    in which the language is written. ``keyboard`` is a Qt Virtual Keyboard locale, whose layout
    was designed for the language ``keyboard_of``. ``right_to_left`` is True if the
    language is written from right to left.
    """

    code: str
    autonym: str
    script: str
    keyboard: str
    keyboard_of: str
    right_to_left: bool = False

    @property
    def is_typed(self) -> bool:
        """True if the on-screen keyboard has keys for the letters of the language."""
        return self.code in _KEYBOARDS or self.code in _KEYBOARD_OF


def language(code: str) -> Language:
    """Return the language ``code``; the name of an unknown language is its code."""
    locale = _locale(code)
    keyboard_of = code if code in _KEYBOARDS else _KEYBOARD_OF.get(code, "en")
    keyboard = _KEYBOARDS[keyboard_of]
    if locale is None:
        return Language(code, code, "Latn", keyboard, keyboard_of)
    script = locale.script or _likely_script(code)
    return Language(
        code,
        _AUTONYMS.get(code) or (locale.display_name or code).capitalize(),
        script,
        keyboard,
        keyboard_of,
        script in _RIGHT_TO_LEFT,
    )


def fallbacks(code: str) -> Sequence[str]:
    """Return the languages to use, before English, if a translation into ``code`` is missing."""
    return _FALLBACKS.get(code, ())


def name_of(code: str, shown_in: str) -> str:
    """Return the name of the language ``code`` in the language ``shown_in``.

    If no name is known, the code is returned.
    """
    locale, shown = _locale(code), _locale(shown_in)
    if locale is None:
        return code
    return locale.get_display_name(shown) or code


def script_name(script: str, shown_in: str) -> str:
    """Return the name of a script (ISO 15924) in the language ``shown_in``.

    If no name is known, the code is returned.
    """
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
