"""Measures how many titles share one word and three letters, in real and synthetic catalogues.

    python tests/benchmarks/bench_ambiguity.py --records 1000000

The queries are those of bench_search: the first word of a title that is not a function word, and
three letters of the next word. "literal" means the very first word, and "telling" means the rarest
and the next rarest word. The real titles are all titles in ../shared/data that can be read, each
once, in even samples of several sizes; the synthetic titles come from synthetic.py. "at best" is an
upper bound for every order of results: of n titles with the same query, only 20 can be among the
first 20. The synthetic catalogue is also measured at the size given by --records. The program
prints one table in Markdown, or one list with --json.
"""

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from statistics import mean, stdev

from judgements import CATALOGUES, SHARED
from synthetic import records
from visitor import begun, begun_literally, telling

from kiosk.domain.records import BibliographicRecord
from kiosk.errors import SourceError
from kiosk.search.text.function_words import FUNCTION_WORDS
from kiosk.search.text.normalise import index_tokens
from kiosk.sources.source_file import read_source_file

_SHOWN = 20
_SIZES = (1_000, 2_000, 5_000, 10_000)
_FOLDERS = ("marc", "oai")
_NO_TITLE = ("test", "publication")  # 231 test records of marc/vufind/geo.mrc begin so

Title = tuple[str, ...]  # the folded words of a title


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--json", action="store_true", help="one list instead of the table")
    given = parser.parse_args()
    real = real_titles()
    sizes = [size for size in _SIZES if size < len(real)] + [len(real)]
    rows = []
    for size in sizes:
        rows += [row("real", real[:size]), row("made up", made_up(size))]
    rows.append(row("made up", made_up(given.records)))
    print(json.dumps(rows, indent=2) if given.json else table(rows))


def real_titles(seed: int = 17) -> list[Title]:
    """Return all readable titles of ../shared/data, each once, in a random order."""
    files = [path for path in CATALOGUES if path.is_relative_to(SHARED)]  # not the demo
    for folder in _FOLDERS:
        files += [path for path in sorted((SHARED / folder).rglob("*")) if path.is_file()]
    found = {title: None for path in dict.fromkeys(files) for title in titles(path)}
    shuffled = sorted(found)
    random.Random(seed).shuffle(shuffled)
    return shuffled


def titles(path: Path) -> list[Title]:
    try:
        taken = [each for each in read_source_file(path) if isinstance(each, BibliographicRecord)]
    except SourceError:  # not a catalogue
        return []
    found = [tuple(index_tokens(each.title)) for each in taken]
    return [title for title in found if len(title) > 1 and title[:2] != _NO_TITLE]


def made_up(count: int) -> list[Title]:
    return [tuple(index_tokens(record.title)) for record in records(count)]


def row(kind: str, found: Sequence[Title]) -> dict[str, object]:
    """Return the figures for the titles in ``found``, which have at least two words each."""
    words = Counter(word for title in found for word in title)
    holding = Counter(word for title in found for word in set(title))
    commonest = max(words, key=words.__getitem__)
    return {
        "titles": kind,
        "how many": len(found),
        "words a title": f"{mean(map(len, found)):.1f} ± {stdev(map(len, found)):.1f}",
        "different words": len(words),
        "met once": share(sum(n == 1 for n in words.values()), words),
        "Heaps' exponent": round(growth(found), 2),
        "commonest word in": share(sum(commonest in t for t in found), found),
        "first is a function word": share(sum(t[0] in FUNCTION_WORDS for t in found), found),
        **alike(found, begun, ""),
        **alike(found, begun_literally, " (literal)"),
        **alike(found, lambda title: telling(title, holding.__getitem__), " (telling)"),
    }


def alike(found: Sequence[Title], typed: Callable[[str], str], reading: str) -> dict[str, object]:
    """Return how many titles share the same query."""
    counts = Counter(typed(" ".join(title)) for title in found).values()
    return {
        f"alike, mean{reading}": round(sum(n * n for n in counts) / len(found), 1),
        f"alike, most{reading}": max(counts),
        f"at best{reading}": share(sum(min(n, _SHOWN) for n in counts), found),
    }


def growth(found: Sequence[Title]) -> float:
    """Return the exponent of Heaps' law, from the words of a quarter of the titles and of all."""
    part = found[: len(found) // 4]
    seen = [len({word for title in some for word in title}) for some in (part, found)]
    length = [sum(map(len, some)) for some in (part, found)]
    return math.log(seen[1] / seen[0]) / math.log(length[1] / length[0])


def share(part: int, of: Collection[object]) -> str:
    return f"{100 * part / len(of):.1f} %"


def table(rows: Sequence[dict[str, object]]) -> str:
    lines = [list(rows[0]), ["---"] * len(rows[0])]
    lines += [[f"{value:,}" if isinstance(value, int) else str(value) for value in each.values()]
              for each in rows]  # fmt: skip
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
