"""Searching the catalogue for titles, facets and headings."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from kiosk.domain.freshness import Reading
from kiosk.domain.records import BibliographicRecord, Format, HostItem
from kiosk.domain.source_keys import join_key
from kiosk.search.asked_words import strip_function_words, strip_request_words
from kiosk.search.fallback import Fallback, find_fallback, only_sounds_alike
from kiosk.search.filters.facets import Facets, FacetValue, count_facets
from kiosk.search.filters.traits_cache import TraitsCache, last_index_change
from kiosk.search.headings import (
    Heading,
    filing_initial,
    list_frequent_subjects,
    list_headings,
    list_initials,
)
from kiosk.search.host_titles import find_host_title
from kiosk.search.keypad_words import has_keypad_letters, keypad_words
from kiosk.search.next_letters import next_letters
from kiosk.search.query import Query, Scope, SortOrder
from kiosk.search.similar_titles import find_similar_titles
from kiosk.search.spelling import NO_SUGGESTION, Suggestion, suggest_spelling
from kiosk.search.synonyms.synonym_search import Synonyms
from kiosk.search.text import word_forms
from kiosk.search.text.romanisation import latin_consonants
from kiosk.search.title_search import (
    Hit,
    Results,
    keep_within_filters,
    load_hits,
    search_titles,
)
from kiosk.search.vocabulary import Vocabulary
from kiosk.services.catalogue.kept_covers import KeptCovers
from kiosk.services.catalogue.topic_counts import TopicCounts
from kiosk.store.copies import load_item
from kiosk.store.database import Database
from kiosk.store.readings import Readings, load_readings
from kiosk.store.sqlite_errors import result_code
from kiosk.store.tables import bib, item

_NEW_TITLES = 12
OWN_SYNONYMS = "synonyms.csv"  # the library's own list, beside the database
__all__ = [
    "CatalogueSearch",
    "FacetValue",
    "Facets",
    "Fallback",
    "Heading",
    "Hit",
    "Query",
    "Results",
    "Scope",
    "SearchCancelled",
    "SortOrder",
    "TitleDetails",
    "filing_initial",
    "has_keypad_letters",
]


class SearchCancelled(Exception):
    """The search was interrupted by CatalogueSearch.cancel."""


@dataclass(frozen=True, slots=True)
class TitleDetails:
    """A title with its full bibliographic record.

    ``id`` is the id of the title's row in the ``bib`` table. ``source`` is the name of the source
    that the title was imported from. ``host_title`` is the title of the host item (for an
    article, its journal), or an empty string if the catalogue has no host item. ``as_of`` of each
    copy, ``reading`` and ``cover`` have the same meaning as in Hit.
    """

    id: int
    source: str
    record: BibliographicRecord
    host_title: str = ""
    reading: Reading | None = None
    cover: str = ""


class _Guess:
    """The spelling suggestion for the latest query, used for both the titles and the facets."""

    def __init__(self) -> None:
        self._thinking = threading.Lock()
        self._of: tuple[str, int] | None = None
        self._likely = NO_SUGGESTION

    def of(self, connection: Connection, words: str, vocabulary: Vocabulary) -> Suggestion:
        with self._thinking:
            wanted = words, last_index_change(connection)
            if self._of != wanted:
                self._of = None  # cleared first, because the search may be interrupted
                self._likely = suggest_spelling(connection, words, vocabulary)
                self._of = wanted
            return self._likely

    def forget(self) -> None:
        with self._thinking:
            self._of, self._likely = None, NO_SUGGESTION


@dataclass(frozen=True, slots=True)
class _Memory:
    """The caches of the search for one database file."""

    path: Path
    traits: TraitsCache = field(default_factory=TraitsCache)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    guess: _Guess = field(default_factory=_Guess)
    topics: TopicCounts = field(default_factory=TopicCounts)


class CatalogueSearch:
    """Searches in the local catalogue. Several threads may share one instance.

    Every method raises StoreError if the database cannot be read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._covers = KeptCovers(database)
        self._memory = _Memory(database.path)
        self._synonyms = Synonyms(database.path.parent / OWN_SYNONYMS)
        self._running: set[sqlite3.Connection] = set()
        self._changing = threading.Lock()

    @property
    def path(self) -> Path:
        """The path of the database file in use."""
        return self._database.path

    def search(self, query: Query, limit: int = 20, offset: int = 0) -> Results:
        """Return at most ``limit`` titles that match ``query``, skipping the first ``offset``.

        If a typed word is misspelt and no title matches the typed words, the titles that match the
        probable spelling are returned. If there are none, the results tell which words no title has
        and what to search for instead. If words in Latin letters match only titles in Arabic script
        (by their sound), or if each word occurs in some title, the spelling is only suggested. No
        suggestion is made that finds nothing. Raises SearchCancelled if ``cancel`` is called during
        the search.
        """
        with self._cancellable() as connection:
            asked = strip_request_words(connection, query)
            results = self._search(connection, asked, limit, offset)
            return replace(results, hits=self._covers.attach(connection, results.hits))

    def _search(self, connection: Connection, query: Query, limit: int, offset: int) -> Results:
        memory = self._remembered()
        results = search_titles(connection, query, memory.traits, limit, offset, self._synonyms)
        found = bool(results.hits) and not results.partial
        if not found and (fewer := strip_function_words(connection, query)) != query:
            return self._search(connection, fewer, limit, offset)
        titles = [hit.title for hit in results.hits]
        if found and not only_sounds_alike(connection, query, titles):
            return results
        likely, meant = NO_SUGGESTION, Results()
        if not results.hidden:
            likely = memory.guess.of(connection, query.words, memory.vocabulary)
        if likely.words:
            spelt = replace(query, words=likely.words)
            meant = search_titles(connection, spelt, memory.traits, limit, offset, self._synonyms)
        helps = bool(meant.hits) and not meant.partial
        suggestion = likely.words if helps else ""
        if likely.sure and not found and (helps or meant.hidden):
            return replace(meant, suggestion=suggestion, corrected=True)
        if found and not likely.sure:
            suggestion = ""
        fallback = find_fallback(connection, query)
        return replace(results, by_sound=found, suggestion=suggestion, fallback=fallback)

    def hits(self, bib_ids: Sequence[int]) -> tuple[Hit, ...]:
        """Return the titles with these ids in the same order, leaving out deleted titles.

        Raises SearchCancelled like ``search``.
        """
        with self._cancellable() as connection:
            return self._covers.attach(connection, load_hits(connection, list(bib_ids)))

    def hits_within(self, query: Query, bib_ids: Sequence[int], most: int) -> tuple[Hit, ...]:
        """Return the first ``most`` of the titles ``bib_ids`` that pass the filters of ``query``.

        The words of ``query`` do not count. Raises SearchCancelled like ``search``.
        """
        if not bib_ids:
            return ()
        with self._cancellable() as connection:
            kept = keep_within_filters(connection, query, list(bib_ids))[:most]
            return self._covers.attach(connection, load_hits(connection, kept))

    def feed_keys(self, bib_ids: Sequence[int]) -> list[str]:
        """Return the keys of the titles with these ids in the server's feed."""
        columns = select(bib.c.source, bib.c.source_id, bib.c.occurrence)
        with self._database.read() as connection:
            rows = connection.execute(columns.where(bib.c.id.in_(bib_ids)))
            return [join_key(row.source, row.source_id, str(row.occurrence)) for row in rows]

    def first_hits(self, queries: Iterable[Query], limit: int) -> tuple[Hit, ...]:
        """Return at most ``limit`` titles, those of the first query before those of the next.

        A later query runs only if the queries before it have too few titles. Raises
        SearchCancelled like ``search``.
        """
        found: dict[int, Hit] = {}
        for query in queries:
            for hit in self.search(query, limit).hits:
                found.setdefault(hit.id, hit)
            if len(found) >= limit:
                break
        return tuple(found.values())[:limit]

    def newest(self, language: str) -> tuple[Hit, ...]:
        """Return the titles that were added last; those in ``language`` come before others.

        Raises SearchCancelled like ``search``.
        """
        newest = Query(order=SortOrder.NEWEST)
        own = replace(newest, languages=frozenset({language}))
        return self.first_hits((own, newest), _NEW_TITLES)

    def next_letters(self, query: Query, alphabet: Sequence[str], most: int = 5) -> tuple[str, ...]:
        """Return the letters of ``alphabet`` that can follow ``query.words``, commonest first.

        Raises SearchCancelled like ``search``.
        """
        with self._cancellable() as connection:
            return next_letters(connection, query, alphabet, most)

    def keypad_words(
        self, query: Query, digits: str, alphabet: Sequence[str], most: int = 5
    ) -> tuple[str, ...]:
        """Return the words after ``query.words`` that ``digits`` type on a telephone keypad.

        The likeliest word comes first. Raises SearchCancelled like ``search``.
        """
        with self._cancellable() as connection:
            return keypad_words(connection, query, digits, alphabet, most)

    def facets(self, query: Query, home: str = "") -> Facets:
        """Return the facets of ``query``.

        ``home`` is the code of the branch that the visitor is in, or "" if there is only one.
        Raises SearchCancelled if ``cancel`` is called during the search.
        """
        memory = self._remembered()
        with self._cancellable() as one, self._cancellable() as other:
            asked = strip_function_words(one, strip_request_words(one, query))

            def meant() -> str:
                likely = memory.guess.of(one, asked.words, memory.vocabulary)
                return likely.words if likely.sure else ""

            wider = self._synonyms.matches
            counted = count_facets((one, other), asked, memory.traits, meant, home, wider)
            return replace(counted, readings=load_readings(one).all())

    def topics(self) -> dict[str, int]:
        """Return the number of titles of each topic and age that has titles.

        The keys are codes of Topic and members of AGES. Raises SearchCancelled like ``search``.
        """
        memory = self._remembered()
        with self._cancellable() as connection:
            return memory.topics.current(connection)

    def forget(self) -> None:
        """Clear the caches that contain words from earlier searches."""
        self._memory.guess.forget()
        word_forms.clear_caches()
        latin_consonants.cache_clear()

    def warm(self) -> None:
        """Load the caches, so that no visitor has to wait; a search interrupts the loading."""
        with contextlib.suppress(SearchCancelled), self._cancellable() as connection:
            memory = self._remembered()
            memory.traits.current(connection)
            memory.vocabulary.refresh(connection)

    def similar(self, bib_id: int, most: int = 5) -> tuple[Hit, ...]:
        """Return titles that share subjects and names with ``bib_id``, most similar first.

        If ``cancel`` is called during the search, an empty tuple is returned.
        """
        with contextlib.suppress(SearchCancelled), self._cancellable() as connection:
            found = load_hits(connection, find_similar_titles(connection, bib_id, most))
            return self._covers.attach(connection, found)
        return ()

    def headings(self, kind: str, start: str, limit: int) -> tuple[Heading, ...]:
        """Return at most ``limit`` headings in filing order, from ``start`` on.

        ``kind`` is "title", "authors" or "subjects".
        """
        with self._cancellable() as connection:
            return list_headings(connection, kind, start, limit)

    def initials(self, kind: str) -> tuple[str, ...]:
        """Return the first characters of the headings of ``kind`` in filing order."""
        with self._cancellable() as connection:
            return list_initials(connection, kind)

    def frequent_subjects(self, language: str, limit: int) -> tuple[Heading, ...]:
        """Return the most frequent subjects of new titles; those in ``language`` come first."""
        with self._cancellable() as connection:
            return list_frequent_subjects(connection, language, limit)

    def _remembered(self) -> "_Memory":
        if self._memory.path != self._database.path:  # the file was replaced by a snapshot
            self._memory = _Memory(self._database.path)
        return self._memory

    def record(self, bib_id: int) -> TitleDetails | None:
        """Return the title with its copies, or None if the title was deleted."""
        with self._cancellable() as connection:
            row = connection.execute(select(bib).where(bib.c.id == bib_id)).one_or_none()
            if row is None:
                return None
            copies = select(item).where(item.c.bib_id == bib_id).order_by(item.c.id)
            host = find_host_title(connection, row) if row.host else ""
            readings = load_readings(connection)
            details = _record(row, connection.execute(copies).all(), host, readings)
            return replace(details, cover=self._covers.find(connection, bib_id))

    def cancel(self) -> None:
        """Interrupt the searches that are running in other threads."""
        with self._changing:
            for connection in self._running:
                connection.interrupt()

    @contextlib.contextmanager
    def _cancellable(self) -> Iterator[Connection]:
        with self._database.read() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            with self._changing:
                self._running.add(driver)
            try:
                yield connection
            except OperationalError as fault:
                if result_code(fault.orig) == sqlite3.SQLITE_INTERRUPT:
                    raise SearchCancelled from fault
                raise
            finally:
                with self._changing:
                    self._running.discard(driver)


def _record(row: Any, copies: Sequence[Any], host_title: str, readings: Readings) -> TitleDetails:
    items = tuple(
        replace(copy, as_of=readings.as_of(row.source, copy.as_of))
        for copy in map(load_item, copies)
    )
    record = BibliographicRecord(
        source_id=row.source_id,
        title=row.title,
        authors=row.authors,
        year=row.year,
        language=row.language,
        format=Format(row.format),
        subjects=row.subjects,
        isbns=row.isbns,
        publisher=row.publisher,
        summary=row.summary,
        series=row.series,
        other_titles=row.other_titles,
        url=row.url,
        items=items,
        statement=row.statement,
        contents=row.contents,
        host=HostItem(row.host, row.host_part, row.host_number, row.host_id) if row.host else None,
        found_by=row.found_by,
        call_number=row.call_number,
    )
    return TitleDetails(row.id, row.source, record, host_title, readings.of(row.source))
