"""Titles that have another word for what was typed, or its class, and not the word itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection

from kiosk.search.filters.selection import Selection, has_match
from kiosk.search.index_entries import BIB_ID
from kiosk.search.marks import match_classes
from kiosk.search.query import ParsedQuery
from kiosk.search.relevance import QUESTION_WORDS
from kiosk.search.synonyms.word_lists import Phrase, WordLists, load_word_lists
from kiosk.search.text.normalise import query_tokens
from kiosk.search.text.word_forms import query_forms

# Words that only say that a book is wanted ("books about cooking"), in the ten languages.
_BOOKS = frozenset(
    query_tokens("buku bukunya book books kitab كتاب كتب کتاب کتابها livre livres libro libros 书")
)
_FIELDS = "{title subjects variants}"


class Synonyms:
    """The lists of the program and the library's own list, which is read again when it changes."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self._changed: int | None = None
        self._lists: WordLists | None = None
        self._longest = 0

    def faults(self) -> list[str]:
        """Return a sentence for each line of the lists that cannot be used."""
        return self._current().faults

    def matches(self, connection: Connection, words: ParsedQuery) -> list[str]:
        """Return FTS5 expressions for titles with other words for ``words``, or with their classes.

        The titles of an expression come before those of the next. If no title has all the words,
        the first expression is for the words that name the subject. There is none for a question, a
        number, or a search in one field.
        """
        if not words or words.scope or words.number:
            return []
        terms = words.terms()
        informative = {word for word, _ in words.informative_terms()}
        subject = informative - _BOOKS
        if not subject or len(informative) >= QUESTION_WORDS:
            return []
        places = [n for n, each in enumerate(words.spellings) if each[0] in subject]
        parts = list(self._parts([(words.spellings[n][0], terms[n]) for n in places]))
        synonyms = _any_replaced([(own, synonyms) for own, synonyms, _ in parts])
        classes = _any_replaced([(own, _either(also, marks)) for own, also, marks in parts])
        if classes and len(places) < len(terms) and not has_match(connection, words.match_all()):
            own = " AND ".join(f"({own})" for own, _, _ in parts)
            return [own, *filter(None, [synonyms]), f"({own}) OR {classes}"]
        return list(dict.fromkeys(filter(None, (synonyms, classes))))

    def _parts(self, words: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield for each phrase of ``words`` the expressions of itself, synonyms and classes."""
        lists = self._current()
        start = 0
        while start < len(words):
            for size in range(min(self._longest, len(words) - start), 0, -1):
                phrase = tuple(word for word, _ in words[start : start + size])
                synonyms, classes = _lookup(lists, phrase)
                if synonyms or classes or size == 1:
                    own = " AND ".join(term for _, term in words[start : start + size])
                    yield own, _any_of(synonyms), match_classes(classes)
                    start += size
                    break

    def _current(self) -> WordLists:
        changed = _changed(self._own)
        if self._lists is None or changed != self._changed:
            self._changed = changed
            self._lists = load_word_lists(self._own)
            phrases = self._lists.synonyms.keys() | self._lists.classes.keys()
            self._longest = max(map(len, phrases), default=0)
        return self._lists


def extend_page(
    connection: Connection,
    selection: Selection,
    matches: Sequence[str],
    page: Sequence[int],
    limit: int,
    offset: int,
) -> list[int]:
    """Return ``page`` with the titles that match only by their meaning, up to ``limit`` bib ids.

    ``selection`` is of the titles with the words themselves, of which ``page`` is the page at
    ``offset``. The titles of the first of ``matches`` come first, and of each the most popular.
    """
    before = len(selection.ids(connection)) if offset and not page else offset
    skipped = max(0, offset - before)
    wanted = skipped + limit - len(page)
    own = str(selection.values["match"])
    found: list[int] = []
    for match in matches:
        if len(found) < wanted:
            others = selection.narrow(match=f"({match}) NOT ({own})")
            found += others.ids(connection, wanted - len(found)).tolist()
            own = f"({own}) OR ({match})"
    return [*page, *(number & BIB_ID for number in found[skipped:wanted])]


def _changed(path: Path | None) -> int | None:
    try:
        return path.stat().st_mtime_ns if path else None
    except OSError:
        return None


def _lookup(lists: WordLists, phrase: Phrase) -> tuple[list[Phrase], set[str]]:
    """Return the synonyms and the classes of ``phrase``, or of another form of its only word."""
    forms = (
        [phrase, *((form,) for form in query_forms(phrase[0]))] if len(phrase) == 1 else [phrase]
    )
    synonyms = next((lists.synonyms[each] for each in forms if each in lists.synonyms), [])
    classes = next((lists.classes[each] for each in forms if each in lists.classes), set())
    return synonyms, classes


def _any_of(phrases: Sequence[Phrase]) -> str:
    found = (" AND ".join(f'"{word}"' for word in phrase) for phrase in phrases)
    joined = " OR ".join(f"({each})" for each in found)
    return f"({_FIELDS} : ({joined}))" if joined else ""


def _either(*terms: str) -> str:
    return " OR ".join(f"({term})" for term in terms if term)


def _any_replaced(parts: Sequence[tuple[str, str]]) -> str:
    """Return the expression for all phrases, at least one of them by its replacement.

    ``parts`` are the expressions of each phrase and of its replacement, which may be "".
    """
    return _either(
        *(
            " AND ".join(
                f"({other if n == place else _either(own, replacement)})"
                for n, (own, replacement) in enumerate(parts)
            )
            for place, (_, other) in enumerate(parts)
            if other
        )
    )
