"""A process that makes vectors of titles, so that a fault of the model ends only that process."""

import multiprocessing
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection as Pipe

from kiosk.low_priority import lower_priority

_PATIENCE = 60.0  # seconds for the vectors of a batch


class EncoderEnded(Exception):
    """The process has ended, or it takes too long."""


class EncoderProcess:
    """Makes vectors in a process of low priority, which ``close`` ends."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="vectors", daemon=True)
        self._process.start()
        theirs.close()

    def encode_titles(self, texts: Sequence[str]) -> list[bytes]:
        """Return the vectors of the texts of titles. Raises EncoderEnded."""
        try:
            self._pipe.send(list(texts))
            if self._pipe.poll(_PATIENCE):
                return list(self._pipe.recv())
        except (EOFError, OSError) as fault:
            raise EncoderEnded from fault
        raise EncoderEnded

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Pipe) -> None:
    lower_priority()  # before the imports, which take half a second
    from kiosk.search.vectors.encoder import Encoder

    encoder = Encoder()
    with suppress(EOFError, OSError):
        while True:
            pipe.send([vector.tobytes() for vector in encoder.encode_titles(pipe.recv())])
