# /// script
# requires-python = ">=3.11"
# dependencies = ["wordfreq==3.1.1"]
# ///
"""Generate kiosk/search/words/: uv run --with-editable . packaging/make_words.py UNILEX_CHECKOUT.

The files hold the common words and names of the kiosk's languages, by which the search tells a
word that the library does not have from a misspelt one (docs/decisions/0028). The same sources
always give the same files; ``words.toml`` lists the source and licence of each language.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

import wordfreq

from kiosk.search.text.normalise import index_tokens

FOLDER = Path(__file__).parents[1] / "kiosk" / "search" / "words"
SHORTEST = 3  # letters
MIN_ZIPF = 2.5  # once in 3 million words: rarer words in these lists are often slips themselves
MIN_ZIPF_BEGINNINGS = 3.5  # a common word is not corrected while it is being typed
WORDFREQ = ("ar", "en", "es", "fa", "fr", "id", "ms")
# The lists of wordfreq for these languages are short or missing. A word must occur so many times
# in the corpus of Unilex.
UNILEX = {"id": 2, "jv": 1, "ms": 1}


def main(unilex: Path) -> None:
    common = {language: dict(of_wordfreq(language)) for language in WORDFREQ}
    words = {word for each in common.values() for word in each}
    for language, least in UNILEX.items():
        words.update(of_unilex(unilex / f"data/frequency/{language}.txt", least))
    begun = {
        word[:length]
        for each in common.values()
        for word, zipf in each.items()
        if zipf >= MIN_ZIPF_BEGINNINGS
        for length in range(SHORTEST, len(word) + 1)
    }
    write("words", words)
    write("beginnings", begun)


def of_wordfreq(language: str) -> Iterator[tuple[str, float]]:
    """Yield the folded words of a language with their Zipf frequency, the commonest first."""
    seen = set()
    for word, frequency in wordfreq.get_frequency_dict(language).items():
        zipf = wordfreq.freq_to_zipf(frequency)
        for folded in usable(word):
            if zipf >= MIN_ZIPF and folded not in seen:
                seen.add(folded)
                yield folded, zipf


def of_unilex(file: Path, least: int) -> Iterator[str]:
    """Yield the folded words that occur at least ``least`` times in Unilex's corpus."""
    size = 0
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("# Corpus-Size:"):
            size = int(line.rpartition(" ")[2])
        word, _, per_billion = line.partition("\t")
        if per_billion.isdecimal() and round(int(per_billion) * size / 1e9) >= least:
            yield from usable(word)


def usable(word: str) -> list[str]:
    """Return the word as the index folds it, or nothing if the search would never correct it."""
    tokens = index_tokens(word)
    return tokens if len(tokens) == 1 and len(tokens[0]) >= SHORTEST and word.isalpha() else []


def write(name: str, words: Iterable[str]) -> None:
    """Write the CRC-32 of each word, in order, as 32-bit numbers, the least byte first."""
    numbers = array("I", sorted({crc32(word.encode()) for word in words}))
    assert numbers.itemsize == 4
    if sys.byteorder == "big":
        numbers.byteswap()
    (FOLDER / f"{name}.crc32").write_bytes(numbers.tobytes())
    print(name, len(numbers))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
