"""The support for each language: translated messages, a voice and a keyboard."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.errors import SpeechUnavailable
from kiosk.i18n.coverage import coverage
from kiosk.i18n.languages import Language, language
from kiosk.speech.voices.voice_choice import installed_voices, voice_language


@dataclass(frozen=True, slots=True)
class LanguageSupport:
    """The support for one language.

    ``percent`` is the share of messages that are translated. ``voice`` is the language whose
    voice reads texts in this language, or None if there is no voice.
    """

    language: Language
    percent: int
    voice: str | None

    @property
    def code(self) -> str:
        return self.language.code


def list_language_support(codes: Iterable[str]) -> list[LanguageSupport]:
    """Return the support for the languages ``codes``.

    If no speech synthesiser is installed, no language has a voice.
    """
    try:
        installed = installed_voices()
    except SpeechUnavailable:
        installed = ()
    return [
        LanguageSupport(language(code), coverage(code).percent, voice_language(code, installed))
        for code in codes
    ]
