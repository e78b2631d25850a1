"""Questions to a library system about the titles on a screen, for all kiosks together."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.central.harvesting.questions import Questions
from kiosk.central.server import Server
from kiosk.domain.records import Item, ItemStatus
from kiosk.domain.source_keys import join_key
from kiosk.protocol.messages import Change, CopiesAnswer, CopiesQuestion
from tests.central.fake_system import HERE, LENT, FakeSystem
from tests.central.system_server import SystemServer


def key(number: int, source: str = "slims") -> str:
    return join_key(source, f"{number}", "0")


class Asking:
    """A kiosk that asks ``server``, with the questions that are open in the background."""

    def __init__(self, filled: SystemServer, folder: Path) -> None:
        self.questions = Questions(filled.database, filled.clock, filled.fetcher)
        self.server = Server(filled.database, folder, filled.clock)
        self.server.answer_questions(self.questions)

    def ask(self, *keys: str) -> CopiesAnswer:
        answer = self.server.copies(CopiesQuestion(keys=list(keys)))
        self.questions.wait()
        return answer


@pytest.fixture
def asking(filled: SystemServer, tmp_path: Path) -> Iterator[Asking]:
    yield Asking(filled, tmp_path)


def test_the_answer_is_what_the_server_knows_and_the_system_is_asked(
    filled: SystemServer, system: FakeSystem, asking: Asking
) -> None:
    system.copies["3"] = [LENT]
    system.save()
    before = filled.head()
    answer = asking.ask(key(3))
    assert answer.asked
    [known] = answer.copies
    assert isinstance(known, Change)
    assert '"available"' in (known.body or ""), "nobody waits for the system"
    assert system.asked() == [["3"]]
    assert filled.changes(before) == ["copies"]
    assert filled.items()["3"][0].status is ItemStatus.ON_LOAN


def test_a_title_is_asked_about_once_a_minute_for_all_kiosks(
    filled: SystemServer, system: FakeSystem, asking: Asking, tmp_path: Path
) -> None:
    other = Asking(filled, tmp_path)
    assert asking.ask(key(1), key(2)).asked
    assert not other.ask(key(2)).asked
    assert other.ask(key(2), key(4)).asked
    assert system.asked() == [["1", "2"], ["4"]]
    filled.clock.advance(seconds=61)
    assert other.ask(key(2)).asked


def test_an_answer_that_changes_nothing_is_not_sent(filled: SystemServer, asking: Asking) -> None:
    before = filled.head()
    asking.ask(key(1))
    assert filled.changes(before) == []


def test_an_answer_carries_its_time_while_the_readings_are_old(
    filled: SystemServer, system: FakeSystem, asking: Asking
) -> None:
    filled.clock.advance(minutes=10)
    asking.ask(key(1))
    [item] = filled.items()["1"]
    assert item.as_of == filled.clock()
    system.incremental, system.changed = True, []
    system.save()
    filled.read_copies()
    assert filled.items()["1"] == (replace(item, as_of=None),), "the reading is newer"


def test_titles_of_other_sources_and_unknown_titles_are_not_asked_about(
    filled: SystemServer, system: FakeSystem, asking: Asking
) -> None:
    assert not asking.ask(key(1, "koha"), "nonsense").asked
    before = filled.head()
    system.copies["77"] = [LENT]
    system.save()
    asking.ask(key(77))
    assert filled.changes(before) == [], "no copies of an unknown title leave the server"


@pytest.mark.parametrize("fault", ["words", "bug", "line", "closing"])
def test_a_system_that_fails_changes_nothing(
    filled: SystemServer, system: FakeSystem, asking: Asking, fault: str
) -> None:
    system.fault = fault
    system.save()
    before = filled.head()
    assert asking.ask(key(1)).asked
    assert filled.changes(before) == []


def test_a_server_that_asks_nobody_still_answers(filled: SystemServer, tmp_path: Path) -> None:
    alone = Server(filled.database, tmp_path, filled.clock)
    answer = alone.copies(CopiesQuestion(keys=[key(1)]))
    assert (len(answer.copies), answer.asked) == (1, False)
    assert filled.items()["1"] == (Item("Pusat", status=ItemStatus.AVAILABLE),)


def test_a_reading_after_the_answer_has_the_last_word(
    filled: SystemServer, system: FakeSystem, asking: Asking
) -> None:
    system.copies["1"] = [LENT]
    system.save()
    asking.ask(key(1))
    assert filled.items()["1"][0].status is ItemStatus.ON_LOAN
    system.copies["1"] = [HERE]
    system.save()
    filled.read_copies()
    assert filled.items()["1"][0].status is ItemStatus.AVAILABLE
