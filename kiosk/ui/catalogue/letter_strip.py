"""The letters at which a visitor can enter a list from A to Z.

The list may hold several scripts. The strip shows the letters of one script, and of each other
script only the first letter, which leads to that script.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

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
    counts = Counter(map(_script, occurring))
    wanted = (_script(chosen), _script(filing_initial(alphabet(language)[0])))
    shown = next(
        (script for script in wanted if counts[script]),
        max(counts, key=counts.__getitem__, default=""),
    )
    written = _written(alphabet(language))
    rows: list[ChoiceRow] = []
    seen: set[str] = set()
    for initial in occurring:
        script = _script(initial)
        if script == shown and script != _DIGIT:
            label = written.get(initial, initial).upper()
            rows.append(ChoiceRow(initial, label, chosen=initial == chosen))
        elif script not in seen:
            label = written.get(initial, initial).upper()
            if script == _DIGIT:
                label = f"{formats.number(0, language)}–{formats.number(9, language)}"
            rows.append(ChoiceRow(initial, label, chosen=script == _script(chosen)))
        seen.add(script)
    return rows


_DIGIT = "DIGIT"


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
