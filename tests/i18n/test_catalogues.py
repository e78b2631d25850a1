"""The translations are complete, with the same placeholders and the right plural forms."""

import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kiosk.errors import Sentence, marked
from kiosk.i18n import catalogue as module
from kiosk.i18n.catalogue import SOURCE, Catalogue, catalogue_path
from kiosk.i18n.coverage import coverage, key, singular
from kiosk.resources import translations
from kiosk.settings import Settings
from tests.i18n.extracted import extracted

LANGUAGES = [code for code in Settings.model_fields["languages"].default if code != SOURCE]


@cache
def read(code: str) -> Catalog:
    with catalogue_path(code).open("rb") as file:
        return read_po(file, locale=code)


def forms(text: object) -> list[str]:
    return [str(text)] if isinstance(text, str) else [str(part) for part in text]  # type: ignore[attr-defined]


def test_the_template_lists_the_texts_of_the_code() -> None:
    wanted = {key(message) for message in extracted() if message.id}
    with (translations() / "kiosk.pot").open("rb") as template:
        listed = {key(message) for message in read_po(template) if message.id}
    assert len(wanted) > 700
    assert listed == wanted, "run packaging/dev messages"


def test_the_template_has_the_comments_for_translators() -> None:
    with (translations() / "kiosk.pot").open("rb") as template:
        # Long comments are broken into lines.
        listed = {key(message): " ".join(message.auto_comments) for message in read_po(template)}
    wanted = {
        key(message): " ".join(message.auto_comments) for message in extracted() if message.id
    }
    assert {text: listed.get(text) for text in wanted} == wanted, "run packaging/dev messages"
    assert any(wanted.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalogue_has_no_text_that_the_code_has_not(code: str) -> None:
    known = {key(message) for message in extracted() if message.id}
    assert {key(message) for message in read(code) if message.id} <= known


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_is_translated(code: str) -> None:
    assert not coverage(code).missing
    assert coverage(code).percent == 100


def test_arabic_counts_11_to_99_in_the_accusative() -> None:
    """After 11 to 99, Arabic uses the accusative singular with tanwin; after 100, the genitive."""
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
    """Counts that CLDR distinguishes have different forms, and there are no other forms."""
    category = Locale.parse(code).plural_form
    form = gettext.c2py(read(code).plural_expr)
    found = {(category(count), form(count)) for count in range(1, 1000)}
    forms_of = {name: {form for other, form in found if other == name} for name, _ in found}
    # Persian and French count nothing as one, so 0 is left out of what is compared.
    assert all(len(forms) == 1 for forms in forms_of.values())
    assert len(set(map(min, forms_of.values()))) == len(forms_of)


def test_a_count_is_said_in_its_form() -> None:
    results = ("catalogue", "{count} result", "{count} results")
    arabic = Catalogue("ar")
    counted = {n: arabic.npgettext(*results, n) for n in (1, 2, 3, 11)}
    assert len(set(counted.values())) == 4
    assert "11" in counted[11]
    english = Catalogue("en")
    assert english.npgettext(*results, 1) == "1 result"
    assert english.npgettext(*results, 0) == "0 results"


def test_a_message_without_translation_is_shown_in_english() -> None:
    said = Catalogue("id").pgettext("home", "No such message {name}", {"name": "x"})
    assert said == "No such message x"
    assert Catalogue("id").pgettext("home", "") == ""
    assert Catalogue("tlh").pgettext("home", "Search") == "Search"


@pytest.fixture
def gaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Create catalogues with one message each: "Search" in Indonesian, "Book" in Javanese."""
    for code, message, text in (("id", "Search", "Cari"), ("jv", "Book", "Buku"), ("ms", "", "")):
        path = tmp_path / code / "LC_MESSAGES" / "kiosk.po"
        path.parent.mkdir(parents=True)
        written = f'msgctxt "home"\nmsgid "{message}"\nmsgstr "{text}"\n'
        path.write_text(written, "utf-8")
    monkeypatch.setattr(module, "translations", lambda: tmp_path)
    module.load_translations.cache_clear()
    yield
    module.load_translations.cache_clear()


def test_javanese_falls_back_on_indonesian_and_malay_on_english(gaps: None) -> None:
    javanese = Catalogue("jv")
    shown = [javanese.pgettext("home", text) for text in ("Book", "Search", "Map")]
    assert shown == ["Buku", "Cari", "Map"]
    assert Catalogue("ms").pgettext("home", "Search") == "Search"


def test_whole_numbers_are_written_in_the_digits_of_the_language() -> None:
    shown = Catalogue("fa").pgettext("home", "{n}, {code}", {"n": 12, "code": "12"})
    assert shown == "۱۲, 12"


def test_a_marked_text_is_translated_in_its_context() -> None:
    inner = Sentence(marked("keyboard", "Space"))
    outer = Sentence("{what}: {n}", what=inner, n=2)
    assert str(outer) == "Space: 2"
    assert Catalogue("fr").sentence(outer) == "Espace: 2"
    assert Catalogue("fr").sentence(Sentence(marked("console reservations", "Space"))) == "Salle"
    assert Catalogue("fr").sentence("Space") == "Space"
