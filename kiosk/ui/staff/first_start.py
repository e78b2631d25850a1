"""The view model of the first start, in which staff choose the settings."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.errors import KioskError, Obstacle, PairingFailed
from kiosk.i18n import formats
from kiosk.services.upkeep.set_up import hash_pin, save_first_answers
from kiosk.settings import Settings
from kiosk.ui.base.background import Background
from kiosk.ui.base.display import reported_width_mm
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

STEPS = ("languages", "library", "server", "sound", "screen", "pin")
_NARROWEST_MM = 50

Join = Callable[[str, str], str]  # (address, code) → branch


@QmlElement
@QmlUncreatable("made by the application")
class FirstStart(QObject):  # type: ignore[operator]
    """Asks for one setting per step, and saves all settings after the last step.

    ``moved`` is emitted when another step is shown, ``refused`` when an answer is not valid, and
    ``finished`` when all settings are saved.
    """

    changed = Signal()
    moved = Signal()
    refused = Signal()
    finished = Signal()

    def __init__(
        self,
        needed: bool,
        settings: Settings,
        branches: Mapping[str, str],
        translator: Translator,
        background: Background,
        join: Join,
    ) -> None:
        super().__init__()
        self._needed = needed
        self._t = translator
        self._background = background
        self._join = join
        self._branches = branches
        self._step = 0
        self._failure = ""
        self._joined = ""
        self._offered = list(settings.languages)
        self._name = settings.library_name
        self._branch = settings.branch or next(iter(branches), "")
        self._width = str(reported_width_mm() or "")
        self._pins = ["", ""]
        self._language_choices = list_model(ChoiceRow)(self)
        self._branch_choices = list_model(ChoiceRow)(self)
        self._show_choices()
        self.changed.connect(self._show_choices)  # connected first: runs before QML's handlers
        translator.changed.connect(self.changed)

    # --- steps ------------------------------------------------------------

    @Slot()
    def next(self) -> None:
        """Accept the answer and show the next step, or explain why the answer is not valid."""
        self._failure = self._objection()
        if self._failure:
            self.changed.emit()
            self.refused.emit()
        elif self._step + 1 < len(STEPS):
            self._go(self._step + 1)
        else:
            self._finish()

    @Slot()
    def previous(self) -> None:
        self._failure = ""
        self._go(max(0, self._step - 1))

    def _go(self, step: int) -> None:
        self._step = step
        self.changed.emit()
        self.moved.emit()

    def _objection(self) -> str:
        t, step = self._t, STEPS[self._step]
        if step == "languages" and not self._offered:
            return t.pgettext("first start", "Please choose at least one language.")
        if step == "library" and not self._name.strip():
            return t.pgettext("first start", "Please type the library name.")
        if step == "screen" and self._width and not self._measured():
            return t.pgettext("first start", "Please type a width over 50 mm, or leave it empty.")
        if step == "pin" and self._pins[0] != self._pins[1]:
            return t.pgettext("first start", "The PINs do not match.")
        if step == "pin" and not self._hash():
            return t.pgettext("first start", "A PIN has four to twelve digits.")
        return ""

    def _measured(self) -> float | None:
        number = int(self._width) if self._width.isdecimal() else 0
        return float(number) if number > _NARROWEST_MM else None

    def _hash(self) -> str:
        try:
            return hash_pin(self._pins[0])
        except KioskError:
            return ""

    def _finish(self) -> None:
        first = self._t.code if self._t.code in self._offered else self._offered[0]
        answers: dict[str, Any] = {
            "library_name": self._name.strip(),
            "languages": [first, *(code for code in self._offered if code != first)],
            "language": first,
            "pin_hash": self._hash(),
        }
        if self._branch:
            answers["branch"] = self._branch
        if width := self._measured():
            answers["screen_width_mm"] = width
        try:
            save_first_answers(answers)
        except KioskError as fault:
            self._failure = f"{fault} {fault.advice}"
            self.changed.emit()
            self.refused.emit()
            return
        self._needed = False
        self.finished.emit()

    # --- answers ---------------------------------------------------------------------------

    @Slot(str, bool)
    def offer(self, code: str, offered: bool) -> None:
        known = [each.code for each in self._t.languages]
        wanted = {*self._offered, code} if offered else {*self._offered} - {code}
        self._offered = [each for each in known if each in wanted]
        self.changed.emit()

    @Slot(str)
    def chooseBranch(self, code: str) -> None:
        self._branch = code
        self.changed.emit()

    @Slot(str)
    def nameLibrary(self, name: str) -> None:
        self._name = name

    @Slot(str)
    def measure(self, millimetres: str) -> None:
        self._width = formats.ascii_digits(millimetres.strip())

    @Slot(int, str)
    def typePin(self, place: int, pin: str) -> None:
        """Set the PIN (``place`` is 0) or the repetition of the PIN (``place`` is 1)."""
        self._pins[place] = pin

    @Slot(str, str)
    def pair(self, url: str, code: str) -> None:
        """Pair with the server at ``url``; ``changed`` is emitted with the result."""
        self._failure = ""
        self._joined = self._t.pgettext("first start", "Contacting the server…")
        self.changed.emit()
        self._background.run(
            "pair", lambda: self._join(url.strip(), code.strip()), self._paired, self._not_paired
        )

    def _paired(self, branch: str) -> None:
        self._branch = branch
        self._joined = self._t.pgettext("first start", "Paired with the server.")
        self.changed.emit()
        self.moved.emit()

    def _not_paired(self, fault: Exception) -> None:
        self._joined = ""
        sorry = self._t.pgettext("first start", "The server rejected this kiosk.")
        self._failure = f"{sorry} {self._obstacle(fault)}"
        self.changed.emit()
        self.refused.emit()

    def _obstacle(self, fault: Exception) -> str:
        if not isinstance(fault, PairingFailed):
            return str(fault)
        t = self._t
        return {
            Obstacle.ADDRESS: t.pgettext("first start", "The address must begin with https://."),
            Obstacle.SILENCE: t.pgettext(
                "first start", "The server does not answer. Check the address and the network."
            ),
            Obstacle.STRANGER: t.pgettext(
                "first start", "There is no kiosk server at this address."
            ),
            Obstacle.CODE: t.pgettext(
                "first start", "The code is wrong, already used or expired. Ask for a new one."
            ),
            Obstacle.RATE_LIMITED: t.pgettext(
                "first start", "Too many wrong codes. Wait 15 minutes."
            ),
        }[fault.reason]

    # --- properties for the screen ---------------------------------------------------------

    def _get_needed(self) -> bool:
        return self._needed

    needed = Property(bool, _get_needed, notify=changed)

    def _get_step(self) -> str:
        return STEPS[self._step]

    step = Property(str, _get_step, notify=changed)

    def _get_question(self) -> str:
        t = self._t
        questions = {
            "languages": t.pgettext(
                "first start",
                "Which languages may visitors choose? The current language will be the default.",
            ),
            "library": t.pgettext(
                "first start", "What is the library called, and in which branch is this kiosk?"
            ),
            "server": t.pgettext("first start", "Connect to a server? If not, press “Next”."),
            "sound": t.pgettext(
                "first start",
                "Can you hear this kiosk? "
                "Turn on “Read aloud” and adjust the volume in the bar below.",
            ),
            "screen": t.pgettext(
                "first start",
                "Measure the width of the screen in millimetres, so that text has the right size.",
            ),
            "pin": t.pgettext(
                "first start", "Choose a staff PIN of four to twelve digits and type it twice."
            ),
        }
        return questions[STEPS[self._step]]

    question = Property(str, _get_question, notify=changed)

    def _get_progress(self) -> str:
        return self._t.pgettext(
            "first start", "Step {number} of {count}", number=self._step + 1, count=len(STEPS)
        )

    progress = Property(str, _get_progress, notify=changed)

    def _get_is_first(self) -> bool:
        return self._step == 0

    isFirst = Property(bool, _get_is_first, notify=changed)

    def _get_is_last(self) -> bool:
        return self._step + 1 == len(STEPS)

    isLast = Property(bool, _get_is_last, notify=changed)

    def _get_failure(self) -> str:
        return self._failure

    failure = Property(str, _get_failure, notify=changed)

    def _get_joined(self) -> str:
        return self._joined

    joined = Property(str, _get_joined, notify=changed)

    def _get_library_name(self) -> str:
        return self._name

    libraryName = Property(str, _get_library_name, notify=changed)

    def _get_width(self) -> str:
        return self._width

    width = Property(str, _get_width, notify=changed)

    @Slot()
    def _show_choices(self) -> None:
        self._language_choices.replace(
            [
                ChoiceRow(each.code, each.autonym, chosen=each.code in self._offered)
                for each in self._t.languages
            ]
        )
        self._branch_choices.replace(
            [
                ChoiceRow(code, name, chosen=code == self._branch)
                for code, name in self._branches.items()
            ]
        )

    def _get_languages(self) -> QObject:
        return self._language_choices

    languages = Property(list_model(ChoiceRow), _get_languages, constant=True)

    def _get_branches(self) -> QObject:
        return self._branch_choices

    branches = Property(list_model(ChoiceRow), _get_branches, constant=True)
