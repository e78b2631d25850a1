"""What visitors of this kiosk can use besides the screen, and what help says about it."""

from collections.abc import Collection

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.settings import Fitting
from kiosk.ui.accessibility.keypad import Keypad
from kiosk.ui.accessibility.place_help import further_keys
from kiosk.ui.base import wording
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the application")
class Fittings(QObject):  # type: ignore[operator]
    """The keys, the socket for headphones and the loudspeaker, if staff have named them.

    ``hearing`` explains how one hears the screen, ``flicks`` the short cuts by touch,
    ``invitation`` says so to passers-by, and ``keys`` names the most important keys. A text is
    empty if nothing is fitted for it.
    """

    changed = Signal()

    def __init__(
        self, fitted: Collection[Fitting], keypad: Keypad, translator: Translator, *, flicks: bool
    ) -> None:
        super().__init__()
        self._flicks = flicks and ("loudspeaker" in fitted or "headphones" in fitted)
        self._heard = ("loudspeaker" in fitted, "headphones" in fitted)
        self._has_keys = "keys" in fitted
        self._keypad = keypad
        self._t = translator
        translator.changed.connect(self.changed)

    def _get_hearing(self) -> str:
        t = self._t
        return {
            (True, True): t.pgettext(
                "help",
                "Touch “Read aloud” in the corner, or plug in headphones. Slide a finger over the "
                "screen, and the kiosk reads what is under it. Tap it again to choose it.",
            ),
            (True, False): t.pgettext(
                "help",
                "Touch “Read aloud” in the corner. Slide a finger over the screen, and the kiosk "
                "reads what is under it. Tap it again to choose it.",
            ),
            (False, True): t.pgettext(
                "help",
                "Plug in headphones. Slide a finger over the screen, and the kiosk reads what is "
                "under it. Tap it again to choose it.",
            ),
            (False, False): "",
        }[self._heard]

    hearing = Property(str, _get_hearing, notify=changed)

    def _get_flicks(self) -> str:
        if not self._flicks:
            return ""
        # Translators: In right-to-left languages a flick to the left leads to the next item.
        return self._t.pgettext(
            "help",
            "While it reads, you can also flick right or left for the next or the previous item, "
            "down or up for the next or the previous part of the screen, and tap twice anywhere "
            "to choose.",
        )

    flicks = Property(str, _get_flicks, notify=changed)

    def _get_invitation(self) -> str:
        t = self._t
        return {
            (True, True): t.pgettext(
                "home",
                "Cannot see the screen? Touch the lower left corner, or plug in headphones.",
            ),
            (True, False): t.pgettext(
                "home", "Cannot see the screen? Touch the lower left corner."
            ),
            (False, True): t.pgettext("home", "Cannot see the screen? Plug in headphones."),
            (False, False): "",
        }[self._heard]

    invitation = Property(str, _get_invitation, notify=changed)

    def _get_keys(self) -> str:
        if not self._has_keys:
            return ""
        names = self._keypad.names(self._t)
        reading = self._t.pgettext("help", "{speech} reads aloud, {repeat} repeats.", **names)
        return f"{wording.orientation(names, self._t)} {reading} {further_keys(names, self._t)}"

    keys = Property(str, _get_keys, notify=changed)

    def _get_loudspeaker(self) -> bool:
        return self._heard[0]

    loudspeaker = Property(bool, _get_loudspeaker, constant=True)

    def _get_headphones(self) -> bool:
        return self._heard[1]

    headphones = Property(bool, _get_headphones, constant=True)
