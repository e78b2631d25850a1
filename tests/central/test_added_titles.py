"""Titles that were added: their copies are asked for, and the others are not read again."""

import pytest

from tests.central.fake_system import HERE, FakeSystem
from tests.central.system_server import SystemServer


def _add(system: FakeSystem, id: str) -> None:
    system.titles[id] = f"Title {id}"
    system.copies[id] = [HERE]
    system.save()


@pytest.fixture
def server(system_server: SystemServer, system: FakeSystem) -> SystemServer:
    system.incremental = True
    system.save()
    system_server.add_system(system)
    system_server.read()
    system_server.read_copies()
    return system_server


def test_the_copies_of_an_added_title_are_there_with_it(
    server: SystemServer, system: FakeSystem
) -> None:
    state = server.stream().state
    _add(system, "new")
    assert server.read().added == 1
    assert len(server.items()["new"]) == 1
    assert system.asked() == [["new"]]
    assert server.stream().state == state, "the next reading is one of changes"
    assert server.read_copies().titles == 0


def test_all_copies_are_read_if_the_system_does_not_answer_about_each(
    server: SystemServer, system: FakeSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.central.fake_system.FakeDriver.ask", lambda *_: iter(()))
    _add(system, "new")
    server.read()
    assert server.stream().state == ""
    assert server.read_copies().titles == len(system.titles)
    assert len(server.items()["new"]) == 1


def test_many_titles_are_not_asked_about_singly(server: SystemServer, system: FakeSystem) -> None:
    for number in range(1_001):
        system.titles[f"n{number}"] = f"New {number}"
    system.save()
    server.read()
    assert (server.stream().state, system.asked()) == ("", [])
