"""Languages that are heard before one of them is chosen."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.i18n.catalogue import Catalogue
from kiosk.speech.phrases import Phrase
from kiosk.speech.speaker import Speaker

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the application")
class LanguageSamples(QObject):  # type: ignore[operator]
    """Says a sentence in each language, for visitors who know a language only by its sound."""

    changed = Signal()

    def __init__(self, speaker: Speaker) -> None:
        super().__init__()
        self._speaker = speaker
        speaker.faultChanged.connect(self.changed)

    def _get_audible(self) -> bool:
        return self._speaker.fault is None

    audible = Property(bool, _get_audible, notify=changed)

    @Slot(str)
    def hear(self, language: str) -> None:
        """Say in ``language`` that the kiosk can be used in it, also while speech is off."""
        # Translators: Said to visitors who choose a language by its sound. Name your own language.
        words = Catalogue(language).pgettext("languages", "You can use this kiosk in English.")
        self._speaker.say((Phrase(words, language),))
