"""A visitor's query and its FTS5 expressions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from kiosk.domain.isbn import as_isbn13
from kiosk.search.text import romanisation
from kiosk.search.text.function_words import find_function_words
from kiosk.search.text.normalise import (
    ARTICLE,
    OPENING_LENGTH,
    compact_number,
    index_tokens,
    query_tokens,
    strip_arabic_article,
)
from kiosk.search.text.unspaced import is_short
from kiosk.search.text.word_forms import query_forms

# The maximum number of words that must match. This is enough to identify any title, and low enough
# to keep every query fast.
MAX_WORDS = 16
PREFIX_LENGTH = 4  # characters: the longest prefix index of search_fts
# letters: a shorter last word is probably the beginning of another word
SHORTEST_WHOLE = 3
_MOST_TERMS = 256
_MOST_ALTERNATIVES = 64  # terms of which any may match, the first ones
_LONGEST_TEXT = 4000  # characters
_SHORTEST_NUMBER = 5  # digits: a shorter number is probably a year or a call number
_LABEL = re.compile(r"^\W*is[bs]n(?:[-\s(]*1[03]\)?(?=\W))?\W*(?=\d)", re.IGNORECASE)
_BEGUN_ISBN_10 = re.compile(r"\d{7,9}")
_LEAST_CONSONANTS = 3  # with fewer consonants, too many Arabic words would match
_NAMED = "{title authors subjects numbers openings}"


class SortOrder(StrEnum):
    """The order of the results.

    RELEVANCE puts the best match first, or the most popular title if the query has no words. NEWEST
    puts the latest year first, or the title added last if the query has no words. TITLE uses filing
    order, which ignores initial articles.
    """

    RELEVANCE = "fit"
    NEWEST = "newest"
    TITLE = "title"


class Scope(StrEnum):
    """The fields that are searched: all fields, or one column of the index."""

    ANYWHERE = ""
    AUTHORS = "authors"
    SUBJECTS = "subjects"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Query:
    """A search: words, filters and a sort order. An empty filter matches every title.

    ``words`` is the text that the visitor typed; if it contains no words, all titles match.
    ``languages`` are BCP 47 primary subtags ("" means unknown), and ``formats`` are values of
    Format. ``branches`` are branch codes as in ``Item.branch``; a title matches if one of these
    branches has a copy. ``years`` is the first and the last year, both included, or None for any
    year. If ``available_only`` is true, a copy must have been available when its source was last
    read (at one of the ``branches``, if any are given); Facets.sure tells whether that is certain.
    ``scope`` limits the search to one field. ``topics`` are codes of Topic, and ``ages`` are of
    AGES: a title matches if one of its copies has such a call number or shelf.
    """

    words: str = ""
    languages: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    branches: frozenset[str] = frozenset()
    years: tuple[int | None, int | None] = (None, None)
    available_only: bool = False
    order: SortOrder = SortOrder.RELEVANCE
    scope: Scope = Scope.ANYWHERE
    topics: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """The folded words of a query. The visitor may still be typing the last word.

    ``spellings`` contains the alternative tokens for each word. If the whole text is an ISBN or the
    beginning of one, ``number`` is the text without hyphens; otherwise it is "". ``full_text`` is
    the text normalised as in the index. ``completions`` lists the words that begin with the last
    word, if these are known (:func:`kiosk.search.vocabulary.parse_with_vocabulary`).
    ``transliterated`` contains the alternative spellings in Latin letters of each word if the text
    is in Javanese script. ``others`` contains other ways to write each word, which may be several
    words (:func:`kiosk.search.other_spellings.add_spellings`).
    """

    spellings: tuple[tuple[str, ...], ...]
    number: str
    full_text: str
    scope: Scope = Scope.ANYWHERE
    completions: tuple[str, ...] = ()
    transliterated: tuple[tuple[str, ...], ...] = ()
    others: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.spellings)

    def match_names(self) -> str:
        """Return the FTS5 expression for titles whose name fields contain all words as typed.

        The name fields are titles, authors, subjects and numbers. Summaries and other forms of the
        words are not searched.
        """
        words = " AND ".join(map(self._plain, range(len(self.spellings[:MAX_WORDS]))))
        if self.scope:
            return f"{self.scope} : ({words})"
        return " OR ".join(self._as_a_whole_too(f"{_NAMED} : ({words})"))

    def match_whole(self) -> str:
        """Return the part of ``match_names`` that matches only the whole last word as typed.

        Returns "" if the word is so short that it is probably only a beginning.
        """
        last = self.spellings[-1][0]
        if self.scope or len(last) < SHORTEST_WHOLE:
            return ""
        terms = [*map(self._plain, range(len(self.spellings[:MAX_WORDS]) - 1)), f'"{last}"']
        return f"{_NAMED} : ({' AND '.join(terms)})"

    def match_all(self) -> str:
        """Return the FTS5 expression for titles that contain all words in any form and field."""
        return " OR ".join(self.match_all_parts())

    def match_all_parts(self) -> list[str]:
        """Return expressions; each title that ``match_all`` finds matches at least one of them."""
        return [*self._written_parts(), *filter(None, [self.match_sound()])]

    def match_sound(self) -> str:
        """Return the FTS5 expression for Arabic titles with the same consonants as the words.

        Returns "" if the words contain too few consonants, or if the search is limited to one
        field.
        """
        words = [_consonants(words[0]) for words in self.spellings[:MAX_WORDS]]
        count = sum(min(map(len, forms), default=0) for forms in words)
        if self.scope or count < _LEAST_CONSONANTS:
            return ""
        terms = [_either([f'"{form}"' for form in forms]) for forms in words[:-1] if forms]
        if words[-1]:
            terms.append(_either([_start(form) for form in words[-1]]))
        return f"latin : ({' AND '.join(terms)})"

    def match_written(self) -> str:
        """Return ``match_all`` without the titles that only sound alike."""
        return " OR ".join(self._written_parts())

    def _written_parts(self) -> list[str]:
        if self.scope:
            return [self.match_names()]
        words = f"({' AND '.join(self.terms()[:MAX_WORDS])})"
        return [*self._as_a_whole_too(words), *filter(None, [self._transliterated()])]

    def match_any(self) -> str:
        """Return the FTS5 expression for titles that contain any of the informative words."""
        terms = (term for _, term in self.informative_terms())
        return " OR ".join(islice(dict.fromkeys(terms), _MOST_ALTERNATIVES))

    def informative_terms(self) -> list[tuple[str, str]]:
        """Return (word, expression) for each informative word, as often as it was typed.

        If no word is informative, all words are returned.
        """
        pairs = list(zip(self.typed_words(), self.terms(), strict=True))
        function_words = find_function_words(self.typed_words())
        return [pair for pair in pairs if pair[0] not in function_words] or pairs

    def typed_words(self) -> list[str]:
        """Return the words as typed, without alternative spellings."""
        return [spellings[0] for spellings in self.spellings]

    def match_opening(self) -> str:
        """Return the FTS5 expression for titles that begin with the typed text; spaces are ignored.

        Returns "" if the text is longer than an indexed opening, or if the search is limited to one
        field.
        """
        starts = dict.fromkeys(phrase.replace(" ", "") for phrase in self.phrases())
        short = [start for start in starts if len(start) <= OPENING_LENGTH]
        if self.scope or not short:
            return ""
        return f"openings : {_either(list(map(_start, short)))}"

    def phrases(self) -> Iterator[str]:
        """Yield a phrase of all the words for each spelling of the last word and other spelling."""
        typed = self.typed_words()
        for last in self.spellings[-1]:
            yield " ".join([*typed[:-1], last])
        for start, other in ((n, other) for n, each in enumerate(self.others) for other in each):
            if start and other in self.others[start - 1]:
                continue  # it stands for several words, from the first of them on
            end = start + 1
            while end < len(typed) and other in self.others[end]:
                end += 1
            yield " ".join([*typed[:start], other, *typed[end:]])

    def ways_to_write(self) -> list[tuple[str, ...]]:
        """Return the spellings of each word, with its other spellings."""
        others = self.others or ((),) * len(self.spellings)
        return [(*each, *more) for each, more in zip(self.spellings, others, strict=True)]

    def terms(self) -> list[str]:
        """Return one FTS5 expression per word, which matches any form of the word."""
        return [
            _either([self._plain(place), *_forms(words)])
            for place, words in enumerate(self.spellings)
        ]

    def _plain(self, place: int) -> str:
        words = self.spellings[place]
        # Only the last word may be incomplete, except in a heading that was chosen from a list.
        last = place == len(self.spellings) - 1 and not self.scope
        if not last:
            terms = [_term(word) for word in words]
        elif self.completions:
            terms = [f'"{word}"' for word in self.completions]
        else:
            terms = [_start(word) for word in words]
        others = self.others[place] if self.others else ()
        return _either([*terms, *(_other(each, last=last) for each in others)])

    def _as_a_whole_too(self, words: str) -> list[str]:
        """Return ``words`` with alternatives that match the whole text as a title or a number."""
        ways = [words, self.match_opening() if self.spellings[1:] else ""]
        if self.number:
            numbers = dict.fromkeys((self.number, as_isbn13(self.number)))
            if _BEGUN_ISBN_10.fullmatch(self.number):
                numbers[f"978{self.number}"] = None
            ways.append(f"numbers : {_either(list(map(_start, numbers)))}")
        return list(filter(None, ways))

    def _transliterated(self) -> str:
        """Return the FTS5 expression for titles in Latin letters, for words in Javanese script."""
        terms = [_either([f'"{word}"' for word in words]) for words in self.transliterated[:-1]]
        terms += [_either([_start(word) for word in words]) for words in self.transliterated[-1:]]
        return f"{_NAMED} : ({' AND '.join(terms[:MAX_WORDS])})" if terms else ""


def parse_query(text: str, scope: Scope = Scope.ANYWHERE) -> ParsedQuery:
    """Return ``text`` parsed into words; any string is accepted."""
    text = romanisation.strip_tones(_LABEL.sub("", text[:_LONGEST_TEXT]))
    found = query_tokens(text)[:_MOST_TERMS]
    if found and found[-1] == ARTICLE:  # only an article so far: wait for more letters
        found.pop()
    number = compact_number(text) if found else ""
    return ParsedQuery(
        spellings=tuple(
            _spellings(word, place == len(found) - 1) for place, word in enumerate(found)
        ),
        number=number if len(number) >= _SHORTEST_NUMBER else "",
        full_text=" ".join(index_tokens(text)),
        scope=scope,
        transliterated=tuple(romanisation.javanese_words(text)),
    )


def _spellings(word: str, last: bool) -> tuple[str, ...]:
    bare = strip_arabic_article(word)
    # "الك" may become "الكتاب", which is indexed without its article.
    return (word, bare) if last and bare not in (word, "") else (word,)


def _term(word: str) -> str:
    return _start(word) if is_short(word) else f'"{word}"'


def _other(phrase: str, *, last: bool) -> str:
    """Return the expression for names that contain all words of ``phrase``."""
    terms = [f'"{word}"' for word in phrase.split()]
    if last and len(terms) > 1:
        terms[-1] += "*"
    return f"{{title authors subjects}} : ({' AND '.join(terms)})"


def _start(word: str) -> str:
    return f'"{word}"*'


def _forms(words: Sequence[str]) -> list[str]:
    return [f'"{form}"' for word in words for form in query_forms(word)]


def _consonants(word: str) -> tuple[str, ...]:
    """Return the consonants of a romanised Arabic word, with and without an attached article."""
    forms = (word, word.removeprefix("al")) if len(word) > len("al") + 3 else (word,)
    return tuple(dict.fromkeys(filter(None, map(romanisation.latin_consonants, forms))))


def _either(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"
