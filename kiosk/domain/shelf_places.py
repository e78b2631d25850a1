"""Usual places of copies, such as “Rak dewasa, lantai 1”, recognised in the library's words."""

import re
from dataclasses import dataclass

# The words in English and Indonesian, in lower case, for each place.
_WORDS = {
    "adults": ("adult shelves", "adults", "adult", "rak dewasa"),
    "children": ("children's shelves", "children", "rak anak"),
    "teenagers": ("teen shelves", "teens", "young adult", "rak remaja"),
    "general": ("general shelves", "general collection", "rak umum", "koleksi umum"),
    "reference": ("reference shelves", "reference", "rak referensi", "koleksi referensi"),
    "language_room": ("language room", "ruang bahasa"),
    "magazines": ("magazines", "periodicals", "rak majalah", "majalah", "terbitan berkala"),
    "newspapers": ("newspapers", "rak koran", "koran", "surat kabar"),
    "new": ("new titles", "new books", "rak buku baru", "buku baru"),
    "reading_room": ("reading room", "ruang baca"),
    "store": ("store", "stacks", "closed stacks", "gudang", "ruang simpan"),
    "desk": ("information desk", "meja informasi"),
}
_PLACES = {word: name for name, words in _WORDS.items() for word in words}
KNOWN_PLACES = tuple(_WORDS)
# "Lantai 1" is the level that the lift calls 1, so the number is kept and never recounted.
_LEVEL = re.compile(r"(?:level|floor|lantai|lt\.?)\s*([0-9A-Za-z]{1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ShelfPlace:
    """A place whose words are all known: a term of KNOWN_PLACES and a level; one may be empty."""

    term: str
    level: str


def parse_shelf_place(words: str) -> ShelfPlace | None:
    """Return the place that ``words`` name, or None if any part of them is not a usual word."""
    term = level = ""
    for part in (" ".join(each.split()) for each in words.split(",")):
        found = _LEVEL.fullmatch(part)
        known = _PLACES.get(part.lower().replace("’", "'"), "")
        if found and not level:
            level = found[1]
        elif known and not term:
            term = known
        else:
            return None
    return ShelfPlace(term, level)
