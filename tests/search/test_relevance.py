"""Questions in whole sentences, and the Cranfield collection."""

import sqlite3
import sys
from pathlib import Path
from statistics import mean

import pytest
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord
from kiosk.services.catalogue.catalogue_search import Query
from kiosk.services.imports.import_files import import_paths

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from judgements import (
    CATALOGUES,
    CRANFIELD,
    SHARED,
    average_precision,
    cranfield,
    graded,
    ndcg,
    questions,
    recall,
    reciprocal_rank,
)

PAPERS = (
    BibliographicRecord("1", "On flutter", summary="Models of aircraft are heated and shaken."),
    BibliographicRecord("2", "Laws of similarity", summary="How small models obey them."),
    BibliographicRecord("3", "Gardens", summary="What must be done in spring."),
)


def test_a_question_finds_titles_with_its_informative_words(library: SearchLibrary) -> None:
    library.hold(*PAPERS)
    asked = Query("what similarity laws must be obeyed by a model of heated aircraft?")
    results = library.find.search(asked)
    assert [hit.source_id for hit in results.hits[:2]] == ["2", "1"]
    assert results.partial


def test_matches_in_a_summary_rank_after_those_in_names(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("told", "Seeds", year=2020, summary="All about gardens."),
        BibliographicRecord("named", "Gardens", year=1950),
    )
    assert library.found("gardens") == ["named", "told"]


def test_pages_of_a_question_have_every_title_once(library: SearchLibrary) -> None:
    library.hold(
        *(BibliographicRecord(str(n), f"Heated model {n}", summary="wings") for n in range(400)),
        *(BibliographicRecord(f"x{n}", f"Similar aircraft {n}") for n in range(400)),
    )
    seen: list[str] = []
    offset, more = 0, True
    while more:
        asked = Query("heated wings of similar aircraft models")
        results = library.find.search(asked, 70, offset)
        seen += [hit.source_id for hit in results.hits]
        offset, more = offset + 70, results.more
    assert len(seen) == len(set(seen)) == 800


@pytest.mark.skipif(not (SHARED / "ir").exists(), reason="no shared data")
@pytest.mark.parametrize(
    ("collection", "least"), [("facqa-id", 0.78), ("xquad-es", 0.92), ("xquad-ar", 0.89)]
)
def test_the_right_answer_to_a_question_comes_first(
    library: SearchLibrary, collection: str, least: float
) -> None:
    """docs/benchmarks.md has the figures: query expansion lost up to 0.15 of them."""
    passages, asked = questions(collection)
    library.hold(*passages)
    ranks = [reciprocal_rank(library.found(text), judged) for text, judged in asked]
    assert len(ranks) > 100
    assert mean(ranks) >= least


@pytest.mark.skipif(not CRANFIELD.exists(), reason="no shared data")
def test_on_cranfield_it_is_no_worse_than_bm25(library: SearchLibrary) -> None:
    (summary,) = import_paths(library.database, [CRANFIELD / "cran.all.1400"])
    assert (summary.read, summary.added, summary.rejected) == (1400, 1398, 2)
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE VIRTUAL TABLE paper USING fts5(id UNINDEXED, title, authors, summary)")
    with library.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT source_id, title, authors, summary FROM bib")
        plain.executemany("INSERT INTO paper VALUES (?, ?, ?, ?)", map(tuple, rows))
    ours, theirs = [0.0, 0.0], [0.0, 0.0]
    for question, judged in cranfield()[::3]:
        match = " OR ".join(f'"{word}"' for word in question.split())
        best = "SELECT id FROM paper WHERE paper MATCH ? ORDER BY bm25(paper) LIMIT 100"
        for sums, found in (
            (ours, library.found(question, 100)),
            (theirs, [row[0] for row in plain.execute(best, (match,))]),
        ):
            sums[0] += average_precision(found, judged)
            sums[1] += ndcg(found, judged)
    assert ours[0] >= theirs[0]
    assert ours[1] >= theirs[1]


@pytest.mark.skipif(not all(map(Path.exists, CATALOGUES)), reason="no shared data")
def test_on_the_graded_queries_it_is_as_good_as_it_was(library: SearchLibrary) -> None:
    """docs/benchmarks.md has the figures of each kind, beside those of other engines."""
    import_paths(library.database, CATALOGUES)
    answers = [(library.found(words), judged) for _, words, judged in graded()]
    assert len(answers) >= 200
    assert mean(ndcg(found, judged) for found, judged in answers) >= 0.975
    assert mean(recall(found, judged) for found, judged in answers) >= 0.98
