"""Hints that are said when speech has rested, so that they never delay the next thing."""

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.speech.phrases import Phrase
from kiosk.speech.speaker import Speaker

_REST_MS = 1_200  # milliseconds of silence before a hint


class Say(Protocol):
    """Says phrases; those said aside are not repeated."""

    def __call__(self, phrases: tuple[Phrase, ...], *, aside: bool) -> None: ...


class RestingHint(QObject):
    """Passes the hint of the current control to ``say`` when ``speaker`` has rested.

    Each hint is said once in a session.
    """

    def __init__(self, speaker: Speaker, say: Say, parent: QObject) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._say = say
        self._hint: tuple[Phrase, ...] = ()
        self._aside = False
        self._told: set[tuple[Phrase, ...]] = set()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._tell)
        speaker.finished.connect(self._wait)

    def offer(self, hint: tuple[Phrase, ...], aside: bool = False) -> None:
        """Say ``hint`` after the next rest, instead of an earlier hint."""
        self._aside = aside
        self._hint = () if hint in self._told else hint
        self._rest.stop()
        if not self._speaker.speaking:
            self._wait()

    @Slot()
    def forget(self) -> None:
        """Drop the hint that waits, because the visitor has done something."""
        self._hint = ()
        self._rest.stop()

    @Slot()
    def wipe(self) -> None:
        """Forget which hints were said, for a new session."""
        self.forget()
        self._told.clear()

    @Slot()
    def _wait(self) -> None:
        if self._hint:
            self._rest.start()

    @Slot()
    def _tell(self) -> None:
        hint, self._hint = self._hint, ()
        if hint and not self._speaker.speaking:
            self._told.add(hint)
            self._say(hint, aside=self._aside)
