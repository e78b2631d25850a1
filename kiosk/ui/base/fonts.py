"""The bundled fonts, so that no text depends on the fonts of the operating system."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from kiosk.resources import assets


@dataclass(frozen=True, slots=True)
class Family:
    """A font family in the manifest, with the scripts (ISO 15924) and the files of the family."""

    name: str
    scripts: frozenset[str]
    files: tuple[Path, ...]


@cache
def manifest() -> tuple[Family, ...]:
    """Return the font families in ``assets/fonts/fonts.toml``, in order of preference."""
    folder = assets() / "fonts"
    with (folder / "fonts.toml").open("rb") as file:
        listed = tomllib.load(file)["family"]
    return tuple(
        Family(
            each["name"],
            frozenset(each["scripts"]),
            tuple(folder / part["name"] for part in each["file"]),
        )
        for each in listed
    )


def main_family() -> str:
    """Return the font family used for all texts; the other families are fallbacks."""
    return manifest()[0].name


@cache
def load() -> frozenset[str]:
    """Register the fonts with Qt, once, and return the scripts that the fonts cover.

    The function needs a QGuiApplication. Characters that no bundled font contains are rendered
    with the fonts of the operating system.
    """
    loaded = [family for family in manifest() if all(_added(path) for path in family.files)]
    QFont.insertSubstitutions(main_family(), [family.name for family in loaded])
    return frozenset(script for family in loaded for script in family.scripts)


def _added(path: Path) -> bool:
    return QFontDatabase.addApplicationFont(str(path)) != -1
