"""A queue of phrases that are spoken one after another. Speech can stop at once."""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.speech.phrases import Phrase, group_phrases, join_phrases, split_phrases
from kiosk.speech.player import Player
from kiosk.speech.text.scripts import can_voice_read, is_language_of_script, language_for, script_of
from kiosk.speech.text.speech_text import speech_text
from kiosk.speech.voices.sound import Sound
from kiosk.speech.voices.synthesiser import Job, Synthesiser
from kiosk.speech.voices.voice_choice import voice_for

_USUAL_WORDS_A_MINUTE = 160
_AHEAD = 2  # phrases synthesised in advance
_LONG_PROMPT = 300  # characters: about 20 seconds of speech
_CACHE_BYTES = 8 * 1024**2
_FALLBACK = "en"


class SpeechFault(StrEnum):
    """The reason why nothing can be heard."""

    NO_SYNTHESISER = "no-synthesiser"
    NO_DEVICE = "no-device"


@dataclass(slots=True)
class _Turn:
    """Phrases in the queue, and their sound once they have been synthesised."""

    phrases: tuple[Phrase, ...]
    job: Job | None = None
    sound: Sound | None = None


class Speaker(QObject):
    """Speaks through a voice worker and the default audio device.

    ``requested(text, further)`` is emitted with the whole text of each call of ``say``; ``further``
    is True if the text follows the one before. When a phrase starts, ``spoke(text, language)`` is
    emitted, and ``sounding(seconds)`` with the length of the phrase. ``finished`` is emitted after
    the last phrase. If nothing can be heard (see ``fault``), ``spoke`` and ``finished`` are emitted
    at once, so the rest of the kiosk works as usual. No method waits for the voice.
    """

    requested = Signal(str, bool)
    spoke = Signal(str, str)
    sounding = Signal(float)
    started = Signal()
    finished = Signal()
    faultChanged = Signal()
    _synthesised = Signal(object, object)
    _ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._synthesiser: Synthesiser | None = None
        self._player = Player(self)
        self._player.finished.connect(self._next)
        self._player.started.connect(self.started)
        self._player.availableChanged.connect(self.faultChanged)
        self._synthesised.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._ready.connect(self._pump, Qt.ConnectionType.QueuedConnection)
        self._queue: deque[_Turn] = deque()
        self._playing = False
        self._aside = False  # the phrases in the queue are an aside
        self._last: tuple[Phrase, ...] = ()
        self._rest: tuple[Phrase, ...] = ()  # the phrase that was cut off, and those after it
        self._numbers = 0
        self._today = date.today
        self._fallback_text: Callable[[Phrase], Phrase] = lambda phrase: phrase
        self._percent = 100
        self._mute = False
        self._cache: OrderedDict[tuple[str, str, int], Sound] = OrderedDict()
        self.set_volume(70)

    # --- methods for callers ----------------------------------------------------------

    @property
    def fault(self) -> SpeechFault | None:
        """The reason why nothing can be heard, or None if speech works."""
        if self._mute:
            return SpeechFault.NO_SYNTHESISER
        return None if self._player.available else SpeechFault.NO_DEVICE

    def say(self, phrases: tuple[Phrase, ...], interrupt: bool = True, aside: bool = False) -> None:
        """Speak ``phrases`` at once, or after the current phrases if ``interrupt`` is False.

        If ``aside`` is True, the phrases are never repeated or resumed.
        """
        if interrupt:
            self.stop()
            self._aside = aside
        if interrupt and not aside:
            self._rest, self._last = (), phrases
        elif not aside:
            self._last += phrases
        self._queue.extend(map(_Turn, group_phrases(split_phrases(phrases))))
        self.requested.emit(join_phrases(phrases), not interrupt)
        self._pump()

    @property
    def speaking(self) -> bool:
        """True while a phrase is spoken or queued."""
        return bool(self._queue)

    @property
    def cut(self) -> bool:
        """True if speech was interrupted and can be resumed."""
        return bool(self._rest)

    @property
    def remembers(self) -> bool:
        """True while a phrase or sound is kept so that it can be repeated."""
        return bool(self._last or self._rest or self._cache)

    def stop(self) -> None:
        """Stop speech at once; ``resume`` continues the interrupted speech."""
        if self._queue and not self._aside:
            self._rest = tuple(phrase for turn in self._queue for phrase in turn.phrases)
        self._queue.clear()
        self._playing = False
        self._player.stop()
        if self._synthesiser:
            self._synthesiser.drop()

    def repeat(self) -> None:
        """Repeat the last phrases from the beginning."""
        self.say(self._last)

    def resume(self) -> None:
        """Continue interrupted speech, or repeat finished speech."""
        self._say_of_last(self._rest or self._last)

    def prompt(self) -> None:
        """Repeat the last phrases as a prompt; only the beginning of long phrases is repeated."""
        told = sum(len(phrase.text) for phrase in self._last)
        beginning = tuple(islice(split_phrases(self._last), 1))
        self._say_of_last(beginning if told > _LONG_PROMPT else self._last)

    def _say_of_last(self, phrases: tuple[Phrase, ...]) -> None:
        last = self._last
        self.say(phrases)
        self._last = last  # the next repetition starts from the beginning

    def set_rate(self, percent: int) -> None:
        """Set the speed for the next phrases: 50 to 300 percent of 160 words per minute."""
        self._percent = percent

    def set_volume(self, percent: int) -> None:
        """Set the volume (0 to 100), also for the current phrase."""
        self._player.set_volume(percent)

    def set_fallback_text(self, fallback_text: Callable[[Phrase], Phrase]) -> None:
        """Set the function that replaces a phrase if no voice can read the script of the phrase."""
        self._fallback_text = fallback_text

    def set_today(self, today: Callable[[], date]) -> None:
        """Set the function that returns the day to call "today"."""
        self._today = today

    def send_to(self, device: str) -> None:
        """Play on the device ``device`` from now on; an empty string means the default device."""
        self._player.send_to(device)

    def warm(self) -> None:
        """Start the voice worker before the first phrase is spoken."""
        if self._synthesiser is None:
            self._synthesiser = Synthesiser(self._synthesised.emit, self._ready.emit)

    def wipe(self) -> None:
        """Stop speech and delete every phrase."""
        self.stop()
        self._last = self._rest = ()
        self._cache.clear()

    def shutdown(self) -> None:
        """Stop the voice worker."""
        self.wipe()
        if self._synthesiser:
            self._synthesiser.close()
            self._synthesiser = None

    # --- the queue -----------------------------------------------------------------------

    @Slot()
    def _pump(self) -> None:
        """Request the next sounds, and play the first sound if it is ready."""
        if not self._queue:
            return
        if self.fault:
            self._pretend()
            return
        self.warm()
        assert self._synthesiser
        installed = self._synthesiser.installed
        if installed is None:
            return  # the worker is starting and will call this method again
        for turn in list(self._queue)[:_AHEAD]:
            if turn.job is None:
                self._ask(turn, self._synthesiser, installed)
        if self._mute:
            self._pretend()
            return
        if self._queue and not self._playing and (sound := self._queue[0].sound):
            self._playing = True
            self._announce(self._queue[0])
            self.sounding.emit(sound.seconds)
            self._player.play(sound)

    def _ask(self, turn: _Turn, synthesiser: Synthesiser, installed: list[str]) -> None:
        first, *others = turn.phrases
        voice = voice_for_phrase(first, installed)
        if voice is None:
            first = self._fallback_text(first)
            turn.phrases = (first, *others)
            voice = voice_for_phrase(first, installed) or voice_for(_FALLBACK, installed)
        if voice is None:
            self._mute = True
            self.faultChanged.emit()
            return
        self._numbers += 1
        words_a_minute = _USUAL_WORDS_A_MINUTE * self._percent // 100
        turn.job = Job(self._numbers, _text(turn.phrases, self._today()), voice, words_a_minute)
        turn.sound = self._cache.get(_key(turn.job))
        if turn.sound is None:
            synthesiser.ask(turn.job)

    @Slot(object, object)
    def _take(self, job: Job, sound: Sound | None) -> None:
        turn = next((t for t in self._queue if t.job and t.job.number == job.number), None)
        if turn is None:
            return  # speech was interrupted in the meantime
        if sound is None:
            self._queue.remove(turn)
            if not self._queue:
                self.finished.emit()
        else:
            turn.sound = sound
            self._keep(job, sound)
        self._pump()

    @Slot()
    def _next(self) -> None:
        self._playing = False
        if self._queue:
            self._queue.popleft()
        if self._queue:
            self._pump()
        else:
            self.finished.emit()

    def _pretend(self) -> None:
        while self._queue:
            self._announce(self._queue.popleft())
        self.finished.emit()

    def _announce(self, turn: _Turn) -> None:
        for phrase in turn.phrases:
            self.spoke.emit(phrase.text, phrase.language)

    def _keep(self, job: Job, sound: Sound) -> None:
        self._cache[_key(job)] = sound
        while sum(len(each.samples) for each in self._cache.values()) > _CACHE_BYTES:
            self._cache.popitem(last=False)


def voice_for_phrase(phrase: Phrase, installed: list[str]) -> str | None:
    """Return the voice for ``phrase``, or None if no voice can read the phrase.

    The voice of the phrase's language is the first choice. The second choice is the voice of
    another language in the same script that the visitor or the library uses, and the third choice
    is the default voice of the script. The English voice can read any Latin letters, but reads
    other languages badly.
    """
    if not can_voice_read(phrase.text, phrase.language):
        return None
    script = script_of(phrase.text)
    alike = [each for each in phrase.others if is_language_of_script(each, script)]
    languages = (phrase.language, *alike, language_for(script))
    return next(filter(None, (voice_for(each, installed) for each in languages)), None)


def _text(phrases: tuple[Phrase, ...], today: date) -> str:
    """Return the text for the voice; a pause separates two numbers."""
    whole = ""
    for phrase in phrases:
        said = speech_text(
            phrase.text, phrase.language, sign_by_sign=phrase.sign_by_sign, today=today
        )
        between = ", " if whole[-1:].isdecimal() or said[:1].isdecimal() else " "
        whole += between + said if whole else said
    return whole


def _key(job: Job) -> tuple[str, str, int]:
    return job.text, job.voice, job.words_a_minute
