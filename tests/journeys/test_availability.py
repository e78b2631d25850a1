"""Where a visitor can have a title: the best copy decides, and nothing unknown is claimed."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.records import Item, ItemStatus
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.availability import Availability, LibraryBranches, availability

BRANCHES = LibraryBranches({"pusat": "Central", "timur": "East"}, "pusat")
ONLY = LibraryBranches({"pusat": "Central"})
UNSET = LibraryBranches({})
T = Translator(["en"], "en")
ITEMS = st.lists(
    st.builds(
        Item,
        branch=st.sampled_from(["pusat", "timur", "", "elsewhere"]),
        shelf=st.sampled_from(["", "Adult"]),
        call_number=st.sampled_from(["", "641 A"]),
        status=st.sampled_from(ItemStatus),
    ),
    max_size=4,
)


def of(*items: Item, branches: LibraryBranches = BRANCHES, digital: bool = False) -> Availability:
    return availability(items, digital, branches, T)


@given(ITEMS, st.sampled_from([BRANCHES, ONLY, UNSET]))
def test_here_is_only_said_if_a_copy_is_known_to_be_here(
    items: list[Item], branches: LibraryBranches
) -> None:
    usable = [each for each in items if branches.is_here(each.branch) and each.usable_now]
    where = of(*items, branches=branches)
    assert where.good is bool(usable)
    assert where.text.startswith(("Here", "Read here")) is bool(usable)
    assert where.text


@given(st.permutations([Item("timur", "", "", status) for status in ItemStatus]))
def test_the_order_of_the_copies_does_not_matter(items: list[Item]) -> None:
    assert of(*items).text == "At \u2068East\u2069"


def test_a_copy_here_comes_before_one_elsewhere() -> None:
    here = Item("pusat", "Adult", "641 A", ItemStatus.REFERENCE)
    where = of(Item("timur", "Adult", "641 B", ItemStatus.AVAILABLE), here)
    assert (where.text, where.call_number) == ("Read here only: \u2068Adult\u2069", "641 A")
    assert (where.shelf, where.branch) == ("Adult", "pusat")


def test_a_copy_on_loan_has_no_way_to_it() -> None:
    where = of(Item("pusat", "Adult", "641 A", ItemStatus.ON_LOAN))
    assert where.text == "On loan"
    assert (where.shelf, where.branch, where.call_number) == ("", "", "641 A")


def test_the_only_branch_is_here_and_an_unknown_one_is_not() -> None:
    assert of(Item("", status=ItemStatus.AVAILABLE), branches=ONLY).text == "Here now"
    assert of(Item("pusat", status=ItemStatus.AVAILABLE), branches=ONLY).text == "Here now"
    unknown = of(Item("stacks", status=ItemStatus.AVAILABLE), branches=ONLY)
    assert unknown.text == "At \u2068stacks\u2069"
    assert of(Item("", status=ItemStatus.AVAILABLE)).text == "Available"


def test_online_and_unknown_titles_say_so() -> None:
    assert of(digital=True) == Availability("Available online", "ebook", good=True)
    assert of().text == "Ask the staff"
