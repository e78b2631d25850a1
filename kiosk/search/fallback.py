"""What a search offers instead if no title has all of its words.

Everything that is offered finds at least one title.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from kiosk.search.filters.selection import filter_conditions, has_match, select_matching
from kiosk.search.headings import find_headings
from kiosk.search.index_entries import BIB_ID
from kiosk.search.query import MAX_WORDS, Query, Scope, parse_query
from kiosk.search.text.function_words import FUNCTION_WORDS
from kiosk.search.text.normalise import index_tokens, query_tokens
from kiosk.search.text.romanisation import is_arabic
from kiosk.search.vocabulary import parse_with_vocabulary
from kiosk.search.words.known_words import is_everyday

_MOST_IN_HEADING = 4  # words of a query that are taken as the name of an author or a subject
_MOST_OF_KIND = 2  # authors, and subjects
_WROTE = f"""
SELECT authors FROM bib WHERE id IN (
  SELECT rowid & {BIB_ID} FROM search_fts WHERE search_fts MATCH ? ORDER BY rowid LIMIT 50
)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Fallback:
    """What can be searched for instead of the typed words.

    ``missing`` are the typed words that no title has. ``alone`` are informative words of a longer
    query, each of which finds titles with the filters of the query. ``authors`` and ``subjects``
    are headings that the typed words name.
    """

    missing: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


NO_FALLBACK = Fallback()


def find_fallback(connection: Connection, query: Query) -> Fallback:
    """Return what to offer if no title has all words of ``query``."""
    typed = list(dict.fromkeys(query.words.split()))[:MAX_WORDS]
    lost = _missing_tokens(connection, query)
    missing = tuple(word for word in typed if not lost.isdisjoint(query_tokens(word)))
    others = [word for word in typed if word not in missing and _is_informative(word)]
    words = index_tokens(query.words)[:MAX_WORDS]
    return Fallback(
        missing=missing,
        alone=tuple(word for word in others if len(typed) > 1 and _finds(connection, query, word)),
        authors=_named(connection, Scope.AUTHORS, words),
        subjects=_named(connection, Scope.SUBJECTS, words),
    )


def only_sounds_alike(connection: Connection, query: Query, titles: Sequence[str]) -> bool:
    """Return True if a search in Latin letters found only Arabic ``titles`` that sound alike."""
    if is_arabic(query.words) or not all(map(is_arabic, titles)):
        return False
    words = parse_with_vocabulary(connection, query.words, query.scope)
    sound = words.match_sound() if words else ""
    if not sound or has_match(connection, words.match_written()):
        return False
    return has_match(connection, sound)


def _missing_tokens(connection: Connection, query: Query) -> set[str]:
    """Return the tokens of the query that no title has; the last one may be a beginning."""
    parsed = parse_with_vocabulary(connection, query.words)
    pairs = zip(parsed.spellings, parsed.terms(), strict=True)
    return {
        spellings[0]
        for spellings, term in list(pairs)[:MAX_WORDS]
        if not has_match(connection, term)
    }


def _is_informative(word: str) -> bool:
    return not FUNCTION_WORDS.issuperset(index_tokens(word))


def _finds(connection: Connection, query: Query, words: str) -> bool:
    """Return True if a title matches ``words`` with the filters of ``query``."""
    parsed = parse_with_vocabulary(connection, words)
    if not parsed:
        return False
    found = select_matching(parsed.match_all(), query).narrow(filter_conditions(query).all())
    return len(found.ids(connection, 1)) > 0


def _named(connection: Connection, scope: Scope, words: Sequence[str]) -> tuple[str, ...]:
    """Return the headings that as many successive words as possible name."""
    for length in range(min(_MOST_IN_HEADING, len(words)), 0, -1):
        found = [
            heading
            for run in _runs(words, length, either_way=scope is Scope.AUTHORS)
            for heading in find_headings(connection, scope.value, run, _MOST_OF_KIND)
            if length > 1 or index_tokens(heading) == [run]
            if has_match(connection, parse_query(heading, scope).match_all())
        ]
        if found:
            return tuple(dict.fromkeys(found))[:_MOST_OF_KIND]
    return _by_surname(connection, words) if scope is Scope.AUTHORS else ()


def _by_surname(connection: Connection, words: Sequence[str]) -> tuple[str, ...]:
    """Return the authors whose surname is one of ``words`` and no everyday word, unless many."""
    names = {
        name: None
        for word in words
        if not is_everyday(word) and word.isalpha()
        for (authors,) in connection.exec_driver_sql(_WROTE, (f'authors : "{word}"',))
        for name in json.loads(authors)
        if _surname(name) == word
    }
    return tuple(names) if len(names) <= _MOST_OF_KIND else ()


def _surname(name: str) -> str:
    family, comma, _ = name.partition(",")
    return "".join(index_tokens(family) if comma else index_tokens(name)[-1:])


def _runs(words: Sequence[str], length: int, *, either_way: bool) -> Iterator[str]:
    """Yield runs of ``length`` words; a name may begin with the last of its words."""
    for place in range(len(words) - length + 1):
        run = words[place : place + length]
        if not FUNCTION_WORDS.issuperset(run):
            yield " ".join(run)
            if either_way and length > 1:
                yield " ".join([run[-1], *run[:-1]])
