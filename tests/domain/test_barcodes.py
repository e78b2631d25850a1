"""The codes that a barcode scanner types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.barcodes import book_number, clean_code, is_code
from kiosk.domain.isbn import find_issn


@pytest.mark.parametrize(
    ("scanned", "number"),
    [
        ("9786020000015", "9786020000015"),
        ("978602000001512", "9786020000015"),  # with an add-on of two digits
        ("978602000001551299", "9786020000015"),  # of five
        ("9791234567896", "9791234567896"),
        ("602000001X", "9786020000015"),
        ("602000001x", "9786020000015"),
        ("9770317847001", "03178471"),  # a magazine
        ("977031784700112", "03178471"),
        ("9781234", ""),
        ("B00012", ""),
        ("1234567890128", ""),
        ("", ""),
    ],
)
def test_a_book_or_magazine_is_read_from_its_code(scanned: str, number: str) -> None:
    assert book_number(scanned) == number


@given(st.from_regex(r"977[0-9]{10}", fullmatch=True))
def test_the_number_of_a_magazine_has_a_right_check_digit(scanned: str) -> None:
    number = book_number(scanned)
    assert find_issn(f"{number[:4]}-{number[4:]}") == f"{number[:4]}-{number[4:]}"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("]E09786020000015", "9786020000015"),
        ("]C0B00012", "B00012"),
        ("٩٧٨", "978"),
        (" 12 ", "12"),
    ],
)
def test_what_is_not_the_code_is_dropped(typed: str, plain: str) -> None:
    assert clean_code(typed) == plain


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("9786020000015", True),
        ("B00012", True),
        ("A-1234", True),
        ("perpustakaan", False),
        ("kelas7", False),
        ("12345", False),
        ("1" * 65, False),
    ],
)
def test_a_code_is_told_from_a_word(typed: str, is_one: bool) -> None:
    assert is_code(typed) is is_one
