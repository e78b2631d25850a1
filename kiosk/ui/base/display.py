"""How large things are on the display: pixels by the millimetre."""

from math import hypot

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication, QScreen

from kiosk.settings import Settings

# The short side of a 27-inch panel, for a display that neither staff nor itself have measured.
_SHORT_SIDE_MM = 336.0
# Diagonals that a kiosk may have: from a tablet of 7 inches to a wall of 120.
_LEAST_MM, _MOST_MM = 170.0, 3050.0
_UNEVEN = 0.15  # by so much the pixels of a panel may differ from squares
# What some displays send for the proportions of their sides (VESA E-EDID, 3.6.2).
_PROPORTIONS = frozenset(
    {(16, 9), (16, 10), (160, 90), (160, 100), (1600, 900), (1600, 1000), (4, 3), (40, 30)}
)
_NO_DISPLAY = ("offscreen", "minimal", "vnc")  # platforms whose millimetres are made up


def screen_size() -> tuple[int, int]:
    """Width and height of the display, in pixels."""
    size = QGuiApplication.primaryScreen().size()
    return size.width(), size.height()


def pixels_per_mm(
    settings: Settings, width: int, height: int, screen: QScreen | None = None
) -> float:
    """By the width that staff measured, as ``screen`` tells, or as on a panel of 27 inches.

    ``width`` and ``height`` are those of the window in pixels; without ``screen`` the
    display is the primary one.
    """
    if settings.screen_width_mm:
        return width / settings.screen_width_mm
    return (
        reported_pixels_per_mm(screen or QGuiApplication.primaryScreen())
        or min(width, height) / _SHORT_SIDE_MM
    )


def reported_pixels_per_mm(screen: QScreen) -> float | None:
    """Pixels by the millimetre as the display itself tells; None where that cannot be true."""
    if QGuiApplication.platformName() in _NO_DISPLAY:
        return None
    size = screen.size()
    return plausible_density(size.width(), size.height(), screen.physicalSize())


def plausible_density(width: int, height: int, physical: QSizeF) -> float | None:
    """Pixels by the millimetre of a display of ``physical`` millimetres, where they are plausible.

    Displays send nothing, their proportions or nonsense; a panel that was turned may be
    told as it was before.
    """
    short, long = sorted((physical.width(), physical.height()))
    if short <= 0 or (round(long), round(short)) in _PROPORTIONS:
        return None
    across, along = min(width, height) / short, max(width, height) / long
    even = abs(across / along - 1) <= _UNEVEN
    return along if even and _LEAST_MM <= hypot(short, long) <= _MOST_MM else None


def reported_width_mm() -> int | None:
    """Millimetres across the primary display as it tells itself; None where it does not."""
    screen = QGuiApplication.primaryScreen()
    known = reported_pixels_per_mm(screen)
    return round(screen.size().width() / known) if known else None
