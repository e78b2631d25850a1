"""Reading only what has changed in SLiMS gives the same as reading everything."""

import threading
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.central.harvesting.systems.slims import SlimsDriver
from kiosk.central.harvesting.systems.slims_pages import CHANGING
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus
from kiosk.sources.entries import DeletedRecord
from tests.central.slims_library import Reader, SlimsLibrary

_BARCODES = [f"P000{n}" for n in range(1, 10)]
_TITLES = (1, 2, 3, 4, 260, 600)
_STATUSES = ("0", "", "R", "NL", "MIS", "TND", "SPC")

_copy = st.sampled_from(_BARCODES)
_title = st.sampled_from(_TITLES)
_changes = st.one_of(
    st.tuples(st.just("UPDATE item SET item_status_id = %s WHERE item_code = %s"),
              st.sampled_from(_STATUSES), _copy),
    st.tuples(st.just("UPDATE item SET biblio_id = %s WHERE item_code = %s"), _title, _copy),
    st.tuples(st.just("UPDATE loan SET is_return = %s WHERE item_code = %s"),
              st.sampled_from((0, 1)), _copy),
    st.tuples(st.just("INSERT INTO loan (item_code, loan_date, due_date, is_lent)"
                      " VALUES (%s, '2026-11-30', %s, 1)"),
              _copy, st.dates(date(2026, 1, 1), date(2027, 1, 1))),
    st.tuples(st.just("DELETE FROM item WHERE item_code = %s"), _copy),
    st.tuples(st.just("INSERT IGNORE INTO item (item_code, biblio_id) VALUES (%s, %s)"),
              _copy, _title),
    st.tuples(st.just("UPDATE biblio SET opac_hide = %s WHERE biblio_id = %s"),
              st.sampled_from((0, 1)), _title),
    st.tuples(st.just("UPDATE biblio SET title = %s WHERE biblio_id = %s"),
              st.sampled_from(("Satu", "Dua")), _title),
    st.tuples(st.just("DELETE FROM biblio WHERE biblio_id = %s AND biblio_id > 1"), _title),
    st.tuples(st.just("INSERT IGNORE INTO biblio (biblio_id, title) VALUES (%s, 'Lagi')"), _title),
    st.tuples(st.just("UPDATE mst_author SET author_name = %s WHERE author_id = 1"),
              st.sampled_from(("Marah", "Rusli"))),
    st.tuples(st.just("UPDATE mst_item_status SET item_status_name = %s"
                      " WHERE item_status_id = 'SPC'"), st.sampled_from(("Rusak", "Lain"))),
)  # fmt: skip


class _Mirror:
    """What a server holds that reads a library again and again."""

    def __init__(self, library: SlimsLibrary) -> None:
        self.reader = Reader(library.url)
        self.titles: dict[str, BibliographicRecord] = {}
        self.copies: dict[str, tuple[Item, ...]] = {}

    def read(self) -> None:
        found = self.reader.entries()
        new = {each.source_id: each for each in found if isinstance(each, BibliographicRecord)}
        gone = {each.source_id for each in found if isinstance(each, DeletedRecord)}
        before = {} if self.reader.complete else self.titles
        self.titles = {key: each for key, each in before.items() if key not in gone} | new
        self.copies.update(self.reader.copies())

    @property
    def shown(self) -> dict[str, tuple[BibliographicRecord, tuple[Item, ...]]]:
        """The titles with their copies; copies of titles that are not known do not count."""
        return {key: (each, self.copies.get(key, ())) for key, each in self.titles.items()}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rounds=st.lists(st.lists(_changes, min_size=1, max_size=4), min_size=1, max_size=3))
def test_changes_add_up_to_the_whole(
    slims: SlimsLibrary, rounds: list[list[tuple[str, ...]]]
) -> None:
    mirror = _Mirror(slims)
    mirror.read()
    for changes in rounds:
        for sql, *values in changes:
            slims.run(sql, *values)
        mirror.read()
    whole = _Mirror(slims)
    whole.read()
    mirror.reader.fetcher.close()
    whole.reader.fetcher.close()

    assert mirror.shown == whole.shown


def test_no_loan_is_lost_while_copies_are_read(slims: SlimsLibrary) -> None:
    mirror, stop = _Mirror(slims), threading.Event()

    def lend_and_return() -> None:
        while not stop.is_set():
            slims.lend("P0009", date(2026, 12, 24))
            slims.give_back("P0009")

    desk = threading.Thread(target=lend_and_return)
    desk.start()
    try:
        for _ in range(20):
            mirror.read()
    finally:
        stop.set()
        desk.join()
    slims.lend("P0001", date(2026, 12, 24))
    mirror.read()
    whole = _Mirror(slims)
    whole.read()

    mirror.reader.fetcher.close()
    whole.reader.fetcher.close()

    assert mirror.shown == whole.shown
    assert mirror.copies["260"][0].status is ItemStatus.AVAILABLE


def test_a_page_that_changes_while_it_is_read_is_read_again(slims_reader: Reader) -> None:
    with slims_reader.driver() as driver:
        assert isinstance(driver, SlimsDriver)
        list(driver.read_copies())
    slims_reader.state = slims_reader.state.replace(_first_mark(slims_reader.state), str(CHANGING))

    assert "1" in slims_reader.copies()
    assert slims_reader.copies() == {}


def _first_mark(state: str) -> str:
    """Return the mark of page 0 of the copies in the state of a driver."""
    return state.partition('"copies"')[2].partition('"0":')[2].partition(",")[0].rstrip("}")
