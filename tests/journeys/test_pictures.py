"""Titles that are found by pictures, without a word being spelled."""

import pytest

from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import Listener, Open
from tests.journeys.keys import choose, focused
from tests.journeys.searching import titles


def test_a_picture_leads_to_its_titles_from_the_first_screen(visitor: Visitor) -> None:
    visitor.tap("door-pictures")
    visitor.tap("picture-topic-cooking")
    found = titles(visitor)
    assert "Sambal Nusantara" in found
    assert visitor.text("topic-cooking") == "Cooking"
    visitor.tap("topic-cooking")
    assert visitor.kiosk.find.untouched, "one tap removes the choice"


def test_an_age_and_words_narrow_a_picture(visitor: Visitor) -> None:
    visitor.tap("door-find")
    visitor.tap("pictures")
    visitor.tap("picture-age-children")
    visitor.tap("search-words")
    visitor.type("kucing")
    assert titles(visitor)[0] == "Kucing Belang Tiga"
    assert visitor.sees("age-children")


def test_a_language_has_the_name_that_its_readers_know(visitor: Visitor) -> None:
    visitor.tap("door-pictures")
    assert visitor.text("picture-language-ar").startswith("العربية")
    visitor.tap("picture-language-ar")
    assert {row.titleLanguage for row in visitor.kiosk.find.rows.shown_rows()} == {"ar"}


def test_pictures_are_heard_with_the_number_of_titles(listening: Listener) -> None:
    choose(listening.visitor, "door-pictures")
    said = listening.since()
    assert "Choose by picture" in said
    assert "Computers | 12 titles" in said
    assert focused(listening.visitor) == "picture-topic-computers"


@pytest.mark.parametrize("scale", [100, 300])
def test_back_leads_from_the_titles_to_the_search_and_home(open_kiosk: Open, scale: int) -> None:
    visitor = open_kiosk(Look("ar", scale=scale))
    visitor.tap("door-find")
    visitor.tap("pictures")
    visitor.tap("back")
    assert visitor.sees("search-words")
    visitor.tap("back")
    assert visitor.sees("door-find")
