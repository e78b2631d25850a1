"""The generic list of copies: the driver fetches it over HTTP and joins it to titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pytest

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.systems import registry
from kiosk.central.harvesting.systems.driver import SystemConnection, SystemDriver
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from tests.central.provider import Reply, web_server
from tests.clocks import ManualClock

HERE, OUT, ASK = ItemStatus.AVAILABLE, ItemStatus.ON_LOAN, ItemStatus.UNKNOWN
TITLES = """id,title,barcode,shelf,branch
1,Laskar pelangi,B11,F 3,PST
1,Laskar pelangi,B12,F 3,TMR
2,Pulang,B21,F 4,PST
"""


@dataclass
class Site:
    """A web site with files by path, and what was asked."""

    files: dict[str, str] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)  # paths whose contents were sent

    def answer(self, path: str, _query: object, headers: dict[str, str], reply: Reply) -> None:
        text = self.files.get(path)
        if text is None:
            reply.status = 404
            return
        reply.headers["ETag"] = f'"{hash(text)}"'
        if headers.get("if-none-match") == reply.headers["ETag"]:
            reply.status = 304
            return
        self.sent.append(path)
        reply.body = text.encode()


class Library:
    """Reads a list of copies again and again, as the server does."""

    def __init__(self, url: str, site: Site, fetcher: Fetcher, clock: ManualClock) -> None:
        self.site = site
        self.options: dict[str, str] = {}
        self.statuses: dict[str, ItemStatus] = {}
        self.known: dict[str, tuple[Item, ...]] = {}
        self.driver: SystemDriver
        self.url = url
        self._fetcher = fetcher
        self._clock = clock
        self._state = ""

    def connect(self) -> SystemDriver:
        return registry.connect(
            "list",
            SystemConnection(
                f"{self.url}/copies.csv", self._fetcher, ZoneInfo("Asia/Jakarta"), self._clock(),
                statuses=self.statuses, options=self.options, state=self._state,
                known_copies=self._known,
            ),
        )  # fmt: skip

    def read(self, text: str | None = None) -> dict[str, dict[str, ItemStatus]]:
        """Read the copies, and return the status of each copy by title and barcode."""
        if text is not None:
            self.site.files["/copies.csv"] = text
        self.driver = self.connect()
        found = {each.source_id: each.items for each in self.driver.read_copies()}
        self.known |= found
        self._state = self.driver.state
        return {key: {i.barcode: i.status for i in items} for key, items in found.items()}

    def _known(self, ids: Sequence[str] | None) -> Iterator[TitleCopies]:
        yield from (TitleCopies(k, v) for k, v in self.known.items() if ids is None or k in ids)


@pytest.fixture
def library(clock: ManualClock) -> Iterator[Library]:
    site, fetcher = Site(), Fetcher()
    with web_server(site.answer) as url:
        yield Library(url, site, fetcher, clock)
    fetcher.close()


def with_titles(library: Library) -> Library:
    library.site.files["/titles.csv"] = TITLES
    library.options["file"] = f"{library.url}/titles.csv"
    return library


def test_rows_that_name_titles_need_no_other_list(library: Library) -> None:
    found = library.read("id judul;barcode;status\n1;B11;tersedia\n1;B12;dipinjam\n2;B21;hilang\n")
    assert found == {"1": {"B11": HERE, "B12": OUT}, "2": {"B21": ItemStatus.MISSING}}
    assert library.driver.copies_complete
    assert list(library.driver.read_titles()) == []


def test_barcodes_are_joined_to_the_copies_of_the_titles(library: Library) -> None:
    found = with_titles(library).read("barcode,status\nB11,on loan\nB21,available\n")
    assert found == {"1": {"B11": OUT, "B12": ASK}, "2": {"B21": HERE}}
    item = library.known["1"][0]
    assert (item.branch, item.shelf) == ("PST", "F 3")  # the list says nothing of its place
    titles = [t for t in library.driver.read_titles() if isinstance(t, BibliographicRecord)]
    assert [each.title for each in titles] == ["Laskar pelangi", "Pulang"]


def test_a_list_of_loans_says_that_the_others_are_here(library: Library) -> None:
    library.options["unlisted"] = "tersedia"
    found = with_titles(library).read("barcode,status\nB11,dipinjam\n")
    assert found == {"1": {"B11": OUT, "B12": HERE}, "2": {"B21": HERE}}
    returned = library.read("barcode,status\nB21,dipinjam\n")
    assert returned == {"1": {"B11": HERE, "B12": HERE}, "2": {"B21": OUT}}


def test_lists_that_have_not_changed_are_not_sent_again(library: Library) -> None:
    with_titles(library).read("barcode,status\nB11,on loan\n")
    assert library.site.sent == ["/titles.csv", "/copies.csv"]
    assert library.read() == {}
    assert not library.driver.copies_complete
    assert len(library.site.sent) == 2
    library.site.files["/titles.csv"] = TITLES + "3,Bumi,B31,F 5,PST\n"
    assert library.read()["3"] == {"B31": ASK}


def test_what_staff_say_of_a_status_decides(library: Library) -> None:
    text = "id,barcode,status\n1,B11,Di meja\n"
    assert library.read(text) == {"1": {"B11": ASK}}
    assert "“Di meja” (1)" in " ".join(library.driver.notes())
    library.statuses["di meja"] = ItemStatus.HOLD_SHELF
    assert library.read(text + "\n") == {"1": {"B11": ItemStatus.HOLD_SHELF}}
    assert not library.driver.notes()


def test_staff_are_told_of_rows_and_barcodes_that_lead_nowhere(library: Library) -> None:
    with_titles(library).read("barcode,status\nB11,in\nB99,in\n,in\n")
    notes = " ".join(library.driver.notes())
    assert "without a title in the catalogue: 1." in notes
    assert "left out: 1 (line 4:" in notes


@pytest.mark.parametrize("text", ["", "<html>Not found</html>", "name,price\nBook,3\n"])
def test_a_file_that_is_no_list_is_refused_in_words(library: Library, text: str) -> None:
    with pytest.raises(SourceError) as fault:
        library.read(text)
    assert fault.value.advice
    assert not library.driver.copies_complete


def test_an_option_that_is_no_status_is_refused(library: Library) -> None:
    library.options["unlisted"] = "sometimes"
    with pytest.raises(SourceError, match="sometimes"):
        library.connect()
