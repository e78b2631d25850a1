"""The process that makes vectors of titles and finds the titles nearest to typed words.

Only this process loads the model. It has a low priority, so that visitors never wait for it.
"""

from contextlib import suppress
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import numpy as np

from kiosk.domain.title_vectors import DIMENSIONS, title_text
from kiosk.errors import StoreError
from kiosk.search.filters.traits_cache import last_index_change
from kiosk.search.vectors.encoder import Encoder, FloatArray, Int8Array
from kiosk.search.vectors.similarity import least_similarity
from kiosk.search.vectors.vector_index import VectorIndex
from kiosk.services.catalogue.free_memory import LEAST_TO_RUN_MB, is_short
from kiosk.store import title_vectors
from kiosk.store.database import Database
from kiosk.store.title_vectors import StoredVectors, TitleWithoutVector

_IDLE_SECONDS = 60.0  # until the process looks for new titles again
_NEAREST = 60  # titles of an answer; filters may leave out most of them
_LOADED_AT_ONCE = 20_000  # vectors; also the sample for the mean of the library
_SAVED_AT_ONCE = 32  # new vectors in one transaction

Answer = list[tuple[int, float]]


def run_meaning_worker(pipe: Pipe, folder: Path, makes_vectors: bool) -> None:
    """Answer questions from ``pipe`` until its other end is closed; make vectors in between.

    A question is (number, words), and its answer (number, bib ids with cosines, nearest first). Of
    several questions only the last is answered. Without ``makes_vectors`` all vectors come from
    the server. Return if memory becomes short.
    """
    database = Database(folder)
    encoder = Encoder()
    nearest = NearestTitles(database)
    maker = VectorMaker(database, encoder) if makes_vectors else None
    with suppress(EOFError, OSError):  # the kiosk has ended
        while True:
            busy = _go_on(nearest, maker)
            if is_short(LEAST_TO_RUN_MB):
                return  # the process is started again when there is memory
            if pipe.poll(0 if busy else _IDLE_SECONDS):
                _answer(pipe, encoder, nearest)


def _answer(pipe: Pipe, encoder: Encoder, nearest: "NearestTitles") -> None:
    """Answer the last of the waiting questions; its words are not kept."""
    number, words = pipe.recv()
    while pipe.poll():
        number, words = pipe.recv()
    pipe.send((number, nearest.find(encoder.encode_words(words))))


def _go_on(nearest: "NearestTitles", maker: "VectorMaker | None") -> bool:
    """Do a little of the waiting work; return True if there is more."""
    try:
        return nearest.load_some() or (maker is not None and maker.make_some())
    except StoreError:
        return False  # the screens report the fault of the database; this process tries again


class NearestTitles:
    """The titles of ``database`` by vector, in memory that follows the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._path: Path | None = None
        self._last = 0
        self._index = VectorIndex(_vectors(b""))

    @property
    def size(self) -> int:
        """The memory that the titles take, in bytes."""
        return self._index.size

    def load_some(self) -> bool:
        """Load some of the vectors that are not in memory yet; return True if there are more."""
        with self._database.read() as connection:
            if self._path != self._database.path or self._outgrown():
                self._path, self._last = self._database.path, 0
            found = title_vectors.vectors_after(connection, self._last, _LOADED_AT_ONCE)
        if self._last == 0:
            self._index = VectorIndex(_vectors(found.vectors))
        self._add(found)
        return len(found.bib_ids) == _LOADED_AT_ONCE

    def find(self, asked: FloatArray) -> Answer:
        """Return the titles near enough to ``asked``, nearest first; none if that is unknown."""
        with suppress(StoreError), self._database.read() as connection:
            if self._path != self._database.path:
                return []  # the file was replaced; the vectors are about to be loaded
            self._add(title_vectors.vectors_after(connection, self._last, _LOADED_AT_ONCE))
            found = self._index.nearest(
                asked, _NEAREST, lambda ids: title_vectors.load_vectors(connection, ids)
            )
            least = least_similarity(len(self._index))
            return [(id_, cosine) for id_, cosine in found if cosine >= least]
        return []

    def _add(self, found: StoredVectors) -> None:
        self._index.add(found.bib_ids, _vectors(found.vectors))
        self._last = found.last

    def _outgrown(self) -> bool:
        """Return True if the library has grown so much that its mean must be taken again."""
        few = min(len(self._index), _LOADED_AT_ONCE)
        return few > 2 * max(self._index.sampled, 16)


class VectorMaker:
    """Makes the vectors of the titles that have none. What was made is kept if the process ends."""

    def __init__(self, database: Database, encoder: Encoder) -> None:
        self._database = database
        self._encoder = encoder
        self._seen: tuple[Path, int] | None = None  # the index when no title lacked a vector
        self._after = 0
        self._waiting: list[TitleWithoutVector] = []
        self._made: list[tuple[TitleWithoutVector, bytes]] = []

    def make_some(self) -> bool:
        """Make the vector of one title; return True if there is more to do."""
        if not self._waiting and not self._look():
            return False
        title = self._waiting.pop()
        text = title_text(title.title, title.subjects, title.summary)
        self._made.append((title, self._encoder.encode_titles([text])[0].tobytes()))
        if not self._waiting:
            with self._database.write() as connection:
                title_vectors.save_made_vectors(connection, self._made)
            self._made = []
        return True

    def _look(self) -> bool:
        """Look for titles without a vector; return True if there are any."""
        with self._database.read() as connection:
            state = self._database.path, last_index_change(connection)
            if state == self._seen:
                return False
            found = title_vectors.titles_without_vector(connection, self._after, _SAVED_AT_ONCE)
        self._waiting = list(found)
        self._after = found[-1].id if found else 0
        if not found:
            self._seen = state
        return bool(found)


def _vectors(stored: bytes) -> Int8Array:
    return np.frombuffer(stored, np.int8).reshape(-1, DIMENSIONS)
