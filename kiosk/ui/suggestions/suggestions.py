"""The view model of a suggestion to the library."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.programs import ProgramKind
from kiosk.i18n import program_terms
from kiosk.i18n.languages import name_of
from kiosk.services.suggestions import SUGGESTION_LENGTH, TITLE, SuggestionBox
from kiosk.ui.base import wording
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.refusals import RefusalHandler, read_or_default
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_CLASS = "class"
_PER_SESSION = 3  # the maximum number of suggestions by one visitor


@QmlElement
@QmlUncreatable("made by the application")
class Suggestions(QObject):  # type: ignore[operator]
    """A suggestion that a visitor composes and sends.

    A suggestion contains only the data that the screen shows. A visitor can send at most three
    suggestions in a session.
    """

    changed = Signal()
    sent = Signal()
    refused = Signal()

    def __init__(
        self, box: SuggestionBox, translator: Translator, clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._box = box
        self._t = translator
        self._clock = clock
        self._attempts = RefusalHandler(translator, self.changed, self.refused)
        self._subjects = list_model(ChoiceRow)(self)
        self._kinds = list_model(ChoiceRow)(self)
        self._languages = list_model(ChoiceRow)(self)
        self._is_open = False
        self._count = 0  # suggestions sent in this session
        self._reset()
        self.changed.connect(self._show)  # connected first: runs before QML's handlers
        translator.changed.connect(self.changed)
        self.refresh()

    def _reset(self) -> None:
        self._subject, self._title, self._kind, self._language = TITLE, "", "", ""
        self._is_sent = False
        self._attempts.forget()

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data."""
        self._count = 0
        self._reset()
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Check again whether the kiosk has a server that accepts suggestions."""
        self._is_open = read_or_default(False, self._box.is_open)
        self.changed.emit()

    @Slot(str)
    def begin(self, words: str) -> None:
        """Start a suggestion with the ``words`` of a search that found nothing."""
        self._reset()
        self._title = " ".join(words.split())[:SUGGESTION_LENGTH]
        self.changed.emit()

    @Slot(str)
    def chooseSubject(self, subject: str) -> None:
        """Choose whether to suggest a title or a class."""
        self._subject = subject
        self._forget_failure()

    @Slot(str)
    def chooseKind(self, kind: str) -> None:
        self._kind = kind
        self._forget_failure()

    @Slot(str)
    def chooseLanguage(self, code: str) -> None:
        """Choose the language of the class; choosing the same language again clears the choice."""
        self._language = "" if code == self._language else code
        self._forget_failure()

    def _forget_failure(self) -> None:
        self._attempts.forget()
        self.changed.emit()

    @Slot()
    def send(self) -> None:
        """Send the suggestion; emit ``sent`` or ``refused``."""
        if why := self._obstacle():
            self._attempts.refuse(why)
        elif self._attempts.run(self._send):
            self.sent.emit()

    def _obstacle(self) -> Callable[[], str] | None:
        t = self._t
        if self._count >= _PER_SESSION:
            return lambda: t.pgettext(
                "suggestions",
                "You have sent three suggestions. Please tell a member of staff about others.",
            )
        if self._subject == TITLE and not self._title.strip():
            return lambda: t.pgettext("suggestions", "Please type the title first.")
        if self._subject == _CLASS and not self._kind:
            return lambda: t.pgettext("suggestions", "Please choose the type of class first.")
        if read_or_default(False, lambda: self._box.is_full(self._clock())):
            return lambda: t.pgettext(
                "suggestions",
                "Many suggestions came from here in the last hour. "
                "Please tell a member of staff about yours.",
            )
        return None

    def _send(self) -> None:
        title = self._subject == TITLE
        self._box.suggest(
            TITLE if title else self._kind,
            self._title.strip() if title else "",
            "" if title else self._language,
            self._clock(),
        )
        self._count += 1
        self._is_sent = True

    # --- properties for the screen ---------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        t = self._t
        subjects = {
            TITLE: t.pgettext("suggestions", "A title"),
            _CLASS: t.pgettext("suggestions", "A class"),
        }
        self._subjects.replace(
            [ChoiceRow(code, name, code == self._subject) for code, name in subjects.items()]
        )
        kinds = program_terms.program_type_names(t.pgettext)
        self._kinds.replace(
            [
                ChoiceRow(kind, kinds[kind], kind == self._kind, wording.KIND_PICTOGRAMS[kind])
                for kind in ProgramKind
            ]
        )
        self._languages.replace(
            [
                ChoiceRow(each.code, name_of(each.code, t.code), each.code == self._language)
                for each in t.languages
            ]
        )

    def _get_subjects(self) -> QObject:
        return self._subjects

    subjects = Property(list_model(ChoiceRow), _get_subjects, constant=True)

    def _get_kinds(self) -> QObject:
        return self._kinds

    kinds = Property(list_model(ChoiceRow), _get_kinds, constant=True)

    def _get_languages(self) -> QObject:
        return self._languages

    languages = Property(list_model(ChoiceRow), _get_languages, constant=True)

    def _get_is_open(self) -> bool:
        """Return True if the kiosk has a server that accepts suggestions."""
        return self._is_open

    isOpen = Property(bool, _get_is_open, notify=changed)

    def _get_is_title(self) -> bool:
        return self._subject == TITLE

    isTitle = Property(bool, _get_is_title, notify=changed)

    def _get_title(self) -> str:
        return self._title

    def _set_title(self, title: str) -> None:
        if title != self._title:
            self._title = title
            self._forget_failure()

    title = Property(str, _get_title, _set_title, notify=changed)

    def _get_length(self) -> int:
        return SUGGESTION_LENGTH

    longest = Property(int, _get_length, constant=True)

    def _get_summary(self) -> str:
        """Return everything that will be sent, or an empty string if data is missing."""
        t = self._t
        if self._subject == TITLE:
            title = self._title.strip()
            sent = t.pgettext("suggestions", "This is sent: “{title}”", title=title)
            return sent if title else ""
        if not self._kind:
            return ""
        kind = program_terms.program_type_names(t.pgettext)[self._kind]
        if not self._language:
            return t.pgettext("suggestions", "This is sent: {kind}", kind=kind)
        return t.pgettext(
            "suggestions",
            "This is sent: {kind}, {language}",
            kind=kind,
            language=name_of(self._language, t.code),
        )

    summary = Property(str, _get_summary, notify=changed)

    def _get_is_sent(self) -> bool:
        return self._is_sent

    isSent = Property(bool, _get_is_sent, notify=changed)

    def _get_failure(self) -> str:
        return self._attempts.failure()

    failure = Property(str, _get_failure, notify=changed)
