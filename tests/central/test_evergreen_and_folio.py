"""Evergreen and FOLIO: copies by OAI-PMH, and copies on a screen, over real sockets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.central.harvesting.download import Fetcher, FetchLimits
from kiosk.central.harvesting.systems import evergreen, folio, registry
from kiosk.central.harvesting.systems.dated_copies import date_copies
from kiosk.central.harvesting.systems.driver import SystemConnection, SystemDriver
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from tests.central.provider import Reply, web_server
from tests.clocks import ManualClock

HERE, OUT, INSIDE, GONE, ASK = (
    ItemStatus.AVAILABLE, ItemStatus.ON_LOAN, ItemStatus.REFERENCE, ItemStatus.MISSING,
    ItemStatus.UNKNOWN,
)  # fmt: skip
ONE, TWO = "fb857902-3ab2-4c34-9772-14ad7acdfe76", "0c45bb50-7c9b-48b0-86eb-178a494e25fe"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a busy machine the time that it needs for an answer."""
    for module in (evergreen, folio):
        monkeypatch.setattr(module, "ANSWER_SECONDS", 60)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(FetchLimits(connect_timeout=60, silence_timeout=60, retry_pauses=()))
    yield made
    made.close()


class Web:
    """Answers by path, or by path and title, and remembers what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.status: dict[str, int] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = ""

    def answer(
        self, path: str, query: dict[str, str], _headers: dict[str, str], reply: Reply
    ) -> None:
        self.asked.append((path, query))
        if query.get("verb") == "Identify":
            reply.body = oai("<Identify><deletedRecord>persistent</deletedRecord></Identify>")
            return
        key = f"{path} {query.get('id', '')}".strip()
        reply.status = self.status.get(path, 200 if key in self.pages else 404)
        reply.body = self.pages.get(key, b"")


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    with web_server(made.answer) as url:
        made.url = url
        yield made


class Reader:
    """Connects to a system at ``web``."""

    def __init__(self, web: Web, fetcher: Fetcher, clock: ManualClock) -> None:
        self.address = web.url
        self.options: dict[str, str] = {}
        self.statuses: dict[str, ItemStatus] = {}
        self.known: list[TitleCopies] = []
        self.driver: SystemDriver
        self._fetcher = fetcher
        self._clock = clock

    def connect(self, system: str) -> SystemDriver:
        self.driver = registry.connect(
            system,
            SystemConnection(
                self.address, self._fetcher, ZoneInfo("Asia/Jakarta"), self._clock(),
                statuses=self.statuses, options=self.options,
                known_copies=lambda _ids: self.known,
            ),
        )  # fmt: skip
        return self.driver


@pytest.fixture
def reader(web: Web, fetcher: Fetcher, clock: ManualClock) -> Reader:
    return Reader(web, fetcher, clock)


def oai(inner: str) -> bytes:
    return (
        '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2026-11-24T09:00:00Z</responseDate>{inner}</OAI-PMH>"
    ).encode()


def record(identifier: str, field: str = "") -> bytes:
    return oai(
        f"<ListRecords><record><header><identifier>{identifier}</identifier></header><metadata>"
        '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
        '<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Gunung</subfield></datafield>'
        f"{field}</record></metadata></record></ListRecords>"
    )


def datafield(tag: str, indicators: str, **values: str) -> str:
    inner = "".join(f'<subfield code="{code}">{v}</subfield>' for code, v in values.items())
    first, second = indicators
    return f'<datafield tag="{tag}" ind1="{first}" ind2="{second}">{inner}</datafield>'


# Evergreen


def copy(status: str = "0", name: str = "Available", more: str = "", inner: str = "") -> str:
    return (
        f'<copy barcode="C1" {more}><status ident="{status}" opac_visible="true">{name}</status>'
        '<location opac_visible="true">Stacks</location>'
        '<circ_lib xmlns="http://open-ils.org/spec/actors/v1" shortname="BR1" name="Branch 1"'
        f' opac_visible="true"/>{inner}</copy>'
    )


def volume(*copies: str, more: str = "") -> bytes:
    return (
        "<?xml version='1.0' encoding='UTF-8' ?>"
        '<holdings xmlns="http://open-ils.org/spec/holdings/v1"><volumes>'
        f'<volume lib="SYS1" opac_visible="true" deleted="false" label="ML 60" {more}><copies>'
        f"{''.join(copies)}</copies></volume></volumes></holdings>"
    ).encode()


UNAPI = "/opac/extras/unapi tag:kiosk:biblio-record_entry/"
LOAN = '<current_circulation><circ due_date="{}" usr="77"/></current_circulation>'


def test_evergreen_by_oai_pmh(reader: Reader, web: Web, clock: ManualClock) -> None:
    reader.address += "/eg/opac/home"
    field = datafield("852", "4 ", a="Stacks", b="SYS1", c="ML 60", d="BR1", g="C1",
                      n="Checked out")  # fmt: skip
    web.pages["/opac/extras/oai/biblio"] = record("oai:evergreen.example:12", field)
    (title,) = reader.connect("evergreen").read_titles()
    assert isinstance(title, BibliographicRecord)
    assert (title.source_id, title.items) == ("12", ())
    (copies,) = reader.connect("evergreen").read_copies()
    # A loan does not make Evergreen list the title again, so the state is only that of now.
    expected = Item("BR1", "Stacks", "ML 60", OUT, "C1", as_of=clock())
    assert copies == TitleCopies("12", (expected,))
    assert reader.driver.copies_complete and not reader.driver.copies_current
    reader.options = {"dates": "copies"}
    (copies,) = reader.connect("evergreen").read_copies()
    assert copies == TitleCopies("12", (replace(expected, as_of=None),))
    assert reader.driver.copies_current


def test_evergreen_names_of_a_library(reader: Reader, web: Web) -> None:
    field = datafield("852", "4 ", a="Stacks", b="SYS1", c="ML 60", d="BR1", g="C1", n="Exhibition")
    web.pages["/opac/extras/oai/biblio"] = record("oai:evergreen.example:12", field)
    (copies,) = reader.connect("evergreen").read_copies()
    assert [item.status for item in copies.items] == [ASK]
    assert "“Exhibition” (1)" in reader.driver.notes()[0]
    reader.statuses = {"exhibition": INSIDE}
    (copies,) = reader.connect("evergreen").read_copies()
    assert [item.status for item in copies.items] == [INSIDE]
    assert not reader.driver.notes()


@pytest.mark.parametrize(
    ("number", "name", "status"),
    [
        ("0", "Tersedia", HERE), ("1", "Checked out", OUT), ("2", "Bindery", GONE),
        ("3", "Lost", GONE), ("6", "In transit", ItemStatus.IN_TRANSIT), ("7", "Reshelving", HERE),
        ("8", "On holds shelf", ItemStatus.HOLD_SHELF), ("9", "On order", ItemStatus.ON_ORDER),
        ("14", "Damaged", GONE), ("101", "Checked out to staff", OUT), ("102", "Exhibition", ASK),
        ("103", "", ASK),
    ],
)  # fmt: skip
def test_evergreen_statuses(
    reader: Reader, web: Web, number: str, name: str, status: ItemStatus
) -> None:
    web.pages[UNAPI + "12"] = volume(copy(number, name))
    (title,) = reader.connect("evergreen").ask(["12"])
    assert title.items == (Item("BR1", "Stacks", "ML 60", status, "C1"),)
    assert [*reader.driver.notes()] == [] or (name, status) == ("Exhibition", ASK)


def test_evergreen_status_that_staff_named(reader: Reader, web: Web) -> None:
    reader.statuses = {"Exhibition": INSIDE, "lost": ASK}
    web.pages[UNAPI + "12"] = volume(copy("102", "Exhibition"), copy("3", "Lost"))
    (title,) = reader.connect("evergreen").ask(["12"])
    assert [item.status for item in title.items] == [INSIDE, ASK]
    assert not reader.driver.notes()


def test_evergreen_due_dates_and_reference(reader: Reader, web: Web) -> None:
    web.pages[UNAPI + "12"] = volume(
        copy("1", inner=LOAN.format("2026-12-20T23:59:59+0700")),
        copy("1", inner=LOAN.format("2026-12-20T23:59:59+0000")),  # the next day in Jakarta
        copy("1", inner=LOAN.format("soon")),
        copy("3", inner=LOAN.format("2026-12-20T23:59:59+0700")),
        copy(more='ref="true"'),
        copy(more='circulate="f"'),
    )
    (title,) = reader.connect("evergreen").ask(["12"])
    assert [(item.status, item.due) for item in title.items] == [
        (OUT, date(2026, 12, 20)), (OUT, date(2026, 12, 21)), (OUT, None), (GONE, None),
        (INSIDE, None), (INSIDE, None),
    ]  # fmt: skip


def test_evergreen_hides_copies(reader: Reader, web: Web) -> None:
    hidden = copy().replace('Stacks"', "").replace(
        '<location opac_visible="true">', '<location opac_visible="false">'
    )  # fmt: skip
    web.pages[UNAPI + "12"] = volume(
        copy(more='opac_visible="f"'), copy(more='deleted="true"'), hidden, copy("7")
    )
    web.pages[UNAPI + "13"] = volume(copy(), more='id="1"').replace(
        b'opac_visible="true" deleted="false"', b'opac_visible="false"'
    )
    found = {each.source_id: each.items for each in reader.connect("evergreen").ask(["12", "13"])}
    assert [len(items) for _, items in sorted(found.items())] == [1, 0]


def test_evergreen_answers_that_are_none(reader: Reader, web: Web) -> None:
    cut = volume(copy(), copy())[:-40]
    for body in (b"", b"<html/>", b"\xff\xfe", b"<holdings", cut, b"{}", b"<!DOCTYPE a><a/>"):
        web.pages[UNAPI + "12"] = body
        with pytest.raises(SourceError, match="could not be understood"):
            list(reader.connect("evergreen").ask(["12", "x", "1/../2"]))
    web.pages[UNAPI + "13"] = volume(copy())
    assert [each.source_id for each in reader.connect("evergreen").ask(["12", "13"])] == ["13"]
    assert not [query for _, query in web.asked if ".." in query.get("id", "")]


# FOLIO


def holding(status: str, more: str = "", barcode: str = "A1") -> str:
    return (
        f"<holding><id>{ONE}</id><callNumber>QA76</callNumber><location>Main Stacks</location>"
        f"<status>{status}</status><barcode>{barcode}</barcode>{more}"
        "<library><name>Datalogisk Institut</name><code>DI</code></library></holding>"
    )


def rtac(*holdings: str, instance: str = ONE) -> bytes:
    return (
        f"<instances><holdings><instanceId>{instance}</instanceId>{''.join(holdings)}</holdings>"
        "<errors/></instances>"
    ).encode()


def test_folio_by_oai_pmh(reader: Reader, web: Web) -> None:
    reader.address = web.url.replace("//", "//:k3y@") + "/oai"
    field = datafield("952", "ff", a="KU", b="City", c="Datalogisk Institut", d="Main Stacks",
                      e="QA76", m="A1", t="0")  # fmt: skip
    web.pages["/oai"] = record(f"oai:folio.example:tenant/{ONE}", field)
    (title,) = reader.connect("folio").read_titles()
    assert isinstance(title, BibliographicRecord)
    assert (title.source_id, title.items) == (ONE, ())
    (copies,) = reader.connect("folio").read_copies()
    expected = Item("Datalogisk Institut", "Main Stacks", "QA76", ASK, "A1")
    assert copies == TitleCopies(ONE, (expected,))
    assert {query["apikey"] for _, query in web.asked} == {"k3y"}
    prefixes = {query.get("metadataPrefix") for _, query in web.asked} - {None}
    assert prefixes == {"marc21_withholdings"}


def test_folio_keeps_what_was_asked_beside_its_list(
    reader: Reader, web: Web, clock: ManualClock
) -> None:
    field = datafield("952", "ff", c="DI", d="Stacks", e="QA76", m="A1", t="0")
    web.pages["/oai"] = record(f"oai:folio.example:tenant/{ONE}", field)
    asked = Item("X", "Y", "Z", OUT, "A1", date(2026, 12, 20), clock() - timedelta(hours=3))
    reader.known = [TitleCopies(ONE, (asked,))]
    (copies,) = reader.connect("folio").read_copies()
    kept = Item("DI", "Stacks", "QA76", OUT, "A1", date(2026, 12, 20), asked.as_of)
    assert copies.items == (kept,)
    clock.advance(days=1)
    (copies,) = reader.connect("folio").read_copies()
    assert copies.items == (Item("DI", "Stacks", "QA76", ASK, "A1"),)
    assert not reader.driver.copies_current


def test_folio_without_copies_removes_none(reader: Reader, web: Web) -> None:
    web.pages["/oai"] = record(f"oai:folio.example:tenant/{ONE}")
    assert list(reader.connect("folio").read_copies()) == []
    assert not reader.driver.copies_complete
    assert "marc21_withholdings" in reader.driver.notes()[0]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Available", HERE), ("Checked out", OUT), ("Awaiting pickup", ItemStatus.HOLD_SHELF),
        ("In transit", ItemStatus.IN_TRANSIT), ("On order", ItemStatus.ON_ORDER),
        ("In process (non-requestable)", ItemStatus.ON_ORDER), ("Aged to lost", GONE),
        ("Declared lost", GONE), ("Restricted", ASK), ("Unavailable", ASK), ("", ASK),
    ],
)  # fmt: skip
def test_folio_statuses(reader: Reader, web: Web, name: str, status: ItemStatus) -> None:
    due = "<dueDate>2026-12-20T18:59:59.000+00:00</dueDate>"
    web.pages["/rtac"] = rtac(holding(name, due))
    (title,) = reader.connect("folio").ask([ONE])
    day = date(2026, 12, 21) if status is OUT else None
    assert title.items == (
        Item("Datalogisk Institut", "Main Stacks", "QA76", status, "A1", day),
    )  # fmt: skip
    assert not reader.driver.notes()


def test_folio_asks_about_all_titles_at_once(reader: Reader, web: Web) -> None:
    reader.address += "/?apikey=k3y"
    both = rtac(holding("Available")) + rtac(holding("Available"), instance=TWO)
    web.pages["/rtac"] = both.replace(b"</instances><instances>", b"")
    found = [each.source_id for each in reader.connect("folio").ask([ONE, "in1", TWO, "../x"])]
    assert found == [ONE, TWO]
    ((_, query),) = web.asked
    assert query == {"instanceIds": f"{ONE},{TWO}", "fullPeriodicals": "true", "apikey": "k3y"}


def test_folio_keeps_the_place_of_a_known_copy(reader: Reader, web: Web) -> None:
    place = Item("Datalogisk Institut", "Reading room", "QA76 .B3", ASK, "A1")
    reader.known = [TitleCopies(ONE, (place,))]
    web.pages["/rtac"] = rtac(holding("Available"), holding("Missing", barcode=""))
    (title,) = reader.connect("folio").ask([ONE])
    assert title.items == (
        Item("Datalogisk Institut", "Reading room", "QA76 .B3", HERE, "A1"),
        Item("Datalogisk Institut", "Main Stacks", "QA76", GONE),
    )


def test_folio_hides_copies_and_answers_nothing(reader: Reader, web: Web) -> None:
    hidden = "<suppressFromDiscovery>true</suppressFromDiscovery>"
    web.pages["/rtac"] = rtac(holding("Available", hidden))
    assert [each.items for each in reader.connect("folio").ask([ONE])] == [()]
    for body in (b"<holdings/>", b"<instances/>", rtac(), rtac(holding("Available"), instance=TWO)):
        web.pages["/rtac"] = body  # so FOLIO answers any fault
        assert list(reader.connect("folio").ask([ONE])) == []


def test_newer_folio_repeats_the_name_of_a_list(reader: Reader, web: Web) -> None:
    inner = holding("Available").replace("holding>", "holdings>")
    web.pages["/rtac"] = (
        f"<BatchHoldingsResponse><holdings><holdings><instanceId>{ONE}</instanceId><holdings>"
        f"{inner}</holdings></holdings></holdings></BatchHoldingsResponse>"
    ).encode()
    (title,) = reader.connect("folio").ask([ONE])
    assert [item.status for item in title.items] == [HERE]


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_folio_refuses(reader: Reader, web: Web, status: int) -> None:
    reader.address += "/?apikey=s3cretKey"
    web.status["/rtac"] = status
    with pytest.raises(SourceError, match="refuses") as fault:
        list(reader.connect("folio").ask([ONE]))
    assert "rtac.all" in fault.value.advice
    shown = f"{fault.value} {fault.value.advice} {fault.value.__cause__} {reader.driver!r}"
    assert "s3cret" not in shown


def test_folio_answers_that_are_none(reader: Reader, web: Web) -> None:
    for body in (b"", b"<html/>", b"{}", b"\xff\xfe", rtac(holding("Available"))[:-30]):
        web.pages["/rtac"] = body
        with pytest.raises(SourceError, match="could not be understood"):
            list(reader.connect("folio").ask([ONE]))


NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "before", "right", "status", "kept"),
    [
        (timedelta(minutes=5), HERE, True, HERE, True),  # the same: not sent again at once
        (timedelta(hours=2), HERE, True, HERE, False),
        (timedelta(minutes=5), OUT, True, HERE, False),  # the list is right
        (timedelta(minutes=5), OUT, False, OUT, True),  # the answer is
        (timedelta(hours=20), OUT, False, OUT, True),
        (timedelta(days=2), OUT, False, HERE, False),
        (None, OUT, False, HERE, False),  # never asked
    ],
)
def test_the_time_of_a_state(
    age: timedelta | None, before: ItemStatus, right: bool, status: ItemStatus, kept: bool
) -> None:
    as_of = NOW - age if age else None
    known = TitleCopies("1", (Item("MAIN", status=before, barcode="C1", as_of=as_of),))
    found = TitleCopies("1", (Item("B1", status=HERE, barcode="C1"), Item("B1", status=HERE)))
    (dated,) = date_copies([found], lambda ids: [known] if "1" in ids else [], NOW, right)
    first, second = dated.items
    assert (first.branch, first.status, first.as_of) == ("B1", status, as_of if kept else NOW)
    assert (second.status, second.as_of) == (HERE, NOW)


@pytest.mark.parametrize(
    ("system", "name", "path", "expected"),
    [
        ("evergreen", "evergreen-oai-852.xml", "/opac/extras/oai/biblio",
         {"1": [("BR4", OUT)], "2": [("BR1", HERE)]}),
        ("folio", "folio-marc21_withholdings.xml", "/oai",
         {"oai:folio.example:1": [("Datalogisk Institut", ASK)]}),
    ],
)  # fmt: skip
def test_answers_made_after_their_code(
    reader: Reader, web: Web, shared_data: Path, system: str, name: str, path: str, expected: object
) -> None:
    web.pages[path] = (shared_data / "systems" / name).read_bytes()
    found = {
        each.source_id: [(item.branch, item.status) for item in each.items]
        for each in reader.connect(system).read_copies()
    }
    assert found == expected
