"""The folders of the files that are distributed with the kiosk, in a checkout and in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def assets() -> Path:
    """Return the folder that contains the fonts, the icons and the demo library."""
    return _bundled("assets")


def translations() -> Path:
    """Return the folder of the gettext catalogues, ``<locale>/LC_MESSAGES/kiosk.po``."""
    return _bundled("translations")


def _bundled(name: str) -> Path:
    inside = _PACKAGE / f"_{name}"  # the path in a wheel
    return inside if inside.is_dir() else _PACKAGE.parent / name
