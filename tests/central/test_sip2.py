"""SIP2: the copies of titles on a screen, by barcode, over real sockets."""

import contextlib
import ssl
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.reach import Reach
from kiosk.central.harvesting.systems import registry, sip2, sip2_messages
from kiosk.central.harvesting.systems.driver import SystemConnection, SystemDriver
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from tests.central.certificates import Certificate
from tests.central.provider import Reply, repository, web_server
from tests.central.sip2_stub import Sip2Stub, seal, sip2_server
from tests.clocks import ManualClock

HERE, OUT, INSIDE, GONE, ASK = (
    ItemStatus.AVAILABLE, ItemStatus.ON_LOAN, ItemStatus.REFERENCE, ItemStatus.MISSING,
    ItemStatus.UNKNOWN,
)  # fmt: skip


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a busy machine the time that it needs for an answer."""
    monkeypatch.setattr(sip2, "ANSWER_SECONDS", 60)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher()
    yield made
    made.close()


@pytest.fixture
def system() -> Iterator[Sip2Stub]:
    with sip2_server(Sip2Stub()) as stub:
        yield stub


class Asker:
    """Asks a SIP2 server about titles whose copies are known from elsewhere."""

    def __init__(self, stub: Sip2Stub, fetcher: Fetcher, clock: ManualClock) -> None:
        self.address = f"sip2://kiosk:s3cret@127.0.0.1:{stub.port}"
        self.known: dict[str, tuple[Item, ...]] = {}
        self.options: dict[str, str] = {}
        self.statuses: dict[str, ItemStatus] = {}
        self.authority: Path | None = None
        self.fingerprint = ""
        self.driver: SystemDriver
        self.fetcher = fetcher
        self._clock = clock

    def add(self, title: str, *barcodes: str, status: ItemStatus = ASK) -> None:
        self.known[title] = tuple(
            Item("PST", "Rak", "200 Naz", status, barcode) for barcode in barcodes
        )

    def connect(self) -> SystemDriver:
        self.driver = registry.connect(
            "sip2",
            SystemConnection(
                self.address, self.fetcher, ZoneInfo("Asia/Jakarta"), self._clock(),
                authority=self.authority, fingerprint=self.fingerprint, statuses=self.statuses,
                options=self.options, known_copies=self._known,
            ),
        )  # fmt: skip
        return self.driver

    def ask(self, *titles: str) -> dict[str, list[tuple[ItemStatus, date | None]]]:
        found = self.connect().ask(titles)
        return {each.source_id: [(i.status, i.due) for i in each.items] for each in found}

    def _known(self, ids: Sequence[str]) -> Iterator[TitleCopies]:
        yield from (TitleCopies(each, self.known[each]) for each in ids if each in self.known)


@pytest.fixture
def asker(system: Sip2Stub, fetcher: Fetcher, clock: ManualClock) -> Asker:
    return Asker(system, fetcher, clock)


def test_what_a_copy_is_doing(asker: Asker, system: Sip2Stub) -> None:
    system.items = {"B1": ("04", "AH2026-12-13|"), "B2": ("03", "")}
    asker.add("1", "B1", "B2")
    assert asker.ask("1", "2") == {"1": [(OUT, date(2026, 12, 13)), (HERE, None)]}
    (title,) = asker.connect().ask(["1"])
    first = Item("PST", "Rak", "200 Naz", OUT, "B1", date(2026, 12, 13))
    assert title.items == (first, Item("PST", "Rak", "200 Naz", HERE, "B2"))


def test_only_items_are_asked_for(asker: Asker, system: Sip2Stub) -> None:
    """No message about a patron is ever sent; the institution is the one that the server says."""
    system.items = {"B1": ("03", "")}
    asker.add("1", "B1")
    asker.options = {"location": "Lobby", "terminal_password": "t0p"}
    asker.ask("1")
    login, status, item = system.received
    assert login.startswith("9300CNkiosk|COs3cret|CPLobby|AY0AZ")
    assert status.startswith("9900802.00AY1AZ")
    assert item.startswith("1720261124    160000AOPUSAT|ABB1|ACt0p|AY2AZ")


def test_the_messages_of_a_recorded_conversation(shared_data: Path) -> None:
    lines = (shared_data / "systems/sip2-item-information.txt").read_text().splitlines()
    for at, line in enumerate(lines):
        text, _, tail = line[2:].partition("AY")
        sent = sip2_messages.encoded(text, int(tail[0]))
        if line[0] == ">":
            assert sent == line[2:].encode() + b"\r", at
        else:
            assert sip2_messages.decoded(line[2:].encode(), int(tail[0])).number == text[:2]


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("01", ASK), ("02", ItemStatus.ON_ORDER), ("03", HERE), ("04", OUT), ("05", OUT),
        ("06", ItemStatus.ON_ORDER), ("07", OUT), ("08", ItemStatus.HOLD_SHELF), ("09", HERE),
        ("10", ItemStatus.IN_TRANSIT), ("11", GONE), ("12", GONE), ("13", GONE), ("14", ASK),
        ("  ", ASK), ("99", ASK),
    ],
)  # fmt: skip
def test_circulation_statuses(
    asker: Asker, system: Sip2Stub, number: str, status: ItemStatus
) -> None:
    system.items = {"B1": (number, "AH20261213    235900|")}
    asker.add("1", "B1")
    due = date(2026, 12, 13) if status is OUT else None
    assert asker.ask("1") == {"1": [(status, due)]}


def test_staff_say_what_a_status_means(asker: Asker, system: Sip2Stub) -> None:
    system.items = {"B1": ("14", "")}
    asker.add("1", "B1")
    asker.ask("1")
    assert "“SIP2 14” (1)" in asker.driver.notes()[0]
    asker.statuses = {"SIP2 14": GONE}
    assert asker.ask("1") == {"1": [(GONE, None)]}
    assert not asker.driver.notes()


def test_what_only_the_list_knows_stays(asker: Asker, system: Sip2Stub) -> None:
    """SIP2 has no status for works of reference; a lost book of the list is not found by it."""
    system.items = {"B1": ("03", ""), "B2": ("04", ""), "B3": ("01", "")}
    asker.add("1", "B1", "B2", status=INSIDE)
    asker.add("2", "B1", "B3", status=GONE)
    assert asker.ask("1", "2") == {
        "1": [(INSIDE, None), (OUT, None)],
        "2": [(GONE, None), (GONE, None)],
    }


def test_a_title_is_answered_whole_or_not_at_all(asker: Asker, system: Sip2Stub) -> None:
    system.items = {"B1": ("03", "")}
    asker.add("1", "B1", "NIX")  # a barcode that the system does not know
    asker.add("2", "B1", "")  # a copy without a barcode
    asker.add("3", "B1", "B|ABB1")
    asker.add("4")
    asker.add("5", "B1")
    assert asker.ask("1", "2", "3", "4", "5") == {"5": [(HERE, None)]}
    assert not [message for message in system.received if "B|AB" in message]


def test_nothing_to_ask_opens_no_connection(asker: Asker, system: Sip2Stub) -> None:
    assert asker.ask("1") == {}
    assert system.connections == 0


def test_a_question_has_a_limit(asker: Asker, system: Sip2Stub) -> None:
    system.items = {f"B{n}": ("03", "") for n in range(300)}
    for title in range(30):
        asker.add(str(title), *(f"B{title * 10 + n}" for n in range(10)))
    assert len(asker.ask(*map(str, range(30)))) == 10
    assert len(system.received) == 102
    assert system.connections == 1


def test_a_system_without_numbers_and_checksums(asker: Asker, system: Sip2Stub) -> None:
    system.checks = False
    system.items = {"B1": ("03", "")}
    asker.add("1", "B1")
    assert asker.ask("1") == {"1": [(HERE, None)]}


def test_a_damaged_answer_is_asked_for_again(asker: Asker, system: Sip2Stub) -> None:
    system.items = {"B1": ("04", "AH2026-12-13|")}
    asker.add("1", "B1")
    system.faults = [bytes, bytes, lambda raw: raw.replace(b"12-13", b"12-19")]
    assert asker.ask("1") == {"1": [(OUT, date(2026, 12, 13))]}
    assert any(message.startswith("97AZ") for message in system.received)


def test_a_message_is_sent_again_if_the_system_asks(asker: Asker, system: Sip2Stub) -> None:
    system.items = {"B1": ("03", "")}
    asker.add("1", "B1")
    system.faults = [bytes, bytes, lambda _raw: b"96AZFEF6\r"]
    assert asker.ask("1") == {"1": [(HERE, None)]}


@pytest.mark.parametrize(
    "answer",
    [
        b"\r\n\r\n96AZFEF6\r" * 9, b"HTTP/1.1 400 Bad Request\r", b"18\r", b"\xff\xfe\r", b"AZ\r",
        b"98\r" * 9, b"941\r" * 9, b"1803\r" * 9, b"AY1AZ0000\r" * 9, b"\x00" * 50 + b"\r",
        seal("1803000120261129    095426ABB1|AJT|", "9") * 9,
    ],
)  # fmt: skip
def test_answers_that_are_none(asker: Asker, system: Sip2Stub, answer: bytes) -> None:
    system.items = {"B1": ("03", "")}
    asker.add("1", "B1")
    system.faults = [bytes, bytes, *[lambda _raw: answer] * 9]
    with pytest.raises(SourceError, match="could not be understood"):
        asker.ask("1")


def test_the_answer_about_another_copy_is_none(asker: Asker, system: Sip2Stub) -> None:
    system.items = {"B1": ("03", "")}
    asker.add("1", "B1")
    other = seal("1803000120261129    095426ABB2|AJTitle|", "2")
    system.faults = [bytes, bytes, lambda _raw: other]
    assert asker.ask("1") == {}


def test_an_endless_answer_is_given_up(asker: Asker, system: Sip2Stub) -> None:
    asker.add("1", "B1")
    system.faults = [lambda _raw: b"94" + b"1" * 100_000]
    with pytest.raises(SourceError, match="too long"):
        asker.ask("1")


def test_a_silent_server_is_given_up(
    asker: Asker, system: Sip2Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sip2, "ANSWER_SECONDS", 0.3)
    asker.add("1", "B1")
    system.faults = [lambda _raw: b"94"]
    with pytest.raises(SourceError, match="too slowly"):
        asker.ask("1")


def test_a_server_that_hangs_up(asker: Asker, system: Sip2Stub) -> None:
    asker.add("1", "B1")
    system.faults = [lambda raw: raw, lambda _raw: (_ for _ in ()).throw(OSError())]
    with pytest.raises(SourceError, match=r"closed the connection|cut off"):
        asker.ask("1")


def test_a_server_that_is_not_there(asker: Asker) -> None:
    asker.address = "sip2://127.0.0.1:1"
    asker.add("1", "B1")
    with pytest.raises(SourceError, match="cannot be reached"):
        asker.ask("1")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"password": "other"}, "did not accept the login"),
        ({"online": "N"}, "off line"),
        ({"supported": "YYYYYYYYYYNYYYYY"}, "does not answer about items"),
    ],
)
def test_what_staff_have_to_change(
    asker: Asker, system: Sip2Stub, values: dict[str, str], said: str
) -> None:
    asker.add("1", "B1")
    for name, value in values.items():
        setattr(system, name, value)
    with pytest.raises(SourceError, match=said) as fault:
        asker.ask("1")
    assert fault.value.advice
    assert "s3cret" not in f"{fault.value} {fault.value.advice} {vars(asker.driver)!r}"


def test_tls_with_a_pinned_certificate(
    fetcher: Fetcher, clock: ManualClock, tmp_path: Path
) -> None:
    certificate = Certificate(tmp_path, "localhost")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate.file, certificate.key)
    with sip2_server(Sip2Stub(items={"B1": ("03", "")}), tls) as stub:
        asker = Asker(stub, fetcher, clock)
        asker.address = f"sip2s://kiosk:s3cret@localhost:{stub.port}"
        asker.add("1", "B1")
        with pytest.raises(SourceError, match="certificate is not trusted"):
            asker.ask("1")
        assert not stub.received  # nothing was said before the certificate was known
        asker.fingerprint = "0" * 64
        with pytest.raises(SourceError, match="certificate is not trusted"):
            asker.ask("1")
        asker.fingerprint = certificate.fingerprint
        assert asker.ask("1") == {"1": [(HERE, None)]}
        asker.fingerprint, asker.authority = "", certificate.file
        assert asker.ask("1") == {"1": [(HERE, None)]}


def test_hosts_that_sources_may_not_reach(asker: Asker, system: Sip2Stub) -> None:
    asker.fetcher.reach = Reach.of(["192.168.1.0/24"])
    asker.add("1", "B1")
    with pytest.raises(SourceError, match="must not reach"):
        asker.ask("1")
    assert system.connections == 0


@pytest.mark.parametrize(
    "address", ["http://kiosk:s3cret@host:6001", "sip2://kiosk:s3cret@", "sip2://a:s3cret@h:port"]
)
def test_addresses_that_are_none(asker: Asker, address: str) -> None:
    asker.address = address
    with pytest.raises(SourceError, match="not an address of SIP2") as fault:
        asker.connect()
    assert "s3cret" not in str(fault.value)


def test_a_password_that_would_break_a_message(asker: Asker) -> None:
    asker.address = "sip2://kiosk:s3cret%7CCO@127.0.0.1"
    with pytest.raises(SourceError, match="cannot send") as fault:
        asker.connect()
    assert "s3cret" not in f"{fault.value} {fault.value.advice}"


def test_titles_from_a_repository(asker: Asker) -> None:
    with repository() as provider:
        asker.options = {"titles": provider.url}
        found = list(asker.connect().read_titles())
        assert len([each for each in found if isinstance(each, BibliographicRecord)]) == 12
        assert asker.driver.titles_complete


def test_titles_from_a_file(asker: Asker) -> None:
    table = b"id,title,branch,shelf,barcode,status\n1,Gunung,PST,Rak,B1,tersedia\n"

    def answer(_path: str, _query: object, headers: dict[str, str], reply: Reply) -> None:
        reply.headers["ETag"] = '"1"'
        reply.status = 304 if headers.get("if-none-match") == '"1"' else 200
        reply.body = b"" if reply.status == 304 else table

    with web_server(answer) as url:
        asker.options = {"file": f"{url}/books.csv"}
        (title,) = asker.connect().read_titles()
        assert isinstance(title, BibliographicRecord)
        assert (title.title, title.items) == ("Gunung", ())
        (copies,) = asker.connect().read_copies()
        assert [item.barcode for item in copies.items] == ["B1"]
        assert asker.driver.copies_complete


def test_beside_another_source_nothing_is_read(asker: Asker) -> None:
    """Then the copies of that source keep the time at which it was read."""
    driver = asker.connect()
    assert [*driver.read_titles(), *driver.read_copies()] == []
    assert not (driver.titles_complete or driver.copies_complete or driver.copies_current)
    assert driver.state == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20261213    235900", date(2026, 12, 13)), ("20261213", date(2026, 12, 13)),
        ("2026-12-13 23:59:00", date(2026, 12, 13)), ("2026/12/13", date(2026, 12, 13)),
        ("13/12/2026", date(2026, 12, 13)), ("12/13/2026", date(2026, 12, 13)),
        ("13.12.2026", date(2026, 12, 13)), ("03/04/2027", None), ("04/04/2027", date(2027, 4, 4)),
        ("", None), ("00000000", None), ("2026-13-13", None), ("13 December", None),
        ("202612131", None),
    ],
)  # fmt: skip
def test_due_dates(text: str, day: date | None) -> None:
    assert sip2_messages.parse_due(text) == day


@given(st.binary(max_size=300), st.integers(0, 9))
def test_any_bytes_are_a_message_or_a_fault(raw: bytes, sequence: int) -> None:
    with contextlib.suppress(sip2_messages.BadMessage):
        assert sip2_messages.decoded(raw, sequence).number in ("94", "98", "18")


@given(st.text(st.characters(blacklist_categories=["C"], blacklist_characters="|"), max_size=40))
def test_what_is_sent_can_be_read(barcode: str) -> None:
    said = f"1803000120261129    095426AB{barcode}|"
    message = sip2_messages.decoded(sip2_messages.encoded(said, 3), 3)
    assert message.fields["AB"] == barcode
