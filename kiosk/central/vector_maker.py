"""Making the vectors of titles for all kiosks, at a low priority."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from kiosk.central.database import CentralDatabase, run_transaction
from kiosk.central.feed.title_vectors import OutdatedVector, outdated_vectors, publish_vectors
from kiosk.search.vectors.encoder import is_installed, is_supported
from kiosk.search.vectors.encoder_process import EncoderEnded, EncoderProcess

_log = logging.getLogger(__name__)

_EVERY = 60.0  # seconds
_AT_ONCE = 64  # titles in one transaction


class VectorMaker:
    """Makes the vectors of titles that are new or have changed.

    All vectors that were made are in the feed, so a server that is restarted makes only the others.
    """

    def __init__(self, database: CentralDatabase, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._since = 0  # all titles up to this number of the feed have their vectors

    def run_until(self, stop: threading.Event) -> None:
        """Make vectors until ``stop`` is set; without the extra or AVX2 return at once."""
        if not (is_installed() and is_supported()):
            _log.info("vectors of titles are not made: no extra “meaning”, or no AVX2")
            return
        while not stop.is_set():
            try:
                self.make_all(stop)
            except EncoderEnded:
                _log.error("the process that makes vectors of titles has ended")
            except Exception:
                _log.exception("vectors of titles could not be made")
            stop.wait(_EVERY)

    def make_all(self, stop: threading.Event) -> None:
        """Make the vectors that are missing now. Raises EncoderEnded if the model fails."""
        encoder: EncoderProcess | None = None
        try:
            while not stop.is_set() and (titles := self._outdated()):
                if encoder is None:
                    encoder = EncoderProcess()
                self._publish(titles, encoder)
                self._since = titles[-1].seq
        finally:
            if encoder is not None:
                encoder.close()

    def _outdated(self) -> list[OutdatedVector]:
        with self._database.read() as connection:
            return outdated_vectors(connection, self._since, _AT_ONCE)

    def _publish(self, titles: list[OutdatedVector], encoder: EncoderProcess) -> None:
        vectors = encoder.encode_titles([title.text for title in titles])
        made = dict(zip(titles, vectors, strict=True))
        run_transaction(
            self._database, lambda connection: publish_vectors(connection, made, self._clock())
        )
