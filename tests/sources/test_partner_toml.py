"""Partners in library.toml: what is read and what is rejected, and titles by language."""

from pathlib import Path

import pytest
from source_files import calendar, event, programs, written

from kiosk.domain.partners import Partner, find_partner
from kiosk.sources.entries import Reject
from kiosk.sources.library_toml import read_library_toml
from kiosk.sources.source_file import read_source_file

WHOLE = """
[[partner]]
name = "Rumah Bahasa"
about = "Mengajar bahasa."
contact = "Jalan Kenanga 4"
aliases = ["RB"]
names = { en = "House of Languages" }
abouts = { en = "Teaches languages." }
"""


def reasons(text: str) -> list[tuple[str, str]]:
    found = read_library_toml(text.encode())
    return [(each.where, str(each.reason)) for each in found if isinstance(each, Reject)]


def test_a_partner_is_read_with_its_names() -> None:
    assert list(read_library_toml(WHOLE.encode())) == [
        Partner(
            "Rumah Bahasa",
            "Mengajar bahasa.",
            "Jalan Kenanga 4",
            ("RB",),
            {"en": "House of Languages"},
            {"en": "Teaches languages."},
        )
    ]


def test_a_file_with_partners_alone_is_a_library(tmp_path: Path) -> None:
    path = written(tmp_path, "mitra.txt", WHOLE)
    assert [type(each) for each in read_source_file(path)] == [Partner]


@pytest.mark.parametrize(
    ("table", "where", "reason"),
    [
        ('[[partner]]\nnama = "A"', "partner 2", "nama"),
        ('[[partner]]\nname = ""', "partner 2", "name"),
        ('[[partner]]\nname = "rumah  bahasa"', "partner rumah  bahasa", "“Rumah Bahasa” above"),
        ('[[partner]]\nname = "B"\naliases = ["rb"]', "partner B", "has the name “rb” too"),
        ('[[partner]]\nname = "B"\nnames = { english = "B" }', "partner B", "“english” is not"),
    ],
)
def test_a_fault_is_explained_and_keeps_the_others(table: str, where: str, reason: str) -> None:
    found = list(read_library_toml(f'{WHOLE}\n{table}\n[[partner]]\nname = "C"\n'.encode()))
    assert [each.name for each in found if isinstance(each, Partner)] == ["Rumah Bahasa", "C"]
    [(place, text)] = reasons(f"{WHOLE}\n{table}\n")
    assert place == where
    assert reason in text


def test_a_partner_is_found_by_its_exact_spellings_only() -> None:
    partner = Partner("Rumah Bahasa", aliases=("RB",), names={"en": "House of Languages"})
    for name in ("rumah bahasa", "RUMAH  BAHASA", "rb", "House of languages"):
        assert find_partner([partner], name) is partner
    for name in ("Rumah", "Rumah Bahasa Jaya", "R.B.", ""):
        assert find_partner([partner], name) is None


def test_a_title_is_read_in_each_language_that_is_stated(tmp_path: Path) -> None:
    text = calendar(
        event(
            "a", "DURATION:PT1H", "SUMMARY;LANGUAGE=id:Klub catur", "SUMMARY;LANGUAGE=en-GB:Chess"
        ).replace("SUMMARY:a\r\n", "")
    )
    [program] = programs(list(read_source_file(written(tmp_path, "a.ics", text), zone="UTC")))
    assert program.titles == (("id", "Klub catur"), ("en", "Chess"))
    assert program.title_in("en", "id") == ("Chess", "en")
    assert program.title_in("ar", "id") == ("Klub catur", "id")
    assert program.title_in("ar", "fr") == ("Klub catur", "id"), "the language that is stated"


def test_a_title_without_a_language_is_in_the_librarys(tmp_path: Path) -> None:
    text = calendar(event("a", "DURATION:PT1H"))
    [program] = programs(list(read_source_file(written(tmp_path, "a.ics", text), zone="UTC")))
    assert program.titles == ()
    assert program.title_in("en", "id") == (program.title, "id")
