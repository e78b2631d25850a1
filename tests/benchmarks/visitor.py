"""The text that a visitor types to find a known title."""

import random
from collections.abc import Callable, Iterator

from kiosk.search.text.function_words import FUNCTION_WORDS
from kiosk.search.text.normalise import index_tokens

_LONGEST = 24  # the maximum number of letters typed of a title


def keystrokes(title: str) -> Iterator[str]:
    return (title[:end] for end in range(1, min(len(title), _LONGEST) + 1))


def begun(title: str) -> str:
    """Return the first word of ``title`` except function words, and three letters of the next.

    Articles and other function words are left out, as catalogues advise. If no other word follows
    the function words, the title is typed from its beginning.
    """
    words = title.split()
    start = next((n for n, w in enumerate(words[:-1]) if w.lower() not in FUNCTION_WORDS), 0)
    return f"{words[start]} {words[start + 1][:3]}"


def begun_literally(title: str) -> str:
    """Return the very first word of the title and three letters of the second word."""
    first, second = title.split()[:2]
    return f"{first} {second[:3]}"


def telling(title: str, titles_with: Callable[[str], int]) -> str:
    """Return the rarest word of ``title`` and three letters of the next rarest word.

    Function words are used last. This is how Azzopardi, de Rijke and Balog build the
    "discriminative" queries for known items ("Building simulated queries for known-item topics",
    SIGIR 2007, 3.1).
    """
    words = dict.fromkeys(index_tokens(title))
    rarest = sorted(words, key=lambda w: (w in FUNCTION_WORDS, titles_with(w), w))
    return f"{rarest[0]} {rarest[1][:3]}" if rarest[1:] else begun_literally(title)


def slipped(word: str, rng: random.Random) -> str:
    """Return ``word`` with one or two edits, but never in the first letter."""
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(1, len(word) - 1)
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
        word = rng.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
            )
        )
    return word
