"""What a visitor of each language finds: texts, a voice, a keyboard."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.errors import SpeechUnavailable
from kiosk.i18n.coverage import coverage
from kiosk.i18n.languages import Language, language
from kiosk.speech.voices.voice_choice import installed_voices, voiced_as


@dataclass(frozen=True, slots=True)
class LanguageSupport:
    """How far a language is served.

    ``percent`` of its texts are there; ``voice`` is the language whose voice speaks it,
    None where none does.
    """

    language: Language
    percent: int
    voice: str | None

    @property
    def code(self) -> str:
        return self.language.code


def list_language_support(codes: Iterable[str]) -> list[LanguageSupport]:
    """The state of each of ``codes``; without a synthesiser none has a voice."""
    try:
        installed = installed_voices()
    except SpeechUnavailable:
        installed = ()
    return [
        LanguageSupport(language(code), coverage(code).percent, voiced_as(code, installed))
        for code in codes
    ]
