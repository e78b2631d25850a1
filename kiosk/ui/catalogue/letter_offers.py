"""The view model of the letters and words that the letter pad offers first."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.i18n import formats
from kiosk.i18n.alphabets import alphabet
from kiosk.services.catalogue.catalogue_search import (
    CatalogueSearch,
    Query,
    SearchCancelled,
    has_keypad_letters,
)
from kiosk.ui.base.background import Background
from kiosk.ui.base.list_model import STRINGS
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.search import SearchModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_SPACE_KEY = "0"  # on a telephone keypad


@QmlElement
@QmlUncreatable("made by the application")
class LetterOffers(QObject):  # type: ignore[operator]
    """The letters that can follow the typed text, or the words that digits type.

    While digits are being typed as on a telephone, the offers are words; the last offer is the
    digits themselves. ``composed`` is emitted with the whole text that the digits have typed so
    far. Nothing is counted until ``start``.
    """

    changed = Signal()
    composed = Signal(str)

    def __init__(
        self,
        catalogue: CatalogueSearch,
        find: SearchModel,
        translator: Translator,
        background: Background,
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._find = find
        self._t = translator
        self._background = background
        self._alphabet: Sequence[str] = ()
        self._reset()
        find.searching.connect(self._follow)
        translator.changed.connect(self.changed)

    def _reset(self) -> None:
        self._query = Query()
        self._offers: tuple[str, ...] = ()
        self._forget_digits()

    def _forget_digits(self) -> None:
        self._digits = ""
        self._before = Query()  # what was typed before the digits
        self._composed = ""

    @Slot(list)
    def start(self, letters: Sequence[str]) -> None:
        """Offer letters of the open pad, which has ``letters``; an empty list ends the offers."""
        self._alphabet = tuple(letters)
        self._forget_digits()
        self._count()

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data."""
        self._alphabet = ()
        self._reset()
        self.changed.emit()

    @Slot(str, result=bool)
    def press(self, digit: str) -> bool:
        """Type a key of a telephone keypad; return False if the pad has no letters for digits."""
        if not has_keypad_letters(self._alphabet):
            return False
        if digit == _SPACE_KEY and not self._digits:
            return False
        if digit == _SPACE_KEY and len(self._offers) > 1:
            self.composed.emit(self.choose(0))
            return True
        if not self._digits:
            self._before = self._typed()
        self._digits += digit
        self._count()
        return True

    @Slot(result=bool)
    def erase(self) -> bool:
        """Take back the last digit; return False if no digits are being typed."""
        if not self._digits:
            return False
        self._digits = self._digits[:-1]
        self._count()
        return True

    @Slot(int, result=str)
    def choose(self, index: int) -> str:
        """Return the whole text with the offer ``index``; a space follows a word."""
        offer = self._offers[index]
        if not self._digits:
            return self._typed().words + offer
        text = f"{self._before.words}{offer} "
        self._forget_digits()
        return text

    @Slot(object)
    def _follow(self, query: Query) -> None:
        self._query = query
        if self._digits and query.words != self._composed:
            self._forget_digits()
        if not self._digits:
            self._count()

    def _typed(self) -> Query:
        """Return the query with the words in the field, for which no search may have begun yet."""
        return replace(self._query, words=str(self._find.words))

    def _count(self) -> None:
        """Count the offers in the background."""
        letters, digits = self._alphabet, self._digits
        query = self._before if digits else self._typed()
        if not letters:
            self._take(())
        elif digits:
            self._background.run(
                "offers",
                lambda: self._catalogue.keypad_words(query, digits, letters),
                self._take_words,
                self._fail,
            )
        else:
            if self._composed:  # the last digit was taken back
                self._composed = ""
                self.composed.emit(self._before.words)
            self._background.run(
                "offers",
                lambda: self._catalogue.next_letters(query, letters),
                self._take,
                self._fail,
            )

    def _take_words(self, words: tuple[str, ...]) -> None:
        typed = formats.digits(self._digits, self._t.code)
        begun = words[0][: len(self._digits)] if words else typed
        self._composed = self._before.words + begun
        self._take((*words, typed))
        self.composed.emit(self._composed)

    def _take(self, offers: tuple[str, ...]) -> None:
        self._offers = offers
        self.changed.emit()

    def _fail(self, fault: Exception) -> None:
        if isinstance(fault, SearchCancelled):  # by the search of an earlier key
            self._count()
        else:
            self._take(())

    def _get_offers(self) -> list[str]:
        return list(self._offers)

    offers = Property(STRINGS, _get_offers, notify=changed)

    def _get_words(self) -> bool:
        return bool(self._digits)

    areWords = Property(bool, _get_words, notify=changed)

    def _get_on_digits(self) -> bool:
        return has_keypad_letters(alphabet(self._t.code))

    # True if the digits of a telephone keypad have letters of the language
    onDigits = Property(bool, _get_on_digits, notify=changed)
