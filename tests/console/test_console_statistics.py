"""The status of kiosks, screen captures of kiosks, and anonymous statistics."""

import base64
import re
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kiosk import __version__
from kiosk.central.feed import feed
from kiosk.central.fleet import pairing, reports
from kiosk.central.housekeeping import clean_up
from kiosk.services.sync.sync_supervisor import SyncSupervisor
from kiosk.store import usage
from kiosk.store.database import Database
from kiosk.sync.runner import ServerStatus, SyncIntervals
from tests.central.library import ROOMS, Library
from tests.clocks import ManualClock
from tests.console.conftest import Staff, synchronise
from tests.console.sample_data import DAY, png, report


def shown(page: str, title: str) -> list[tuple[str, str]]:
    """Return the rows of the table with a caption."""
    table = page.partition(f"<caption>{title}</caption>")[2].partition("</table>")[0]
    return re.findall(r'<th scope="row">(.*?)</th><td class="number">(.*?)</td>', table)


def test_the_status_of_a_kiosk_is_shown(viewer: Staff, kiosk: Database, clock: ManualClock) -> None:
    synchronise(kiosk)
    viewer.open("/kiosks")
    assert f"<dt>Version</dt><dd>{__version__}</dd>" in viewer.page
    assert "<dt>Waiting to be sent</dt><dd>0</dd>" in viewer.page
    assert "<dt>Data updated</dt>" in viewer.page


def test_usage_counts_arrive_once_and_are_deleted_at_the_kiosk(
    viewer: Staff, kiosk: Database, clock: ManualClock
) -> None:
    clock.now = datetime.now(UTC)  # the kiosk uses this machine's clock
    viewer.sign_in("viewer")
    old, today = clock().date() - timedelta(days=5), clock().date()
    with kiosk.write() as connection:
        for day in (old, today, today):
            usage.increment_usage(connection, day, "sessions")
        usage.increment_usage(connection, today, "language:id")
    for _ in range(2):
        synchronise(kiosk)
    viewer.open("/statistics?days=7")
    assert sum(int(n) for _, n in shown(viewer.page, "Visitor sessions")) == 3
    assert shown(viewer.page, "Languages used") == [("Indonesian", "1")]
    with kiosk.read() as connection:
        assert {each.day for each in usage.list_usage(connection, 10)} == {today}


def test_a_repeated_report_replaces_earlier_counts(viewer: Staff, library: Library) -> None:
    one, other = library.pair("one"), library.pair("two")
    for sessions in (2, 2, 5):
        library.server.report(one, report(sessions=sessions))
    library.server.report(other, report(sessions=7, **{"mode:speech": 2, "mode:scale=200": 1}))
    viewer.open("/statistics")
    assert shown(viewer.page, "Visitor sessions")[-1] == ("Tue 24 Nov", "12")
    assert shown(viewer.page, "Accessibility settings used") == [
        ("read aloud", "2"),
        ("text at 200%", "1"),
    ]
    assert viewer.page.count("<svg") == 2, "a chart for each count"
    viewer.open("/statistics?days=365")
    assert shown(viewer.page, "Visitor sessions")[-1] == ("November 2026", "12")


def test_a_capture_is_sent_only_on_request(
    librarian: Staff, library: Library, clock: ManualClock
) -> None:
    kiosk = library.pair("Lobby")
    ask = {"kiosk": kiosk}
    assert "has not reported" in librarian.submit("/kiosks", "picture", **ask).text
    assert not library.server.report(kiosk, report(png())).picture
    assert "<img" not in librarian.open("/kiosks").text, "no capture was requested"
    librarian.submit("/kiosks", "picture", **ask)
    assert "It is taken when no visitor is there" in librarian.page
    assert library.server.report(kiosk, report()).picture, "the kiosk is asked to send a capture"
    assert library.server.report(kiosk, report(b"<script>")).picture, "not a PNG file"
    assert not library.server.report(kiosk, report(png())).picture
    librarian.open("/kiosks")
    assert base64.b64encode(png()).decode() in librarian.page
    clock.advance(days=2)
    clean_up(library.server)
    librarian.sign_in("librarian")
    assert "<img" not in librarian.open("/kiosks").text, "the capture is kept for a day"


def test_only_the_outcomes_of_past_reservations_are_kept(
    viewer: Staff, library: Library, clock: ManualClock
) -> None:
    policy = replace(ROOMS[0].policy, check_in_grace=timedelta(minutes=15))
    with library.database.write() as connection:
        feed.publish(connection, [replace(ROOMS[0], policy=policy)], clock())
    kiosk = library.pair()
    library.reserve(kiosk, 34, 35)  # a no-show
    library.cancel(kiosk, library.reserve(kiosk, 36, 37))
    library.reserve(kiosk, 34, 35, room="room2")  # without required check-in
    for _ in range(2):
        library.advance_while_closed(days=4)
        clean_up(library.server)
    viewer.sign_in("viewer")
    viewer.open("/statistics")
    assert sorted(shown(viewer.page, "Reservation outcomes")) == [
        ("cancelled", "1"),
        ("kept (no check-in needed)", "1"),
        ("nobody came", "1"),
    ]


def test_search_terms_are_escaped(viewer: Staff, library: Library) -> None:
    library.server.report(library.pair(), report(**{"unfound:<b>batik": 6, "search": 9}))
    answer = viewer.http.get("/statistics")
    assert "&lt;b&gt;batik" in answer.text
    assert "<b>batik" not in answer.text
    viewer.open("/statistics")
    assert shown(viewer.page, "Words") == [("<b>batik", "6")]
    assert shown(viewer.page, "Sessions")[0] == ("Sessions with a search", "9")


def test_old_counts_are_deleted(library: Library, clock: ManualClock) -> None:
    library.server.report(library.pair(), report(sessions=1))
    library.advance_while_closed(days=800)
    clean_up(library.server)
    with library.database.read() as connection:
        assert reports.usage_by_day(connection, DAY) == {}


def test_a_capture_reaches_the_console(librarian: Staff, library: Library, kiosk: Database) -> None:
    """The capture is sent by the sync process, which runs beside the screens."""
    synchronise(kiosk)
    name = library_kiosk(library)
    librarian.submit("/kiosks", "picture", kiosk=name)
    arrived = threading.Event()

    def on_status(_standing: ServerStatus, _news: bool) -> None:
        with library.database.read() as connection:
            if reports.kiosk_statuses(connection)[name].picture == png():
                arrived.set()

    pace = SyncIntervals(every=0.2, retry=0.2)
    folder = kiosk.path.parent
    supervisor = SyncSupervisor(folder, on_status, pace, lambda: supervisor.show(png()))
    supervisor.start()
    try:
        deadline = time.monotonic() + 60
        while not arrived.is_set() and time.monotonic() < deadline:
            on_status(ServerStatus.UNKNOWN, False)
            time.sleep(0.1)
    finally:
        supervisor.stop()
    assert arrived.is_set()
    assert "<img" in librarian.open("/kiosks").text


def library_kiosk(library: Library) -> str:
    with library.database.read() as connection:
        return str(pairing.list_kiosks(connection)[0]["id"])
