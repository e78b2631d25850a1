"""The tests and clauses that docs/accessibility.md names exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
ROWS = re.findall(r"^\| (\d[\d.]+) ([^|]+) \|(.*)\|$", PAGE, flags=re.M)
ANSWERS = ("yes", "yes, but for", "by ear", "installation", "not applicable", "not met")

# WCAG 2.2: levels A and AA without 4.1.1, which 2.2 took out, and three of level AAA.
WCAG = """
1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5
1.4.10 1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6
2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1
3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3 1.4.6 2.4.13 2.5.5
"""


def section(title: str) -> str:
    return re.split(r"^## ", PAGE.split(f"## {title}")[1], flags=re.M)[0]


def clauses(title: str) -> list[str]:
    return re.findall(r"^\| (\d[\d.]+) ", section(title), flags=re.M)


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_each_test_that_is_named_exists(file: str, name: str) -> None:
    assert re.search(rf"^ *def {name}\(", (ROOT / file).read_text("utf-8"), flags=re.M)


def test_tests_are_named() -> None:
    assert len(NAMED) > 40


def test_no_criterion_of_wcag_is_missing() -> None:
    assert sorted(clauses("WCAG 2.2")) == sorted(WCAG.split())
    assert len(WCAG.split()) == 55 + 3


def test_clauses_of_the_other_standards_are_there_once() -> None:
    for title in ("EN 301 549 v3.2.1, clause 5", "EN 301 549 v3.2.1, clause 8", "Section 508"):
        found = clauses(title)
        assert len(found) == len(set(found)) > 10
    assert {f"5.1.3.{n}" for n in range(1, 17)} <= set(clauses("EN 301 549 v3.2.1, clause 5"))


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_clause_has_an_answer_and_what_shows_it(row: tuple[str, str, str]) -> None:
    cells = [cell.strip() for cell in row[2].split("|")]
    met, shown = cells[-2:]
    assert met.startswith(ANSWERS)
    assert shown
    if met.startswith("yes") and "the clauses that follow" not in shown:
        facts = r"tests/|by review|above|nothing is"
        assert re.search(facts, shown), "“yes” must be shown by something"
