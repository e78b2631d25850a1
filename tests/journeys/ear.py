"""A visitor who only listens: counts the keys and the words until the decisive word."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer

from kiosk.speech.phrases import Phrase, split_phrases
from kiosk.speech.text.speech_text import speech_text
from kiosk.testing.visitor import Visitor
from kiosk.ui.base.icu import Boundary, boundaries
from tests.journeys.keys import DOWN, MOST_STEPS, focused
from tests.journeys.timers import timer

TYPING_MS = 900  # the pause in typing after which a change is announced
_NEVER_MS = 3_600_000
_UNSPACED = ("zh", "my")  # languages that write no blanks between words
_PAUSE = re.compile(r"(?<=[,.;:!?·،؛؟])\s+|(?<=[、。，；：！？၊။])")


@dataclass(frozen=True)
class Heard:
    """A text as the voice gets it, and the language of the voice."""

    text: str
    language: str


class Ear:
    """A visitor with speech on, who presses keys as soon as the decisive word was said.

    A key that only passes a stop cuts off what is said after the first piece, which is the name of
    the stop. ``keys`` and ``words`` are counted since the last call of ``start``, and so are
    ``all_words``, which somebody hears who lets the voice finish at each stop. ``heard`` are the
    pieces that were heard, and ``said`` those of somebody who hears all.
    """

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.keys = 0
        self.heard: list[Heard] = []
        self.said: list[Heard] = []
        self._typing = timer(visitor.kiosk.guide, TYPING_MS)
        for each in visitor.kiosk.guide.findChildren(QTimer):
            each.setInterval(_NEVER_MS)  # what is heard must not depend on the machine's speed
        self._waiting: list[Heard] = []  # said, but the visitor has not decided how much to hear
        visitor.kiosk.speaker.say = self._overhear(visitor.kiosk.speaker.say)  # type: ignore[method-assign]

    def _overhear(self, real: Callable[..., None]) -> Callable[..., None]:
        def say(phrases: tuple[Phrase, ...], interrupt: bool = True, aside: bool = False) -> None:
            if interrupt:
                self._waiting.clear()
            for each in split_phrases(phrases):
                text = speech_text(each.text, each.language, sign_by_sign=each.sign_by_sign)
                self._waiting.append(Heard(text, each.language))
            real(phrases, interrupt=interrupt, aside=aside)

        return say

    @property
    def words(self) -> int:
        """The number of words that were heard."""
        return self._count(self.heard)

    @property
    def all_words(self) -> int:
        """The number of words for somebody who hears each stop to its end."""
        return self._count(self.said)

    def _count(self, pieces: list[Heard]) -> int:
        code = self.visitor.kiosk.translator.code
        return sum(count_words(each.text, code) for each in pieces)

    def start(self) -> None:
        """Begin to count, on the first screen with the focus on its first choice."""
        self.keys = 0
        self.heard.clear()
        self.said.clear()
        self._waiting.clear()

    def press(self, *keys: Qt.Key) -> None:
        """Press ``keys``; each cuts off what is said after the first piece."""
        for key in keys:
            self._pass()
            self.keys += 1
            self.visitor.key(key)

    def type(self, text: str) -> None:
        """Type ``text``, which is echoed letter by letter."""
        for letter in text:
            self._pass()
            self.keys += 1
            self.visitor.type(letter)

    def walk(self, name: str, key: Qt.Key = DOWN) -> None:
        """Press ``key`` until the control called ``name`` has the focus."""
        for _ in range(MOST_STEPS):
            if focused(self.visitor) == name:
                return
            self.press(key)
        raise AssertionError(f"the keys never come to “{name}”")

    def pause(self) -> None:
        """Stop typing, so that the changes are announced."""
        self.visitor.settle()
        self._typing.stop()
        self._typing.timeout.emit()

    def hear(self, decisive: str) -> None:
        """Hear what is said up to the end of ``decisive``, which is a part of the text."""
        wanted = _bare(speech_text(decisive, self.visitor.kiosk.translator.code))
        for number, piece in enumerate(self._waiting):
            before = " ".join(each.text for each in self._waiting[:number])
            if wanted in _bare(f"{before} {piece.text}"):
                last = Heard(_up_to(before, piece.text, wanted), piece.language)
                self.heard += [*self._waiting[:number], last]
                self.said += [*self._waiting[:number], last]
                self._waiting.clear()
                return
        said = " | ".join(each.text for each in self._waiting)
        raise AssertionError(f"“{wanted}” is not said: {said}")

    def hear_all(self) -> None:
        """Hear all that is said."""
        self.heard += self._waiting
        self.said += self._waiting
        self._waiting.clear()

    def _pass(self) -> None:
        """Hear the first piece of what is said."""
        if self._waiting:
            first = self._waiting[0]
            self.heard.append(Heard(_PAUSE.split(first.text)[0], first.language))
            self.said += self._waiting
            self._waiting.clear()


def count_words(text: str, language: str) -> int:
    """Return the number of words of ``text``; ICU finds them where no blanks are written."""
    if language not in _UNSPACED:
        return sum(any(map(str.isalnum, word)) for word in text.split())
    units = text.encode("utf-16-le")
    places = sorted({0, *boundaries(text, Boundary.WORD)})
    parts = (units[2 * start : 2 * end].decode("utf-16-le") for start, end in pairwise(places))
    return sum(any(map(str.isalnum, part)) for part in parts)


def _bare(text: str) -> str:
    """Return ``text`` in lower case without marks between words."""
    return " ".join(re.findall(r"[\w\u0300-\u036f\u1000-\u109f]+", text.casefold()))


def _up_to(before: str, text: str, wanted: str) -> str:
    """Return the beginning of ``text`` with which ``wanted`` has been said, after ``before``."""
    for end in range(1, len(text)):
        if not text[end].isalnum() and wanted in _bare(f"{before} {text[:end]}"):
            return text[:end]
    return text
