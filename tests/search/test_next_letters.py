"""The letters that can come next, and the words that digits type."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_library import SearchLibrary

from kiosk.domain.records import BibliographicRecord
from kiosk.i18n.alphabets import alphabet, second_alphabet
from kiosk.search.keypad_words import has_keypad_letters, keypad_digits
from kiosk.search.next_letters import SPACE, folded_alphabet
from kiosk.search.text.normalise import index_tokens
from kiosk.services.catalogue.catalogue_search import Query

ENGLISH = alphabet("en")
TITLES = st.lists(
    st.lists(st.text("abcdeé", min_size=1, max_size=4), min_size=1, max_size=3).map(" ".join),
    min_size=1,
    max_size=6,
    unique_by=lambda title: tuple(index_tokens(title)),
)


def hold(library: SearchLibrary, *titles: str) -> None:
    library.empty()
    library.hold(*(BibliographicRecord(str(n), title) for n, title in enumerate(titles)))


def following(library: SearchLibrary, typed: str, code: str = "en", **filters: object) -> str:
    """Return the letters offered after ``typed``, a space as an underscore."""
    query = Query(typed, **filters)  # type: ignore[arg-type]
    return "".join(library.find.next_letters(query, alphabet(code))).replace(SPACE, "_")


def test_the_commonest_letter_comes_first(library: SearchLibrary) -> None:
    hold(library, "Batik", "Basket", "Band", "Bread", "Rattan")
    assert following(library, "")[0] == "b"
    assert following(library, "b") == "ar"
    assert set(following(library, "ba")) == {"t", "s", "n"}
    assert following(library, "batik") == "_"
    assert following(library, "x") == ""


def test_a_new_word_is_one_of_the_titles_with_the_words_before(library: SearchLibrary) -> None:
    hold(library, "Siti Nurbaya", "Siti Aminah", "Azab dan Sengsara")
    assert set(following(library, "siti ")) >= {"n", "a"}
    assert "d" not in following(library, "siti ")
    assert following(library, "siti n") == "u"


def test_accents_and_case_make_no_difference(library: SearchLibrary) -> None:
    hold(library, "Élan", "École")
    assert set(following(library, "E")) == {"l", "c"}
    assert set(following(library, "é", "fr")) == {"l", "c"}


@pytest.mark.parametrize(
    ("code", "title", "typed", "letter"),
    [
        ("ar", "كتاب الحياة", "كتا", "ب"),
        ("ar", "الحياة", "ا", "ل"),
        ("ar", "الحياة", "الحيا", "ه"),
        ("fa", "کتاب", "ک", "ت"),
        ("fa", "زندگی", "زندگ", "ی"),
        ("my", "မြန်မာ", "မ", "ြ"),
        ("my", "မြန်မာ", "မြန", "်"),
        ("zh", "红楼梦", "hongl", "o"),
        ("zh", "红楼梦", "honglou", "m"),
        ("jv", "ꦧꦱꦗꦮ", "ꦧ", "ꦱ"),
        ("jv", "Basa Jawa", "ba", "s"),
    ],
)
def test_every_script(
    library: SearchLibrary, code: str, title: str, typed: str, letter: str
) -> None:
    hold(library, title)
    assert following(library, typed, code)[0] == letter


def test_letters_are_those_of_the_pad_and_digits_only_continue_a_number(
    library: SearchLibrary,
) -> None:
    hold(library, "1984", "كتاب", "Sejarah 1945")
    assert following(library, "") == "s"
    assert following(library, "", "ar") == "ك"
    assert following(library, "19") != ""


def test_filters_narrow_the_letters(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("1", "Batik", language="id"),
        BibliographicRecord("2", "Bread", language="en"),
    )
    assert following(library, "b", languages=frozenset({"id"})) == "a"


@given(titles=TITLES, data=st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_each_title_can_be_spelled_and_each_letter_leads_to_a_title(
    library: SearchLibrary, titles: list[str], data: st.DataObject
) -> None:
    hold(library, *titles)
    folded = " ".join(index_tokens(data.draw(st.sampled_from(titles))))
    for place in range(len(folded)):
        typed = folded[:place]
        offered = library.find.next_letters(Query(typed), ENGLISH, most=30)
        assert folded[place] in offered
        assert len(set(offered)) == len(offered)
        for letter in offered:
            found = library.find.search(Query(typed + letter)).hits
            assert found, f"“{typed + letter}” is a dead end"


@given(st.sampled_from(["en", "id", "fr", "ar", "fa", "my", "jv", "es"]), st.data())
def test_a_folded_letter_is_shown_by_one_key_of_the_pad(code: str, data: st.DataObject) -> None:
    letters = alphabet(code)
    shown = folded_alphabet(letters)
    assert set(shown.values()) - {SPACE} <= set(letters)
    letter = data.draw(st.sampled_from(letters))
    if len(folded := "".join(index_tokens(letter))) == 1:
        assert index_tokens(shown[folded]) == [folded]


# --- digits --------------------------------------------------------------------------


def words(library: SearchLibrary, digits: str, before: str = "", code: str = "en") -> list[str]:
    return list(library.find.keypad_words(Query(before), digits, alphabet(code)))


def test_digits_type_the_words_of_the_catalogue(library: SearchLibrary) -> None:
    hold(library, "Siti Nurbaya", "Siti Aminah", "Shui hu", "Ragam hias")
    assert words(library, "7484")[0] == "siti"
    assert words(library, "7484", "nurbaya ") == ["siti"]
    assert words(library, "748", "") == ["siti", "shui"]
    assert words(library, "9999") == []
    assert words(library, "1") == []
    assert words(library, "") == []


@pytest.mark.parametrize(
    ("code", "title", "digits", "word"),
    [
        ("ar", "كتاب", "8232", "كتاب"),
        ("ar", "الحياة", "6737", "حياه"),
        ("fa", "گنج", "876", "گنج"),
        ("fa", "کی", "87", "کی"),
        ("zh", "红楼", "4664568", "honglou"),
        ("fr", "École", "32653", "ecole"),
    ],
)
def test_digits_type_each_script(
    library: SearchLibrary, code: str, title: str, digits: str, word: str
) -> None:
    hold(library, title)
    assert words(library, digits, code=code)[0] == word


@given(titles=TITLES)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_word_can_be_typed_with_digits(library: SearchLibrary, titles: list[str]) -> None:
    hold(library, *titles)
    tokens = Counter(word for title in titles for word in index_tokens(title))
    for word in tokens:
        digits = keypad_digits(word)
        assert len(digits) == len(word)
        offered = library.find.keypad_words(Query(), digits, ENGLISH, most=100)
        assert word in offered
        assert all(keypad_digits(each).startswith(digits) for each in offered)


def test_the_digits_have_letters_of_two_scripts() -> None:
    assert all(has_keypad_letters(alphabet(code)) for code in ("en", "id", "zh", "ar", "fa"))
    assert not has_keypad_letters(alphabet("my"))
    assert not has_keypad_letters(second_alphabet("jv"))
    assert keypad_digits("မ") == ""
