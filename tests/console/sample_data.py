"""A library with samples of everything that the console shows."""

from dataclasses import replace
from datetime import date

from kiosk.central.feed import enrichment, feed
from kiosk.central.feed.enrichment import Enrichment
from kiosk.central.fleet import reports
from kiosk.domain.branches import Closure
from tests.central.library import BRANCH, Library
from tests.clocks import ManualClock
from tests.console.test_console_kiosks import add_source
from tests.console.test_console_programs import add_program, register
from tests.console.test_console_shared_settings import png
from tests.console.test_console_statistics import report


def fill(library: Library, clock: ManualClock) -> None:
    library.grant(library.pair("Lobby"))
    library.pair("Children’s floor")
    add_source(library, clock)
    add_program(library, clock)
    with library.database.write() as connection:
        enrichment.save_enrichment(connection, "events", "circle", Enrichment(seats=1), clock())
    register(library, "123456")
    send_report(library)
    kiosk = library.pair("Another")
    library.reserve(kiosk, 34, 35)
    library.reserve(kiosk, 106, 107, room="room2")
    christmas = replace(BRANCH, closures=(Closure(date(2026, 12, 25), "Christmas"),))
    with library.database.write() as connection:
        feed.publish(connection, [christmas], clock())


def send_report(library: Library) -> None:
    """Report a capture and usage counts of a kiosk."""
    kiosk = library.pair("Entrance")
    names = {"sessions": 40, "language:id": 30, "language:en": 10, "mode:speech": 5}
    names |= {"search": 20, "nothing_found": 6, "unfound:batik tulis": 6}
    names |= {"mode:theme=yellow-on-black": 3, "mode:scale=200": 7}
    library.server.report(kiosk, report(**names))
    with library.database.write() as connection:
        reports.request_capture(connection, kiosk, library.server.clock())
    library.server.report(kiosk, report(png()))


# Pages that need the key of an entity in their address.
QUERIES = {
    "/source": "?name=koha",
    "/branch": "?code=main",
    "/space": "?code=room1",
    "/program": "?source=events&uid=circle",
}


def at(address: str) -> str:
    return "/console" + address + QUERIES.get(address, "")
