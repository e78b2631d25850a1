"""ISBNs and ISSNs as sources write them."""

import pytest

from kiosk.domain.isbn import find_isbn13, find_issn


@pytest.mark.parametrize(
    ("text", "number"),
    [("0306406152 (pbk.)", "9780306406157"), ("978-0-306-40615-7", "9780306406157"),
     ("0306406153", ""), ("", ""), ("price 12.50", "")],
)  # fmt: skip
def test_isbn(text: str, number: str) -> None:
    assert find_isbn13(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0317-8471", "0317-8471"), ("ISSN 03178471", "0317-8471"), ("1050-124x", "1050-124X"),
     ("0317-8472", ""), ("", ""), ("12345678901", "")],
)  # fmt: skip
def test_issn(text: str, number: str) -> None:
    assert find_issn(text) == number
