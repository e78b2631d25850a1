"""The translations: complete, with the same places to fill in, in the right plural forms."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kiosk.i18n.catalogue import Catalogue, path_of

ROOT = Path(__file__).parents[2]
COMPLETE = ("id", "ar")
KEYWORDS = ("gettext", "ngettext:1,2", "tr", "ntr:1,2")


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the sources ask for now."""
    path = tmp_path_factory.mktemp("messages") / "kiosk.pot"
    keywords = [part for word in KEYWORDS for part in ("--keywords", word)]
    mapping = ROOT / "translations" / "babel.cfg"
    command = ["-m", "babel.messages.frontend", "--quiet", "extract", "--mapping", str(mapping)]
    command += [*keywords, "--output", str(path), "."]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True)
    with path.open("rb") as file:
        return read_po(file)


def strings(text: object) -> list[str]:
    return [str(text)] if isinstance(text, str) else [str(part) for part in text]  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", COMPLETE)
def test_every_message_is_translated(messages: Catalog, code: str) -> None:
    with path_of(code).open("rb") as file:
        translated = read_po(file, locale=code)
    missing = []
    for message in messages:
        if not message.id:
            continue
        entry = translated.get(strings(message.id)[0])
        if entry is None or entry.fuzzy or not all(strings(entry.string)):
            missing.append(message.id)
    assert len(list(messages)) > 150
    assert not missing


@pytest.mark.parametrize("code", COMPLETE)
def test_translations_fill_in_the_same_places(code: str) -> None:
    with path_of(code).open("rb") as file:
        translated = read_po(file, locale=code)
    for message in translated:
        if not message.id:
            continue
        wanted = set(re.findall(r"{(\w+)}", strings(message.id)[0]))
        for text in strings(message.string):
            # A plural form may say the number in words instead.
            assert set(re.findall(r"{(\w+)}", text)) | {"count"} == wanted | {"count"}, text


def test_plural_forms_follow_the_language() -> None:
    arabic = Catalogue("ar")
    forms = {n: arabic.ngettext("{count} result", "{count} results", n) for n in (1, 2, 3, 11)}
    assert len(set(forms.values())) == 4
    assert "11" in forms[11]
    english = Catalogue("en")
    assert english.ngettext("{count} result", "{count} results", 1) == "1 result"
    assert english.ngettext("{count} result", "{count} results", 0) == "0 results"


def test_a_message_without_translation_is_shown_in_english() -> None:
    assert Catalogue("id").gettext("No such message {name}", {"name": "x"}) == "No such message x"
    assert Catalogue("id").gettext("") == ""
