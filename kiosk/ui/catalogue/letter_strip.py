"""The letters at which a visitor can enter a list from A to Z.

The list may hold several scripts. The strip shows the letters of one script, and of each other
script one choice such as "ا–ي", which leads to that script.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from kiosk.i18n import formats
from kiosk.i18n.alphabets import alphabet
from kiosk.services.catalogue.catalogue_search import filing_initial
from kiosk.ui.base.rows import ChoiceRow


def letter_strip(initials: Iterable[str], language: str, start: str) -> list[ChoiceRow]:
    """Return the choices of the strip in filing order.

    ``initials`` are the first characters that occur in the list, in filing order; ``start`` is
    what the visitor has typed. The letters are those of the script of ``start``, or else of
    ``language``, as they are written there, or else of the script with the most letters. All digits
    are one choice.
    """
    occurring = list(initials)
    chosen = filing_initial(start)
    scripts: dict[str, list[str]] = {}
    for initial in occurring:
        scripts.setdefault(_script(initial), []).append(initial)
    letters = {script: found for script, found in scripts.items() if script != _DIGIT}
    wanted = (_script(chosen), _script(filing_initial(alphabet(language)[0])))
    most = max(letters, key=lambda script: len(letters[script]), default="")
    shown = next((script for script in wanted if script in letters), most)
    written = _written(alphabet(language))
    rows: list[ChoiceRow] = []
    for script, found in scripts.items():
        if script == shown:
            rows += [ChoiceRow(each, _label(each, written), each == chosen) for each in found]
        elif script == _DIGIT:
            label = f"{formats.number(0, language)}–{formats.number(9, language)}"
            rows.append(ChoiceRow(found[0], label, script == _script(chosen)))
        else:
            ends = dict.fromkeys(_label(each, written) for each in (found[0], found[-1]))
            rows.append(ChoiceRow(found[0], "–".join(ends), script == _script(chosen)))
    return rows


_DIGIT = "DIGIT"


def _label(initial: str, written: Mapping[str, str]) -> str:
    return written.get(initial, initial).upper()


def _script(character: str) -> str:
    """Return the script of ``character`` by its Unicode name, or "DIGIT"."""
    if character.isdecimal():
        return _DIGIT
    return unicodedata.name(character, "").partition(" ")[0] if character else ""


def _written(letters: Sequence[str]) -> dict[str, str]:
    """Return the letters of an alphabet by the character that they are filed under."""
    found: dict[str, str] = {}
    for letter in letters:
        filed = filing_initial(letter)
        if filed and (filed not in found or letter == filed):
            found[filed] = letter
    return found
