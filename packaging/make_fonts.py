# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.60.1"]
# ///
"""Generate assets/fonts/ from published fonts: uv run packaging/make_fonts.py.

Each family comes, regular and bold, from an npm package of a fixed version. Large fonts are
reduced to the characters that the kiosk needs. The same packages always give the same files;
``fonts.toml`` lists the source, licence and SHA-256 of each. Needs npm.
"""

import hashlib
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset

FOLDER = Path(__file__).parents[1] / "assets" / "fonts"
WEIGHTS = ("400Regular", "700Bold")


@dataclass(frozen=True, slots=True)
class Family:
    """A font family: its scripts (ISO 15924), its npm package and the characters to keep."""

    name: str
    scripts: tuple[str, ...]
    package: str
    version: str
    letters: frozenset[int] | None = None  # None keeps all

    @property
    def stem(self) -> str:
        return self.name.replace(" ", "")


def gb2312() -> Iterable[int]:
    """Yield the 7,445 characters of GB/T 2312-1980; 6,763 of them are Chinese."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from map(ord, bytes((row, cell)).decode("gb2312", "ignore"))


LATIN_GREEK_CYRILLIC = (
    *range(0x20, 0x530), *range(0x1D00, 0x2000), *range(0x2000, 0x20D0), *range(0x2100, 0x2200),
)  # fmt: skip

# The first font draws every character that it has; the next ones draw the rest, in this order.
FAMILIES = (
    Family("Atkinson Hyperlegible Next", ("Latn",), "atkinson-hyperlegible-next", "0.4.1"),
    Family(
        "Noto Sans", ("Latn", "Grek", "Cyrl"), "noto-sans", "0.4.2",
        frozenset(LATIN_GREEK_CYRILLIC),
    ),
    Family("Noto Sans Arabic", ("Arab",), "noto-sans-arabic", "0.4.3"),
    Family("Noto Sans Myanmar", ("Mymr",), "noto-sans-myanmar", "0.4.2"),
    Family(
        "Noto Sans SC", ("Hans",), "noto-sans-sc", "0.4.3",
        frozenset((*range(0x20, 0x7F), *gb2312())),
    ),
)  # fmt: skip


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    entries = []
    for family in FAMILIES:
        with tempfile.TemporaryDirectory() as folder:
            entries.append(build(family, download(family, Path(folder))))
    head = "# Made by packaging/make_fonts.py. A letter is taken from the first font that has it.\n"
    (FOLDER / "fonts.toml").write_text(head + "".join(entries), "utf-8")


def download(family: Family, folder: Path) -> Path:
    """Download the package of ``family`` and return the folder in which it was unpacked."""
    source = f"@expo-google-fonts/{family.package}@{family.version}"
    subprocess.run(["npm", "pack", "--silent", source], cwd=folder, check=True)  # noqa: S603, S607
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def build(family: Family, package: Path) -> str:
    """Write the font files of ``family`` and return its part of ``fonts.toml``."""
    licence = FOLDER / f"{family.stem}-OFL.txt"
    licence.write_bytes((package / "LICENSE_FONT").read_bytes())
    scripts = ", ".join(f'"{script}"' for script in family.scripts)
    part = f"""
[[family]]
name = "{family.name}"
scripts = [{scripts}]
licence = "OFL-1.1"
licence_file = "{licence.name}"
source = "npm @expo-google-fonts/{family.package} {family.version}"
subset = {str(family.letters is not None).lower()}
"""
    for weight in WEIGHTS:
        target = FOLDER / f"{family.stem}-{weight[3:]}.ttf"
        write(next((package / weight).glob("*.ttf")), target, family.letters)
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        part += f'\n[[family.file]]\nname = "{target.name}"\nsha256 = "{digest}"\n'
    return part


def write(source: Path, target: Path, letters: frozenset[int] | None) -> None:
    if letters is None:
        target.write_bytes(source.read_bytes())
        return
    options = subset.Options(layout_features=["*"], hinting=False, notdef_outline=True)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.save(target)


if __name__ == "__main__":
    main()
