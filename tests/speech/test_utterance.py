"""Dividing a text into the parts that are spoken."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.phrases import Phrase, group_phrases, split_names, split_phrases


def said(text: str) -> list[str]:
    return [each.text for each in split_phrases([Phrase(text, "en")])]


def test_each_sentence_is_a_piece() -> None:
    assert said("Find. Programs? هل؟ 好。再见。") == ["Find.", "Programs?", "هل؟", "好。", "再见。"]


def test_a_short_sentence_stays_whole_and_a_long_one_is_cut_at_clauses() -> None:
    assert said("one, two") == ["one, two"]
    long = "first " * 15 + ", " + "second " * 15
    assert len(said(long)) == 2


def test_times_and_initials_stay_whole() -> None:
    assert said("Wells, H. G., 1895. By dr. Santoso.") == ["Wells, H. G., 1895.", "By dr. Santoso."]
    long = "a room " * 16 + "; free until 12:00 PM, floor 2"
    assert said(long)[1:] == ["free until 12:00 PM,", "floor 2"]


def test_a_short_word_with_a_full_stop_goes_on_before_a_small_letter() -> None:
    assert said("9 a.m. to 5 p.m. daily. Bring a pen.") == [
        "9 a.m. to 5 p.m. daily.",
        "Bring a pen.",
    ]
    assert said("No. panggil 5") == ["No. panggil 5"]


def test_the_number_of_a_shelf_is_said_in_the_language_of_the_screen() -> None:
    mark = Phrase("895.1 鲁迅", "id", sign_by_sign=True)
    assert [(each.text, each.language) for each in split_phrases([mark])] == [
        ("895.1", "id"),
        ("鲁迅", "zh"),
    ]


def test_nothing_is_said_of_what_holds_no_letter() -> None:
    assert said(" … — \n ! ") == []


def test_marks_of_direction_are_not_said() -> None:
    assert said("\u2068Laskar Pelangi\u2069 by \u200eAndrea\u200f Hirata\u202c") == [
        "Laskar Pelangi by Andrea Hirata"
    ]


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    letters = [c for c in text if c.isalnum()]
    assert [c for piece in said(text) for c in piece if c.isalnum()] == letters


def groups(*phrases: Phrase) -> list[list[str]]:
    told = group_phrases(split_phrases(phrases))
    return [[each.text for each in group] for group in told]


def test_a_name_and_its_role_are_one_piece_where_the_voice_is_the_same() -> None:
    role = Phrase("button", "en", joined=True)
    assert groups(Phrase("Search", "en"), role) == [["Search", "button"]]
    assert groups(Phrase("红楼梦", "zh"), role) == [["红楼梦"], ["button"]]
    assert groups(Phrase("Find. Search", "en"), role) == [["Find."], ["Search", "button"]]
    assert groups(Phrase("word " * 24, "en"), role) == [["word " * 23 + "word"], ["button"]]
    assert groups(role, Phrase("Search", "en")) == [["button"], ["Search"]]


def test_the_names_of_the_library_are_said_in_its_language() -> None:
    told = [Phrase("At \u2068Cabang Timur\u2069, floor \u20682\u2069.", "en")]
    assert list(split_names(told, "id")) == [
        Phrase("At ", "en"),
        Phrase("Cabang Timur", "id"),
        Phrase(", floor 2.", "en"),
    ]
    assert list(split_names(told, "en")) == told
