"""A library system that is a JSON file, with a driver, for tests of what all drivers share.

The file holds titles by id, and for each id the copies as (branch, status, due). ``fault`` names
an error that the driver raises after the first title.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.central.harvesting.systems import registry
from kiosk.central.harvesting.systems.driver import SystemConnection
from kiosk.domain.records import BibliographicRecord, Item, ItemStatus, TitleCopies
from kiosk.errors import SourceError
from kiosk.sources.entries import Entries

SECRET = "s3cr3t-Pa55"
HERE, LENT = ("Pusat", "available", ""), ("Pusat", "on_loan", "2026-12-20")


@dataclass
class FakeSystem:
    """The contents of the system at ``path``. Save them after each change."""

    path: Path
    titles: dict[str, str] = field(default_factory=dict)
    copies: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)  # ids in the next reading of changes
    incremental: bool = False
    fault: str = ""
    questions: list[list[str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"fake://reader:{SECRET}@localhost{self.path}"

    def save(self) -> None:
        content = {
            "titles": self.titles,
            "copies": self.copies,
            "changed": self.changed,
            "incremental": self.incremental,
            "fault": self.fault,
        }
        self.path.write_text(json.dumps(content))

    def asked(self) -> list[list[str]]:
        """Return the ids in each question that the system was asked."""
        log = self.path.with_suffix(".asked")
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


class FakeDriver:
    """Reads a FakeSystem. The state of the driver is the number of its readings."""

    titles_complete = True

    def __init__(self, connection: SystemConnection) -> None:
        assert SECRET in connection.address
        self.state = connection.state
        self._connection = connection
        self._path = Path(urlsplit(connection.address).path)
        self._read = json.loads(self._path.read_text())
        self._notes: list[str] = []

    def read_titles(self) -> Entries:
        for id, title in self._read["titles"].items():
            yield BibliographicRecord(id, title, items=(Item("ignored"),))
            self._fail()
        self.state = "titles"

    @property
    def copies_complete(self) -> bool:
        return not (self._read["incremental"] and self._connection.state)

    def read_copies(self) -> Iterator[TitleCopies]:
        for id in self._read["copies"] if self.copies_complete else self._read["changed"]:
            yield self._copies(id)
            self._fail()
        self.state = f"{int(self.state or 0) + 1}"

    @property
    def copies_current(self) -> bool:
        return self.copies_complete or bool(self.state)

    def ask(self, source_ids: Sequence[str]) -> Iterator[TitleCopies]:
        with self._path.with_suffix(".asked").open("a") as log:
            log.write(json.dumps(list(source_ids)) + "\n")
        for id in source_ids:
            self._fail()
            yield self._copies(id)

    def _copies(self, id: str) -> TitleCopies:
        return TitleCopies(
            id, tuple(self._item(*each) for each in self._read["copies"].get(id, ()))
        )

    def _item(self, branch: str, status: str, due: str) -> Item:
        meaning = self._connection.statuses.get(status)
        if meaning is None and status not in set(ItemStatus):
            self._notes.append(f"The status “{status}” is not known.")
            meaning = ItemStatus.UNKNOWN
        return Item(
            branch,
            status=meaning or ItemStatus(status),
            due=date.fromisoformat(due) if due else None,
        )

    def _fail(self) -> None:
        if self._read["fault"] == "words":
            raise SourceError("The table “loan” cannot be read.", "Give the account its rights.")
        if self._read["fault"] == "bug":
            raise ValueError(f"cannot parse {self._connection.address}")
        if self._read["fault"] == "line":
            raise ConnectionResetError(self._connection.address)

    def notes(self) -> Sequence[str]:
        return list(dict.fromkeys(self._notes))

    def close(self) -> None:
        if self._read["fault"] == "closing":
            raise RuntimeError(self._connection.address)


def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the driver known under the name “fake”."""
    real = registry.connect
    monkeypatch.setattr(registry, "system_names", lambda: ("fake",))
    monkeypatch.setattr(
        registry,
        "connect",
        lambda name, it: FakeDriver(it) if name == "fake" else real(name, it),
    )
