"""The vectors of titles that are compared to find titles about the same thing (decision 27)."""

from collections.abc import Sequence

MODEL = "multilingual-e5-small-q4.1"  # only vectors of one model can be compared
DIMENSIONS = 384  # numbers of 8 bits, so also the length in bytes
LONGEST_TEXT = 300  # characters; more would cost time and say little
_MOST_SUBJECTS = 4
_LONGEST_SUMMARY = 200


def title_text(title: str, subjects: Sequence[str], summary: str) -> str:
    """Return the text that stands for a title: what it is called and what it is about."""
    parts = (title, *subjects[:_MOST_SUBJECTS], summary[:_LONGEST_SUMMARY])
    return ". ".join(filter(None, parts))[:LONGEST_TEXT]
