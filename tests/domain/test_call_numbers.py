"""The order of call numbers on shelves."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.call_numbers import (
    call_number_key,
    follows_directly,
    is_in_range,
    ranges_overlap,
)

DEWEY = """005.1 NUG k|005.13 ADE t|005.13 LIN m|153.4 KES h|297 الن ر|2X1.2 SAB f|2X4 SAB a|
340.09598 LEM h|398.209 598 CHA m|398.209598 CHA n|499.2218 PRA b|500 FIT m|599 MAR o|599 YAT f|
641.5 HAR|641.595 1 CHA|641.59598 HAR k|641.595 98 HAR m|641.59598 MAR o|641.6 ABA|658.022 SUH k|
823 AUS e|823 AUS p|823.9 H12|823.9 H123|823.9 H123 s|823.9 H2|899.221 MAN l v.2|899.221 MAN l v.10|
899.221 MAN m 1999|899.221 MAN m 2015|899.221 1 WIC s|910.4 MAR t|FIC HAR|FIC TOL|R 030 ENC|
R 899.221 KAM"""
LIBRARY_OF_CONGRESS = """B1.A1|BF76 .A5|BF637.S4|HV6432.7 .M4 2003|PN45 .A12|PN45 .A2|PR6045.O72 T6|
PR6045.O72 T6 1931|QA9 .B5|QA76 .P98|QA76.73.A2|QA76.73.P98 P95|QA76.73.P98 P95 2015|QA76.9.A25|
QA276 .B3|QA276 .B35|QA276 .B4|QA1000 .A1|TX724.5 .I5"""
UDC = """004+37|004|004.8|004.8:37|33|59+60|59/60|59|59 HAR|59:37|59=111|59(091)|59(410)|59"19"|
59-1|591|821.111|821.111-31|821.112.2|821.112.2-31|94(410)"""


@pytest.mark.parametrize("listed", [DEWEY, LIBRARY_OF_CONGRESS, UDC])
def test_known_shelf_lists_are_in_order(listed: str) -> None:
    shelf = listed.replace("\n", "").split("|")
    mixed = random.Random(7).sample(shelf, len(shelf))
    assert sorted(mixed, key=call_number_key) == shelf
    for one, other in pairwise(shelf):
        assert call_number_key(one) < call_number_key(other), (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("641.595 98 HAR", "641.59598 har"),
        ("R 899.221", "r  899.221"),
        ("QA76.73.P98", "QA 76.73 .P98"),
        ("QA76.73 .P98 2015", "qa76.73 P98 2015"),
        ("٦٤١٫٥ خور", "٦٤١٫٥  خور"),
        ("821.112.2-31", "8211122-31"),
        ("899.221 MAN v. 2", "899.221 MAN vol.2"),
        ("６４１．５ HAR", "641.5 HAR"),
    ],
)
def test_forms_of_one_call_number_are_equal(one: str, other: str) -> None:
    assert call_number_key(one) == call_number_key(other)


_any_text = st.text(max_size=30) | st.text("0123456789. ABXvR:()\"=/+-'文ا", max_size=20)


@given(_any_text, _any_text, _any_text)
def test_the_order_is_total(one: str, two: str, three: str) -> None:
    a, b, c = map(call_number_key, (one, two, three))
    assert (a < b) + (a == b) + (a > b) == 1
    if a <= b <= c:
        assert a <= c


@given(_any_text)
def test_case_and_spaces_do_not_matter(text: str) -> None:
    assert call_number_key(f"  {text.upper()} ") == call_number_key(text.upper().replace(" ", "  "))


_dewey = st.builds(
    lambda number, decimals, name: f"{number:03}{'.' + decimals if decimals else ''} {name}",
    st.integers(0, 999),
    st.text("0123456789", max_size=5),
    st.text("ABCDEFGHIJ", min_size=1, max_size=4),
)


@given(_dewey, _dewey, _dewey)
def test_a_range_has_what_stands_between_its_ends(one: str, two: str, three: str) -> None:
    first, middle, last = sorted((one, two, three), key=call_number_key)
    assert is_in_range(first, first, last)
    assert is_in_range(middle, first, last)
    assert is_in_range(last, first, last)


@given(_dewey, st.integers(0, 999), st.integers(0, 999))
def test_class_numbers_as_ends_include_their_subdivisions(call: str, a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert is_in_range(call, f"{low:03}", f"{high:03}") == (low <= int(call[:3]) <= high)


@given(_dewey, _dewey, _dewey, _dewey, _dewey)
def test_ranges_that_share_a_call_number_overlap(a: str, b: str, c: str, d: str, call: str) -> None:
    one, other = sorted((a, b), key=call_number_key), sorted((c, d), key=call_number_key)
    if is_in_range(call, *one) and is_in_range(call, *other):
        assert ranges_overlap((one[0], one[1]), (other[0], other[1]))


def test_ranges() -> None:
    assert is_in_range("641.59598 HAR", "641.5", "641.5")
    assert is_in_range("QA76.73 .P98", "QA76", "QA76")
    assert not is_in_range("QA760 .P98", "QA76", "QA76")
    assert not is_in_range("R 641.5", "600", "699")
    assert is_in_range("R 641.5", "R", "R")
    assert is_in_range("FIC HAR", "FIC A", "FIC K")
    assert not is_in_range("FIC LAR", "FIC A", "FIC K")
    assert is_in_range("anything", "", "")
    assert not ranges_overlap(("600", "649"), ("650", "699"))
    assert ranges_overlap(("600", "650"), ("650", "699"))
    assert follows_directly("649", "650") and not follows_directly("649", "651")
    assert follows_directly("649.5", "649.6") and not follows_directly("299", "400")
    assert follows_directly("649 HAR", "700 ABA"), "nobody can tell"
