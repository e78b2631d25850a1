"""The page of visitors' suggestions: counts, closing, and a reply as notice of the day."""

from datetime import date, timedelta

import pytest

from kiosk.central.console.base import audit
from kiosk.central.feed import feed
from kiosk.domain.shared_settings import SharedSettings
from kiosk.protocol.bodies import SHARED_SETTINGS_KEY
from kiosk.protocol.messages import FeedKind
from tests.central.library import Library
from tests.central.suggestions import suggestion, wishes
from tests.console.conftest import Staff

TITLE = "Bumi <b>Manusia</b>"


@pytest.fixture(autouse=True)
def suggested(library: Library) -> None:
    kiosk = library.pair()
    orders = [suggestion(str(n), text=TITLE) for n in range(3)]
    library.send(kiosk, *orders, suggestion("class", "workshop", language="id"))


def id_of(library: Library, kind: str = "title") -> str:
    return next(each.id for each in wishes(library) if each.kind == kind)


def settings(library: Library) -> SharedSettings:
    with library.database.read() as connection:
        found = feed.load_entity(connection, FeedKind.SHARED_SETTINGS, SHARED_SETTINGS_KEY)
    assert isinstance(found, SharedSettings)
    return found


def log(library: Library) -> list[str]:
    with library.database.read() as connection:
        return [entry.action for _, entry in audit.newest_entries(connection, 10)]


def test_wishes_are_listed_with_their_counts(viewer: Staff) -> None:
    answer = viewer.open("/suggestions")
    assert "Bumi &lt;b&gt;Manusia&lt;/b&gt;" in answer.text
    assert "Workshop, Indonesian" in viewer.page
    assert '<td class="number">3</td>' in viewer.page
    assert "Close" not in viewer.page
    assert ">Suggestions</a>" in viewer.page, "it is in the menu"


def test_a_librarian_closes_a_wish_with_all_that_ask_for_it(
    librarian: Staff, library: Library
) -> None:
    id = id_of(library)
    librarian.open("/suggestions")
    librarian.submit("/suggestions", "close", id=id)
    assert "Suggestion closed." in librarian.page
    assert [each.kind for each in wishes(library)] == ["workshop"]
    assert log(library)[0] == "suggestion_closed"
    assert librarian.submit("/suggestions", "close", id=id).status_code == 422


def test_an_answer_is_drafted_in_each_language_and_shown_as_the_notice(
    admin: Staff, library: Library
) -> None:
    with library.database.write() as connection:
        kept = SharedSettings(library_name="Pustaka", notices={"id": "Lama"})
        feed.publish(connection, [kept], library.server.clock())
    path = f"/suggestions?answer={id_of(library)}"
    draft = admin.open(path).text
    assert "You suggested “Bumi &lt;b&gt;Manusia&lt;/b&gt;”." in draft
    assert "Anda mengusulkan “Bumi &lt;b&gt;Manusia&lt;/b&gt;”." in draft
    until = (library.server.clock() + timedelta(days=3)).date()
    admin.submit(
        path, "answer", id=id_of(library), until=str(until), **{"notice-en": "It is on the shelf."}
    )
    assert "Suggestion answered." in admin.page
    saved = settings(library)
    assert saved.notice("en", "en", until) == ("It is on the shelf.", "en")
    assert saved.notice("en", "en", until + timedelta(days=1))[0] == ""
    assert saved.library_name == "Pustaka", "all other settings stay"
    assert dict(saved.notices) == {"en": "It is on the shelf."}
    assert [each.kind for each in wishes(library)] == ["workshop"]
    assert log(library)[0] == "suggestion_answered"


def test_an_answer_that_is_too_long_changes_nothing(admin: Staff, library: Library) -> None:
    path = f"/suggestions?answer={id_of(library)}"
    admin.open(path)
    answer = admin.submit(
        path,
        "answer",
        id=id_of(library),
        until=str(date(2026, 12, 1)),
        **{"notice-en": "x" * 301},
    )
    assert answer.status_code == 422
    assert "x" * 301 in admin.page, "what was typed is still there"
    assert len(wishes(library)) == 2


@pytest.mark.parametrize("do", ["close", "answer"])
def test_a_viewer_may_only_look(viewer: Staff, library: Library, do: str) -> None:
    viewer.open("/suggestions")
    sent = viewer.submit("/suggestions", do, id=id_of(library), until="2026-12-01")
    assert sent.status_code == 403
    assert len(wishes(library)) == 2


def test_a_librarian_may_not_change_the_notice(librarian: Staff, library: Library) -> None:
    librarian.open("/suggestions")
    sent = librarian.submit("/suggestions", "answer", id=id_of(library), until="2026-12-01")
    assert sent.status_code == 403
