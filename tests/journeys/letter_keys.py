"""The arrow keys that lead to a letter of the letter pad, and those that type a digit."""

from PySide6.QtCore import Qt

from kiosk.testing.visitor import Visitor
from tests.journeys.keys import DOWN, ENTER, UP

COLUMNS = 6  # of the pad while keys are in use
LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
# From the 5, where each digit begins.
DIGIT_KEYS = {
    "1": (UP, LEFT), "2": (UP, ENTER), "3": (UP, RIGHT),
    "4": (LEFT,), "5": (ENTER,), "6": (RIGHT,),
    "7": (DOWN, LEFT), "8": (DOWN, ENTER), "9": (DOWN, RIGHT),
    "0": (DOWN, DOWN, ENTER),
}  # fmt: skip


def offers(visitor: Visitor) -> list[str]:
    """Return the letters that can come next, which are in the first row."""
    return list(visitor.kiosk.letter_offers.offers)


def steps_to(visitor: Visitor, letter: str) -> list[Qt.Key]:
    """Return the arrow keys from the first offer to ``letter``, the shortest way."""
    forward = LEFT if visitor.kiosk.translator.rightToLeft else RIGHT
    if letter in offers(visitor):
        return [forward] * offers(visitor).index(letter)
    translator = visitor.kiosk.translator
    others = translator.secondLetters
    switched = others and visitor.sees(f"letter-{others[0]}")
    letters = [*(others if switched else translator.letters), " "]
    row, column = divmod(letters.index(letter), COLUMNS)
    return [DOWN] * (row + 1) + [forward] * column
