"""The fonts that come with the kiosk, so that no text depends on those of the system."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from kiosk.resources import assets


@dataclass(frozen=True, slots=True)
class Family:
    """A font family of the manifest, the scripts it is for (ISO 15924), its files."""

    name: str
    scripts: frozenset[str]
    files: tuple[Path, ...]


@cache
def manifest() -> tuple[Family, ...]:
    """The families of ``assets/fonts/fonts.toml``, the first that has a letter to be taken."""
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
    """The family that every text asks for; the others give the letters that it lacks."""
    return manifest()[0].name


@cache
def load() -> frozenset[str]:
    """Make the fonts known to Qt, once. Returns the scripts that there is a font for.

    Needs a QGuiApplication. A letter that is in none of them is taken from the system.
    """
    loaded = [family for family in manifest() if all(_added(path) for path in family.files)]
    QFont.insertSubstitutions(main_family(), [family.name for family in loaded])
    return frozenset(script for family in loaded for script in family.scripts)


def _added(path: Path) -> bool:
    return QFontDatabase.addApplicationFont(str(path)) != -1
