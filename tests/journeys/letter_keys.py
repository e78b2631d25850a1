"""The arrow keys that lead to a letter of the letter pad."""

from PySide6.QtCore import Qt

from kiosk.testing.visitor import Visitor
from tests.journeys.keys import DOWN

COLUMNS = 6  # of the pad while keys are in use


def offers(visitor: Visitor) -> list[str]:
    """Return the letters that can come next, which are in the first row."""
    return list(visitor.kiosk.letter_offers.offers)


def steps_to(visitor: Visitor, letter: str) -> list[Qt.Key]:
    """Return the arrow keys from the first offer to ``letter``, the shortest way."""
    forward = Qt.Key.Key_Left if visitor.kiosk.translator.rightToLeft else Qt.Key.Key_Right
    if letter in offers(visitor):
        return [forward] * offers(visitor).index(letter)
    letters = [*visitor.kiosk.translator.letters, " "]
    row, column = divmod(letters.index(letter), COLUMNS)
    return [DOWN] * (row + 1) + [forward] * column
