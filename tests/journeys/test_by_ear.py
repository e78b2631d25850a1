"""The phrases that are spoken on each screen, and the visitors who hear them."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.records import BibliographicRecord, Format
from kiosk.services.imports.import_files import import_paths
from kiosk.settings import Settings
from kiosk.speech.phrases import Phrase
from kiosk.speech.text.speech_text import speech_text
from kiosk.store.database import Database
from kiosk.testing.visitor import Look, Visitor
from kiosk.ui.accessibility.accessible_text import AccessibleTextReader
from tests.journeys.conftest import Listener, Open, plain
from tests.journeys.keys import DOWN, ENTER, choose, focused, go_to, said_code
from tests.journeys.searching import hold
from tests.journeys.timers import HINT_MS, SILENCE_MS, timer


def test_turning_speech_on_says_so_and_where_one_is(listening: Listener) -> None:
    said = listening.since()
    assert said.startswith("Reading aloud is on.")
    assert said.endswith("Search | button"), "without its hint, which waits for a rest"


def test_each_screen_says_its_name_what_to_do_and_what_has_the_focus(listening: Listener) -> None:
    visitor = listening.visitor
    listening.since()
    choose(visitor, "door-find")
    assert listening.since().startswith(
        "Search. | Type a title, an author or a subject. | Results appear below."
        " | Title, author or subject | text field"
    )
    visitor.type("siti nur")
    assert listening.since().startswith("s | i | t | i | space | n | u | r")
    visitor.settle(1200)
    assert "1 title" in listening.since()
    go_to(visitor, "hit-0")
    said = listening.since()
    assert "Siti Nurbaya: kasih tak sampai" in said
    assert "Book" in said
    assert "1 of 1" in said
    visitor.key(ENTER)
    assert listening.since().startswith("Details.")
    visitor.key(DOWN)
    assert "Marah Rusli" in listening.since()


def test_every_text_of_a_record_can_be_reached_and_heard(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "door-find")
    visitor.type("jalur rempah")
    choose(visitor, "hit-0")
    listening.since()
    for _ in range(50):
        visitor.key(DOWN)
    said = listening.since()
    record = visitor.kiosk.find.record
    byline = f"{plain(record.author)} | {record.imprint} | {plain(record.availability)}"
    assert f"| {byline} |" in f"| {said}"
    assert record.callNumber in said
    assert len(record.holdings) > 1
    for holding in record.holdings.shown_rows():
        assert holding.branch in said
        assert holding.shelf in said
        assert holding.callNumber in said
    for fact in record.facts.shown_rows():
        assert fact.label in said
    assert record.summary in said


def test_a_title_is_said_in_its_own_language(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("id"))
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-find")
    visitor.type("红楼")
    go_to(visitor, "hit-0")
    assert ("红楼梦", "zh") in listener.said
    assert {code for text, code in listener.said if "Buku" in text} == {"id"}


def test_an_author_is_said_in_the_language_of_the_title(
    open_kiosk: Open, database: Database
) -> None:
    record = BibliographicRecord("sought", "Winter gardens", authors=("Poe, Ada",), language="fr")
    hold(database, replace(record, year=1999, format=Format.BOOK))
    visitor = open_kiosk(Look("en"))
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-find")
    visitor.type("winter gardens")
    go_to(visitor, "hit-0")
    assert ("Ada Poe", "fr") in listener.said
    assert ("1999, Book", "en") in listener.said
    visitor.key(ENTER)
    listener.said.clear()
    visitor.key(DOWN)
    assert ("Ada Poe", "fr") in listener.said
    assert ("1999 · Book", "en") in listener.said


def arrival(listening: Listener, title: str) -> str:
    """Return the phrases spoken since the screen with this title appeared."""
    return listening.since().replace(" | ", " ").rpartition(f"{title}. ")[2]


def test_nothing_is_said_twice_when_a_screen_comes_up(listening: Listener) -> None:
    visitor = listening.visitor
    kiosk = visitor.kiosk
    choose(visitor, "door-spaces")
    choose(visitor, "space-0")
    slot = kiosk.spaces.slots.shown_rows()[0]
    said = arrival(listening, "Choose a time")
    assert said == f"{kiosk.spaces.slotsSummary} {slot.start} chosen {slot.freeUntil}"
    choose(visitor, "slot-1")
    said = listening.since().replace(" | ", " ")
    (usual,) = [row for row in kiosk.reservations.lengths.shown_rows() if row.isUsual]
    assert focused(visitor) == "confirm-reservation"
    assert said.count(f"{usual.name} button") == 1
    assert said.count(usual.wish.replace("\u2068", "").replace("\u2069", "")) == 1
    choose(visitor, "confirm-reservation")
    said = arrival(listening, "Reserved")
    explanation = visitor.text("reservation-explanation")
    assert said.count(explanation) == 1
    assert ".." not in said


def test_a_space_is_said_in_the_language_of_the_house(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("id"))
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-spaces")
    go_to(visitor, "space-0")
    house = visitor.kiosk.translator.home
    assert house != "id"
    assert (visitor.text("space-0"), house) in listener.said
    choose(visitor, "space-0")
    listener.said.clear()
    go_to(visitor, "space-name", Qt.Key.Key_Up)
    assert (visitor.kiosk.spaces.space.name, house) in listener.said


def test_a_refusal_is_said_once(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "my-reservation")
    visitor.type("111111")
    go_to(visitor, "look-up", Qt.Key.Key_Up)  # so that the field is where the focus was last
    listening.since()
    visitor.key(ENTER)
    failure = visitor.kiosk.lookup.failure
    said = listening.since().replace(" | ", " ")
    assert said.count(failure) == 1
    assert said.partition(failure)[2].strip().startswith("Your code text field")


def reserve(visitor: Visitor) -> str:
    """Reserve a space, and return the code as it would be spoken."""
    choose(visitor, "door-spaces")
    choose(visitor, "space-0")
    choose(visitor, "slot-1")
    choose(visitor, "confirm-reservation")
    return said_code(visitor.kiosk.reservations.code)


def test_a_code_is_said_where_others_hear_only_by_choice(listening: Listener) -> None:
    visitor = listening.visitor
    code = reserve(visitor)
    for _ in range(12):
        visitor.key(DOWN)
    said = listening.since()
    assert "Your code is on the screen." in said
    assert code not in said
    choose(visitor, "say-code")
    assert code in listening.since()


def test_a_code_is_said_digit_by_digit_into_headphones(listening: Listener) -> None:
    visitor = listening.visitor
    visitor.kiosk.headphones.plugged.emit("")
    code = reserve(visitor)
    assert code in listening.since()
    assert not visitor.sees("say-code")


def test_a_code_that_is_typed_is_said_to_the_visitor_alone(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "my-reservation")
    listening.since()
    visitor.type("13")
    assert listening.since() == "1 of 6 | 2 of 6"
    visitor.kiosk.headphones.plugged.emit("")
    go_to(visitor, "code")
    listening.since()
    visitor.type("57")
    assert listening.since() == "5 | 7"


def test_of_the_pin_each_digit_is_a_dot(listening: Listener) -> None:
    visitor = listening.visitor
    visitor.kiosk.headphones.plugged.emit("")
    visitor.ask_staff()
    listening.since()
    visitor.type("2468")
    assert listening.since() == "dot | dot | dot | dot"
    visitor.key(Qt.Key.Key_F9)
    assert not any(digit in listening.since() for digit in "2468")


def test_headphones_begin_speech_from_the_top_and_end_it(visitor: Visitor) -> None:
    choose(visitor, "door-find")
    visitor.type("siti nur")
    choose(visitor, "hit-0")
    listener = Listener(visitor)
    visitor.kiosk.headphones.plugged.emit("")
    said = listener.since()
    assert said.startswith("Reading aloud is on.")
    assert f"Details. | {plain(visitor.kiosk.find.record.availability)} | Siti Nurbaya" in said
    visitor.kiosk.headphones.unplugged.emit()
    listener.since()
    visitor.key(DOWN)
    assert listener.since() == ""
    assert not visitor.kiosk.accessibility.speaks


def test_keys_turn_speech_on_repeat_and_help(visitor: Visitor) -> None:
    listener = Listener(visitor)
    visitor.key(Qt.Key.Key_F2)
    said = listener.since()
    assert said.startswith("Reading aloud is on. | Down arrow and up arrow move, enter chooses")
    visitor.key(Qt.Key.Key_F3)
    assert listener.since() == said
    visitor.key(Qt.Key.Key_F1)
    assert (
        listener.since()
        == "Welcome. | Search | Enter: Title, author or subject. | F1 again: all keys."
    )
    visitor.key(Qt.Key.Key_F1)
    said = listener.since()
    assert "Down arrow moves to the next item" in said
    assert "Page down and page up lead to the next and the previous part" in said
    visitor.key(Qt.Key.Key_F5)
    assert listener.since() == "Speed: 125%"
    visitor.key(Qt.Key.Key_F6)
    assert listener.since() == "Volume: 60%"
    visitor.key(Qt.Key.Key_F2)
    listener.since()
    visitor.key(DOWN)
    assert listener.since() == ""


class TestCappedLoudspeaker:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"loudspeaker_percent": 50})

    def test_only_the_loudspeaker_is_softer(self, visitor: Visitor) -> None:
        volumes: list[int] = []
        visitor.kiosk.speaker.set_volume = volumes.append  # type: ignore[method-assign]
        visitor.key(Qt.Key.Key_F2, Qt.Key.Key_F7)
        assert volumes[-1] == 40
        visitor.kiosk.headphones.plugged.emit("")
        assert volumes[-1] == 80
        visitor.kiosk.headphones.unplugged.emit()
        assert volumes[-1] == 40
        visitor.kiosk.session.finish()
        assert volumes[-1] == 35, "the next visitor begins at 70 %"


def test_a_title_is_spelled_letter_by_letter_in_its_language(open_kiosk: Open) -> None:
    visitor = open_kiosk(Look("en"))
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-find")
    visitor.type("红楼")
    listener = Listener(visitor)
    visitor.key(Qt.Key.Key_F9)
    assert listener.said == [("红", "zh"), ("楼", "zh")]
    go_to(visitor, "hit-0")
    listener.said.clear()
    visitor.key(Qt.Key.Key_F9)
    assert listener.said[:3] == [("红", "zh"), ("楼", "zh"), ("梦", "zh")]
    assert ("comma", "en") in listener.said


def test_a_choice_says_its_place_and_what_it_has_become(listening: Listener) -> None:
    visitor = listening.visitor
    choose(visitor, "bar-display")
    listening.since()
    go_to(visitor, "scale-150")
    said = listening.since()
    assert "150% | 2 of 4" in said
    assert "not chosen" not in said
    visitor.key(ENTER)
    assert listening.since() == "chosen"
    go_to(visitor, "bar-reach")
    listening.since()
    visitor.key(ENTER)
    assert listening.since() == "chosen"
    visitor.key(ENTER)
    assert listening.since() == "no longer chosen"


def test_a_hint_comes_after_a_rest_and_once_a_session(listening: Listener) -> None:
    visitor = listening.visitor
    rest = timer(visitor.kiosk.guide, HINT_MS)

    def arrive() -> str:
        go_to(visitor, "door-programs")
        listening.since()
        go_to(visitor, "my-reservation")
        assert "Check in or cancel" not in listening.since()
        if rest.isActive():
            rest.timeout.emit()
        return listening.since()

    assert arrive() == "Check in or cancel"
    assert arrive() == ""
    visitor.kiosk.wipe()
    visitor.kiosk.accessibility.choose("speech", True)
    assert arrive() == "Check in or cancel"


def test_a_key_takes_the_hint_away(listening: Listener) -> None:
    visitor = listening.visitor
    rest = timer(visitor.kiosk.guide, HINT_MS)
    go_to(visitor, "my-reservation")
    assert rest.isActive()
    visitor.key(Qt.Key.Key_F7)
    assert not rest.isActive()


def test_a_prompt_comes_again_after_a_silence_but_not_for_ever(listening: Listener) -> None:
    visitor = listening.visitor
    listening.since()
    visitor.key(DOWN)
    said = listening.since()
    silence = timer(visitor.kiosk.guide, SILENCE_MS)
    for _ in range(5):
        silence.timeout.emit()
    assert listening.since() == f"{said} | {said}"
    assert silence.isActive()


def test_any_action_silences(listening: Listener) -> None:
    visitor = listening.visitor
    stopped: list[bool] = []
    speaker = visitor.kiosk.speaker
    real = speaker.stop

    def stop() -> None:
        stopped.append(True)
        real()

    speaker.stop = stop  # type: ignore[method-assign]
    visitor.key(Qt.Key.Key_Shift)
    assert stopped


def test_staff_and_visitors_are_told_that_there_is_no_sound(visitor: Visitor) -> None:
    assert "No loudspeaker" in visitor.kiosk.guide.unavailable
    visitor.tap("bar-speech")
    assert "No loudspeaker" in visitor.text("speech-unavailable"), "the kiosk runs on"


def test_each_refusal_is_said(listening: Listener) -> None:
    visitor = listening.visitor
    visitor.kiosk.headphones.plugged.emit("")
    choose(visitor, "my-reservation")
    visitor.type("00000")
    listening.since()
    visitor.type("0")  # the last digit: the code is looked up by itself
    assert "No reservation has that code." in listening.since()
    visitor.key(Qt.Key.Key_Escape)
    visitor.ask_staff()
    visitor.type("1111")
    listening.since()
    visitor.key(ENTER)
    assert "Wrong PIN." in listening.since()
    visitor.key(Qt.Key.Key_Escape)
    choose(visitor, "door-find")
    listening.since()
    visitor.type("qqqqqq")
    visitor.settle(1200)
    assert "We do not have “qqqqqq”." in listening.since()


def test_names_in_another_script_are_said_in_its_language(
    open_kiosk: Open, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "names.csv"
    file.write_text(
        "id,title,author,year,language,call number,branch\n"
        "1,Zzz satu,محفوظ، نجيب,2001,id,899.221 3 HAM t,pusat\n"
        "2,Zzz dua 红楼梦,曹雪芹,1990,,2X1.4,pusat\n"
        "3,Zzz tiga ភាសាខ្មែរ,Sok,1990,id,,pusat\n"
    )
    import_paths(database, [file], source="names")
    visitor = open_kiosk(Look("id"))
    listener = Listener(visitor)
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-find")
    visitor.type("zzz")
    for place in range(3):
        go_to(visitor, f"hit-{place}")
    said = listener.said
    assert ("红楼梦", "zh") in said
    for start, language in (("محفوظ، نجيب", "ar"), ("曹雪芹", "zh"), ("ភាសាខ្មែរ", "km")):
        assert {code for text, code in said if text.startswith(start)} == {language}
    told = dict(each for each in said if each[0].startswith("Zzz"))
    assert told == {"Zzz satu": "id", "Zzz dua": visitor.kiosk.translator.home, "Zzz tiga": "id"}


def test_a_call_number_is_given_to_the_voice_sign_by_sign(
    open_kiosk: Open, database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "marks.csv"
    file.write_text(
        "id,title,author,year,isbn,call number,branch\n"
        "1,Zzz satu,Hamka,2001,9786020000114,899.221 3 HAM t,pusat\n"
    )
    import_paths(database, [file], source="marks")
    visitor = open_kiosk(Look("id"))
    said: list[Phrase] = []
    speaker = visitor.kiosk.speaker
    real = speaker.say

    def say(phrases: tuple[Phrase, ...], interrupt: bool = True, aside: bool = False) -> None:
        said.extend(phrases)
        real(phrases, interrupt=interrupt, aside=aside)

    speaker.say = say  # type: ignore[method-assign]
    visitor.kiosk.accessibility.choose("speech", True)
    choose(visitor, "door-find")
    visitor.type("zzz")
    choose(visitor, "hit-0")
    spelt = ""
    for _ in range(25):
        visitor.key(DOWN)
        item = visitor.window.activeFocusItem()
        if item and item.property("spelled"):
            spelt, before = str(item.property("spelled")), len(said)
            visitor.key(Qt.Key.Key_F9)
            digits = [each.text for each in said[before:]]
            del said[before:]
    given = [speech_text(each.text, each.language, sign_by_sign=each.sign_by_sign) for each in said]
    assert given.count("8 9 9 titik 2 2 1, 3, H A M, T") >= 2, "in the list and in the details"
    assert spelt == "".join(digits) == "9786020000114"
    assert "ISBN" in given, "its digits are said only when they are spelt"
    assert not any("9 7 8" in each or "9786" in each for each in given)
    assert not any("899.221" in each for each in given)


def test_of_a_script_without_a_voice_it_is_told_what_it_is(visitor: Visitor) -> None:
    reader = AccessibleTextReader(visitor.kiosk.translator)
    assert reader.fallback_text(Phrase("ភាសាខ្មែរ", "km")) == Phrase("Text in Khmer script", "en")
    assert reader.fallback_text(Phrase("吾輩", "ja")) == Phrase("Text in Japanese script", "en")
