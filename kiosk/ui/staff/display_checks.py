"""What only Qt can tell of a machine: display, fonts, sound, keypad."""

from collections.abc import Iterator

from PySide6.QtGui import QGuiApplication

from kiosk.errors import SettingsError
from kiosk.i18n.languages import language
from kiosk.services.upkeep.check_health import Check, Status
from kiosk.settings import Settings
from kiosk.speech.player import default_output
from kiosk.ui.accessibility.keypad import keys_of
from kiosk.ui.base import fonts


def display_checks(settings: Settings) -> Iterator[Check]:
    """Looks at the machine of the running QGuiApplication."""
    yield _display()
    yield _fonts(settings)
    yield _sound()
    if settings.keypad:
        yield _keypad(settings)


def _display() -> Check:
    platform = QGuiApplication.platformName()
    if platform == "offscreen":
        message = "There is no display here, or none is used."
        return Check("Display", Status.WARNING, message, "Start the kiosk in a graphical session.")
    size = QGuiApplication.primaryScreen().size()
    return Check("Display", Status.OK, f"{platform}, {size.width()} x {size.height()} pixels.")


def _fonts(settings: Settings) -> Check:
    there = fonts.load()
    missing = [code for code in settings.languages if language(code).script not in there]
    if missing:
        message = f"There is no font for: {', '.join(missing)}."
        return Check("Fonts", Status.FAULT, message, "Install the kiosk again.")
    message = f"Every language has a font; Latin text is in {fonts.main_family()}."
    return Check("Fonts", Status.OK, message)


def _sound() -> Check:
    device = default_output()
    if device.isNull():
        message = "There is no sound device: visitors cannot hear the kiosk."
        return Check("Sound", Status.WARNING, message, "Connect a loudspeaker or headphones.")
    return Check("Sound", Status.OK, f"{device.description()}.")


def _keypad(settings: Settings) -> Check:
    try:
        keys = keys_of(settings.keypad)
    except SettingsError as fault:
        return Check("Keypad", Status.FAULT, str(fault), fault.advice)
    return Check("Keypad", Status.OK, f"{len(keys)} keys of its own.")
