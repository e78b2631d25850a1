"""Koha: titles, copies, loans and holds, over real sockets."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.central.harvesting.download import Fetcher, FetchLimits
from kiosk.central.harvesting.systems import koha as koha_driver
from kiosk.central.harvesting.systems import oai_reading, registry
from kiosk.central.harvesting.systems.driver import SystemConnection, SystemDriver
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from kiosk.sources.entries import DeletedRecord
from tests.central.koha_stub import KohaStub, koha
from tests.central.provider import Reply
from tests.clocks import ManualClock

SECRET = "s3cret"
LIMITS = FetchLimits(connect_timeout=60, silence_timeout=60, retry_pauses=())


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a busy machine the time that it needs for an answer."""
    monkeypatch.setattr(koha_driver, "ANSWER_SECONDS", 60)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(LIMITS)
    yield made
    made.close()


@pytest.fixture
def library() -> Iterator[KohaStub]:
    with koha() as stub:
        yield stub


class Reader:
    """Connects to a Koha again and again, as the server does, with the state of the last time."""

    def __init__(self, stub: KohaStub, fetcher: Fetcher, clock: ManualClock) -> None:
        self.address = stub.url
        self.options: dict[str, str] = {}
        self.statuses: dict[str, ItemStatus] = {}
        self.driver: SystemDriver
        self._fetcher = fetcher
        self._clock = clock
        self._state = ""

    def with_account(self, account: str = "kiosk:s3cret%20pass") -> "Reader":
        self.address = self.address.replace("//", f"//{account}@")
        return self

    def connect(self) -> SystemDriver:
        self.driver = registry.connect(
            "koha",
            SystemConnection(
                self.address, self._fetcher, ZoneInfo("Asia/Jakarta"), self._clock(),
                statuses=self.statuses, options=self.options, state=self._state,
            ),
        )  # fmt: skip
        return self.driver

    def copies(self) -> dict[str, tuple[Item, ...]]:
        """Read the copies a minute later."""
        self._clock.advance(minutes=1)
        driver = self.connect()
        found = by_title(driver.read_copies())
        self._state = driver.state
        return found

    def ask(self, *titles: str) -> dict[str, tuple[Item, ...]]:
        return by_title(self.connect().ask(titles))


@pytest.fixture
def reader(library: KohaStub, fetcher: Fetcher, clock: ManualClock) -> Reader:
    return Reader(library, fetcher, clock)


def by_title(found: Iterator[TitleCopies]) -> dict[str, tuple[Item, ...]]:
    listed = list(found)
    assert len({each.source_id for each in listed}) == len(listed)
    return {each.source_id: each.items for each in listed}


def statuses(found: dict[str, tuple[Item, ...]]) -> dict[str, list[ItemStatus]]:
    return {title: [item.status for item in items] for title, items in found.items()}


HERE, OUT, INSIDE, ASK = (
    ItemStatus.AVAILABLE, ItemStatus.ON_LOAN, ItemStatus.REFERENCE, ItemStatus.UNKNOWN,
)  # fmt: skip


def test_titles_have_koha_s_numbers_and_no_copies(reader: Reader, library: KohaStub) -> None:
    library.deleted.add(99)
    driver = reader.connect()
    found = list(driver.read_titles())
    titles = [each for each in found if isinstance(each, BibliographicRecord)]
    assert [(each.source_id, each.title, each.items) for each in titles] == [
        ("101", "Title 101", ()),
        ("102", "Title 102", ()),
    ]
    assert [each.source_id for each in found if isinstance(each, DeletedRecord)] == ["99"]
    assert driver.titles_complete


def test_the_address_of_any_page_of_the_opac_will_do(reader: Reader) -> None:
    for page in ("/", "/cgi-bin/koha/opac-main.pl", "/cgi-bin/koha/oai.pl?verb=Identify"):
        reader.address = reader.address.partition("/cgi")[0].rstrip("/") + page
        assert len(reader.copies()) == 2


def test_without_an_account_copies_come_by_oai_pmh(reader: Reader, library: KohaStub) -> None:
    library.lend(5001, "2026-12-20")
    found = reader.copies()
    assert reader.driver.copies_complete
    assert found["101"] == (
        Item("MPL", "GEN", "641.3 Gra", OUT, "B5001", date(2026, 12, 20)),
        Item("CPL", "GEN", "641.3 Gra", HERE, "B5002"),
    )
    del library.items[5003]
    library.deleted.add(102)
    assert reader.copies()["102"] == ()
    assert not reader.driver.copies_complete
    assert reader.driver.copies_current
    asked = [query for _, query in library.requests if query.get("verb") == "ListRecords"]
    assert [query.get("from", "") for query in asked] == ["", "2026-11-23T19:00:00Z"]
    assert not reader.driver.notes()


def test_a_slow_repository_rests(
    reader: Reader, library: KohaStub, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It needs 20 seconds for the changes of half a day, so it is not asked every minute."""
    reader.copies()
    seconds = iter((0.0, 20.0))
    monkeypatch.setattr(oai_reading, "monotonic", lambda: next(seconds))
    assert len(reader.copies()) == 2
    library.paths()
    for _ in range(3):
        assert reader.copies() == {}
        assert not (reader.driver.copies_complete or reader.driver.copies_current)
    assert library.paths() == []
    monkeypatch.undo()
    assert len(reader.copies()) == 2
    assert reader.driver.copies_current


def test_an_oai_pmh_without_copies_removes_none(reader: Reader, library: KohaStub) -> None:
    library.include_items = False
    assert reader.copies() == {}
    assert not (reader.driver.copies_complete or reader.driver.copies_current)
    assert "without copies" in reader.driver.notes()[0]


def test_with_an_account_copies_come_by_the_api(reader: Reader, library: KohaStub) -> None:
    library.lend(5001, "2026-12-20")
    library.add(5004, 103, not_for_loan_status=2)
    library.add(5005, 103, lost_status=2, checked_out_date="2026-10-01")
    library.add(5006, 103, effective_not_for_loan_status=1)  # by its item type
    library.add(5007, 103, not_for_loan_status=-1)
    library.add(5008, 103, restricted_status=1)
    found = reader.with_account().copies()
    assert found["101"] == (
        Item("MPL", "General Stacks", "641.3 Gra", OUT, "B5001", date(2026, 12, 20)),
        Item("CPL", "General Stacks", "641.3 Gra", HERE, "B5002"),
    )
    assert statuses(found)["102"] == [INSIDE]
    assert statuses(found)["103"] == [
        ASK, ItemStatus.MISSING, INSIDE, ItemStatus.ON_ORDER, ASK,
    ]  # fmt: skip
    assert found["103"][1].due is None  # a missing book is never due
    assert reader.driver.copies_complete
    assert [note for note in reader.driver.notes() if "“Staff collection” (1)" in note]


def test_staff_say_what_their_own_value_means(reader: Reader, library: KohaStub) -> None:
    library.add(5004, 103, not_for_loan_status=2)
    reader.statuses = {"staff COLLECTION": INSIDE}
    assert statuses(reader.with_account().copies())["103"] == [INSIDE]
    assert not reader.driver.notes()


def test_an_own_value_without_an_account(reader: Reader, library: KohaStub) -> None:
    library.add(5001, 101, not_for_loan_status=2)
    assert statuses(reader.copies())["101"] == [ASK, HERE]
    assert "“not for loan 2” (1)" in reader.driver.notes()[0]
    list(reader.connect().read_titles())
    assert not reader.driver.notes()  # it is told once
    reader.statuses = {"not for loan 2": INSIDE}
    assert statuses(reader.copies())["101"] == [INSIDE, HERE]


def test_a_minute_later_only_what_changed_is_read(reader: Reader, library: KohaStub) -> None:
    reader.with_account().copies()
    library.now = "2026-11-24T18:00:00+07:00"
    library.lend(5002, "2026-12-24")
    found = reader.copies()
    assert statuses(found)["101"] == [HERE, OUT]
    assert found["101"][1].due == date(2026, 12, 24)
    assert not reader.driver.copies_complete
    assert reader.driver.copies_current
    library.now = "2026-11-24T19:00:00+07:00"
    library.take_back(5002)
    library.requests.clear()
    assert statuses(reader.copies()) == {"101": [HERE, HERE]}
    queries = [query.get("q", "") for path, query in library.requests if path.endswith("/items")]
    assert queries == [
        '{"timestamp":{">=":"2026-11-24T17:58:00+07:00"}}',
        '{"biblio_id":["101"]}',
        "",  # how many items there are
    ]


def test_a_hold_shows_where_its_book_is(reader: Reader, library: KohaStub) -> None:
    library.holds = {5001: "W", 5002: "T"}
    found = reader.with_account().copies()
    assert statuses(found)["101"] == [ItemStatus.HOLD_SHELF, ItemStatus.IN_TRANSIT]
    library.holds.clear()  # cancelled: the items themselves do not change
    assert statuses(reader.copies())["101"] == [HERE, HERE]


def test_all_pages_are_read(reader: Reader, library: KohaStub) -> None:
    for number in range(1, 251):
        library.add(number, 1000 + number)
    assert len(reader.with_account().copies()) == 252


def test_a_list_without_end_is_given_up(reader: Reader, library: KohaStub) -> None:
    rows = json.dumps([library.items[5001]] * 100).encode()
    library.override["/api/v1/items"] = Reply(body=rows)
    with pytest.raises(SourceError, match="round in circles"):
        reader.with_account().copies()


def test_a_list_that_ends_early_changes_nothing(reader: Reader, library: KohaStub) -> None:
    path = "/api/v1/items"
    library.override[path] = Reply(headers={"X-Total-Count": "3"}, body=b"[]")
    with pytest.raises(SourceError, match="ended after 0 of 3"):
        reader.with_account().copies()


def test_all_items_are_read_a_day_after_one_was_deleted(
    reader: Reader, library: KohaStub, clock: ManualClock
) -> None:
    reader.with_account().copies()
    clock.advance(days=2)
    library.add(5004, 103)
    reader.copies()
    assert not reader.driver.copies_complete  # nothing was deleted
    library.add(5005, 104)
    del library.items[5003]  # the number of items stays the same
    assert "102" not in reader.copies()
    assert not reader.driver.copies_complete
    assert set(reader.copies()) == {"101", "103", "104"}
    assert reader.driver.copies_complete
    reader.copies()
    assert not reader.driver.copies_complete
    clock.advance(days=7)
    reader.copies()
    assert reader.driver.copies_complete


def test_a_koha_without_items_is_not_believed(
    reader: Reader, library: KohaStub, clock: ManualClock
) -> None:
    reader.with_account().copies()
    library.items.clear()
    clock.advance(days=7)
    with pytest.raises(SourceError, match="no item at all"):
        reader.copies()


def test_an_api_key(reader: Reader, library: KohaStub) -> None:
    reader.options = {"auth": "oauth"}
    assert len(reader.with_account().copies()) == 2
    assert "/api/v1/oauth/token" in library.paths()


@pytest.mark.parametrize("auth", ["basic", "oauth"])
def test_a_wrong_password_is_said_and_never_shown(reader: Reader, auth: str) -> None:
    reader.options = {"auth": auth}
    with pytest.raises(SourceError, match="did not accept the account") as fault:
        reader.with_account("kiosk:wr0ng-password").copies()
    assert "wr0ng" not in f"{fault.value} {fault.value.advice} {fault.value.__cause__}"
    assert "RESTBasicAuth" in fault.value.advice


def test_what_an_account_may_not_read(reader: Reader, library: KohaStub) -> None:
    library.lend(5001, "2026-12-20")
    library.allowed = {"items"}
    found = reader.with_account().copies()
    assert found["101"][0].due == date(2026, 12, 20)  # the item has it too
    assert found["101"][0].shelf == "GEN"
    assert "holds" in reader.driver.notes()[0]
    library.allowed = set()
    with pytest.raises(SourceError, match="may not read items") as fault:
        reader.copies()
    assert "catalogue" in fault.value.advice


def test_asking_in_public(reader: Reader, library: KohaStub) -> None:
    library.lend(5001, "2026-12-20")
    found = reader.ask("101", "404", "../items", "102")
    assert statuses(found) == {"101": [OUT, HERE], "102": [INSIDE]}
    assert not [path for path in library.paths() if ".." in path]


def test_asking_with_an_account(reader: Reader, library: KohaStub) -> None:
    library.holds = {5002: "W"}
    library.lend(5001, "2026-12-20")
    found = reader.with_account().ask("101", "404")
    assert statuses(found) == {"101": [OUT, ItemStatus.HOLD_SHELF], "404": []}
    assert found["101"][0].due == date(2026, 12, 20)
    assert not [path for path in library.paths() if "checkouts" in path]


def test_asking_ils_di_where_the_api_is_closed(reader: Reader, library: KohaStub) -> None:
    library.public = False
    library.lend(5001, "2026-12-20")
    assert reader.ask("101", "404") == {
        "101": (Item("Midway", "", "641.3 Gra", OUT), Item("Midway", "", "641.3 Gra", HERE))
    }
    library.ils_di = False
    with pytest.raises(SourceError, match="items of a title") as fault:
        reader.ask("101")
    assert "AuthorizedIPs" in fault.value.advice


@pytest.mark.parametrize(
    "body",
    [b"", b"<html/>", b"{}", b"<dlf:collection xmlns:dlf='x'><dlf:record>", b"\xff\xfe",
     b"<ILS-DI><error>Unauthorized IP</error></ILS-DI>"],
)  # fmt: skip
def test_answers_that_are_not_ils_di_s(reader: Reader, library: KohaStub, body: bytes) -> None:
    library.public = False
    library.override["/cgi-bin/koha/ilsdi.pl"] = Reply(body=body)
    with pytest.raises(SourceError, match="could not be understood"):
        reader.ask("101")


def test_ils_di_without_escapes(reader: Reader, library: KohaStub) -> None:
    library.public = False
    library.add(5001, 101, callnumber="R&B")
    assert [item.call_number for item in reader.ask("101")["101"]] == ["R&B", "641.3 Gra"]


def test_more_titles_than_a_screen_has_are_not_asked(reader: Reader, library: KohaStub) -> None:
    reader.ask(*map(str, range(1, 100)))
    assert len(library.paths()) <= 21


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"{}", b"[1]", b'[{"item_id": {}}]', b"[" * 100_000, b'[{"item_id":5001}]',
     b"\xff\xfe", b'[{"item_id":5001,"biblio_id":101,"timestamp":[]}]'],
)  # fmt: skip
def test_answers_that_are_not_koha_s(reader: Reader, library: KohaStub, body: bytes) -> None:
    library.override["/api/v1/items"] = Reply(body=body)
    with pytest.raises(SourceError, match="could not be understood"):
        reader.with_account().copies()
    library.override["/api/v1/public/biblios/101/items"] = Reply(body=body)
    with pytest.raises(SourceError, match="could not be understood"):
        reader.ask("101")


def test_odd_values_of_an_item_are_no_promise(reader: Reader, library: KohaStub) -> None:
    library.add(5004, 103, lost_status="perhaps", timestamp="yesterday")
    library.add(5005, 103, checked_out_date="soon")
    library.items[5004]["timestamp"] = "9999-01-01T00:00:00Z"
    found = reader.with_account().copies()["103"]
    assert [(item.status, item.due) for item in found] == [(ASK, None), (OUT, None)]
    library.now = "2026-11-24T18:00:00+07:00"
    library.lend(5001, "2026-12-20")
    assert statuses(reader.copies())["101"] == [OUT, HERE]  # that clock was not believed


def test_a_silent_koha_is_given_up(
    reader: Reader, library: KohaStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(koha_driver, "ANSWER_SECONDS", 4)
    library.override["/api/v1/public/biblios/101/items"] = Reply(body=b"[   ]", stalls=1)
    with pytest.raises(SourceError, match="too slowly"):
        reader.ask("101")
    assert set(reader.ask("101", "102")) == {"102"}


def test_an_answer_beyond_all_measure_is_given_up(reader: Reader, library: KohaStub) -> None:
    path = "/api/v1/public/biblios/101/items"
    library.override[path] = Reply(body=b"[" + b" " * 9 * 1024**2)
    with pytest.raises(SourceError, match="larger than 8 MB"):
        reader.ask("101")


def test_an_address_that_is_none(reader: Reader) -> None:
    reader.address = f"koha://kiosk:{SECRET}@library"
    with pytest.raises(SourceError, match="not the address") as fault:
        reader.connect()
    assert SECRET not in str(fault.value)


def test_the_account_is_never_part_of_a_description(reader: Reader) -> None:
    driver = reader.with_account().connect()
    shown = f"{driver!r} {vars(driver)!r} {driver.state}"
    assert SECRET not in shown


def test_answers_made_after_koha_s_code(
    reader: Reader, library: KohaStub, shared_data: Path
) -> None:
    examples = shared_data / "systems"
    public = (examples / "koha-rest-public-items.json").read_bytes()
    library.override["/api/v1/public/biblios/101/items"] = Reply(body=public)
    expected = Item("MPL", "GEN", "641.3 Gra", OUT, "39999000001310", date(2026, 12, 20))
    assert reader.ask("101") == {"101": (expected,)}
    library.public = False
    library.override.clear()
    answer = (examples / "koha-ilsdi-GetAvailability.xml").read_bytes()
    library.override["/cgi-bin/koha/ilsdi.pl"] = Reply(body=answer)
    assert reader.ask("101") == {"101": (Item("Midway", "", "641.3 Gra", OUT),)}
