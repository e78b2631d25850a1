"""The nearest titles to a vector, with one bit a dimension in memory.

Each title takes 52 bytes: the signs of its vector and its id. The best few hundred by signs are
then compared exactly, with the vectors on the disk.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from kiosk.domain.title_vectors import DIMENSIONS
from kiosk.search.vectors.encoder import FloatArray, Int8Array, unit

IdArray = npt.NDArray[np.int32]

CANDIDATES = 400  # titles whose vectors are compared exactly
_WORDS = DIMENSIONS // 64
_AT_ONCE = 1 << 15  # titles whose signs are compared at once; they fit into a processor's cache
_TYPICAL = 30  # titles: the mean of so few says little about a library
_FIRST_ROOM = 1024

LoadVectors = Callable[[Sequence[int]], dict[int, bytes]]


class VectorIndex:
    """The signs of vectors, in memory that grows with the titles. Not safe for several threads.

    ``sample`` are vectors of the library (int8), from which its mean is taken: what all its titles
    have in common says nothing about one of them.
    """

    def __init__(self, sample: Int8Array) -> None:
        total = unit(sample.astype(np.float32)).sum(axis=0)
        self._mean: FloatArray = np.asarray(total / (len(sample) + _TYPICAL), np.float32)
        self.sampled = len(sample)
        self._count = 0
        self._ids: IdArray = np.empty(_FIRST_ROOM, np.int32)
        self._signs = np.empty((_WORDS, _FIRST_ROOM), np.uint64)

    def __len__(self) -> int:
        """Return the number of vectors; a title whose vector was replaced counts twice."""
        return self._count

    @property
    def size(self) -> int:
        """The memory that the signs and ids take, in bytes."""
        return self._ids.nbytes + self._signs.nbytes

    def add(self, ids: Sequence[int], vectors: Int8Array) -> None:
        """Add the titles ``ids`` (positive, of 31 bits) with their vectors (int8)."""
        end = self._count + len(ids)
        if end > len(self._ids):
            self._grow(end)
        self._ids[self._count : end] = ids
        self._signs[:, self._count : end] = _signs(self._centred(vectors)).T
        self._count = end

    def nearest(self, asked: FloatArray, most: int, load: LoadVectors) -> list[tuple[int, float]]:
        """Return the ids of the titles nearest to ``asked``, with their cosines, nearest first.

        ``load`` returns the vectors (bytes of int8) of titles by id, leaving out deleted titles.
        """
        ids = list(dict.fromkeys(self._likely(_signs(asked[None])[0]).tolist()))
        found = load(ids)
        if not found:
            return []
        vectors = np.frombuffer(b"".join(found.values()), np.int8).reshape(-1, DIMENSIONS)
        cosines = self._centred(vectors) @ asked
        names = list(found)
        return [(names[i], float(cosines[i])) for i in np.argsort(-cosines, kind="stable")[:most]]

    def _likely(self, signs: npt.NDArray[np.uint64]) -> IdArray:
        """Return the ids of the titles with the fewest other signs."""
        distances = np.empty(self._count, np.uint16)
        for first in range(0, self._count, _AT_ONCE):
            part = slice(first, min(first + _AT_ONCE, self._count))
            other = np.bitwise_count(self._signs[:, part] ^ signs[:, None])
            distances[part] = other.sum(axis=0, dtype=np.uint16)
        if self._count <= CANDIDATES:
            return self._ids[: self._count]
        return self._ids[np.argpartition(distances, CANDIDATES)[:CANDIDATES]]

    def _centred(self, vectors: Int8Array) -> FloatArray:
        return unit(unit(vectors.astype(np.float32)) - self._mean)

    def _grow(self, least: int) -> None:
        room = max(least, len(self._ids) + len(self._ids) // 4)
        ids, signs = np.empty(room, np.int32), np.empty((_WORDS, room), np.uint64)
        ids[: self._count] = self._ids[: self._count]
        signs[:, : self._count] = self._signs[:, : self._count]
        self._ids, self._signs = ids, signs


def _signs(vectors: FloatArray) -> npt.NDArray[np.uint64]:
    return np.packbits(vectors > 0, axis=1).view(np.uint64)
