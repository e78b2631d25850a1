"""Sound samples, and the silence at their end."""

import array
from dataclasses import dataclass

_LOUD = 30  # of 32 767: louder than the noise between words
_PIECE_SECONDS = 0.07
_SENTENCE_SECONDS = 0.2
_SENTENCE_ENDS = (".", "!", "?", "؟", "。", "！", "？", "။", "۔", "…")
_USUAL_WORDS_A_MINUTE = 160


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono sound with 16-bit samples; ``rate`` is in samples per second."""

    samples: bytes
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / 2 / self.rate

    @property
    def silence(self) -> float:
        """The seconds of silence at the end."""
        return self.seconds - self._end() / self.rate

    def ending_in(self, silence: float) -> "Sound":
        """Return the sound without silence at its start, and ``silence`` seconds at its end."""
        heard = self.samples[2 * self._start() : 2 * self._end()]
        return Sound(heard + bytes(2 * round(silence * self.rate)), self.rate)

    def _start(self) -> int:
        """Return the place of the first loud sample, or the number of samples."""
        samples = array.array("h", self.samples)
        loud = (place for place, sample in enumerate(samples) if abs(sample) > _LOUD)
        return next(loud, len(samples))

    def _end(self) -> int:
        """Return the place after the last loud sample, or 0."""
        samples = array.array("h", self.samples)
        places = range(len(samples), 0, -1)
        return next((place for place in places if abs(samples[place - 1]) > _LOUD), 0)


def pause_after(text: str, words_a_minute: int) -> float:
    """Return the seconds of silence that separate ``text`` from the next text.

    The pause is longer after a sentence. A fast voice makes a shorter pause.
    """
    if not text.rstrip(" \"'”’»)").endswith(_SENTENCE_ENDS):
        return _PIECE_SECONDS
    fast = max(1.0, words_a_minute / _USUAL_WORDS_A_MINUTE)
    return max(_PIECE_SECONDS, _SENTENCE_SECONDS / fast)
