"""The accessibility settings of one session: text size, theme, speech, reach and curtain."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

SCALES = (100, 125, 150, 200, 250, 300)  # percent
THEMES = (
    "standard",
    "soft",
    "night",
    "black-on-white",
    "yellow-on-black",
    "white-on-black",
)
RATES = (50, 75, 100, 125, 150, 175, 200, 250, 300)  # percent of the default speed
VOLUMES = tuple(range(0, 101, 10))  # percent

_ALLOWED: dict[str, tuple[object, ...]] = {
    "scale": SCALES,
    "theme": THEMES,
    "speech": (True, False),
    "rate": RATES,
    "volume": VOLUMES,
    "reach": (True, False),
    "curtain": (True, False),
    "aloud": (True, False),
}


@QmlElement
@QmlUncreatable("made by the application")
class AccessibilitySettings(QObject):  # type: ignore[operator]
    """The accessibility settings that a visitor chooses. Values that are not offered are ignored.

    The curtain hides the screen for privacy while speech continues (Section 508, 405), so the
    curtain opens when speech is switched off. ``aloud`` is True if codes may be read aloud on the
    loudspeaker.
    """

    changed = Signal()

    def __init__(self, speech_at_start: bool = False) -> None:
        super().__init__()
        self._speech_at_start = speech_at_start
        self._values = self._defaults()

    def _defaults(self) -> dict[str, int | str | bool]:
        return {
            "scale": 100,
            "theme": THEMES[0],
            "speech": self._speech_at_start,
            "rate": 100,
            "volume": 70,
            "reach": False,
            "curtain": False,
            "aloud": False,
        }

    def choose(self, name: str, value: int | str | bool) -> None:
        """Set the setting ``name``, such as "scale" or "reach", to ``value`` if it is offered."""
        if value not in _ALLOWED[name] or self._values[name] == value:
            return
        if name == "curtain" and not self.speaks:
            return  # the screen must not stay dark and silent
        self._values[name] = value
        if not self.speaks:
            self._values["curtain"] = False
        self.changed.emit()

    def number(self, name: str) -> int:
        """Return the setting "scale", "rate" or "volume", in percent."""
        return int(self._values[name])

    @property
    def speaks(self) -> bool:
        """True while speech is switched on."""
        return bool(self._values["speech"])

    @property
    def covered(self) -> bool:
        """True while the curtain hides the screen."""
        return bool(self._values["curtain"])

    @property
    def aloud(self) -> bool:
        """True if codes may be read aloud on the loudspeaker."""
        return bool(self._values["aloud"])

    def _get_scale(self) -> int:
        return self.number("scale")

    def _set_scale(self, percent: int) -> None:
        self.choose("scale", percent)

    scale = Property(int, _get_scale, _set_scale, notify=changed)

    def _get_theme(self) -> str:
        return str(self._values["theme"])

    def _set_theme(self, name: str) -> None:
        self.choose("theme", name)

    theme = Property(str, _get_theme, _set_theme, notify=changed)

    def _get_speech(self) -> bool:
        return self.speaks

    def _set_speech(self, on: bool) -> None:
        self.choose("speech", on)

    speech = Property(bool, _get_speech, _set_speech, notify=changed)

    def _get_rate(self) -> int:
        return self.number("rate")

    def _set_rate(self, percent: int) -> None:
        self.choose("rate", percent)

    rate = Property(int, _get_rate, _set_rate, notify=changed)

    def _get_volume(self) -> int:
        return self.number("volume")

    def _set_volume(self, percent: int) -> None:
        self.choose("volume", percent)

    volume = Property(int, _get_volume, _set_volume, notify=changed)

    def _get_reach(self) -> bool:
        return bool(self._values["reach"])

    def _set_reach(self, on: bool) -> None:
        self.choose("reach", on)

    reach = Property(bool, _get_reach, _set_reach, notify=changed)

    def _get_curtain(self) -> bool:
        return self.covered

    def _set_curtain(self, drawn: bool) -> None:
        self.choose("curtain", drawn)

    curtain = Property(bool, _get_curtain, _set_curtain, notify=changed)

    def _get_aloud(self) -> bool:
        return self.aloud

    def _set_aloud(self, on: bool) -> None:
        self.choose("aloud", on)

    sayCodesAloud = Property(bool, _get_aloud, _set_aloud, notify=changed)

    @Slot(str, int)
    def step(self, name: str, by: int) -> None:
        """Change the setting "scale", "rate" or "volume" by ``by`` steps, within its range."""
        steps = {"scale": SCALES, "rate": RATES, "volume": VOLUMES}[name]
        index = steps.index(int(self._values[name])) + by
        self.choose(name, steps[max(0, min(index, len(steps) - 1))])

    def toggle_curtain(self) -> None:
        """Hide the screen, or show it again."""
        self.choose("curtain", not self.covered)

    def enlarge(self) -> None:
        """Double the text size, then treble it, then return to 100 %."""
        larger = [percent for percent in (200, 300) if percent > self.number("scale")]
        self.choose("scale", larger[0] if larger else 100)

    def reset(self) -> None:
        """Reset all settings to the defaults for a new session."""
        self._values = self._defaults()
        self.changed.emit()
