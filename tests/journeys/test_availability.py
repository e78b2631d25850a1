"""Where a visitor can have a title: the best copy decides, and nothing unknown is claimed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.freshness import Freshness, Reading, freshness
from kiosk.domain.records import Item, ItemStatus
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.availability import Availability, availability, online
from kiosk.ui.catalogue.holdings import HoldingRow, holdings
from kiosk.ui.catalogue.known_copies import known_copies
from kiosk.ui.catalogue.library_branches import LibraryBranches

JAKARTA = ZoneInfo("Asia/Jakarta")
BRANCHES = LibraryBranches({"pusat": "Central", "timur": "East", "barat": "West"}, "pusat")
ONLY = LibraryBranches({"pusat": "Central"})
UNSET = LibraryBranches({})
T = Translator(["en"], "en")
NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)  # 09:40 in Jakarta
EVERY = timedelta(minutes=5)
READ = NOW - timedelta(minutes=1)
READING = Reading(READ, EVERY)
EARLIER = NOW - timedelta(hours=1)
LONG_AGO = NOW - timedelta(days=2)
ITEMS = st.lists(
    st.builds(
        Item,
        branch=st.sampled_from(["pusat", "timur", "", "elsewhere"]),
        shelf=st.sampled_from(["", "Adult"]),
        call_number=st.sampled_from(["", "641 A"]),
        status=st.sampled_from(ItemStatus),
        due=st.sampled_from([None, date(2026, 11, 3), date(2026, 11, 24), date(2026, 12, 20)]),
        as_of=st.sampled_from([None, LONG_AGO, EARLIER, READ]),
    ),
    max_size=4,
)


def of(
    *items: Item,
    branches: LibraryBranches = BRANCHES,
    read: datetime | None = READ,
    zone: tzinfo = JAKARTA,
    call_number: str = "",
) -> Availability:
    """Return the availability of copies that were read at ``read``, unless they say otherwise."""
    here = replace(branches, zone=zone)
    reported = [replace(item, as_of=item.as_of or read) for item in items]
    return availability(known_copies(reported, READING, here, NOW), call_number, here, T)


def plain(where: Availability) -> str:
    return where.text.replace("\u2068", "").replace("\u2069", "")


def here(status: ItemStatus, due: date | None = None, as_of: datetime | None = READ) -> Item:
    return Item("pusat", "Adult", "641 A", status, due=due, as_of=as_of)


def away(status: ItemStatus, branch: str = "timur", as_of: datetime | None = READ) -> Item:
    return Item(branch, "Adult", "641 A", status, as_of=as_of)


@given(ITEMS, st.sampled_from([BRANCHES, ONLY, UNSET]), st.sampled_from([None, READ]))
def test_here_is_only_said_if_a_copy_is_certainly_here(
    items: list[Item], branches: LibraryBranches, read: datetime | None
) -> None:
    sure = [
        item
        for item in items
        if branches.is_here(item.branch)
        and item.usable_now
        and freshness(item.as_of or read, EVERY, NOW) is Freshness.FRESH
    ]
    where = of(*items, branches=branches, read=read)
    assert where.text
    if where.good:
        assert sure
    assert where.good is where.text.startswith(("Here", "Read here"))
    assert (where.pictogram == "available") <= where.good


@given(ITEMS)
def test_a_copy_that_is_surely_here_comes_before_all_others(items: list[Item]) -> None:
    assert of(*items, here(ItemStatus.AVAILABLE)).good


@given(st.permutations([away(status) for status in ItemStatus]))
def test_the_order_of_the_copies_does_not_matter(items: list[Item]) -> None:
    assert plain(of(*items)) == "At East"


@given(st.lists(st.sampled_from([each for each in ItemStatus if each is not ItemStatus.ON_LOAN])))
def test_only_a_copy_on_loan_is_called_on_loan(statuses: list[ItemStatus]) -> None:
    for status in statuses:
        for copy in (here(status, due=date(2026, 12, 20)), away(status)):
            assert "loan" not in of(copy).text


def test_a_copy_here_comes_before_one_elsewhere() -> None:
    copy = Item("pusat", "Adult", "641 A", ItemStatus.REFERENCE)
    where = of(Item("timur", "Adult", "641 B", ItemStatus.AVAILABLE), copy)
    assert (plain(where), where.call_number) == ("Read here only: Adult", "641 A")
    assert (where.shelf, where.branch) == ("Adult", "pusat")


def test_of_other_branches_the_first_in_order_is_named() -> None:
    west, east = away(ItemStatus.AVAILABLE, "barat"), away(ItemStatus.AVAILABLE)
    assert plain(of(west, east)) == "At East"
    assert plain(of(away(ItemStatus.AVAILABLE, "stacks"), west)) == "At West"


def test_an_earlier_reading_is_told_with_its_time() -> None:
    copy = here(ItemStatus.AVAILABLE)
    assert plain(of(replace(copy, as_of=EARLIER))) == "On the shelf at 08:40: Adult"
    assert plain(of(replace(copy, as_of=EARLIER, shelf=""))) == "On the shelf at 08:40"
    evening = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
    assert plain(of(replace(copy, as_of=evening))) == "On the shelf yesterday at 16:10: Adult"
    where = of(replace(copy, as_of=EARLIER))
    assert (where.good, where.pictogram, where.shelf) == (False, "clock", "Adult")
    elsewhere = of(away(ItemStatus.AVAILABLE, as_of=EARLIER))
    assert plain(elsewhere) == "On the shelf at 08:40: East"


def test_the_day_is_that_of_the_branch() -> None:
    before_midnight = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # 23:30 in Jakarta
    copy = here(ItemStatus.AVAILABLE, as_of=before_midnight)
    assert plain(of(copy)) == "On the shelf yesterday at 23:30: Adult"
    assert plain(of(copy, zone=ZoneInfo("Pacific/Auckland"))) == "On the shelf at 05:30: Adult"


def test_after_a_day_only_the_place_is_told() -> None:
    for as_of in (LONG_AGO, None):
        where = of(here(ItemStatus.AVAILABLE, as_of=as_of), read=None)
        assert (plain(where), where.call_number) == ("Its place: Adult", "641 A")
        assert (where.good, where.pictogram, where.branch) == (False, "place", "pusat")
    old = here(ItemStatus.REFERENCE, as_of=LONG_AGO)
    assert plain(of(old)) == "For use in the library: Adult"
    nowhere = Item("pusat", "", "641 A", ItemStatus.AVAILABLE, as_of=LONG_AGO)
    assert plain(of(nowhere)) == "Ask the staff"


def test_a_copy_known_to_be_elsewhere_comes_before_an_old_reading_of_this_branch() -> None:
    old = here(ItemStatus.AVAILABLE, as_of=LONG_AGO)
    assert plain(of(old, away(ItemStatus.AVAILABLE))) == "At East"
    assert plain(of(old, here(ItemStatus.UNKNOWN))) == "Its place: Adult"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, "On loan"),
        (date(2026, 12, 20), "On loan until 20 December"),
        (date(2027, 1, 3), "On loan until 3 January 2027"),
        (date(2026, 11, 24), "On loan, due back today"),
        (date(2026, 11, 3), "On loan, was due back on 3 November"),
    ],
)
def test_a_loan_is_told_with_the_day_on_which_it_ends(due: date | None, said: str) -> None:
    where = of(here(ItemStatus.ON_LOAN, due))
    assert plain(where) == said
    assert (where.shelf, where.branch, where.call_number) == ("", "", "641 A")


def test_of_several_loans_the_one_that_ends_first_is_told() -> None:
    loans = [here(ItemStatus.ON_LOAN, date(2026, 12, day)) for day in (20, 3, 10)]
    assert plain(of(*loans, here(ItemStatus.ON_LOAN))) == "On loan until 3 December"


def test_after_a_day_a_loan_is_only_told_while_it_runs() -> None:
    old = here(ItemStatus.ON_LOAN, date(2026, 12, 20), LONG_AGO)
    assert plain(of(old)) == "On loan until 20 December"
    for due in (None, date(2026, 11, 23)):
        assert plain(of(replace(old, due=due))) == "Ask the staff: Adult"


@pytest.mark.parametrize(
    ("status", "said", "after_a_day"),
    [
        (ItemStatus.HOLD_SHELF, "Kept for another reader", "Ask the staff: Adult"),
        (ItemStatus.IN_TRANSIT, "On its way between branches", "Ask the staff: Adult"),
        (ItemStatus.ON_ORDER, "On order", "On order"),
        (ItemStatus.MISSING, "Missing from shelf", "Missing from shelf"),
        (ItemStatus.UNKNOWN, "Ask the staff: Adult", "Ask the staff: Adult"),
    ],
)
def test_every_other_state_has_words_of_its_own(
    status: ItemStatus, said: str, after_a_day: str
) -> None:
    assert plain(of(here(status))) == said
    assert plain(of(here(status, as_of=LONG_AGO))) == after_a_day


def test_the_only_branch_is_here_and_an_unknown_one_is_not() -> None:
    assert of(Item("", status=ItemStatus.AVAILABLE), branches=ONLY).text == "Here now"
    assert of(Item("pusat", status=ItemStatus.AVAILABLE), branches=ONLY).text == "Here now"
    unknown = of(Item("stacks", status=ItemStatus.AVAILABLE), branches=ONLY)
    assert plain(unknown) == "At stacks"
    assert of(Item("", status=ItemStatus.AVAILABLE)).text == "Available"
    assert of(Item("", status=ItemStatus.AVAILABLE, as_of=EARLIER)).text == "Ask the staff"


def test_a_title_without_copies_has_its_own_call_number() -> None:
    assert of().text == "Ask the staff"
    where = of(call_number="899.221 T")
    assert (where.text, where.call_number) == ("Ask the staff whether it is here", "899.221 T")
    assert (where.good, where.branch) == (False, "pusat")
    assert of(here(ItemStatus.AVAILABLE), call_number="899.221 T").call_number == "641 A"


def test_online_titles_say_so() -> None:
    assert online(T).text == "Available online"
    assert online(T).good


def rows(*items: Item) -> list[HoldingRow]:
    return list(holdings(known_copies(items, READING, BRANCHES, NOW), BRANCHES, T))


def test_the_copies_of_this_branch_come_first_and_then_the_others_in_order() -> None:
    copies = [away(ItemStatus.AVAILABLE, code) for code in ("stacks", "barat", "timur", "pusat")]
    assert [row.branch for row in rows(*copies)] == ["Central", "East", "West", "stacks"]


def test_a_loan_moves_no_row() -> None:
    adult, child = here(ItemStatus.AVAILABLE), replace(here(ItemStatus.AVAILABLE), shelf="Child")
    lent = replace(adult, status=ItemStatus.ON_LOAN)
    assert [row.shelf for row in rows(adult, child)] == [row.shelf for row in rows(lent, child)]


def test_a_row_tells_how_many_copies_its_words_are_true_of() -> None:
    free, lent = here(ItemStatus.AVAILABLE), here(ItemStatus.ON_LOAN, date(2026, 12, 20))
    sooner = here(ItemStatus.ON_LOAN, date(2026, 12, 3))
    (row,) = rows(lent, free, free)
    assert (row.status, row.pictogram) == ("Available: 2 of 3 copies", "available")
    (row,) = rows(lent, sooner)
    assert row.status == "On loan until 3 December: 1 of 2 copies"
    (row,) = rows(here(ItemStatus.AVAILABLE, as_of=LONG_AGO))
    assert (row.status, row.pictogram) == ("Ask a member of staff", "unknown")
    (row,) = rows(here(ItemStatus.AVAILABLE, as_of=NOW - timedelta(minutes=11)))
    assert (row.status, row.pictogram) == ("On the shelf at 02:29", "clock")
