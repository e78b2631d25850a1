"""Measures of retrieval, and collections with relevance judgements (docs/benchmarks.md)."""

import hashlib
import json
import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.domain.records import BibliographicRecord

SHARED = Path(__file__).resolve().parents[3] / "shared/data"
CRANFIELD = SHARED / "ir/cranfield"
QUESTIONS = {"facqa-id": "id", "xquad-es": "es", "xquad-ar": "ar"}  # the language of each
_LANGUAGE = re.compile(r"-([a-z]{2})$")

Judgements = Mapping[str, int]  # source id: grade; 0 means not relevant


def average_precision(found: Sequence[str], judged: Judgements) -> float:
    """Return the average precision over all of ``found``; any grade above 0 is relevant."""
    relevant = {name for name, grade in judged.items() if grade > 0}
    total = met = 0.0
    for place, name in enumerate(found, 1):
        if name in relevant:
            met += 1
            total += met / place
    return total / len(relevant) if relevant else 0.0


def ndcg(found: Sequence[str], judged: Judgements, cut: int = 10) -> float:
    """Return the normalised discounted cumulative gain, with the gain 2^grade - 1.

    Source: Järvelin and Kekäläinen 2002.
    """
    best = sorted((grade for grade in judged.values() if grade > 0), reverse=True)
    ideal = _gain(best[:cut])
    return _gain([judged.get(name, 0) for name in found[:cut]]) / ideal if ideal else 0.0


def recall(found: Sequence[str], judged: Judgements, cut: int = 20) -> float:
    relevant = {name for name, grade in judged.items() if grade > 0}
    return len(relevant & set(found[:cut])) / len(relevant) if relevant else 0.0


def reciprocal_rank(found: Sequence[str], judged: Judgements) -> float:
    """Return 1 / the position of the first relevant title, or 0 if no title is relevant."""
    positions = (place for place, name in enumerate(found, 1) if judged.get(name, 0) > 0)
    return 1 / next(positions, math.inf)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def cranfield() -> list[tuple[str, Judgements]]:
    """Return the 225 questions, and the judgements for each question, by position.

    Cleverdon's codes run from 1 (a complete answer) to 4 (of minimum interest); here they become
    grades from 4 to 1. In this copy, -1 marks the paper from which the question came, which is
    relevant as well.
    """
    questions: list[str] = []
    for line in (CRANFIELD / "cran.qry").read_text().splitlines():
        if line.startswith(".I"):
            questions.append("")
        elif not line.startswith(".W"):
            questions[-1] += line + " "
    judged: list[dict[str, int]] = [{} for _ in questions]
    for line in (CRANFIELD / "cranqrel").read_text().splitlines():
        question, document, code = line.split()
        judged[int(question) - 1][document] = 5 - int(code) if int(code) > 0 else 4
    return list(zip(questions, judged, strict=True))


def questions(name: str) -> tuple[list[BibliographicRecord], list[tuple[str, Judgements]]]:
    """Return the passages of a collection in ``QUESTIONS``, and questions with one right answer."""
    passages, asked = collection(SHARED / "ir" / name)
    return passages, [(text, judged) for _, text, judged in asked]


def collection_language(folder: Path) -> str:
    """Return the language by which the name of a collection ends ("facqa-id"), or "en"."""
    named = _LANGUAGE.search(folder.name)
    return named[1] if named else "en"


def collection(folder: Path) -> tuple[list[BibliographicRecord], list[tuple[str, str, Judgements]]]:
    """Return the passages of a collection, and the id, text and judgements of each question.

    The folder holds docs.jsonl, queries.jsonl and qrels.tsv (../shared/data/ir/README.md).
    """
    language = collection_language(folder)
    passages = [
        BibliographicRecord(
            p["id"], p["title"] or p["text"][:40], language=language, summary=p["text"]
        )
        for p in _objects(folder / "docs.jsonl")
    ]
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        question, passage, grade = line.split("\t")
        judged[question][passage] = int(grade)
    asked = [(q["id"], q["text"], judged[q["id"]]) for q in _objects(folder / "queries.jsonl")]
    return passages, [each for each in asked if each[2]]


def half_of(name: str) -> int:
    """Return 0 or 1, the half in which the question ``name`` is: tune on 0, report 1."""
    return int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def first_is_relevant(found: Sequence[str], judged: Judgements) -> float:
    """Return 1 if the first title is relevant, else 0."""
    return float(bool(found) and judged.get(found[0], 0) > 0)


def _objects(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


GRADED = Path(__file__).parents[1] / "search/graded.tsv"
CATALOGUES = (
    Path(__file__).parents[2] / "assets/demo/catalogue.xml",
    SHARED / "books/goodbooks-10k/books.csv",
    SHARED / "marc/solrmarc/uva_001_2000.mrc",
)


def graded() -> list[tuple[str, str, Judgements]]:
    """Return the kinds, queries and judgements of ``GRADED``, which refer to ``CATALOGUES``."""
    found = []
    for line in GRADED.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, query, judged = line.split("\t")
            pairs = (each.rsplit(":", 1) for each in judged.split())
            found.append((kind, query, {name: int(grade) for name, grade in pairs}))
    return found
