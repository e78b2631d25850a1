"""The language of the screen, in which QML shows every text."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.i18n.alphabets import alphabet, second_alphabet
from kiosk.i18n.catalogue import Catalogue
from kiosk.i18n.formats import digits, number
from kiosk.i18n.languages import Language, language
from kiosk.ui.base.line_breaker import LineBreaker
from kiosk.ui.base.list_model import STRINGS, list_model
from kiosk.ui.base.rows import LanguageRow

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_TALL_SCRIPTS = ("Arab", "Mymr")


@QmlElement
@QmlUncreatable("made by the application")
class Translator(QObject):  # type: ignore[operator]
    """The current language of the screen, and the translation catalogue of the language.

    A QTranslator in Python would deadlock with the Virtual Keyboard, whose loader thread calls
    into Python while QML is loading (decision 2).
    """

    changed = Signal()

    def __init__(self, languages: Sequence[str], default: str) -> None:
        super().__init__()
        self._languages = [language(code) for code in languages]
        self._default = default
        self._catalogue = Catalogue(default)
        self._line_breaker = LineBreaker(self)
        self._choices = list_model(LanguageRow)(self)
        self._choices.replace([LanguageRow(each.code, each.autonym) for each in self._languages])

    @property
    def code(self) -> str:
        return self._catalogue.code

    @property
    def home(self) -> str:
        """The language of the library, in which the names of programmes and spaces are written."""
        return self._default

    @property
    def languages(self) -> Sequence[Language]:
        return self._languages

    def pgettext(self, context: str, message: str, /, **values: Any) -> str:
        return self._catalogue.pgettext(context, message, values)

    def npgettext(self, context: str, one: str, many: str, count: int, /, **values: Any) -> str:
        return self._catalogue.npgettext(context, one, many, count, values)

    @Slot(str, str, "QVariantMap", result=str)
    def translate(self, context: str, message: str, values: dict[str, Any]) -> str:
        return self._catalogue.pgettext(context, message, values)

    @Slot(str, str, str, int, "QVariantMap", result=str)
    def translateCount(
        self, context: str, one: str, many: str, count: int, values: dict[str, Any]
    ) -> str:
        return self._catalogue.npgettext(context, one, many, count, values)

    @Slot(int, result=str)
    def number(self, count: int) -> str:
        """Return ``count`` in the digits of the language."""
        return number(count, self.code)

    def _get_language(self) -> str:
        return self.code

    def choose(self, code: str) -> None:
        """Switch the screen to the language ``code`` if it is offered."""
        known = {each.code for each in self._languages}
        if code != self.code and code in known:
            self._catalogue = Catalogue(code)
            self.changed.emit()

    language = Property(str, _get_language, choose, notify=changed)

    def _get_right_to_left(self) -> bool:
        return language(self.code).right_to_left

    rightToLeft = Property(bool, _get_right_to_left, notify=changed)

    def _get_tall_script(self) -> bool:
        return language(self.code).script in _TALL_SCRIPTS

    tallScript = Property(bool, _get_tall_script, notify=changed)

    def _get_keyboard(self) -> str:
        return language(self.code).keyboard

    keyboard = Property(str, _get_keyboard, notify=changed)

    def _get_letters(self) -> list[str]:
        return alphabet(self.code)

    letters = Property(STRINGS, _get_letters, notify=changed)

    def _get_second_letters(self) -> list[str]:
        return second_alphabet(self.code)

    secondLetters = Property(STRINGS, _get_second_letters, notify=changed)

    def _get_typed(self) -> bool:
        return language(self.code).is_typed

    typed = Property(bool, _get_typed, notify=changed)

    def _get_code_digits(self) -> list[str]:
        return list(digits("1234567890", self.code))

    codeDigits = Property(STRINGS, _get_code_digits, notify=changed)

    def _get_keyboards(self) -> list[str]:
        return sorted({each.keyboard for each in self._languages})

    keyboards = Property(STRINGS, _get_keyboards, constant=True)

    def _get_choices(self) -> QObject:
        return self._choices

    choices = Property(list_model(LanguageRow), _get_choices, constant=True)

    def _get_line_breaker(self) -> QObject:
        return self._line_breaker

    lineBreaker = Property(LineBreaker, _get_line_breaker, constant=True)

    def reset(self) -> None:
        """Switch the screen to the default language."""
        self.choose(self._default)
