"""Other search engines over the same records, for comparison with the kiosk's search.

Each engine receives the same four texts of a record, and is queried as its documentation
recommends.
"""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import bm25s
import bm25s.stopwords
import Stemmer
import tantivy

try:
    import xapian  # of the system (apt install python3-xapian); there are no wheels of it
except ImportError:
    xapian = None

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


class PlainBm25:
    """Okapi BM25 in memory (package bm25s) with Snowball stems and a short list of stop words.

    ``language`` is a BCP 47 primary subtag. Chinese is split into pairs of characters.
    """

    def __init__(self, language: str = "en") -> None:
        name = _STEMMERS.get(language)
        self._stem = Stemmer.Stemmer(name).stemWords if name else list
        self._stop = frozenset(_STOP_WORDS.get(language, ()))
        self._pairs = language == "zh"
        self._engine = bm25s.BM25(k1=1.2, b=0.75)
        self._ids: list[str] = []

    def fill(self, records: Iterable[BibliographicRecord]) -> None:
        held = list(records)
        self._ids = [record.source_id for record in held]
        words = [self._words(" ".join(texts(record))) for record in held]
        self._engine.index(words, show_progress=False)

    def question(self, text: str, limit: int) -> list[str]:
        """Titles with any of the words."""
        known = [word for word in self._words(text) if word in self._engine.vocab_dict]
        if not known:
            return []
        count = min(limit, len(self._ids))
        places, scores = self._engine.retrieve([known], k=count, show_progress=False)
        pairs = zip(places[0], scores[0], strict=True)
        return [self._ids[place] for place, score in pairs if score > 0]

    typed = question

    def _words(self, text: str) -> list[str]:
        words = _WORD.findall(text.lower())
        if self._pairs:
            whole = "".join(words)
            return [whole[n : n + 2] for n in range(len(whole) - 1)]
        return list(self._stem([word for word in words if word not in self._stop]))


def _list(words: str) -> list[str]:
    return words.split()


_STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "id": "indonesian"}
_STOP_WORDS = {
    "ar": _list("في من الى إلى عن ان أن ما هل كيف التي الذي هذا هذه مع او أو على"),
    "en": bm25s.stopwords.STOPWORDS_EN,
    "es": bm25s.stopwords.STOPWORDS_SPANISH,
    "fr": bm25s.stopwords.STOPWORDS_FRENCH,
    "id": _list(
        "adalah akan antara apa apakah atau bagaimana bahwa dalam dan dapat dari dengan di itu ini"
        " juga karena ke kepada mana mengapa oleh pada para sebagai siapa tentang telah untuk yang"
    ),
}


class Xapian:
    """The engine Xapian with BM25 and its stemmer; ``language`` is one that Xapian knows or ""."""

    def __init__(self, language: str = "en") -> None:
        self._database = xapian.WritableDatabase("", xapian.DB_BACKEND_INMEMORY)
        self._stemmer = xapian.Stem(language if language in _STEMMERS else "none")

    def fill(self, records: Iterable[BibliographicRecord]) -> None:
        generator = xapian.TermGenerator()
        generator.set_stemmer(self._stemmer)
        for record in records:
            document = xapian.Document()
            generator.set_document(document)
            for text in texts(record):
                generator.index_text(text)
                generator.increase_termpos()
            document.set_data(record.source_id)
            self._database.add_document(document)

    def question(self, text: str, limit: int) -> list[str]:
        """Titles with any of the words."""
        return self._ask(text, limit, xapian.Query.OP_OR, 0)

    def typed(self, text: str, limit: int) -> list[str]:
        """Titles with all words, of which the last may be begun; any word where none has all."""
        flags = xapian.QueryParser.FLAG_PARTIAL
        return self._ask(text, limit, xapian.Query.OP_AND, flags) or self.question(text, limit)

    def _ask(self, text: str, limit: int, operator: int, flags: int) -> list[str]:
        parser = xapian.QueryParser()
        parser.set_stemmer(self._stemmer)
        parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        parser.set_database(self._database)
        parser.set_default_op(operator)
        enquire = xapian.Enquire(self._database)
        enquire.set_query(parser.parse_query(" ".join(_WORD.findall(text)).lower(), flags))
        return [match.document.get_data().decode() for match in enquire.get_mset(0, limit)]
