"""What the statuses of copies in SLiMS mean."""

from datetime import date

import pytest

from kiosk.central.harvesting.systems.slims_copies import SlimsCopy
from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.domain.records import ItemStatus

_DUE = date(2026, 12, 20)


@pytest.mark.parametrize(
    ("status", "name", "not_lent", "meaning"),
    [
        ("", "", False, ItemStatus.AVAILABLE),
        ("0", "", False, ItemStatus.AVAILABLE),
        ("R", "Repair", True, ItemStatus.MISSING),
        ("R", "Diservis", True, ItemStatus.MISSING),
        ("R", "Referensi", True, ItemStatus.REFERENCE),
        ("NL", "No Loan", True, ItemStatus.REFERENCE),
        ("NL", "Koleksi Deposit", False, ItemStatus.REFERENCE),
        ("MIS", "Missing", True, ItemStatus.MISSING),
        ("H", "Hilang", True, ItemStatus.MISSING),
        ("K", "Koleksi khusus", True, ItemStatus.REFERENCE),
        ("T", "Tersedia", True, ItemStatus.REFERENCE),
        ("T", "Tersedia", False, ItemStatus.AVAILABLE),
        ("P", "Sedang diproses", True, ItemStatus.UNKNOWN),
        ("P", "Perbaikan", True, ItemStatus.MISSING),
        ("K", "Koleksi khusus", False, ItemStatus.UNKNOWN),
        ("XYZ", "", False, ItemStatus.UNKNOWN),  # its row was deleted
    ],
)
def test_a_status_is_understood_by_its_name_then_its_id(
    status: str, name: str, not_lent: bool, meaning: ItemStatus
) -> None:
    names = StatusNames({})
    copy = SlimsCopy(1, status=status, status_name=name, not_lent=not_lent)

    assert copy.to_item(names).status is meaning
    assert bool(names.notes()) is (meaning is ItemStatus.UNKNOWN)


@pytest.mark.parametrize(
    ("status", "meaning", "due"),
    [
        ("", ItemStatus.ON_LOAN, _DUE),
        ("NL", ItemStatus.ON_LOAN, _DUE),
        ("R", ItemStatus.MISSING, None),
        ("MIS", ItemStatus.MISSING, None),
    ],
)
def test_a_missing_copy_is_never_on_loan(
    status: str, meaning: ItemStatus, due: date | None
) -> None:
    item = SlimsCopy(1, status=status, lent=True, due=_DUE).to_item(StatusNames({}))

    assert (item.status, item.due) == (meaning, due)


def test_a_loan_without_a_date_is_still_a_loan() -> None:
    item = SlimsCopy(1, lent=True).to_item(StatusNames({}))

    assert (item.status, item.due) == (ItemStatus.ON_LOAN, None)


def test_what_staff_say_of_a_status_counts_most() -> None:
    names = StatusNames({"No Loan": ItemStatus.ON_ORDER})

    item = SlimsCopy(1, status="NL", status_name="No Loan", not_lent=True).to_item(names)

    assert item.status is ItemStatus.ON_ORDER
