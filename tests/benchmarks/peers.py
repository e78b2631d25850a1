"""Other search engines over the same records, for comparison with the kiosk's search.

Each engine receives the same four texts of a record, and is queried as its documentation
recommends.
"""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import tantivy

from kiosk.domain.records import BibliographicRecord

FIELDS = ("title", "authors", "subjects", "summary")
_WORD = re.compile(r"\w+")


def texts(record: BibliographicRecord) -> tuple[str, ...]:
    """Return the texts of ``FIELDS``; other titles are added to the title, as in the kiosk."""
    titles = " | ".join((record.title, *record.other_titles, record.series))
    numbers = " ".join((*record.isbns, *(i.call_number for i in record.items)))
    subjects = " | ".join((*record.subjects, record.publisher, numbers))
    return titles, " | ".join(record.authors), subjects, record.summary


class Fts5:
    """The engine SQLite FTS5 with bm25; ``tokenizer`` is "unicode61" or "porter unicode61"."""

    def __init__(self, tokenizer: str = "unicode61", file: Path | str = ":memory:") -> None:
        self._connection = sqlite3.connect(file)
        self._connection.execute("PRAGMA cache_size=-8000")
        self._tokenizer = tokenizer

    def fill(self, records: Iterable[BibliographicRecord]) -> None:
        self._connection.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS titles USING fts5("
            f"source_id UNINDEXED, {', '.join(FIELDS)}, tokenize='{self._tokenizer}')"
        )
        marks = ", ".join("?" * (len(FIELDS) + 1))
        rows = ((record.source_id, *texts(record)) for record in records)
        with self._connection:
            self._connection.executemany(f"INSERT INTO titles VALUES ({marks})", rows)
        with self._connection:
            self._connection.execute("INSERT INTO titles(titles) VALUES ('optimize')")

    def question(self, text: str, limit: int) -> list[str]:
        """Titles with any of the words."""
        return self._ask(" OR ".join(f'"{word}"' for word in _WORD.findall(text)), limit)

    def typed(self, text: str, limit: int) -> list[str]:
        """Titles with all words, of which the last may be begun; any word where none has all."""
        words = [f'"{word}"' for word in _WORD.findall(text)]
        return self._ask(" AND ".join(words) + "*" if words else "", limit) or self.question(
            text, limit
        )

    def _ask(self, match: str, limit: int) -> list[str]:
        if not match:
            return []
        sql = (
            "SELECT source_id FROM titles WHERE titles MATCH ? ORDER BY bm25(titles), rowid LIMIT ?"
        )
        return [row[0] for row in self._connection.execute(sql, (match, limit))]


class Tantivy:
    """The engine Tantivy with BM25; ``tokenizer`` is "default" or "en_stem"."""

    def __init__(self, tokenizer: str = "default", folder: Path | None = None) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("source_id", stored=True, tokenizer_name="raw")
        for field in FIELDS:
            builder.add_text_field(field, tokenizer_name=tokenizer)
        if folder:
            folder.mkdir(exist_ok=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder) if folder else None)

    def fill(self, records: Iterable[BibliographicRecord]) -> None:
        writer = self._index.writer(50_000_000, 1)
        for record in records:
            values = dict(zip(FIELDS, texts(record), strict=True))
            writer.add_document(tantivy.Document(source_id=record.source_id, **values))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def question(self, text: str, limit: int) -> list[str]:
        """Titles with any of the words."""
        words = " ".join(_WORD.findall(text)).lower()
        return self._ask(self._index.parse_query(words, list(FIELDS)), limit) if words else []

    def typed(self, text: str, limit: int) -> list[str]:
        """Titles with all words, of which the last may be begun; any word where none has all."""
        words = [word.lower() for word in _WORD.findall(text)]
        if not words:
            return []
        whole = [self._index.parse_query(word, list(FIELDS)) for word in words[:-1]]
        begun = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.regex_query(self._schema, field, words[-1] + ".*"),
                )
                for field in FIELDS
            ]
        )
        every = tantivy.Query.boolean_query([(tantivy.Occur.Must, q) for q in (*whole, begun)])
        return self._ask(every, limit) or self.question(text, limit)

    def _ask(self, query: tantivy.Query, limit: int) -> list[str]:
        searcher = self._index.searcher()
        hits = searcher.search(query, limit).hits
        return [searcher.doc(address)["source_id"][0] for _, address in hits]
