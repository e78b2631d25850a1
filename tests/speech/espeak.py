"""The real eSpeak NG: the voice of each language, and what it makes of a text."""

import re
import shutil
import subprocess
from functools import cache

import pytest

VOICES = {
    "en": "gmw/en-us", "id": "poz/id", "jv": "poz/id", "ms": "poz/ms", "fr": "roa/fr",
    "es": "roa/es", "ar": "sem/ar", "fa": "ira/fa", "zh": "sit/cmn-Latn-pinyin", "my": "sit/my",
}  # fmt: skip
needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs espeak-ng")


@cache
def phonemes(text: str, language: str) -> str:
    """Return the phonemes of a language's voice, without stress, tones and pauses."""
    command = ["espeak-ng", "-v", VOICES[language], "-q", "-x", text]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    plain = re.sub(r"[\s'|,_!\d]", "", said)
    return plain.replace("D", "d") if language == "es" else plain  # between vowels it is soft
