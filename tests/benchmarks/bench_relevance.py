"""Measures the relevance of search results, compared with FTS5's bm25 and tantivy.

    python tests/benchmarks/bench_relevance.py

The collections are Cranfield (225 questions; MAP over 1,000 titles and nDCG@10), three collections
with one right answer to each question (mean reciprocal rank), and tests/search/graded.tsv (queries
as visitors type them; nDCG@10 and recall@20 by kind of query). Each engine receives the same texts;
the other engines are measured with and without English stems. The program reads ../shared/data, and
prints one table in Markdown, or one object with --json.
"""

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean

from judgements import (
    CATALOGUES,
    CRANFIELD,
    QUESTIONS,
    Judgements,
    average_precision,
    cranfield,
    graded,
    ndcg,
    questions,
    recall,
    reciprocal_rank,
)
from peers import Fts5, Tantivy

from kiosk.domain.records import BibliographicRecord
from kiosk.search import index
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.imports.import_files import import_paths
from kiosk.sources.source_file import read_source_file
from kiosk.store import catalogue
from kiosk.store.database import Database

_DEPTH = 1_000  # titles that are evaluated for each question

Ask = Callable[[str, int], list[str]]
Figures = dict[str, dict[str, float]]  # by measure, by engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object instead of the table")
    given = parser.parse_args()
    figures = of_cranfield() | of_questions() | of_graded()
    print(json.dumps(figures, indent=2) if given.json else table(figures))


def of_cranfield() -> Figures:
    found: Figures = defaultdict(dict)
    for name, ask in fill([CRANFIELD / "cran.all.1400"], "question").items():
        start = time.perf_counter()
        answers = [(ask(question, _DEPTH), judged) for question, judged in cranfield()]
        took = time.perf_counter() - start
        found["Cranfield: MAP"][name] = mean(average_precision(f, j) for f, j in answers)
        found["Cranfield: nDCG@10"][name] = mean(ndcg(f, j) for f, j in answers)
        found["Cranfield: ms a question"][name] = took * 1000 / len(answers)
    return dict(found)


def of_questions() -> Figures:
    found: Figures = defaultdict(dict)
    for collection in QUESTIONS:
        passages, asked = questions(collection)
        database = Database(Path(tempfile.mkdtemp(prefix="relevance-")))
        with database.write() as connection:
            batch = [
                (catalogue.RecordKey(p.source_id, 0), catalogue.content_digest(p), p)
                for p in passages
            ]
            index.update(connection, catalogue.save_records(connection, "bench", batch).ids)
        for name, ask in engines(database, passages, "question").items():
            ranks = [reciprocal_rank(ask(text, _DEPTH), judged) for text, judged in asked]
            found[f"{collection} ({len(asked)}): MRR"][name] = mean(ranks)
    return dict(found)


def of_graded() -> Figures:
    queries = graded()
    found: Figures = defaultdict(dict)
    for name, ask in fill(CATALOGUES, "typed").items():
        answers: dict[str, list[tuple[list[str], Judgements]]] = defaultdict(list)
        for kind, query, judged in queries:
            answer = (ask(query, 20), judged)
            answers[kind].append(answer)
            answers["all"].append(answer)
        for kind, of_kind in answers.items():
            label = f"graded, {kind} ({len(of_kind)})"
            found[f"{label}: nDCG@10"][name] = mean(ndcg(f, j) for f, j in of_kind)
            found[f"{label}: recall@20"][name] = mean(recall(f, j) for f, j in of_kind)
    return dict(found)


def fill(files: Iterable[Path], way: str) -> dict[str, Ask]:
    """Return all engines over the same files; ``way`` is the query method of the other engines."""
    files = list(files)
    database = Database(Path(tempfile.mkdtemp(prefix="relevance-")))
    import_paths(database, files)
    records = [
        r for file in files for r in read_source_file(file) if isinstance(r, BibliographicRecord)
    ]
    return engines(database, records, way)


def engines(database: Database, records: list[BibliographicRecord], way: str) -> dict[str, Ask]:
    """Return the kiosk's search in ``database`` and the other engines over the same ``records``."""
    find = CatalogueSearch(database)
    peers = {
        "FTS5 bm25": Fts5(),
        "FTS5 bm25, Porter": Fts5("porter unicode61"),
        "tantivy": Tantivy(),
        "tantivy, en_stem": Tantivy("en_stem"),
    }
    for peer in peers.values():
        peer.fill(records)
    asks: dict[str, Ask] = {
        "kiosk": lambda text, limit: [h.source_id for h in find.search(Query(text), limit).hits]
    }
    return asks | {name: getattr(peer, way) for name, peer in peers.items()}


def table(figures: Figures) -> str:
    names = list(next(iter(figures.values())))
    rows = [["", *names], ["---"] * (len(names) + 1)]
    rows += [
        [measure, *(f"{values[name]:.3f}" for name in names)] for measure, values in figures.items()
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    main()
