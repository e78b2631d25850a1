"""Measures how many topics bring a fitting title among the first five, by language.

    python tests/benchmarks/bench_topics.py [--words-only] [--keep DIR]

topics.tsv has the topics in ten languages and the rules that say which titles fit. The libraries
are the demo library, and a mixed one with goodbooks-10k and records of the University of Virginia
(../shared/data). The titles are taken in the order of the screen: first those that the words find,
only two if these are poor, then those about the same thing. For nonsense it
prints the share that brings titles which the words alone do not find. Making the vectors of the
mixed library takes minutes; with --keep they are kept in DIR for the next run.
"""

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

from judgements import CATALOGUES
from topics import Topic, fitting_titles, read_topics

from kiosk.domain.records import BibliographicRecord
from kiosk.search.vectors.encoder import Encoder, is_installed, is_supported
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.catalogue.meaning_worker import Answer, NearestTitles, VectorMaker
from kiosk.services.catalogue.rebuild_missing_index import rebuild_missing_index
from kiosk.services.catalogue.related_titles import RelatedTitles, titles_before
from kiosk.services.imports.import_files import import_paths
from kiosk.sources.source_file import read_source_file
from kiosk.store.database import Database

LIBRARIES = {"demo": CATALOGUES[:1], "mixed": CATALOGUES}
FIRST = 5

Ask = Callable[[str], list[str]]  # from the words typed to the source ids on the screen
Figures = dict[str, dict[str, float]]  # by library and half, by language


class Meaning:
    """The search by meaning within this process."""

    running = True

    def __init__(self, database: Database) -> None:
        self._encoder = Encoder()
        maker = VectorMaker(database, self._encoder)
        while maker.make_some():
            pass
        self._titles = NearestTitles(database)
        while self._titles.load_some():
            pass

    def nearest(self, words: str) -> Answer:
        return self._titles.find(self._encoder.encode_words(words))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words-only", action="store_true", help="as without the extra")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="for the next run")
    parser.add_argument("--json", action="store_true", help="one object instead of the table")
    given = parser.parse_args()
    by_meaning = not given.words_only and is_installed() and is_supported()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="topics-"))
    figures: Figures = {}
    for name, files in LIBRARIES.items():
        figures |= measure(name, files, folder / name, by_meaning)
    print(json.dumps(figures, indent=2) if given.json else table(figures))


def measure(name: str, files: Sequence[Path], folder: Path, by_meaning: bool) -> Figures:
    database = Database(folder)
    import_paths(database, list(files))
    rebuild_missing_index(database)  # kept from an older release
    records = [
        r for file in files for r in read_source_file(file) if isinstance(r, BibliographicRecord)
    ]
    ask, by_words = first_titles(database, by_meaning), first_titles(database, False)
    rules, topics, nonsense = read_topics()
    fits = {subject: fitting_titles(rule, records) for subject, rule in rules.items()}
    met: dict[bool, dict[str, list[bool]]] = {True: defaultdict(list), False: defaultdict(list)}
    for topic in topics:
        if fits[topic.subject]:
            met[topic.tuned][topic.language].append(found(topic, ask, fits[topic.subject]))
    figures: Figures = {}
    for tuned, half in ((True, "tuned half"), (False, "other half")):
        shares = {language: mean(each) for language, each in sorted(met[tuned].items())}
        every = [each for several in met[tuned].values() for each in several]
        some = [words for n, words in enumerate(nonsense) if (n % 2 == 0) is tuned]
        passed = mean(bool(set(ask(words)) - set(by_words(words))) for words in some)
        figures[f"{name}, {half}"] = shares | {"all": mean(every), "nonsense": passed}
    database.close()
    return figures


def found(topic: Topic, ask: Ask, fitting: frozenset[str]) -> bool:
    return not fitting.isdisjoint(ask(topic.typed)[:FIRST])


def first_titles(database: Database, by_meaning: bool) -> Ask:
    """Return a function from words to the source ids of the titles in the order of the screen."""
    find = CatalogueSearch(database)
    related = RelatedTitles(find, Meaning(database)) if by_meaning else None  # type: ignore[arg-type]

    def ask(words: str) -> list[str]:
        query = Query(words)
        results = find.search(query, 10)
        hits = list(results.hits)
        if related and related.expected(query, results):
            kept = titles_before(results)
            alike = related.related(query, [hit.id for hit in kept])
            hits = [*kept, *alike] if alike else hits
        return [hit.source_id for hit in hits]

    return ask


def table(figures: Figures) -> str:
    names = sorted({name for values in figures.values() for name in values})
    rows = [["", *names], ["---"] * (len(names) + 1)]
    rows += [
        [label, *(f"{values[name]:.2f}" if name in values else "" for name in names)]
        for label, values in figures.items()
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    main()
