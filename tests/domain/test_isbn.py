"""Finding ISBNs and ISSNs in the notations that sources use."""

import pytest

from kiosk.domain.isbn import as_isbn13, find_isbn, find_issn, is_issn


@pytest.mark.parametrize(
    ("text", "number"),
    [("0306406152 (pbk.)", "9780306406157"), ("978-0-306-40615-7", "9780306406157"),
     ("097522980x", "9780975229804"), ("979-10-90636-07-1", "9791090636071"),
     ("9780306406158", ""),
     ("0306406153", ""), ("", ""), ("price 12.50", "")],
)  # fmt: skip
def test_isbn(text: str, number: str) -> None:
    assert find_isbn(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0317-8471", "0317-8471"), ("ISSN 03178471", "0317-8471"), ("1050-124x", "1050-124X"),
     ("0317-8472", ""), ("", ""), ("12345678901", "")],
)  # fmt: skip
def test_issn(text: str, number: str) -> None:
    assert find_issn(text) == number


@pytest.mark.parametrize(
    ("number", "isbn"),
    [("0306406152", "9780306406157"), ("097522980x", "9780975229804"),
     ("0306406153", "9780306406157"), ("9780306406157", "9780306406157"), ("030640", "030640"),
     ("", "")],
)  # fmt: skip
def test_an_isbn_of_ten_digits_is_converted_and_anything_else_kept(number: str, isbn: str) -> None:
    assert as_isbn13(number) == isbn


def test_an_issn_is_known_by_its_form() -> None:
    assert is_issn("0317-8471")
    assert not is_issn("9780306406157")
