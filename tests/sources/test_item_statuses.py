"""Statuses in words: what is not certain is unknown, and a missing copy is never on loan."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.records import ItemStatus
from kiosk.sources.item_statuses import status_from_text

AWAY = {
    ItemStatus.IN_TRANSIT: ["in transit", "In-Transit", "being transferred", "sedang dikirim",
                            "dalam perjalanan", "en tránsito", "en transfert", "在途"],
    ItemStatus.HOLD_SHELF: ["on holds shelf", "hold shelf", "awaiting pickup", "ready for pick-up",
                            "menunggu diambil", "abholbereit", "بانتظار الاستلام"],
    ItemStatus.ON_ORDER: ["on order", "ordered", "dipesan", "dalam pemesanan", "en commande",
                          "en pedido", "in bestelling", "订购中"],
}  # fmt: skip
GONE = ["lost", "missing", "withdrawn", "damaged", "hilang", "rusak", "perdu", "丢失"]
LENT = ["on loan", "checked out", "dipinjam", "overdue", "prestado", "借出"]
SIGNS = st.sampled_from([", ", " - ", ": ", " (", "; "])
PLACES = st.sampled_from([(status, words) for status in AWAY for words in AWAY[status]])
CASES = st.sampled_from([str, str.upper, str.title])


@given(PLACES, CASES)
def test_a_copy_that_is_away_is_neither_here_nor_on_loan(
    place: tuple[ItemStatus, str], case: type
) -> None:
    status, words = place
    assert status_from_text(case(words)) is status
    assert status_from_text(f"Not available: {case(words)}") is status


@given(st.sampled_from(GONE), st.sampled_from([*LENT, *chain(*AWAY.values())]), SIGNS, CASES)
def test_a_missing_copy_is_never_on_loan(gone: str, other: str, sign: str, case: type) -> None:
    for words in (f"{gone}{sign}{other}", f"{other}{sign}{gone}"):
        assert status_from_text(case(words)) is ItemStatus.MISSING


@given(PLACES, st.sampled_from(["not ", "no longer ", "belum ", "tidak ", "未", "غير "]))
def test_what_is_denied_is_unknown(place: tuple[ItemStatus, str], denial: str) -> None:
    assert status_from_text(denial + place[1]) is ItemStatus.UNKNOWN


@pytest.mark.parametrize("words", ["on hold", "reserved", "in process", "held", "cataloguing"])
def test_words_that_do_not_tell_where_a_copy_is(words: str) -> None:
    assert status_from_text(words) is ItemStatus.UNKNOWN
