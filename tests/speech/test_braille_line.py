"""The rules of the Braille line and of the display's keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.braille.braille_keys import BrailleKey, braille_key
from kiosk.speech.braille.braille_line import BrailleLine, split_lines

TEXTS = st.text(st.sampled_from("ab é界 \n"), max_size=80)


@given(TEXTS, st.integers(1, 40))
def test_every_character_is_on_one_line_and_every_line_fits(text: str, cells: int) -> None:
    lines = split_lines(text, cells)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert max(map(len, lines)) <= cells


@given(TEXTS)
def test_words_that_fit_are_not_split(text: str) -> None:
    words = text.split()
    lines = split_lines(text, max(map(len, words), default=1))
    assert [word for line in lines for word in line.split()] == words


@given(TEXTS, st.integers(1, 20), st.integers(1, 20))
def test_reading_to_the_end_and_back_shows_the_beginning(text: str, cells: int, other: int) -> None:
    line = BrailleLine(cells)
    line.set_text(text)
    beginning = line.shown
    while line.move(1):
        pass
    assert not line.move(1)
    line.resize(other)
    line.resize(cells)
    while line.move(-1):
        pass
    assert line.shown == beginning


def test_a_display_of_another_size_keeps_the_place_in_the_text() -> None:
    line = BrailleLine(10)
    line.set_text("one two three four five six")
    line.move(1)
    assert line.shown == "three four"
    line.resize(5)
    assert line.shown == "three"


def test_what_is_added_does_not_move_what_is_read() -> None:
    line = BrailleLine(10)
    line.set_text("one two three four")
    line.move(1)
    line.add("five six")
    assert line.shown == "three four"
    assert line.move(1)
    assert line.shown == "five six"


def test_a_display_without_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one cell"):
        split_lines("text", 0)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (0x2000_0002, BrailleKey.NEXT),
        (0x2000_0018, BrailleKey.PAN_ON),
        (0x2001_0003, BrailleKey.CHOOSE),  # the key at the fourth cell
        (0xFF0D, BrailleKey.CHOOSE),
        (0x61, "a"),
        (0xE9, "é"),
        (0x0100_0633, "س"),
        (0x01FF_FFFF, None),  # no character
        (0x2000_0002 | 0x0100 << 32, None),  # the release of a key
        (0x2000_1FFF, None),
    ],
)
def test_key_codes(code: int, meaning: BrailleKey | str | None) -> None:
    assert braille_key(code) == meaning


@given(st.integers(0, 2**64 - 1))
def test_no_key_code_is_a_fault(code: int) -> None:
    key = braille_key(code)
    assert key is None or isinstance(key, BrailleKey) or len(key) == 1
