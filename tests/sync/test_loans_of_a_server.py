"""A loan at the server reaches the kiosk."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kiosk.central.feed import feed
from kiosk.central.feed.readings import publish_reading
from kiosk.domain.freshness import Freshness, freshness
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus
from kiosk.protocol.bodies import SourcedRecord
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Hit, Query
from kiosk.services.sync.sync_worker import run_sync_round
from kiosk.store.database import Database
from kiosk.sync.credentials import load_paired_credentials
from tests.central.library import Library

COPY = Item("lobby", "Fiction", "823 AUS", ItemStatus.AVAILABLE, "1")
EMMA = BibliographicRecord("emma", "Emma", items=(COPY,))
FIVE_MINUTES = timedelta(minutes=5)


def harvested(library: Library, *records: BibliographicRecord) -> None:
    """Publish ``records`` as a reading of the source does."""
    now = datetime.now(UTC)
    with library.database.write() as connection:
        feed.publish(connection, [SourcedRecord("s", 0, record) for record in records], now)
        publish_reading(connection, "s", now, FIVE_MINUTES, now)


def emma_after_a_round(kiosk: Database) -> Hit:
    mine = load_paired_credentials(kiosk)
    assert mine is not None
    run_sync_round(kiosk, mine)
    [hit] = CatalogueSearch(kiosk).search(Query("emma")).hits
    return hit


def how_fresh(hit: Hit, later: timedelta) -> Freshness:
    assert hit.reading is not None
    return freshness(hit.items[0].as_of, hit.reading.every, datetime.now(UTC) + later)


def test_a_loan_reaches_the_kiosk(kiosk: Database, library: Library) -> None:
    harvested(library, EMMA)
    before = emma_after_a_round(kiosk)
    assert before.available
    lent = replace(COPY, status=ItemStatus.ON_LOAN, due=date(2026, 12, 20))
    harvested(library, replace(EMMA, items=(lent,)))
    after = emma_after_a_round(kiosk)
    assert (after.id, after.available) == (before.id, False)
    assert [(i.status, i.due) for i in after.items] == [(ItemStatus.ON_LOAN, lent.due)]


def test_a_changed_title_keeps_its_copies(kiosk: Database, library: Library) -> None:
    harvested(library, EMMA)
    emma_after_a_round(kiosk)
    harvested(library, replace(EMMA, summary="A novel"))
    assert emma_after_a_round(kiosk).items[0].status is ItemStatus.AVAILABLE
    harvested(library, replace(EMMA, items=()))
    assert emma_after_a_round(kiosk).items == ()


def test_copies_age_with_the_reading_of_their_source(kiosk: Database, library: Library) -> None:
    harvested(library, EMMA)
    hit = emma_after_a_round(kiosk)
    assert how_fresh(hit, timedelta(0)) is Freshness.FRESH
    assert how_fresh(hit, timedelta(hours=1)) is Freshness.EARLIER
    assert how_fresh(hit, timedelta(days=2)) is Freshness.OLD
