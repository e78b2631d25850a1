"""Health checks that need Qt: display, fonts, sound, Braille and keypad."""

from collections.abc import Iterator

from PySide6.QtGui import QGuiApplication

from kiosk.errors import SettingsError
from kiosk.i18n.languages import language
from kiosk.services.upkeep.check_health import CheckResult, CheckStatus
from kiosk.settings import Settings
from kiosk.speech.braille.brlapi import BrailleConnection, BrailleError
from kiosk.speech.player import default_audio_output
from kiosk.ui.accessibility.keypad import resolve_keys
from kiosk.ui.base import fonts


def display_checks(settings: Settings) -> Iterator[CheckResult]:
    """Yield the results of the checks; a QGuiApplication must be running."""
    yield _display()
    yield _fonts(settings)
    yield _sound()
    if settings.braille:
        yield _braille()
    if settings.keypad:
        yield _keypad(settings)


def _display() -> CheckResult:
    platform = QGuiApplication.platformName()
    if platform == "offscreen":
        message = "There is no display here, or none is used."
        return CheckResult(
            "Display", CheckStatus.WARNING, message, "Start the kiosk in a graphical session."
        )
    size = QGuiApplication.primaryScreen().size()
    return CheckResult(
        "Display", CheckStatus.OK, f"{platform}, {size.width()} x {size.height()} pixels."
    )


def _fonts(settings: Settings) -> CheckResult:
    there = fonts.load()
    missing = [code for code in settings.languages if language(code).script not in there]
    if missing:
        message = f"There is no font for: {', '.join(missing)}."
        return CheckResult("Fonts", CheckStatus.FAULT, message, "Install the kiosk again.")
    message = f"Every language has a font; Latin text is in {fonts.main_family()}."
    return CheckResult("Fonts", CheckStatus.OK, message)


def _sound() -> CheckResult:
    device = default_audio_output()
    if device.isNull():
        message = "There is no sound device: visitors cannot hear the kiosk."
        return CheckResult(
            "Sound", CheckStatus.WARNING, message, "Connect a loudspeaker or headphones."
        )
    return CheckResult("Sound", CheckStatus.OK, f"{device.description()}.")


def _braille() -> CheckResult:
    try:
        with BrailleConnection() as connection:
            cells = connection.cells()
    except BrailleError as fault:
        advice = "Install brltty and libbrlapi0.8, and add the kiosk's account to the group brlapi."
        return CheckResult("Braille", CheckStatus.WARNING, str(fault), advice)
    if not cells:
        return CheckResult(
            "Braille",
            CheckStatus.WARNING,
            "BRLTTY runs, but no Braille display is connected.",
            "Connect the display, and see docs/accessibility.md.",
        )
    return CheckResult("Braille", CheckStatus.OK, f"A display of {cells} cells.")


def _keypad(settings: Settings) -> CheckResult:
    try:
        keys = resolve_keys(settings.keypad)
    except SettingsError as fault:
        return CheckResult("Keypad", CheckStatus.FAULT, str(fault), fault.advice)
    return CheckResult("Keypad", CheckStatus.OK, f"{len(keys)} keys of its own.")
