"""The letter pads: visitors can write every word of their language."""

import re
from collections.abc import Iterator
from string import ascii_lowercase, digits

import pytest
from babel.messages.pofile import read_po

from kiosk.i18n.alphabets import alphabet
from kiosk.i18n.formats import ascii_digits
from kiosk.resources import translations
from kiosk.settings import Settings

# Chinese is typed as pinyin.
LANGUAGES = [code for code in Settings.model_fields["languages"].default if code != "zh"]

# The main exemplar characters of CLDR 48 (cldr-misc-full 48.2.0, characters.json).
EXEMPLARS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "id": "abcdefghijklmnopqrstuvwxyz",
    "ms": "abcdefghijklmnopqrstuvwxyz",
    "jv": "aâåbcdeéèêghiìjklmnoòprstuùwy",
    "fr": "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz",
    "es": "aábcdeéfghiíjklmnñoópqrstuúüvwxyz",
    "ar": "ءأؤإئاآبةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "fa": "آاءأؤئبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهةی",
    "my": "ကခဂဃငစဆဇဈဉညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအဣ၏ဤဥဦဧဩဪာါိီုူေဲံဿျြွှ့္်း",
}
# Optional vowel signs, the tatweel of abbreviations, and the space within Persian words.
_UNWRITTEN = re.compile("[\u064b-\u0652\u0670\u0640\u200c\u200e]")
# Placeholders, file names, addresses, and the console's example of a name in Arabic.
_NOT_A_TEXT = re.compile(r"\{[^}]*\}|\S*[._/]\w\S*|\bar: \w+")


def translated_words(code: str) -> Iterator[str]:
    """Yield the words of the catalogue of ``code``, as visitors would type them."""
    english = code == "en"
    name = "kiosk.pot" if english else f"{code}/LC_MESSAGES/kiosk.po"
    with (translations() / name).open("rb") as file:
        messages = [each for each in read_po(file) if each.id]
    for message in messages:
        found = message.id if english else message.string
        for text in [found] if isinstance(found, str) else found:
            plain = _UNWRITTEN.sub("", _NOT_A_TEXT.sub(" ", text).replace("’", "'"))
            yield from re.findall(r"[^\W\d_][\w\u0300-\u036f\u0654\u1000-\u109f'-]*", plain.lower())


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_translated_word_can_be_typed(code: str) -> None:
    pad = set(alphabet(code))
    words = set(translated_words(code))
    assert len(words) > 500
    foreign = set(ascii_lowercase + digits + "-'_")  # words such as "USB" in other scripts
    known = pad | foreign if code in ("ar", "fa", "my") else pad | set("_")
    assert not {word: set(word) - known for word in words if not set(word) <= known}


@pytest.mark.parametrize("code", EXEMPLARS)
def test_a_pad_has_every_letter_of_the_language_once(code: str) -> None:
    letters = alphabet(code)
    assert not set(EXEMPLARS[code]) - set(letters)
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("code", [*LANGUAGES, "zh"])
def test_every_pad_ends_with_the_digits(code: str) -> None:
    assert ascii_digits("".join(alphabet(code)[-10:])) == "0123456789"


def test_words_that_could_not_be_typed_before() -> None:
    for code, words in (
        ("my", "မန္တလေး ဥပဒေ ပုဒ်မ ၁၂ သဿ"),
        ("es", "niñez pingüino"),
        ("fr", "l'œuvre déçue"),
        ("ar", "مسؤولية آراء إلى"),
        ("id", "buku-buku"),
    ):
        assert set(words) - {" "} <= set(alphabet(code)), code
