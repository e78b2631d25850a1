"""Reading lists of words of the same meaning and of the Dewey classes that words name.

A list is a CSV file in UTF-8. A line is one meaning: words or phrases, separated by commas. If the
line begins with a class ("641", "658.8") or with the first and the last class of a range, its words
say what these classes are about. Semicolons and tabs may stand for commas, as spreadsheets write
them. "#" begins a comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from kiosk.search.text.normalise import query_tokens

_SEPARATOR = re.compile(r"[,;\t]")
_CLASSES = re.compile(r"(\d[\dX]\d)(?:(\.\d+)|\s*[-\u2010-\u2015]\s*(\d[\dX]\d))?", re.IGNORECASE)
_LONGEST = 60  # characters in a phrase
_MOST_TOKENS = 8  # in a phrase
_MOST_BYTES = 1_000_000
_OWN = ("synonyms.csv", "classes.csv")

Phrase = tuple[str, ...]  # folded words


@dataclass(slots=True)
class WordLists:
    """The phrases of the same meaning and the classes of each phrase.

    ``faults`` has a sentence for each line that cannot be used.
    """

    synonyms: dict[Phrase, list[Phrase]] = field(default_factory=dict)
    classes: dict[Phrase, set[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, text: str, name: str) -> None:
        """Add the lines of ``text``; ``name`` is the name of its file."""
        for number, line in enumerate(text.splitlines(), 1):
            cells = [cell.strip().strip('"').strip() for cell in _SEPARATOR.split(line)]
            cells = list(filter(None, cells))
            if cells and not cells[0].startswith("#"):
                try:
                    self._add_line(cells)
                except ValueError as fault:
                    self.faults.append(f"{name}, line {number}: {fault}")

    def _add_line(self, cells: list[str]) -> None:
        met = _CLASSES.fullmatch(cells[0])
        classes = _classes(*met.groups("")) if met else frozenset()
        phrases = list(dict.fromkeys(map(_phrase, cells[1:] if met else cells)))
        if met and not phrases:
            raise ValueError(f"Class {cells[0]} has no words. Write after it what it is about.")
        if not met and len(phrases) < 2:
            raise ValueError(
                f"“{cells[0]}” stands alone. Write words of the same meaning on one line, with"
                " commas between them."
            )
        for phrase in phrases:
            if met:
                self.classes.setdefault(phrase, set()).update(classes)
                continue
            known = self.synonyms.setdefault(phrase, [])
            known += [each for each in phrases if each != phrase and each not in known]


def load_word_lists(own: Path | None = None) -> WordLists:
    """Return the meanings that come with the program, and those of the library's ``own`` list."""
    found = WordLists()
    for name in _OWN:
        found.add(_shipped(name), name)
    for text in _texts(own, found.faults) if own else ():
        found.add(text, own.name if own else "")
    return found


def _texts(path: Path, faults: list[str]) -> Iterator[str]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            faults.append(f"{path.name} is larger than one megabyte. Make it shorter.")
        else:
            yield path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        faults.append(f"{path.name} is not in UTF-8. Save it as “CSV UTF-8”.")
    except OSError as fault:
        faults.append(f"{path.name} cannot be read: {fault.strerror}.")


@cache
def _shipped(name: str) -> str:
    return (files("kiosk.search.synonyms") / name).read_text(encoding="utf-8")


def _phrase(text: str) -> Phrase:
    if len(text) > _LONGEST:
        raise ValueError(f"“{text[:_LONGEST]}…” is too long. Write at most {_LONGEST} characters.")
    tokens = tuple(query_tokens(text))
    if not any(any(map(str.isalpha, token)) for token in tokens):
        raise ValueError(f"“{text}” is no word.")
    if len(tokens) > _MOST_TOKENS:
        raise ValueError(f"“{text}” has too many words. Write at most {_MOST_TOKENS}.")
    return tokens


def _classes(first: str, decimals: str, last: str) -> frozenset[str]:
    first, last = first.upper(), (last or first).upper()
    if decimals:
        return frozenset((f"{first}{decimals}",))
    if first > last:
        raise ValueError(f"Class {first} comes after class {last}. Write the smaller one first.")
    if not (first + last).isdecimal():
        if first[:2] != last[:2]:
            raise ValueError(f"The classes {first} to {last} are no range.")
        return frozenset(f"{first[:2]}{digit}" for digit in range(int(first[2]), int(last[2]) + 1))
    return frozenset(f"{number:03}" for number in range(int(first), int(last) + 1))
