"""The languages that the kiosk knows of, by BCP 47 primary subtag."""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the screen.

    ``autonym`` is its name in itself; ``keyboard`` is its Qt Virtual Keyboard locale;
    ``right_to_left`` is the direction of its script (CLDR character order).
    """

    code: str
    autonym: str
    keyboard: str
    right_to_left: bool = False


# The keyboard's locale names a country where CLDR's likely one has no layout.
# CLDR's own name where speakers say another.
_AUTONYMS = {"id": "Bahasa Indonesia"}
_KEYBOARDS = {"en": "en_GB", "id": "id_ID", "ar": "ar_AR", "zh": "zh_CN"}


def language(code: str) -> Language:
    """What is known of ``code``; unknown codes get their own code as the name."""
    locale = _locale(code)
    if locale is None:
        return Language(code, code, "en_GB")
    return Language(
        code,
        _AUTONYMS.get(code) or (locale.display_name or code).capitalize(),
        _KEYBOARDS.get(code, "en_GB"),
        locale.text_direction == "rtl",
    )


def name_of(code: str, shown_in: str) -> str:
    """The name of the language ``code`` in the language ``shown_in``, or the code itself."""
    locale, shown = _locale(code), _locale(shown_in)
    if locale is None:
        return code
    return locale.get_display_name(shown) or code


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
