"""The demo library keeps its promises: it is built by its script and read without rejects."""

import importlib.util
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.branches import Branch
from kiosk.domain.freshness import Freshness, freshness
from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord
from kiosk.domain.spaces import Space
from kiosk.resources import assets
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.services.imports.load_demo import load_demo
from kiosk.sources.entries import Entry, Reject
from kiosk.sources.source_file import read_source_file
from kiosk.store.database import Database

DEMO = assets() / "demo"
SCRIPT = Path(__file__).parents[2] / "packaging" / "make_demo.py"
FILES = ("catalogue.xml", "programs.ics", "library.toml")


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return [entry for name in FILES for entry in read_source_file(DEMO / name, zone="Asia/Jakarta")]


def test_the_script_makes_the_very_files(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_demo", SCRIPT)
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.make(tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes(), name


def test_nothing_is_rejected(entries: list[Entry]) -> None:
    assert not [entry for entry in entries if isinstance(entry, Reject)]


def test_there_is_enough_of_everything(entries: list[Entry]) -> None:
    records = [entry for entry in entries if isinstance(entry, BibliographicRecord)]
    assert len(records) >= 300
    assert len({record.source_id for record in records}) == len(records)
    languages = Counter(record.language for record in records)
    assert min(languages[code] for code in ("id", "en", "ar", "zh")) >= 30
    assert len([record for record in records if record.digital]) >= 30
    assert len([record for record in records if record.items]) >= 200
    assert len({record.format for record in records}) >= 9
    assert len({entry.uid for entry in entries if isinstance(entry, Program)}) == 30
    assert len([entry for entry in entries if isinstance(entry, Space)]) == 8
    assert len([entry for entry in entries if isinstance(entry, Branch)]) == 3


def test_titles_are_in_their_own_script(entries: list[Entry]) -> None:
    records = {e.title: e for e in entries if isinstance(e, BibliographicRecord)}
    dream = records["红楼梦"]
    assert dream.language == "zh"
    assert "Hong lou meng" in dream.other_titles
    assert records["كتاب كليلة ودمنة"].language == "ar"


def test_isbns_are_valid(entries: list[Entry]) -> None:
    isbns = [i for e in entries if isinstance(e, BibliographicRecord) for i in e.isbns]
    assert len(isbns) > 250
    for isbn in isbns:
        weighted = sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(isbn))
        assert len(isbn) == 13
        assert weighted % 10 == 0


def test_a_demo_that_runs_for_weeks_still_knows_its_copies(tmp_path: Path) -> None:
    database = Database(tmp_path)
    load_demo(database)
    hits = CatalogueSearch(database).search(Query()).hits
    database.close()
    later = datetime.now(UTC) + timedelta(weeks=6)
    copies = [item for hit in hits for item in hit.items]
    assert copies
    assert {freshness(item.as_of, timedelta(days=1), later) for item in copies} == {Freshness.FRESH}
