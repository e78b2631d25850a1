"""Typing with the arrow keys and Enter, or with the digits of a telephone keypad."""

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.records import BibliographicRecord
from kiosk.settings import Settings
from kiosk.store.database import Database
from kiosk.testing.visitor import Look, Visitor
from tests.journeys.conftest import Listener, Open, reserved_before
from tests.journeys.keys import DOWN, ENTER, ESCAPE, UP, choose, focused, go_to
from tests.journeys.letter_keys import DIGIT_KEYS, offers, steps_to
from tests.journeys.screen_checks import items
from tests.journeys.searching import hold

RIGHT, LEFT, BACKSPACE = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Backspace
LANGUAGES = Settings.model_fields["languages"].default
MOST_FEW = 5  # titles that are offered beside the letters


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"languages": LANGUAGES})


def open_pad(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    choose(visitor, "choose-letters")


def pick(visitor: Visitor, letter: str) -> int:
    """Pick ``letter`` by arrow keys and Enter, the shortest way, and return the number of keys."""
    assert focused(visitor) == "offer-0"
    steps = steps_to(visitor, letter)
    visitor.key(*steps, ENTER)
    return len(steps) + 1


@pytest.mark.parametrize(
    ("code", "title", "typed"),
    [
        ("en", "Gondolas of the monsoon", "gondol"),
        ("ar", "رحلة ابن بطوطة", "رحله"),
        ("fa", "گلستان سعدی", "گلستا"),
        ("my", "မြန်မာ့ပုံပြင်များ", "မြန်မ"),
    ],
)
def test_a_title_is_found_with_three_keys_a_letter(
    open_kiosk: Open, database: Database, code: str, title: str, typed: str
) -> None:
    hold(database, BibliographicRecord("sought", title, language=code))
    visitor = open_kiosk(Look(code))
    open_pad(visitor)
    count = sum(pick(visitor, letter) for letter in typed)
    assert visitor.kiosk.find.words == typed
    assert count <= 3 * len(typed)
    assert visitor.kiosk.find.shown <= MOST_FEW
    while focused(visitor) != "hit-0":  # the next stop, below the letters that can come next
        assert focused(visitor).startswith("offer-")
        visitor.key(DOWN)
    names = [row.title for row in visitor.kiosk.find.rows.shown_rows()]
    for _ in range(names.index(title)):
        visitor.key(DOWN)
    visitor.key(ENTER)
    assert visitor.text("record-title") == title


def test_after_each_letter_the_number_of_titles_is_shown_and_said(listening: Listener) -> None:
    visitor = listening.visitor
    open_pad(visitor)
    listening.since()
    pick(visitor, "s")
    said = listening.since()
    assert said.startswith(f"s | {offers(visitor)[0]}")  # what was typed, and what comes next
    visitor.settle(1200)
    summary = str(visitor.kiosk.find.summary)
    assert summary.split()[0] in listening.since()
    assert visitor.text("letters-found") == summary


def test_letters_and_backspace_of_a_keypad_work_in_the_pad(visitor: Visitor) -> None:
    open_pad(visitor)
    visitor.type("sitix")
    visitor.key(BACKSPACE)
    assert visitor.kiosk.find.words == "siti"
    assert focused(visitor) == "offer-0"
    go_to(visitor, "letter-delete", RIGHT)
    visitor.key(ENTER)
    assert visitor.kiosk.find.words == "sit"


def test_the_key_that_spells_spells_what_was_typed(listening: Listener) -> None:
    visitor = listening.visitor
    open_pad(visitor)
    visitor.type("si-n")
    listening.since()
    visitor.key(Qt.Key.Key_F9)
    assert listening.since() == "s | i | hyphen | n"


def test_digits_type_words_as_on_a_telephone(visitor: Visitor) -> None:
    open_pad(visitor)
    visitor.type("7484")
    assert "siti" in offers(visitor)
    assert offers(visitor)[-1] == "7484"
    assert len(visitor.kiosk.find.words) == 4  # the likeliest word is searched meanwhile
    go_to(visitor, f"offer-{offers(visitor).index('siti')}", RIGHT)
    visitor.key(ENTER)
    assert visitor.kiosk.find.words == "siti "
    visitor.type("687")
    visitor.key(BACKSPACE)
    visitor.type("7")
    assert visitor.kiosk.find.words == "siti nur"
    visitor.key(BACKSPACE, BACKSPACE, BACKSPACE)
    assert visitor.kiosk.find.words == "siti "
    visitor.key(BACKSPACE)
    assert visitor.kiosk.find.words == "siti"


def test_zero_takes_the_likeliest_word_and_a_number_stays_a_number(visitor: Visitor) -> None:
    open_pad(visitor)
    visitor.type("687")
    likeliest = offers(visitor)[0]
    visitor.type("0")
    assert visitor.kiosk.find.words == f"{likeliest} "
    visitor.type("813")
    assert visitor.kiosk.find.words == f"{likeliest} 813"


def test_in_the_field_digits_are_digits(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    visitor.type("7484")
    assert visitor.kiosk.find.words == "7484"


@pytest.mark.parametrize(("code", "letter"), [("ar", "a"), ("fa", "a"), ("my", "a"), ("jv", "ꦲ")])
def test_a_key_switches_to_the_other_letters(open_kiosk: Open, code: str, letter: str) -> None:
    visitor = open_kiosk(Look(code))
    open_pad(visitor)
    assert not visitor.sees(f"letter-{letter}")
    go_to(visitor, "letter-switch", UP)
    visitor.key(ENTER)
    visitor.settle()
    assert visitor.sees(f"letter-{letter}")
    assert focused(visitor) == "offer-0"
    assert all(offer in (*visitor.kiosk.translator.secondLetters, " ") for offer in offers(visitor))


def test_escape_closes_the_pad_and_nothing_typed_is_kept(visitor: Visitor) -> None:
    open_pad(visitor)
    visitor.type("748")
    visitor.key(ESCAPE)
    assert focused(visitor) == "choose-letters"
    assert not visitor.sees("offer-0")
    assert offers(visitor) == []
    visitor.kiosk.session.finish()
    visitor.settle()
    assert visitor.kiosk.find.words == ""
    assert vars(visitor.kiosk.letter_offers)["_digits"] == ""


@pytest.mark.parametrize("scale", [100, 300])
def test_the_widest_letter_stays_within_its_key(open_kiosk: Open, scale: int) -> None:
    visitor = open_kiosk(Look("my", scale=scale))
    visitor.tap("door-find")
    visitor.tap("choose-letters")
    key = visitor.sees("letter-ဪ")
    assert key
    (text,) = (item for item in items(key) if item.property("contentWidth"))
    assert text.property("contentWidth") < key.width() - 4


# --- codes ---------------------------------------------------------------------------------------


def open_digits(visitor: Visitor) -> None:
    choose(visitor, "my-reservation")
    visitor.key(DOWN)
    assert focused(visitor) == "letter-5"


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_code_is_picked_unheard_and_looked_up_by_itself(
    open_kiosk: Open, database: Database, code: str
) -> None:
    number = reserved_before(database)
    visitor = open_kiosk(Look(code))
    visitor.kiosk.accessibility.choose("speech", True)
    listener = Listener(visitor)
    open_digits(visitor)
    listener.since()
    for place, digit in enumerate(number[:-1], 1):
        assert focused(visitor) == "letter-5"  # each digit begins there
        visitor.key(*DIGIT_KEYS[digit])
        assert visitor.text("code") == number[:place]
        said = listener.since()
        assert str(place) in said
        assert "6" in said
        assert not set(said) & set("0123456789") - {str(place), "6"}
    visitor.key(*DIGIT_KEYS[number[-1]])
    assert visitor.text("found")


def test_a_digit_of_a_row_takes_at_most_two_keys() -> None:
    assert sum(map(len, DIGIT_KEYS.values())) == 18
    assert max(len(keys) for digit, keys in DIGIT_KEYS.items() if digit != "0") == 2


def test_in_the_last_row_the_left_key_deletes(visitor: Visitor) -> None:
    open_digits(visitor)
    visitor.key(RIGHT, LEFT, *DIGIT_KEYS["0"])
    assert visitor.text("code") == "640"
    visitor.key(DOWN, DOWN, RIGHT)
    assert visitor.text("code") == "640"
    visitor.key(LEFT)
    assert visitor.text("code") == "64"
    assert focused(visitor) == "letter-5"


def test_the_pad_of_digits_is_left_at_its_ends(visitor: Visitor) -> None:
    open_digits(visitor)
    visitor.key(UP)
    assert focused(visitor) == "letter-2"
    visitor.key(UP)
    assert focused(visitor) == "code"
    visitor.key(DOWN, DOWN, DOWN)
    assert focused(visitor) == "letter-0"
    visitor.key(DOWN)
    assert focused(visitor) == "look-up"
    visitor.key(UP)
    assert focused(visitor) == "letter-5"
    visitor.key(UP, Qt.Key.Key_PageDown)
    assert focused(visitor) == "lost-code-ask", "the part after that of the pad"


def test_a_finger_hides_the_pad_for_keys_and_loses_no_focus(visitor: Visitor) -> None:
    open_digits(visitor)
    visitor.tap("code")
    assert not visitor.sees("letter-5")
    assert visitor.sees("digit-pad")
    assert focused(visitor) == "code"


def test_the_keys_of_a_keypad_type_the_code(visitor: Visitor, database: Database) -> None:
    open_digits(visitor)
    visitor.key(RIGHT, BACKSPACE)
    visitor.type(reserved_before(database))
    assert focused(visitor) == "check-in"
    visitor.key(ENTER)  # out of habit
    assert visitor.kiosk.lookup.isCheckInOpen
    visitor.key(ENTER)
    assert not visitor.kiosk.lookup.isCheckInOpen


def test_digits_are_said_into_headphones(listening: Listener) -> None:
    visitor = listening.visitor
    visitor.kiosk.headphones.plugged.emit("")
    open_digits(visitor)
    listening.since()
    visitor.key(UP)
    assert listening.since() == "1 2 3", "the row"
