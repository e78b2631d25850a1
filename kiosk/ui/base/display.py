"""The resolution of the display in pixels per millimetre."""

from math import hypot

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QGuiApplication, QScreen

from kiosk.settings import Settings

# The short side of a 27-inch panel, used if neither staff nor the display specify a size.
_SHORT_SIDE_MM = 336.0
# Plausible diagonals: from a 7-inch tablet to a 120-inch wall.
_LEAST_MM, _MOST_MM = 170.0, 3050.0
_UNEVEN = 0.15  # tolerance: pixels may not be exactly square
# Aspect ratios that some displays report instead of a size (VESA E-EDID, 3.6.2).
_PROPORTIONS = frozenset(
    {(16, 9), (16, 10), (160, 90), (160, 100), (1600, 900), (1600, 1000), (4, 3), (40, 30)}
)
_NO_DISPLAY = ("offscreen", "minimal", "vnc")  # platforms that invent a physical size


def screen_size() -> tuple[int, int]:
    """Return the width and height of the primary display in pixels."""
    size = QGuiApplication.primaryScreen().size()
    return size.width(), size.height()


def pixels_per_mm(
    settings: Settings, width: int, height: int, screen: QScreen | None = None
) -> float:
    """Return the pixels per millimetre of a display.

    The result is based on the width that staff have measured. If they have measured none, it is
    based on the size that the display reports, or else on the size of a 27-inch panel. ``width``
    and ``height`` of the window are in pixels; ``screen`` defaults to the primary display.
    """
    if settings.screen_width_mm:
        return width / settings.screen_width_mm
    return (
        reported_pixels_per_mm(screen or QGuiApplication.primaryScreen())
        or min(width, height) / _SHORT_SIDE_MM
    )


def reported_pixels_per_mm(screen: QScreen) -> float | None:
    """Return the pixels per millimetre that the display reports.

    If the reported size is not plausible, None is returned.
    """
    if QGuiApplication.platformName() in _NO_DISPLAY:
        return None
    size = screen.size()
    return plausible_density(size.width(), size.height(), screen.physicalSize())


def plausible_density(width: int, height: int, physical: QSizeF) -> float | None:
    """Return the pixels per millimetre of a display of ``physical`` size in mm.

    If the size is not plausible, None is returned: some displays report no size, their aspect
    ratio or random numbers. A rotated panel may report the size before the rotation.
    """
    short, long = sorted((physical.width(), physical.height()))
    if short <= 0 or (round(long), round(short)) in _PROPORTIONS:
        return None
    across, along = min(width, height) / short, max(width, height) / long
    even = abs(across / along - 1) <= _UNEVEN
    return along if even and _LEAST_MM <= hypot(short, long) <= _MOST_MM else None


def reported_width_mm() -> int | None:
    """Return the width in mm that the primary display reports, or None if it is not plausible."""
    screen = QGuiApplication.primaryScreen()
    known = reported_pixels_per_mm(screen)
    return round(screen.size().width() / known) if known else None
