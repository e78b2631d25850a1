"""Redacting passwords in the addresses of sources, and keeping the stored passwords."""

import logging

import pytest
from sqlalchemy import select

from kiosk.central import tables
from kiosk.central.credentials import credentials_of
from kiosk.central.harvesting import upstream
from kiosk.central.harvesting.source_urls import redact_url
from kiosk.central.harvesting.upstream import SourceKind
from kiosk.errors import SourceError
from tests.central.harvest_server import HarvestServer
from tests.central.provider import Reply, repository, web_server

GOOGLE = "https://calendar.google.com/calendar/ical/lib%40group.calendar.google.com"
SECRET = "s3cr3t-Pa55"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://user:pa%40ss@koha.example/oai", "https://koha.example/oai"),
        ("https://token@host:8080/a.ics", "https://host:8080/a.ics"),
        ("ftp://u:p@h/x", "ftp://h/x"),
        ("https://h/oai?apikey=SECRET&set=a", "https://h/oai?apikey=…&set=a"),
        ("https://h/x.csv?sig=abc&user=ann", "https://h/x.csv?sig=…&user=ann"),
        ("https://h/x?access_token=a%20b", "https://h/x?access_token=…"),
        ("https://h/a?PASSWORD=x&k=1#frag", "https://h/a?PASSWORD=…&k=1"),
        (f"{GOOGLE}/private-0123abcd/basic.ics", f"{GOOGLE}/…/basic.ics"),
        (
            "https://outlook.office365.com/owa/calendar/9f8e@lib.example/aa11bb22cc33dd44ee55/c.ics",
            "https://outlook.office365.com/owa/calendar/9f8e@lib.example/…/c.ics",
        ),
        (
            "https://cloud.example/remote.php/dav/public-calendars/aB3dE5gH7jK9mN1p?export",
            "https://cloud.example/remote.php/dav/public-calendars/…?export",
        ),
        ("https://h/f/ZmFzdGx5c2VjcmV0MTIz.ics", "https://h/f/….ics"),
        ("https://h/f/0b7e6c1a-1d2c-4f5e-8a9b-001122334455", "https://h/f/…"),
        ("https://[bad/x?token=1", "https://[bad/x"),
        (" https://a:b@h/x ", "https://h/x"),
    ],
)
def test_secrets_in_addresses_are_redacted(address: str, shown: str) -> None:
    assert redact_url(address) == shown
    assert redact_url(shown) == shown


@pytest.mark.parametrize(
    "address",
    [
        "https://perpustakaan.example/cgi-bin/koha/oai.pl",
        "https://perpustakaan.example/index.php?p=oai",
        "https://perpustakaan.example/perpustakaan-kota-2026-november.ics",
        f"{GOOGLE}/public/basic.ics",
        "http://127.0.0.1:8080/oai?set=a%20b",
    ],
)
def test_an_address_without_secrets_is_unchanged(address: str) -> None:
    assert redact_url(address) == address


def test_a_password_is_used_but_never_shown(
    harvest_server: HarvestServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    received: list[str] = []
    faults = [401]

    def answer(_path: str, query: dict[str, str], headers: dict[str, str], reply: Reply) -> None:
        received.append(f"{headers.get('authorization', '')} {query.get('apikey', '')}")
        reply.status = faults[0]

    with web_server(answer) as url:
        address = url.replace("//", f"//ann:{SECRET}@") + f"/a.csv?apikey={SECRET}"
        harvest_server.add(address, SourceKind.FILE)
        run = harvest_server.read()
    assert received[0].startswith("Basic ")
    assert received[0].endswith(SECRET)
    with harvest_server.database.read() as connection:
        known = upstream.find_source(connection, "koha")
        rows = [
            str(row)
            for table in (tables.source, tables.source_run)
            for row in connection.execute(select(table))
        ]
        assert known and known.address == address
        assert SECRET not in repr(known) + repr(upstream.list_sources(connection))
    assert SECRET not in run.fault + "".join(rows) + caplog.text


def test_the_error_for_a_bad_address_hides_its_password(
    harvest_server: HarvestServer,
) -> None:
    harvest_server.add(f"gopher://ann:{SECRET}@library/oai")
    fault = harvest_server.read().fault
    assert "gopher://library/oai" in fault
    assert SECRET not in fault


def test_saving_the_redacted_address_keeps_the_stored_one(
    harvest_server: HarvestServer,
) -> None:
    harvest_server.add(f"https://ann:{SECRET}@h/oai")
    for again, kept in (("https://h/oai", True), ("https://other/oai", False)):
        harvest_server.add(again)
        with harvest_server.database.read() as connection:
            known = upstream.find_source(connection, "koha")
        assert known and (known.secret != "") is kept


def test_deleting_a_source_deletes_its_password(harvest_server: HarvestServer) -> None:
    harvest_server.add(f"https://ann:{SECRET}@h/oai")
    upstream.delete_source(harvest_server.database, "koha", harvest_server.clock())
    with harvest_server.database.read() as connection:
        assert credentials_of(connection).address("koha") == ""


def test_the_query_of_an_address_is_kept_in_requests(harvest_server: HarvestServer) -> None:
    """The address of the repository in SLiMS is index.php?p=oai."""
    with repository() as provider:
        harvest_server.add(f"{provider.url}?p=oai&verb=Identify")
        assert harvest_server.read().added == 12
        assert all(each["p"] == "oai" for each in provider.requests)
        assert provider.requests[-1]["verb"] == "ListRecords"


@pytest.mark.parametrize("address", ["http://[", "http://", "http://h:99999/", "ftp://h/"])
def test_a_bad_address_gives_a_readable_error(harvest_server: HarvestServer, address: str) -> None:
    with pytest.raises(SourceError, match="not an address"), harvest_server.fetcher.get(address):
        pass
