"""Places of copies: known words are translated, all others stay as the library writes them."""

import pytest

from kiosk.domain.shelf_places import KNOWN_PLACES, ShelfPlace, parse_shelf_place
from kiosk.i18n.space_terms import shelf_places
from kiosk.ui.base.shelf_text import shelf_place
from kiosk.ui.base.translator import Translator


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Rak dewasa, lantai 1", ShelfPlace("adults", "1")),
        ("Rak  Anak", ShelfPlace("children", "")),
        ("Lt. 2, Ruang bahasa", ShelfPlace("language_room", "2")),
        ("Children’s shelves, Level G", ShelfPlace("children", "G")),
        ("Level 3", ShelfPlace("", "3")),
        ("Rak dewasa, dekat jendela", None),
        ("Rak dewasa, Rak anak", None),
        ("Rak 3", None),
        ("", None),
    ],
)
def test_a_place_is_known_only_if_all_its_words_are(words: str, place: ShelfPlace | None) -> None:
    assert parse_shelf_place(words) == place


def test_each_known_place_has_a_name() -> None:
    assert tuple(shelf_places(lambda _context, message: message)) == KNOWN_PLACES


def test_the_level_is_that_of_the_lift_and_never_counted_anew() -> None:
    translator = Translator(("id", "en", "ar"), "id")
    assert shelf_place("Rak dewasa, lantai 1", translator) == "Rak dewasa, lantai 1"
    translator.choose("en")
    shown = shelf_place("Rak dewasa, lantai 1", translator)
    assert shown.translate({0x2068: None, 0x2069: None}) == "Adult shelves, Level 1"
    assert shelf_place("Rak dekat jendela", translator) == "Rak dekat jendela"
