"""Titles that have another word for what was typed, or its class, and not the word itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection

from kiosk.search.filters.selection import Selection
from kiosk.search.index_entries import BIB_ID
from kiosk.search.marks import match_classes
from kiosk.search.meanings.meanings_file import Meanings, Phrase, load_meanings, longest_phrase
from kiosk.search.query import ParsedQuery
from kiosk.search.relevance import QUESTION_WORDS
from kiosk.search.text.normalise import query_tokens
from kiosk.search.text.word_forms import query_forms

# Words that only say that a book is wanted ("books about cooking"), in the ten languages.
_BOOKS = frozenset(
    query_tokens("buku bukunya book books kitab كتاب كتب کتاب کتابها livre livres libro libros 书")
)
_FIELDS = "{title subjects variants}"


class SameMeaning:
    """The meanings of the program and of the library's own list, read again when it changes."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self._changed: int | None = None
        self._meanings: Meanings | None = None
        self._longest = 0

    def faults(self) -> list[str]:
        """Return a sentence for each line of the lists that cannot be used."""
        return self._current().faults

    def matches(self, words: ParsedQuery) -> list[str]:
        """Return FTS5 expressions for titles with other words for ``words``, or with their classes.

        Each expression matches all that the expressions before it and the words themselves match.
        There is none for a question, a number, or a search in one field.
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
        found = [_all_of([(own, synonyms) for own, synonyms, _ in parts])]
        found.append(_all_of([(own, synonyms, classes) for own, synonyms, classes in parts]))
        own = _all_of([(own,) for own, _, _ in parts])
        return [each for each in dict.fromkeys(found) if each != own]

    def _parts(self, words: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
        """Yield for each phrase of ``words`` the expressions of itself, synonyms and classes."""
        meanings = self._current()
        start = 0
        while start < len(words):
            for size in range(min(self._longest, len(words) - start), 0, -1):
                phrase = tuple(word for word, _ in words[start : start + size])
                synonyms, classes = _meaning(meanings, phrase)
                if synonyms or classes or size == 1:
                    own = " AND ".join(term for _, term in words[start : start + size])
                    yield own, _any_of(synonyms), match_classes(classes)
                    start += size
                    break

    def _current(self) -> Meanings:
        changed = _changed(self._own)
        if self._meanings is None or changed != self._changed:
            self._changed = changed
            self._meanings = load_meanings(self._own)
            phrases = self._meanings.synonyms.keys() | self._meanings.classes.keys()
            self._longest = longest_phrase(phrases)
        return self._meanings


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


def _meaning(meanings: Meanings, phrase: Phrase) -> tuple[list[Phrase], set[str]]:
    """Return the synonyms and the classes of ``phrase``, or of another form of its only word."""
    forms = (
        [phrase, *((form,) for form in query_forms(phrase[0]))] if len(phrase) == 1 else [phrase]
    )
    synonyms = next((meanings.synonyms[each] for each in forms if each in meanings.synonyms), [])
    classes = next((meanings.classes[each] for each in forms if each in meanings.classes), set())
    return synonyms, classes


def _any_of(phrases: Sequence[Phrase]) -> str:
    found = (" AND ".join(f'"{word}"' for word in phrase) for phrase in phrases)
    joined = " OR ".join(f"({each})" for each in found)
    return f"({_FIELDS} : ({joined}))" if joined else ""


def _all_of(parts: Sequence[tuple[str, ...]]) -> str:
    return " AND ".join(f"({' OR '.join(f'({each})' for each in part if each)})" for part in parts)
