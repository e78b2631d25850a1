"""The choice of a voice for a language."""

from collections.abc import Sequence
from functools import cache

from kiosk.errors import SpeechUnavailable

# Languages that have several voices, or a different code, in eSpeak NG.
# The default Mandarin voice reads characters as English pinyin ("hong two low four"); the
# voice listed here reads characters correctly. pyttsx3 writes ids in lower case.
_PREFERRED = {
    "en": ("gmw/en-us",),
    "zh": ("sit/cmn-latn-pinyin", "sit/cmn"),
    "fa": ("ira/fa",),
    "no": ("gmq/nb",),
}
# Borrowed voices. Javanese in Latin letters is spelt much like Indonesian, but the Indonesian
# voice does not distinguish the special vowels and dental consonants of Javanese.
_LENT_BY = {
    "jv": "id",
    **dict.fromkeys(("su", "mad", "min", "ban", "bug", "ace", "bjn", "bbc", "sas"), "id"),
    **dict.fromkeys(("ps", "ckb"), "fa"),
}


def voice_for(language: str, installed: Sequence[str]) -> str | None:
    """Return the id of the installed voice for ``language`` (such as "poz/id"), or None.

    The voice may be borrowed from a related language. None is returned if there is no voice,
    because pyttsx3 silently keeps the previous voice if an id is unknown.
    """
    return _own_voice(language, installed) or _own_voice(_LENT_BY.get(language, ""), installed)


def voice_language(language: str, installed: Sequence[str]) -> str | None:
    """Return the language whose voice speaks ``language``: the same or a related language.

    If there is no voice, None is returned.
    """
    lender = _LENT_BY.get(language, "")
    return next((code for code in (language, lender) if _own_voice(code, installed)), None)


@cache
def installed_voices() -> tuple[str, ...]:
    """Return the ids of all voices of this machine.

    The first call starts a worker and takes about half a second. Raises SpeechUnavailable if no
    speech synthesiser is installed.
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
