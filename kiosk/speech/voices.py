"""Which voice speaks a language."""

from collections.abc import Iterable, Sequence

from kiosk.errors import SpeechUnavailable

# Where eSpeak NG has several voices of a language, or calls it by another code.
_PREFERRED = {"en": "gmw/en-us", "zh": "sit/cmn", "jv": "poz/id", "fa": "ira/fa"}


def voice_for(language: str, installed: Sequence[str]) -> str | None:
    """The voice of ``language`` among the ``installed`` (ids as "poz/id"), or None.

    An unknown voice would silently keep the one before, so only listed ones are named.
    """
    preferred = _PREFERRED.get(language)
    if preferred in installed:
        return preferred
    return next((v for v in installed if v.rpartition("/")[2] == language), None)


def missing_voices(languages: Iterable[str]) -> list[str]:
    """The languages that cannot be spoken here.

    Asks a worker, which takes about half a second. Raises SpeechUnavailable when
    there is no synthesiser at all.
    """
    from kiosk.speech.synthesiser import Synthesiser

    synthesiser = Synthesiser(lambda _job, _sound: None)
    try:
        installed = synthesiser.voices()
    finally:
        synthesiser.close()
    if not installed:
        raise SpeechUnavailable(
            "There is no speech synthesiser.", "Install the Debian package espeak-ng."
        )
    return [code for code in languages if voice_for(code, installed) is None]
