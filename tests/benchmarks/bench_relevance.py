"""Measures the relevance of search results, compared with FTS5's bm25, tantivy, bm25s and Xapian.

    python tests/benchmarks/bench_relevance.py [FOLDER …] [--half 0|1]

The collections are Cranfield (225 questions; MAP over 1,000 titles and nDCG@10), three collections
with one right answer to each question, tests/search/graded.tsv (queries as visitors type them;
nDCG@10 and recall@20 by kind of query), and known items (known_items.py; the share of titles found
first, by kind of query). Each FOLDER is a further collection of questions. For questions, MAP,
nDCG@10 and the share of right first titles are measured; with --half, only over one half of the
questions. Each engine receives the same texts; some are measured with and without stems. The
program reads ../shared/data, and prints one table in Markdown, or one object with --json.
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
    SHARED,
    Judgements,
    average_precision,
    collection,
    collection_language,
    cranfield,
    first_is_relevant,
    graded,
    half_of,
    ndcg,
    recall,
)
from known_items import known_items, read_records
from peers import Fts5, PlainBm25, Tantivy, Xapian, xapian

from kiosk.domain.records import BibliographicRecord
from kiosk.search import index
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.imports.import_files import import_paths
from kiosk.sources.source_file import read_source_file
from kiosk.store import catalogue
from kiosk.store.database import Database

_DEPTH = 1_000  # titles that are evaluated for each question

Ask = Callable[[str, int], list[str]]
Peer = Fts5 | Tantivy | PlainBm25 | Xapian
Figures = dict[str, dict[str, float]]  # by measure, by engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object instead of the table")
    parser.add_argument("--half", type=int, choices=(0, 1), help="tune on 0, report 1")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="more collections")
    given = parser.parse_args()
    folders = [*(SHARED / "ir" / name for name in QUESTIONS), *given.folders]
    figures = of_cranfield(given.half) | of_questions(folders, given.half)
    figures |= of_known_items(given.half) | of_graded()
    print(json.dumps(figures, indent=2) if given.json else table(figures))


def of_cranfield(half: int | None) -> Figures:
    asked = [
        (text, judged)
        for number, (text, judged) in enumerate(cranfield(), 1)
        if half in (None, half_of(str(number)))
    ]
    return _of_asked("Cranfield", fill([CRANFIELD / "cran.all.1400"], "question"), asked)


def of_questions(folders: Iterable[Path], half: int | None) -> Figures:
    found: Figures = {}
    for folder in folders:
        passages, questions = collection(folder)
        asked = [
            (text, judged) for name, text, judged in questions if half in (None, half_of(name))
        ]
        language = collection_language(folder)
        asks = engines(_hold(passages), passages, "question", language)
        found |= _of_asked(folder.name, asks, asked)
    return found


def of_known_items(half: int | None) -> Figures:
    found: Figures = defaultdict(dict)
    records = read_records()
    asked = [each for each in known_items(records) if half in (None, half_of(each.name))]
    for name, ask in engines(_hold(records), records, "typed", "id").items():
        first: dict[str, list[float]] = defaultdict(list)
        for each in asked:
            first[each.kind].append(first_is_relevant(ask(each.query, 1), each.judged))
        for kind, firsts in first.items():
            found[f"known items, {kind} ({len(firsts)}): first"][name] = mean(firsts)
    return dict(found)


def _of_asked(
    collection_name: str, asks: dict[str, Ask], asked: list[tuple[str, Judgements]]
) -> Figures:
    found: Figures = defaultdict(dict)
    label = f"{collection_name} ({len(asked)})"
    for name, ask in asks.items():
        start = time.perf_counter()
        answers = [(ask(question, _DEPTH), judged) for question, judged in asked]
        took = time.perf_counter() - start
        found[f"{label}: MAP"][name] = mean(average_precision(f, j) for f, j in answers)
        found[f"{label}: nDCG@10"][name] = mean(ndcg(f, j) for f, j in answers)
        found[f"{label}: first"][name] = mean(first_is_relevant(f, j) for f, j in answers)
        found[f"{label}: ms a question"][name] = took * 1000 / len(answers)
    return dict(found)


def _hold(records: list[BibliographicRecord]) -> Database:
    database = Database(Path(tempfile.mkdtemp(prefix="relevance-")))
    with database.write() as connection:
        batch = [
            (catalogue.RecordKey(r.source_id, 0), catalogue.content_digest(r), r) for r in records
        ]
        index.update(connection, catalogue.save_records(connection, "bench", batch).ids)
    return database


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


def engines(
    database: Database, records: list[BibliographicRecord], way: str, language: str = "en"
) -> dict[str, Ask]:
    """Return the kiosk's search in ``database`` and the other engines over the same ``records``."""
    find = CatalogueSearch(database)
    peers: dict[str, Peer] = {
        "FTS5 bm25": Fts5(),
        "FTS5 bm25, Porter": Fts5("porter unicode61"),
        "tantivy": Tantivy(),
        "tantivy, en_stem": Tantivy("en_stem"),
        "bm25s, stems": PlainBm25(language),
    } | ({"Xapian": Xapian(language)} if xapian else {})
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
