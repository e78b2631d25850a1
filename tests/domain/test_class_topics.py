"""Topics of call numbers by the Library of Congress Classification and by UDC."""

from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.call_numbers import dewey_class
from kiosk.domain.class_topics import topic_of_class, udc_number
from kiosk.domain.topics import TOPICS

CODES = {topic.code for topic in TOPICS}
NUMBERS = st.integers(1, 9999)


@pytest.mark.parametrize(
    ("call_number", "topic"),
    [
        ("QA76.9 .D3 C67 2019", "computers"),
        ("QA 76.9 .D3", "computers"),
        ("QA611 .M8", "nature"),
        ("PS3545.E6 G6", "stories"),
        ("BF 311 .K3", "mind"),
        ("BF1045.S33", ""),
        ("KF4750 .A2", "society"),
        ("HD30.2 .L3", "business"),
        ("TX724.5.I5 O9", "cooking"),
        ("DS 643.5 .S8", "history"),
        ("PL5089 .S5", ""),
        ("94(592) RIC", "history"),
        ("811.111'36 SWA", "languages"),
        ("821.161.1 TOL", "stories"),
        ("004.738.5 BER", "computers"),
        ("R 37(594) TIL", "learning"),
        ("636.8(075) KAR", "animals"),
        ('930"19" HOB', "history"),
    ],
)
def test_a_class_has_its_topic(call_number: str, topic: str) -> None:
    assert topic_of_class(call_number) == topic


@pytest.mark.parametrize(
    "call_number",
    ["641.5 SIT", "R 899.221 CHA", "JF 813 KAR", "813.54 A12", "2X4.1 HAS", "T 12 A3", "CD 25",
     "SR 20.1 A4", "37.01 SUM", "813(2) KAR", "2019", "FIC ROW", "813/05", ""],
)  # fmt: skip
def test_what_may_be_of_another_scheme_has_none(call_number: str) -> None:
    assert topic_of_class(call_number) == ""
    assert udc_number(call_number) == ""


@given(st.text(ascii_uppercase, min_size=1, max_size=3), NUMBERS)
def test_a_library_of_congress_class_is_never_a_dewey_class(letters: str, number: int) -> None:
    call_number = f"{letters}{number} .A3"
    assert topic_of_class(call_number) in CODES | {""}
    assert dewey_class(call_number) == ""


@given(st.integers(0, 999), st.integers(0, 99), st.text(ascii_uppercase, min_size=3, max_size=3))
def test_a_dewey_number_has_only_the_topic_of_its_class(
    number: int, decimals: int, name: str
) -> None:
    assert topic_of_class(f"{number:03}.{decimals} {name}") == ""


@given(st.text(max_size=20))
def test_every_text_is_answered(text: str) -> None:
    assert topic_of_class(text) in CODES | {""}
