"""Speech output while a visitor uses the kiosk with speech on."""

from functools import partial

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.speech.phrases import Phrase, phrases_for_listener
from kiosk.speech.speaker import Speaker
from kiosk.ui.accessibility.accessibility_settings import AccessibilitySettings
from kiosk.ui.accessibility.accessible_text import HIDDEN, AccessibleTextReader
from kiosk.ui.accessibility.announcement import DeferredAnnouncement
from kiosk.ui.accessibility.exploration import is_speech_control, takes_focus
from kiosk.ui.accessibility.gestures import Gesture, move_of
from kiosk.ui.accessibility.keypad import Keypad
from kiosk.ui.accessibility.patience import Patience
from kiosk.ui.accessibility.place_help import PlaceHelp
from kiosk.ui.accessibility.resting_hint import RestingHint
from kiosk.ui.accessibility.speech_keys import key_actions, speech_level
from kiosk.ui.base import wording
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the application")
class SpeechGuide(QObject):  # type: ignore[operator]
    """Reads aloud the controls that receive the focus or are touched, and changes on the screen.

    Any action of the visitor stops speech. ``listening(seconds)`` is emitted with the length of a
    phrase that the visitor requested. ``discreet`` is True while other people may hear the speech:
    codes are then not read aloud (EN 301 549, 5.1.3.8 and 5.1.3.9) unless the visitor has allowed
    it. After a flick ``moveAsked`` is emitted with the keypad's action that moves the focus in the
    same way. ``loudest`` is the loudspeaker's volume (percent) when the visitor has chosen 100 %.
    """

    unavailableChanged = Signal()
    discreetChanged = Signal()
    holdingChanged = Signal()
    listening = Signal(float)
    fromTheTop = Signal()
    entered = Signal()  # a new screen
    moveAsked = Signal(str)

    def __init__(
        self,
        speaker: Speaker,
        accessibility: AccessibilitySettings,
        translator: Translator,
        keypad: Keypad,
        loudest: int = 100,
    ) -> None:
        super().__init__()
        self._speaker = speaker
        self._accessibility = accessibility
        self._translator = translator
        self._keypad = keypad
        self._loudest = loudest
        self._reader = AccessibleTextReader(translator)
        self._help = PlaceHelp(self._reader, translator)
        speaker.set_fallback_text(self._reader.fallback_text)
        self._window: QQuickWindow | None = None
        self._about: QObject | None = None  # the control that was described last
        self._travels = False  # a held key moves the focus
        self._entry = ""  # the announcement of a new screen
        self._headphones = False
        self._by_touch = False  # speech was started by touch
        self._holding = False  # the visitor has paused speech
        self._held = False  # the last action stopped speech: a pause keeps it silent
        self._asked = False  # the current phrase answers an action of the visitor
        self._warning = ""  # the idle warning while it is shown
        self._returning = False  # the warning was answered, and the focus is about to return
        say_later = partial(self._say, interrupt=False)
        self._announcement = DeferredAnnouncement(say_later, self)
        self.hints = RestingHint(speaker, say_later, self)
        self._patience = Patience(self._prompt, self)
        self._keys = key_actions(self, accessibility)
        self._repeated = False  # the last words were repeated, and nothing was said since
        self._sized = False  # a new text size was said: the new layout must not cut it off
        self._was_on, self._was_covered = accessibility.speaks, False
        self._set_volume()
        accessibility.changed.connect(self._comfort_changed)
        speaker.faultChanged.connect(self.unavailableChanged)
        speaker.finished.connect(self._wait)
        speaker.sounding.connect(self._sounds)
        translator.changed.connect(self.unavailableChanged)

    def attach(self, window: QQuickWindow) -> None:
        """Start reading the controls of ``window`` that receive the focus."""
        self._window = window
        QAccessible.setActive(True)
        window.activeFocusItemChanged.connect(self._focus_moved)

    @Slot(str)
    def enter(self, words: str) -> None:
        """Announce a new screen with ``words``, and then describe the control with the focus."""
        self.entered.emit()
        self._announcement.forget()
        self._announcement.latest = news = (Phrase(words, self._translator.code),)
        self._say(news, interrupt=not self._entry)
        self._entry += f"{words}. "
        QTimer.singleShot(0, self._settle)

    @Slot(str, str, QObject)
    def enter_part(self, name: str, language: str, first: QObject) -> None:
        """Announce a part of the screen, unless its ``first`` control has the same name."""
        if first.property("text") != name:
            self._say((Phrase(name, language or self._translator.code),))
            self._entry = f"{name}. "
        QTimer.singleShot(0, self._settle)

    @Slot(str, str)
    def warn(self, question: str, consequence: str) -> None:
        """Read the idle warning aloud; ``go_on`` later resumes the interrupted speech."""
        self._warning = question  # without the remaining seconds, which change
        self._asked = False
        self.enter(f"{question} {consequence}")

    @Slot()
    def go_on(self) -> None:
        """Resume speech after the visitor has answered the idle warning."""
        self._warning, self._returning = "", True
        QTimer.singleShot(0, self._settle)

    @Slot(QObject)
    def describe(self, item: QObject) -> None:
        """Describe ``item``, the control with the focus on a new screen."""
        self._describe(item, after=self._entry)

    @Slot(str, QObject, bool)
    def announce(self, words: str, item: QObject | None, again: bool) -> None:
        """Announce ``words`` and the name of ``item``, which is not named ``again`` once heard."""
        if self._accessibility.speaks:
            heard = again and not self._announcement.waiting
            names = self._reader.name(None if heard else item)
            self._announcement.schedule((Phrase(words, self._translator.code), *names))

    @Slot(str, bool, bool)
    def echo(self, letter: str, hidden: bool, erased: bool) -> None:
        """Read a typed or erased character aloud at once; a hidden character is replaced."""
        letter = HIDDEN if hidden else letter
        said = self._reader.erased(letter) if erased else self._reader.letter(letter)
        self._say((said,))
        self._entry = said.text  # the description of the next control follows it

    @Slot(QObject)
    def tell_state(self, item: QObject) -> None:
        """Announce the new state of ``item`` after the current phrase."""
        self._say(self._reader.state(item), interrupt=False)

    @Slot(int, result=bool)
    def press(self, key: int) -> bool:
        """Run the action of a keypad key; return False if ``key`` has no action."""
        if action := self._keys.get(Qt.Key(key)):
            action()
        return action is not None

    def _get_unavailable(self) -> str:
        fault = self._speaker.fault
        return wording.speech_fault(fault, self._translator) if fault else ""

    unavailable = Property(str, _get_unavailable, notify=unavailableChanged)

    def _get_discreet(self) -> bool:
        return self._accessibility.speaks and not (self._headphones or self._accessibility.aloud)

    discreet = Property(bool, _get_discreet, notify=discreetChanged)

    holding = Property(bool, lambda self: self._holding, notify=holdingChanged)

    helpKey = Property(
        str,
        lambda self: self._keypad.fitted_names(self._translator).get("help", ""),
        notify=unavailableChanged,
    )

    @Slot()
    def again(self) -> None:
        """Repeat what was read last; at once again, repeat the last announcement."""
        self._hold(False)
        if self._accessibility.speaks:
            news = self._announcement.latest if self._repeated else ()
            self._say(news) if news else self._speaker.repeat()
            self._repeated = not news

    @Slot()
    def silence(self) -> None:
        """Stop speech at once, because the visitor has done something."""
        self._announcement.forget()
        self.hints.forget()
        self._entry, self._asked, self._sized = "", True, False
        self._held = self._speaker.speaking
        self._speaker.stop()
        self._patience.renew()
        self._wait()

    @Slot()
    def pause(self) -> None:
        """Pause or resume speech."""
        if not self._holding and (self._held or self._speaker.speaking):
            self._held = False
            self._speaker.stop()
            self._hold(True)
        elif self._accessibility.speaks:
            self._hold(False)
            self._speaker.resume()

    @Slot()
    def hold(self) -> None:
        """Pause speech after a touch, or resume it; every touch stops speech beforehand."""
        self._hold(not self._holding)
        self._tell_paused() if self._holding else self._speaker.resume()

    def invite(self) -> bool:
        """Explain how a touch starts speech; return False if speech is already on."""
        if self._accessibility.speaks:
            return False
        words = self._translator.pgettext(
            "speech", "To hear this screen, touch its lower left corner."
        )
        self._speaker.say((Phrase(words, self._translator.code),))
        return True

    @Slot(bool)
    def turn_on_or_off(self, by_touch: bool) -> None:
        """Switch speech off, or on and read from the top of the screen."""
        self._by_touch = by_touch
        self.toggle_speech()

    @Slot()
    def spell(self) -> None:
        """Spell the name or contents of the control that was described last."""
        if self._about is not None:
            self._say(self._reader.spell(self._about))

    @Slot(str, str, str)
    def explain(self, screen: str, part: str, language: str) -> None:
        """Say where the visitor is and what Enter does there; asked again, name all keys."""
        if (focus := self._focus()) is not None:
            keys = self._keypad.names(self._translator)
            self._say(self._help.explain(screen, Phrase(part, language), focus, keys))

    @Slot()
    def _wait(self) -> None:
        if self._accessibility.speaks and not self._holding:
            self._patience.start()

    def _prompt(self) -> None:
        if self._accessibility.speaks:
            self._asked = False
            self._tell(self._warning) if self._warning else self._speaker.prompt()

    @Slot(float)
    def _sounds(self, seconds: float) -> None:
        if self._asked:
            self.listening.emit(seconds)

    def toggle_speech(self) -> None:
        """Switch speech on or off."""
        self._accessibility.choose("speech", not self._accessibility.speaks)
        if not self._accessibility.speaks:
            words = self._translator.pgettext("speech", "Reading aloud is off.")
            self._speaker.say((Phrase(words, self._translator.code),))

    def _hold(self, holding: bool) -> None:
        self._patience.stop()
        if holding != self._holding:
            self._holding = holding
            self.holdingChanged.emit()

    def step(self, name: str, by: int) -> None:
        """Change the "rate" or "volume" by ``by`` steps, or the "scale", and say its value."""
        self._accessibility.enlarge() if name == "scale" else self._accessibility.step(name, by)
        self._tell(speech_level(name, self._accessibility.number(name), self._translator))
        self._sized = name == "scale"

    @Slot(bool)
    def travel(self, held: bool) -> None:
        """Say nothing while a key is ``held`` and the focus travels; then say where it rests."""
        self._travels = held
        if not held:
            self._focus_moved()

    def put_on_headphones(self) -> None:
        """Switch speech on and read from the top: now only the visitor hears it."""
        self._headphones = self._asked = True
        self._set_volume()
        self.discreetChanged.emit()
        if self._accessibility.speaks:
            self._read_from_the_top()
        else:
            self._accessibility.choose("speech", True)

    def take_off_headphones(self) -> None:
        """Switch speech off for this session."""
        self._headphones = False
        self._set_volume()
        self._accessibility.choose("speech", False)
        self.discreetChanged.emit()

    @Slot()
    def _comfort_changed(self) -> None:
        self._speaker.set_rate(self._accessibility.number("rate"))
        self._set_volume()
        self.discreetChanged.emit()
        if self._accessibility.speaks != self._was_on:
            self._was_on = self._accessibility.speaks
            self._greet() if self._was_on else self._leave()
        if self._accessibility.covered != self._was_covered:
            self._was_covered = self._accessibility.covered
            names = self._keypad.fitted_names(self._translator)
            self._tell(wording.curtain(self._was_covered, names, self._translator))

    def _set_volume(self) -> None:
        """Apply the volume setting; 100 % may be quieter on the loudspeaker than in headphones."""
        loudest = 100 if self._headphones else self._loudest
        self._speaker.set_volume(self._accessibility.number("volume") * loudest // 100)

    def _greet(self) -> None:
        names = {} if self._by_touch else self._keypad.fitted_names(self._translator)
        touch = self._by_touch or self._headphones
        self._entry = wording.greeting(names, touch, self._translator)
        self._tell(self._entry)
        self._read_from_the_top() if touch else self._focus_moved()
        self._entry = ""

    def _read_from_the_top(self) -> None:
        self._about = None
        self.fromTheTop.emit()
        if self._about is None:  # the focus has not moved, so the control was not announced
            self._focus_moved()

    def _focus(self) -> QObject | None:
        # activeFocusItem() would keep the returned item alive as long as the window.
        return self._window.property("activeFocusItem") if self._window else None

    def _leave(self) -> None:
        self._by_touch, self._warning = False, ""
        self._hold(False)
        self._announcement.wipe()
        self._speaker.stop()

    def _settle(self) -> None:
        """Forget the announcement of a new screen when the focus has reached a control."""
        self._entry, self._returning = "", False

    @Slot()
    def _focus_moved(self) -> None:
        item = self._focus()
        if item is None or self._travels:
            return
        if not (self._returning and item is self._about and self._speaker.cut):
            self._describe(item, after=self._entry)
        elif self._holding:
            self._tell_paused()
        else:
            self._held = False
            self._speaker.resume()

    @Slot(Gesture)
    def follow(self, flick: Gesture) -> None:
        """Move the focus in the direction of ``flick``."""
        self.moveAsked.emit(move_of(flick, bool(self._translator.rightToLeft)))

    def touched(self, item: QObject) -> None:
        """Describe ``item``, which a finger touches; a control also receives the focus."""
        self._announcement.forget()
        if isinstance(item, QQuickItem) and takes_focus(item) and not item.hasActiveFocus():
            item.forceActiveFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._describe(item)

    def _describe(self, item: QObject, after: str = "") -> None:
        aside = is_speech_control(item) or bool(self._warning)
        if not aside:
            self._about = item
        self._say(self._reader.describe(item, after), interrupt=not after, aside=aside)
        self.hints.offer(self._reader.hint(item), aside)

    def _tell(self, words: str, aside: bool = False) -> None:
        self._say((Phrase(words, self._translator.code),), aside=aside)

    def _tell_paused(self) -> None:
        self._tell(self._translator.pgettext("speech", "Reading aloud is paused."), aside=True)

    def _say(
        self, phrases: tuple[Phrase, ...], interrupt: bool = True, aside: bool = False
    ) -> None:
        self._help.note(phrases)
        if self._accessibility.speaks and phrases:
            self._held = False
            aside = aside or bool(self._warning)
            self._hold(self._holding and aside)
            self._repeated = self._repeated and aside
            own = tuple(phrases_for_listener(phrases, self._translator.code, self._translator.home))
            self._speaker.say(own, interrupt=interrupt and not self._sized, aside=aside)
