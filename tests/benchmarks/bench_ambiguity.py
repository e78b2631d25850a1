"""How many titles one word and three letters stand for, in real catalogues and the made-up one.

    python tests/benchmarks/bench_ambiguity.py --records 1000000

What is asked is as in bench_search: the first word of a title and three letters of its
second. Real titles are all of ../shared/data that can be read, each once, in an even
sub-sample of each size; the made-up ones are those of synthetic.py. "at best" is a bound
of every order: of the n titles that begin alike, it can bring 20 among the first 20. The
made-up catalogue is also taken at the size of --records. Prints one table in Markdown, or
with --json one list.
"""

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from judgements import CATALOGUES, SHARED
from synthetic import records

from kiosk.domain.records import BibliographicRecord
from kiosk.errors import SourceError
from kiosk.search.normalise import tokens
from kiosk.search.query import FUNCTION_WORDS
from kiosk.sources.open_source import read

_SHOWN = 20
_SIZES = (1_000, 2_000, 5_000, 10_000)
_FOLDERS = ("marc", "oai")

Title = tuple[str, ...]  # its words, folded


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
    """All that can be read of ../shared/data, each title once, in a random order."""
    files = [path for path in CATALOGUES if path.is_relative_to(SHARED)]  # not the demo
    for folder in _FOLDERS:
        files += [path for path in sorted((SHARED / folder).rglob("*")) if path.is_file()]
    found = {title: None for path in dict.fromkeys(files) for title in titles(path)}
    shuffled = sorted(found)
    random.Random(seed).shuffle(shuffled)
    return shuffled


def titles(path: Path) -> list[Title]:
    try:
        taken = [each for each in read(path) if isinstance(each, BibliographicRecord)]
    except SourceError:  # not a catalogue
        return []
    return [title for each in taken if len(title := tuple(tokens(each.title))) > 1]


def made_up(count: int) -> list[Title]:
    return [tuple(tokens(record.title)) for record in records(count)]


def row(kind: str, found: Sequence[Title]) -> dict[str, object]:
    """The figures of ``found``, each title of two words at least."""
    words = Counter(word for title in found for word in title)
    commonest = max(words, key=words.__getitem__)
    alike = Counter((title[0], title[1][:3]) for title in found)
    return {
        "titles": kind,
        "how many": len(found),
        "words a title": round(mean(map(len, found)), 1),
        "different words": len(words),
        "Heaps' exponent": round(growth(found), 2),
        "commonest word in": share(sum(commonest in t for t in found), found),
        "first is a function word": share(sum(t[0] in FUNCTION_WORDS for t in found), found),
        "begin alike, mean": round(sum(n * n for n in alike.values()) / len(found), 1),
        "begin alike, most": max(alike.values()),
        "at best": share(sum(min(n, _SHOWN) for n in alike.values()), found),
    }


def growth(found: Sequence[Title]) -> float:
    """The exponent of Heaps' law, by the words of a quarter of the titles and of all."""
    part = found[: len(found) // 4]
    seen = [len({word for title in some for word in title}) for some in (part, found)]
    length = [sum(map(len, some)) for some in (part, found)]
    return math.log(seen[1] / seen[0]) / math.log(length[1] / length[0])


def share(part: int, found: Sequence[Title]) -> str:
    return f"{100 * part / len(found):.1f} %"


def table(rows: Sequence[dict[str, object]]) -> str:
    lines = [list(rows[0]), ["---"] * len(rows[0])]
    lines += [[f"{value:,}" if isinstance(value, int) else str(value) for value in each.values()]
              for each in rows]  # fmt: skip
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
