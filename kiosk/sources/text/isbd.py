"""Splitting texts that contain a whole area of ISBD, as printed on a catalogue card.

The areas are 1 and 4 of the International Standard Bibliographic Description: “Title / statement of
responsibility” and “Place : publisher, year”.
"""

import re
from collections.abc import Sequence

_IMPRINT = re.compile(r"(?:[^:;]{2,60} ?: ?)?([^:]{2,120}?)[,.] ?(\[?[c©]?[0-9]{4}[?\]]{0,2}\.?)")
_WORD = re.compile(r"\w{3,}")


def split_imprint(publisher: str) -> tuple[str, str]:
    """Return the publisher and the year after it; the year is "" if there is none."""
    met = _IMPRINT.fullmatch(publisher)
    return (met[1].strip(), met[2]) if met else (publisher, "")


def split_statement(title: str, authors: Sequence[str]) -> tuple[str, str]:
    """Return the title, and the statement after the slash if it names one of ``authors``.

    Otherwise the statement is "" and the title is unchanged.
    """
    front, slash, behind = title.partition(" / ")
    names = {word.casefold() for author in authors for word in _WORD.findall(author)}
    named = any(word.casefold() in names for word in _WORD.findall(behind))
    return (front.strip(), behind.strip(" .")) if slash and front and named else (title, "")
