"""The letters of the lists from A to Z: every part of a list can be reached by taps."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import SHIPPED_LANGUAGES
from kiosk.ui.catalogue.letter_strip import letter_strip

# First characters as they are filed: digits, Latin, Arabic, Burmese and Chinese.
INITIALS = "0129" + ascii_lowercase + "ابتجحدسعقكمهوي" + "ကဂမလသ" + "三"


@given(
    st.sets(st.sampled_from(INITIALS), min_size=1).map(sorted),
    st.sampled_from(SHIPPED_LANGUAGES),
    st.data(),
)
def test_two_taps_lead_to_every_letter_of_a_list(
    initials: list[str], language: str, data: st.DataObject
) -> None:
    goal = data.draw(
        st.sampled_from([each for each in initials if not each.isdecimal()])
        if any(not each.isdecimal() for each in initials)
        else st.just(initials[0])
    )
    strip = [row.value for row in letter_strip(initials, language, "")]
    if goal not in strip:
        before = max(each for each in strip if each <= goal)  # the choice of the goal's script
        strip = [row.value for row in letter_strip(initials, language, before)]
    assert goal in strip
    assert strip == sorted(strip)


@given(st.sets(st.sampled_from(INITIALS)).map(sorted), st.sampled_from(SHIPPED_LANGUAGES))
def test_the_chosen_letter_is_marked_alone(initials: list[str], language: str) -> None:
    for initial in initials:
        marked = [row for row in letter_strip(initials, language, initial) if row.chosen]
        assert len(marked) == 1


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("id", ["0–9", "A", "B", "Z", "ا–ي", "က–မ", "三"]),
        ("ar", ["0–9", "A–Z", "ا", "ك", "ه", "ي", "က–မ", "三"]),
        ("fa", ["۰–۹", "A–Z", "ا", "ک", "ه", "ی", "က–မ", "三"]),
        ("my", ["၀–၉", "A–Z", "ا–ي", "က", "မ", "三"]),
        ("zh", ["0–9", "A", "B", "Z", "ا–ي", "က–မ", "三"]),
    ],
)
def test_the_letters_are_written_as_in_the_language_of_the_screen(
    language: str, labels: list[str]
) -> None:
    strip = letter_strip("17abzاكهيကမ三", language, "")
    assert [row.label for row in strip] == labels


def test_a_language_whose_script_no_title_has_shows_the_commonest_script() -> None:
    assert [row.label for row in letter_strip("abcا", "my", "")] == ["A", "B", "C", "ا"]
