"""Which voice speaks a language."""

from collections.abc import Sequence
from functools import cache

from kiosk.errors import SpeechUnavailable

# Where eSpeak NG has several voices of a language, or calls it by another code.
# The plain voice of Mandarin reads Chinese signs as pinyin in English ("hong two low four"); the
# other one reads them rightly. pyttsx3 writes ids in small letters.
_PREFERRED = {
    "en": ("gmw/en-us",),
    "zh": ("sit/cmn-latn-pinyin", "sit/cmn"),
    "fa": ("ira/fa",),
    "no": ("gmq/nb",),
}
# Whose voice a language without one is lent. Javanese in Latin letters is written much as
# Indonesian is; its own vowels and dental consonants are lost.
_LENT_BY = {
    "jv": "id",
    **dict.fromkeys(("su", "mad", "min", "ban", "bug", "ace", "bjn", "bbc", "sas"), "id"),
    **dict.fromkeys(("ps", "ckb"), "fa"),
}


def voice_for(language: str, installed: Sequence[str]) -> str | None:
    """The voice of ``language`` among the ``installed`` (ids as "poz/id"), its own or a lent one.

    None where there is neither. An unknown voice would silently keep the one before, so
    only listed ones are named.
    """
    return _own_voice(language, installed) or _own_voice(_LENT_BY.get(language, ""), installed)


def voice_language(language: str, installed: Sequence[str]) -> str | None:
    """The language whose voice speaks ``language``: itself, or the one that lends its own."""
    lender = _LENT_BY.get(language, "")
    return next((code for code in (language, lender) if _own_voice(code, installed)), None)


@cache
def installed_voices() -> tuple[str, ...]:
    """The ids of all voices of this machine.

    Asks a worker the first time, which takes about half a second. Raises SpeechUnavailable
    when there is no synthesiser at all.
    """
    from kiosk.speech.voices.synthesiser import Synthesiser

    synthesiser = Synthesiser(lambda _job, _sound: None)
    try:
        installed = synthesiser.voices()
    finally:
        synthesiser.close()
    if not installed:
        raise SpeechUnavailable(
            "There is no speech synthesiser.", "Install the Debian package espeak-ng."
        )
    return tuple(installed)


def _own_voice(language: str, installed: Sequence[str]) -> str | None:
    for preferred in _PREFERRED.get(language, ()):
        if preferred in installed:
            return preferred
    return next((v for v in installed if v.rpartition("/")[2] == language), None)
