"""What a visitor asks for, and the FTS5 expression that looks for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.search.normalise import (
    OPENING,
    compact_number,
    isbn13,
    tokens,
    typed,
    without_article,
)

# Words after these are not looked for: enough to know any title by, and few enough
# that no text makes a slow query.
MOST_WORDS = 16
_LONGEST_TEXT = 1000  # characters
_SHORTEST_NUMBER = 5  # digits: fewer are rather a year or a shelf
_ARTICLE_ALONE = "ال"


@dataclass(frozen=True, slots=True)
class Query:
    """Words and filters; an empty filter lets everything through.

    ``words`` is any text as typed; without a word in it all titles match, the most
    popular first. ``languages`` are BCP 47 primary subtags ("" where not known),
    ``formats`` values of Format, ``branches`` codes as in Item.branch: a title
    passes that has a copy there. ``years`` are the first and the last, both
    included, None for open. With ``available_only`` a copy can be had now (at one
    of the ``branches``, if there are any).
    """

    words: str = ""
    languages: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    branches: frozenset[str] = frozenset()
    years: tuple[int | None, int | None] = (None, None)
    available_only: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a query, folded. The last is being typed: it may be the start of one.

    ``spellings`` holds, for each word, the tokens of which one is enough.
    ``number`` is the whole text as an ISBN without hyphens, in full or its start, or "".
    ``whole`` is the text as a title that is exactly this would be indexed.
    """

    spellings: tuple[tuple[str, ...], ...]
    number: str
    whole: str

    def __bool__(self) -> bool:
        return bool(self.spellings)

    def every(self) -> str:
        """The FTS5 expression for texts with all the words."""
        ways = [f"({' AND '.join(self._terms())})", self.beginning() if self.spellings[1:] else ""]
        if self.number:
            numbers = dict.fromkeys((self.number, isbn13(self.number)))
            ways.append(f"numbers : {_term(list(numbers), True)}")
        return " OR ".join(filter(None, ways))

    def beginning(self) -> str:
        """The expression for titles that begin as typed, wherever the spaces are, or ""."""
        starts = [phrase.replace(" ", "") for phrase in self.phrases()]
        if any(len(start) > OPENING for start in starts):
            return ""
        return f"openings : {_term(starts, True)}"

    def most(self) -> Iterator[str]:
        """Ever weaker expressions, for when ``every`` finds nothing."""
        terms = self._terms()
        if 2 < len(terms) <= 6:
            rests = (terms[:n] + terms[n + 1 :] for n in range(len(terms)))
            yield " OR ".join(f"({' AND '.join(rest)})" for rest in rests)
        if len(terms) > 1:
            yield " OR ".join(terms)

    def phrases(self) -> Iterator[str]:
        """The words side by side, once for each spelling of the last."""
        before = [spellings[0] for spellings in self.spellings[:-1]]
        for last in self.spellings[-1]:
            yield " ".join([*before, last])

    def _terms(self) -> list[str]:
        last = len(self.spellings) - 1
        return [_term(words, place == last) for place, words in enumerate(self.spellings)]


def read(text: str) -> Words:
    """The words of ``text``; any text is allowed."""
    text = text[:_LONGEST_TEXT]
    found = typed(text)[:MOST_WORDS]
    if found and found[-1] == _ARTICLE_ALONE:  # the word to come decides
        found.pop()
    number = compact_number(text) if found else ""
    return Words(
        spellings=tuple(
            _spellings(word, place == len(found) - 1) for place, word in enumerate(found)
        ),
        number=number if len(number) >= _SHORTEST_NUMBER and [number] != found else "",
        whole=" ".join(tokens(text)),
    )


def _spellings(word: str, last: bool) -> tuple[str, ...]:
    bare = without_article(word)
    # "الك" may become "الكتاب", which is indexed without its article.
    return (word, bare) if last and bare not in (word, "") else (word,)


def _term(words: Sequence[str], last: bool) -> str:
    # A character alone is the start of a pair in Chinese.
    terms = [f'"{word}"' + ("*" if last or _single(word) else "") for word in words]
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def _single(word: str) -> bool:
    return len(word) == 1 and word > "\u2e80"
