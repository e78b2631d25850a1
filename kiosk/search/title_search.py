"""Searching titles, one page at a time."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from kiosk.domain.freshness import Reading
from kiosk.domain.records import DIGITAL_FORMATS, Format, Item, ItemStatus
from kiosk.search import relevance
from kiosk.search.fallback import NO_FALLBACK, Fallback
from kiosk.search.filters.selection import (
    ALWAYS_TRUE,
    Selection,
    filter_conditions,
    has_match,
    select_all,
    select_matching,
)
from kiosk.search.filters.traits_cache import TraitsCache, combine_masks, filter_masks
from kiosk.search.index_entries import BIB_ID
from kiosk.search.marks import within_marks
from kiosk.search.query import ParsedQuery, Query, SortOrder
from kiosk.search.ranking import Candidate, rank_candidates
from kiosk.search.synonyms import synonym_search
from kiosk.search.synonyms.synonym_search import Synonyms
from kiosk.search.vocabulary import parse_with_vocabulary
from kiosk.store.readings import NO_READINGS, Readings, load_readings

# The number of popular matches, and of titles that begin with the words or have the whole last
# word, that are ranked by match quality. All other matches follow in order of popularity.
CANDIDATES = 500
_BEGINNING = 200
# Only this many matches, the most popular ones, are sorted by title.
MAX_SORTED = 20_000
# If fewer titles contain all words of a question, titles that contain only some words follow.
FEW_RESULTS = 10
_COLUMNS = "e.id, e.title, e.authors, e.subjects, e.numbers, e.openings"


@dataclass(frozen=True, slots=True)
class Hit:
    """A title as shown in a list of results; ``id`` is the id of the title's ``bib`` row.

    ``digital`` and ``available`` have the same meaning as in BibliographicRecord. ``items`` are the
    copies without their barcodes; of copies that differ in nothing else there is only one.
    ``as_of`` of each copy is the time, by this machine's clock, at which it was last reported, or
    None if unknown; with the interval of ``reading``, the source's last reading, it tells the
    copy's freshness. ``reading`` is None if unknown. ``statement`` is the statement of
    responsibility. ``title_call_number`` is the title's own call number, for sources that list no
    copies. ``cover`` is the SHA-256 hash of the cover's picture, or "" if this kiosk has none.
    """

    id: int
    source_id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    language: str
    format: Format
    digital: bool
    available: bool | None
    items: tuple[Item, ...]
    statement: str = ""
    title_call_number: str = ""
    reading: Reading | None = None
    cover: str = ""

    @property
    def call_number(self) -> str:
        """The call number of the first copy that has one, or else the title's own."""
        return next(filter(None, (i.call_number for i in self.items)), self.title_call_number)


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, best first.

    ``more`` is True if further hits follow. ``partial`` is True if no title contains every word;
    the hits are then the titles that contain the most words. ``hidden`` is True if there are
    matches but the filters exclude all of them. ``suggestion`` is the probable spelling, or "" if
    there is no suggestion. ``corrected`` is True if no title contains the words as typed and the
    hits match the suggestion instead. ``by_sound`` is True if the words were typed in Latin letters
    and the hits are titles in Arabic script that only sound alike. ``fallback`` tells what to
    search for instead, if no title contains every word as it is written.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    partial: bool = False
    hidden: bool = False
    suggestion: str = ""
    corrected: bool = False
    by_sound: bool = False
    fallback: Fallback = NO_FALLBACK

    @property
    def altered(self) -> bool:
        """True if no title contains all words as they were typed."""
        return self.corrected or self.partial or self.by_sound


def search_titles(
    connection: Connection,
    query: Query,
    traits: TraitsCache,
    limit: int = 20,
    offset: int = 0,
    synonyms: Synonyms | None = None,
) -> Results:
    """Return at most ``limit`` titles that match ``query``, skipping the first ``offset``.

    Titles that match only by ``synonyms`` come after all titles with the words.
    """
    words = parse_with_vocabulary(connection, query.words, query.scope)
    chosen = filter_conditions(query).all()
    wider = synonyms.matches(connection, words) if synonyms else []
    partial = False
    if not words:
        all_ = select_all(query).narrow(chosen)
        page = _plain(connection, all_, _ORDERS[query.order], limit + 1, offset)
    elif query.order is SortOrder.RELEVANCE or not has_match(connection, words.match_all()):
        page, partial = _by_fit(connection, query, words, limit + 1, offset)
        if wider and (partial or len(page) <= limit):
            selection = select_matching(words.match_all(), query).narrow(chosen)
            kept = [] if partial else page
            more = synonym_search.extend_page(connection, selection, wider, kept, limit + 1, offset)
            page, partial = (page, True) if partial and not more else (more, False)
    elif query.order is SortOrder.NEWEST:
        match = " OR ".join([words.match_all(), *wider])
        page = _newest(connection, query, match, traits)[offset : offset + limit + 1]
    else:
        every = select_matching(" OR ".join([words.match_all(), *wider]), query).narrow(chosen)
        page = _by_title(connection, every, limit + 1, offset)
    return Results(
        hits=load_hits(connection, page[:limit]),
        more=len(page) > limit,
        partial=partial and bool(page),
        hidden=not page and offset == 0 and chosen != ALWAYS_TRUE and _hidden(connection, words),
    )


def _hidden(connection: Connection, words: ParsedQuery) -> bool:
    return not words or has_match(connection, words.match_any())


def keep_within_filters(connection: Connection, query: Query, bib_ids: list[int]) -> list[int]:
    """Return those of ``bib_ids`` that pass the filters of ``query``, in the same order."""
    chosen = select_all(query).narrow(filter_conditions(query).all())
    some = chosen.narrow(
        "e.bib_id IN (SELECT value FROM json_each(:bib_ids))", bib_ids=json.dumps(bib_ids)
    )
    kept = set(connection.exec_driver_sql(some.sql("e.bib_id"), some.values).scalars())
    return [bib_id for bib_id in bib_ids if bib_id in kept]


_ORDERS = {
    SortOrder.RELEVANCE: "e.id",
    SortOrder.NEWEST: "e.bib_id DESC",
    SortOrder.TITLE: "e.filing, e.id",
}


def _plain(
    connection: Connection, selection: Selection, order: str, limit: int, offset: int
) -> list[int]:
    sql = replace(selection, place=order).sql("e.bib_id") + " LIMIT :limit OFFSET :offset"
    values = {**selection.values, "limit": limit, "offset": offset}
    return list(connection.exec_driver_sql(sql, values).scalars())


def _newest(connection: Connection, query: Query, match: str, traits: TraitsCache) -> list[int]:
    titles = traits.current(connection)
    found = select_matching(within_marks(match, query)).ids(connection) & BIB_ID
    masks = filter_masks(titles.groups, query, traits)
    if query.available_only:
        masks.append(titles.groups.available == 1)
    newest: list[int] = titles.sort_newest_first(found, combine_masks(masks)).tolist()
    return newest


def _by_title(connection: Connection, selection: Selection, limit: int, offset: int) -> list[int]:
    popular = selection.sql("e.bib_id, e.filing, e.id") + " LIMIT :sorted"
    sql = f"SELECT bib_id FROM ({popular}) ORDER BY filing, id LIMIT :limit OFFSET :offset"  # noqa: S608
    values = {**selection.values, "sorted": MAX_SORTED, "limit": limit, "offset": offset}
    return list(connection.exec_driver_sql(sql, values).scalars())


def _by_fit(
    connection: Connection, query: Query, words: ParsedQuery, limit: int, offset: int
) -> tuple[list[int], bool]:
    """Return one page of titles, and whether these titles contain only some of the words."""
    selection = select_matching(words.match_all(), query).narrow(filter_conditions(query).all())
    ordered = _with_all(connection, selection, words)
    partial = not ordered and not has_match(connection, words.match_all())
    a_question = not words.number and len(words.informative_terms()) >= relevance.QUESTION_WORDS
    if partial or (a_question and len(ordered) < FEW_RESULTS):
        selection = selection.narrow(match=words.match_any())
        ordered += relevance.rank_by_relevance(connection, selection, words).tolist()
    first = list(dict.fromkeys(ordered))
    page = [number & BIB_ID for number in first[offset : offset + limit]]
    if len(page) < limit:
        rest = selection.narrow(_UNSEEN, shown=json.dumps(first))
        skipped = max(0, offset - len(first))
        page += _plain(connection, rest, rest.place, limit - len(page), skipped)
    return page, partial


_UNSEEN = "e.id NOT IN (SELECT value FROM json_each(:shown))"


def _with_all(connection: Connection, selection: Selection, words: ParsedQuery) -> list[int]:
    """Return the best entries that contain all words; matches in name fields come first."""
    named = selection.narrow(match=words.match_names())
    first = _candidates(connection, named, CANDIDATES)
    if len(first) == CANDIDATES:
        after = selection.narrow(f"{selection.place} > :last", last=first[-1].id)
        better = [
            candidate
            for match in filter(None, (words.match_opening(), words.match_whole()))
            for candidate in _candidates(connection, after.narrow(match=match), _BEGINNING)
        ]
        return _ranked(list(dict.fromkeys(first + better)), words)
    shown = json.dumps([candidate.id for candidate in first])
    others = selection.narrow(_UNSEEN, shown=shown)
    second = _candidates(connection, others, CANDIDATES - len(first))
    return _ranked(first, words) + _ranked(second, words)


def _ranked(candidates: list[Candidate], words: ParsedQuery) -> list[int]:
    return [candidate.id for candidate in rank_candidates(candidates, words)]


def _candidates(connection: Connection, selection: Selection, most: int) -> list[Candidate]:
    rows = connection.exec_driver_sql(
        selection.sql(_COLUMNS) + " LIMIT :most", {**selection.values, "most": most}
    )
    return list(map(Candidate._make, rows.all()))


_SHOWN = """
SELECT b.id, b.source_id, b.title, b.authors, b.year, b.language, b.format, b.url <> '',
  e.available, b.statement, b.call_number, b.source,
  (SELECT json_group_array(json_array(branch, shelf, call_number, status, due, as_of))
   FROM (SELECT branch, shelf, call_number, status, due, as_of FROM item i WHERE i.bib_id = b.id
         GROUP BY branch, shelf, call_number, status, due, as_of ORDER BY min(i.id)))
FROM bib b JOIN search_entry e ON e.bib_id = b.id
WHERE b.id IN (SELECT value FROM json_each(?))
"""


def load_hits(connection: Connection, bib_ids: list[int]) -> tuple[Hit, ...]:
    """Return the hits for ``bib_ids`` in the same order, leaving out deleted titles."""
    rows = connection.exec_driver_sql(_SHOWN, (json.dumps(bib_ids),)).all()
    readings = load_readings(connection) if rows else NO_READINGS
    hits = {row[0]: _hit(readings, *row) for row in rows}
    return tuple(hits[bib_id] for bib_id in bib_ids if bib_id in hits)


def _hit(
    readings: Readings,
    bib_id: int,
    source_id: str,
    title: str,
    authors: str,
    year: int | None,
    language: str,
    format_: str,
    linked: int,
    available: int | None,
    statement: str,
    call_number: str,
    source: str,
    copies: str,
) -> Hit:
    return Hit(
        id=bib_id,
        source_id=source_id,
        title=title,
        authors=tuple(json.loads(authors)),
        year=year,
        language=language,
        format=Format(format_),
        digital=bool(linked) and Format(format_) in DIGITAL_FORMATS,
        available=None if available is None else bool(available),
        items=tuple(_item(readings, source, *copy) for copy in json.loads(copies)),
        statement=statement,
        title_call_number=call_number,
        reading=readings.of(source),
    )


def _item(
    readings: Readings,
    source: str,
    branch: str,
    shelf: str,
    call_number: str,
    status: str,
    due: str | None,
    as_of: int | None,
) -> Item:
    return Item(
        branch,
        shelf,
        call_number,
        ItemStatus(status),
        due=None if due is None else date.fromisoformat(due),
        as_of=readings.as_of(source, None if as_of is None else datetime.fromtimestamp(as_of, UTC)),
    )
