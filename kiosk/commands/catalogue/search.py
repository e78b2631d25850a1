"""Search the catalogue as the screen does."""

import argparse
from typing import TYPE_CHECKING

from kiosk.commands.common import add_json, database_from_arguments, print_json

if TYPE_CHECKING:
    from kiosk.services.catalogue.catalogue_search import Hit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WORDS", help="words of a title, an author or a subject")
    parser.add_argument(
        "--limit", type=_count, default=20, metavar="N", help="show at most this many results"
    )
    add_json(parser)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of 1 or more")
    return int(text)


def execute(args: argparse.Namespace) -> int:
    from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query

    results = CatalogueSearch(database_from_arguments(args)).search(Query(args.words), args.limit)
    if args.json:
        print_json([_plain(hit) for hit in results.hits])
        return 0
    if results.corrected:
        print(f"No results. Showing instead: {results.suggestion}")
    elif results.by_sound:
        print("Titles in Arabic script that sound alike:")
    elif results.partial and results.fallback.missing:
        print(f"Not found: {' '.join(results.fallback.missing)}. Closest matches:")
    elif results.partial:
        print("No title has all these words. Closest matches:")
    if results.suggestion and not results.corrected:
        print(f"Did you mean: {results.suggestion}")
    for hit in results.hits:
        about = "; ".join(filter(None, [", ".join(hit.authors), str(hit.year or ""), hit.format]))
        print(f"{hit.title} / {about} [{hit.source_id}]")
    if not results.hits:
        print("No results.")
    return 0


def _plain(hit: "Hit") -> dict[str, object]:
    return {
        "id": hit.id,
        "source_id": hit.source_id,
        "title": hit.title,
        "authors": list(hit.authors),
        "year": hit.year,
        "language": hit.language,
        "format": hit.format,
        "available": hit.available,
    }
