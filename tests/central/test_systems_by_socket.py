"""Koha and SIP2 as sources of a server: what kiosks receive, over real sockets."""

from datetime import date, timedelta

import pytest

from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.questions import Questions
from kiosk.central.harvesting.systems import koha as koha_driver
from kiosk.central.harvesting.systems import sip2
from kiosk.central.harvesting.upstream import SourceKind, SourceOptions, Upstream
from kiosk.domain.records import Item, ItemStatus
from kiosk.domain.source_keys import join_key
from kiosk.protocol.bodies import SourceReading
from tests.central.koha_stub import koha
from tests.central.provider import Reply, web_server
from tests.central.sip2_stub import Sip2Stub, sip2_server
from tests.central.system_server import SystemServer

HERE, OUT = ItemStatus.AVAILABLE, ItemStatus.ON_LOAN
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a busy machine the time that it needs for an answer."""
    for module in (koha_driver, sip2):
        monkeypatch.setattr(module, "ANSWER_SECONDS", 60)


def connect(server: SystemServer, name: str, system: str, url: str, **options: object) -> None:
    chosen = SourceOptions.model_validate({"system": system, **options})
    source = Upstream(name, SourceKind.SYSTEM, url, timedelta(hours=1), server.clock(), chosen,
                      copies_every=MINUTE)  # fmt: skip
    with server.database.write() as connection:
        upstream.save_source(connection, source)


def read_copies(server: SystemServer) -> str:
    """Read the copies a minute later, and return the fault or the notes."""
    server.clock.advance(minutes=1)
    [reading] = server.harvester.read_due_copies()
    return reading.fault or " ".join(reading.notes)


@pytest.mark.parametrize("account", ["", "kiosk:s3cret%20pass@"])
def test_a_loan_in_koha_is_on_kiosks_after_the_next_reading(
    system_server: SystemServer, account: str
) -> None:
    with koha() as library:
        connect(system_server, "koha", "koha", library.url.replace("//", f"//{account}"))
        run = system_server.read()
        assert (run.added, run.fault) == (2, "")
        assert read_copies(system_server) == ""
        assert [item.status for item in system_server.items("koha")["101"]] == [HERE, HERE]
        before = system_server.head()
        library.now = "2026-11-24T19:00:00+07:00"
        library.lend(5001, "2026-12-20")
        assert read_copies(system_server) == ""
        [lent, other] = system_server.items("koha")["101"]
        assert (lent.status, lent.due, other.status) == (OUT, date(2026, 12, 20), HERE)
        assert system_server.changes(before) == ["copies", "source_reading"]
        assert system_server.readings() == [SourceReading("koha", system_server.clock(), 60)]


def test_a_koha_that_fails_changes_nothing(system_server: SystemServer) -> None:
    with koha() as library:
        connect(system_server, "koha", "koha", library.url.replace("//", "//kiosk:s3cret%20pass@"))
        system_server.read()
        read_copies(system_server)
        before = system_server.items("koha")
        library.override["/api/v1/items"] = Reply(body=b"<html>Under maintenance</html>")
        assert "could not be understood" in read_copies(system_server)
        library.override["/api/v1/items"] = Reply(status=401)
        fault = read_copies(system_server)
        assert "did not accept the account" in fault and "s3cret" not in fault
        assert system_server.items("koha") == before


def test_sip2_beside_a_list_of_titles(system_server: SystemServer) -> None:
    """The list has the barcodes; SIP2 says how its copies are when a title is on a screen."""
    table = b"id,title,branch,barcode\n1,Gunung,PST,B1\n2,Sungai,PST,B2\n"

    def answer(_path: str, _query: object, _headers: object, reply: Reply) -> None:
        reply.body = table

    with web_server(answer) as url, sip2_server(Sip2Stub()) as system:
        system_server.add(f"{url}/books.csv", SourceKind.FILE)
        address = f"sip2://kiosk:s3cret@127.0.0.1:{system.port}"
        connect(system_server, "loans", "sip2", address, titles_of="koha")
        system_server.clock.advance(hours=1)
        system_server.harvester.harvest_due()
        listed = system_server.items("koha")
        assert sorted(item.barcode for items in listed.values() for item in items) == ["B1", "B2"]
        before = system_server.readings()
        assert read_copies(system_server) == ""
        assert system_server.items("koha") == listed
        assert system_server.readings() == before, "SIP2 lists nothing, so nothing became fresher"
        [title] = [key for key, items in listed.items() if items[0].barcode == "B1"]
        system.items = {"B1": ("04", "AH2026-12-13|")}
        assert ask(system_server, title) == (OUT, date(2026, 12, 13))


def ask(server: SystemServer, title: str) -> tuple[ItemStatus, date | None]:
    """Ask about a title on a screen, and return its only copy as kiosks receive it."""
    questions = Questions(server.database, server.clock, server.fetcher)
    assert questions.ask([join_key("koha", title, "0")])
    questions.wait()
    [item] = server.items("koha")[title]
    assert isinstance(item, Item)
    return item.status, item.due
