"""The translations: complete, with the same places to fill in, in the right plural forms."""

import ast
import gettext
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kiosk.i18n import catalogue as module
from kiosk.i18n.catalogue import SOURCE, Catalogue, path_of
from kiosk.i18n.coverage import coverage, singular
from kiosk.resources import translations
from kiosk.settings import Settings

ROOT = Path(__file__).parents[2]
LANGUAGES = [code for code in Settings.model_fields["languages"].default if code != SOURCE]
KEYWORDS = ("gettext", "ngettext:1,2", "tr", "ntr:1,2")


def read(code: str) -> Catalog:
    with path_of(code).open("rb") as file:
        return read_po(file, locale=code)


def forms(text: object) -> list[str]:
    return [str(text)] if isinstance(text, str) else [str(part) for part in text]  # type: ignore[attr-defined]


def test_the_template_is_what_the_sources_ask_for(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.pot"
    keywords = [part for word in KEYWORDS for part in ("--keywords", word)]
    mapping = ROOT / "translations" / "babel.cfg"
    command = ["-m", "babel.messages.frontend", "--quiet", "extract", "--mapping", str(mapping)]
    command += [*keywords, "--output", str(path), "."]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True)
    with path.open("rb") as asked, (translations() / "kiosk.pot").open("rb") as template:
        wanted, there = (
            {singular(message) for message in read_po(file)} for file in (asked, template)
        )
    assert len(wanted) > 150
    assert there == wanted, "run packaging/dev messages"


def test_no_text_is_asked_for_where_it_is_not_looked_for() -> None:
    """Before Python 3.12 Babel sees nothing of what stands in an f-string."""
    for file in (ROOT / "kiosk").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        strings = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
        called = (inner for string in strings for inner in ast.walk(string))
        names = {c.func.attr for c in called if isinstance(c, ast.Call) and hasattr(c.func, "attr")}
        assert not names & {"gettext", "ngettext"}, file


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_is_translated(code: str) -> None:
    assert not coverage(code).missing
    assert coverage(code).percent == 100


def test_arabic_counts_11_to_99_in_the_accusative() -> None:
    """After 11 to 99 stands the accusative of the singular, with tanwin; after 100 the genitive."""
    catalogue = read("ar")
    told = [each for each in catalogue if isinstance(each.id, tuple)]
    plural = gettext.c2py(catalogue.plural_expr)
    differ = [
        text for each in told if (text := forms(each.string))[plural(20)] != text[plural(100)]
    ]
    assert len(differ) > 5
    for text in differ:
        assert "ًا" in text[plural(20)]
        assert "ًا" not in text[plural(100)]


def test_a_language_that_is_not_there_has_no_message() -> None:
    assert coverage("tlh").percent == 0
    assert len(coverage("tlh").missing) == coverage("en").total
    assert coverage("en").percent == 100


@pytest.mark.parametrize("code", LANGUAGES)
def test_translations_fill_in_the_same_places(code: str) -> None:
    for message in read(code):
        if not message.id:
            continue
        wanted = set(re.findall(r"{(\w+)}", singular(message)))
        for text in filter(None, forms(message.string)):
            # A plural form may say the number in words instead.
            assert set(re.findall(r"{(\w+)}", text)) | {"count"} == wanted | {"count"}, text


@pytest.mark.parametrize("code", LANGUAGES)
def test_translations_keep_the_keys_and_the_commands(code: str) -> None:
    for message in read(code):
        for text in filter(None, forms(message.string)):
            for word in re.findall(r"\bF\d\b|kiosk setup", singular(message) if message.id else ""):
                assert word in text, text


@pytest.mark.parametrize("code", LANGUAGES)
def test_plural_forms_are_those_of_the_language(code: str) -> None:
    """Counts that CLDR keeps apart are not given the same form, and no other form is there."""
    category = Locale.parse(code).plural_form
    form = gettext.c2py(read(code).plural_expr)
    found = {(category(count), form(count)) for count in range(1, 1000)}
    forms_of = {name: {form for other, form in found if other == name} for name, _ in found}
    # Persian and French count nothing as one, so 0 is left out of what is compared.
    assert all(len(forms) == 1 for forms in forms_of.values())
    assert len(set(map(min, forms_of.values()))) == len(forms_of)


def test_a_count_is_said_in_its_form() -> None:
    arabic = Catalogue("ar")
    counted = {n: arabic.ngettext("{count} result", "{count} results", n) for n in (1, 2, 3, 11)}
    assert len(set(counted.values())) == 4
    assert "11" in counted[11]
    english = Catalogue("en")
    assert english.ngettext("{count} result", "{count} results", 1) == "1 result"
    assert english.ngettext("{count} result", "{count} results", 0) == "0 results"


def test_a_message_without_translation_is_shown_in_english() -> None:
    assert Catalogue("id").gettext("No such message {name}", {"name": "x"}) == "No such message x"
    assert Catalogue("id").gettext("") == ""
    assert Catalogue("tlh").gettext("Find") == "Find"


@pytest.fixture
def gaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogues that have one message each: "Find" in Indonesian, "Book" in Javanese."""
    for code, message, text in (("id", "Find", "Cari"), ("jv", "Book", "Buku"), ("ms", "", "")):
        path = tmp_path / code / "LC_MESSAGES" / "kiosk.po"
        path.parent.mkdir(parents=True)
        path.write_text(f'msgid "{message}"\nmsgstr "{text}"\n', "utf-8")
    monkeypatch.setattr(module, "translations", lambda: tmp_path)
    module._read.cache_clear()
    yield
    module._read.cache_clear()


def test_javanese_falls_back_on_indonesian_and_malay_on_english(gaps: None) -> None:
    javanese = Catalogue("jv")
    assert [javanese.gettext(text) for text in ("Book", "Find", "Map")] == ["Buku", "Cari", "Map"]
    assert Catalogue("ms").gettext("Find") == "Find"


def test_whole_numbers_are_written_in_the_digits_of_the_language() -> None:
    assert Catalogue("fa").gettext("{n}, {code}", {"n": 12, "code": "12"}) == "۱۲, 12"


def test_texts_can_be_found_by_the_extractor() -> None:
    for source in (ROOT / "kiosk").rglob("*.py"):
        alias = re.search(r"= [\w.]+\.n?gettext$", source.read_text("utf-8"), re.M)
        assert alias is None, f"{source}: texts given to an alias are never translated"
