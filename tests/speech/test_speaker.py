"""The speaker with real sound, played to a PulseAudio null sink in a separate process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.speech.voices import heard, loudspeaker, recording


@pytest.fixture(scope="module")
def sound() -> Iterator[dict[str, str]]:
    if shutil.which("pulseaudio") is None:
        pytest.skip("PulseAudio is not installed (Debian: pulseaudio)")
    with loudspeaker() as environment:
        yield environment


def test_phrases_are_played_one_after_another(sound: dict[str, str]) -> None:
    told = heard(
        "speaker.say((Phrase('One.', 'en'), Phrase('Dua.', 'id')))\nwait(lambda: '<end>' in heard)",
        sound,
    )
    assert told == ["One.", "<sound>", "Dua.", "<sound>", "<end>"]


def test_the_first_call_does_not_wait_for_the_voice(sound: dict[str, str]) -> None:
    told = heard(
        "speaker.say((Phrase('At once.', 'en'),))\n"
        "heard.append('<went on>')\n"
        "wait(lambda: '<end>' in heard)",
        sound,
    )
    assert told == ["<went on>", "At once.", "<sound>", "<end>"]


_TONE = (
    "import array, math\n"
    "from kiosk.speech.player import Player\n"
    "from kiosk.speech.voices.sound import Sound\n"
    "player = Player()\n"
    "tone = array.array('h', [int(8000 * math.sin(n / 5)) for n in range(22050)])\n"
)


def test_a_sound_comes_out_of_the_loudspeaker_to_its_end(sound: dict[str, str]) -> None:
    with recording(sound) as lengths:
        heard(
            f"{_TONE}played = []; player.finished.connect(lambda: played.append(1))\n"
            "player.play(Sound(tone.tobytes(), 22050)); wait(lambda: played)",
            sound,
        )
    assert lengths == [pytest.approx(1.0, abs=0.01)]


def test_a_sound_that_is_stopped_ends_there(sound: dict[str, str]) -> None:
    with recording(sound) as lengths:
        heard(
            f"{_TONE}player.play(Sound(tone.tobytes() * 20, 22050))\n"
            "wait(lambda: False, 1)\nplayer.stop()\nwait(lambda: False, 2)",
            sound,
        )
    assert len(lengths) == 1
    assert 0.5 < lengths[0] < 2


def test_what_comes_interrupts_what_is_being_said(sound: dict[str, str]) -> None:
    told = heard(
        "speaker.say((Phrase('A very long sentence that nobody wants to hear to its end', 'en'),"
        " Phrase('And another.', 'en')))\n"
        "wait(lambda: '<sound>' in heard)\n"
        "speaker.say((Phrase('New.', 'en'),))\n"
        "wait(lambda: '<end>' in heard)",
        sound,
    )
    assert told[0].startswith("A very long")
    assert told[1:] == ["<sound>", "New.", "<sound>", "<end>"]


def test_after_a_stop_nothing_more_is_heard(sound: dict[str, str]) -> None:
    told = heard(
        "speaker.say((Phrase('First sentence here.', 'en'), Phrase('Second.', 'en')))\n"
        "wait(lambda: '<sound>' in heard)\n"
        "speaker.stop()\n"
        "wait(lambda: False, 3)",
        sound,
    )
    assert told == ["First sentence here.", "<sound>"]


def test_a_phrase_that_was_stopped_before_its_sound_came_is_never_heard(
    sound: dict[str, str],
) -> None:
    told = heard(
        "speaker.say((Phrase('Ready.', 'en'),)); wait(lambda: '<end>' in heard); heard.clear()\n"
        "for number in range(10):\n"
        "    speaker.say((Phrase(f'Number {number} of many.', 'en'),))\n"
        "wait(lambda: '<end>' in heard)",
        sound,
    )
    assert told == ["Number 9 of many.", "<sound>", "<end>"]


def test_the_last_thing_is_repeated(sound: dict[str, str]) -> None:
    told = heard(
        "speaker.say((Phrase('Again.', 'en'),))\n"
        "wait(lambda: '<end>' in heard)\n"
        "speaker.repeat()\n"
        "wait(lambda: heard.count('<end>') == 2)",
        sound,
    )
    assert told == ["Again.", "<sound>", "<end>"] * 2


def test_after_a_wipe_there_is_nothing_to_repeat(sound: dict[str, str]) -> None:
    told = heard(
        "speaker.say((Phrase('Private.', 'en'),))\n"
        "wait(lambda: '<end>' in heard)\n"
        "speaker.wipe(); speaker.repeat()\n"
        "wait(lambda: False, 1)\n"
        "heard.append(str(speaker.remembers))",
        sound,
    )
    assert told == ["Private.", "<sound>", "<end>", "False"]


def test_a_language_without_a_voice_is_said_by_another(sound: dict[str, str]) -> None:
    told = heard("speaker.say((Phrase('Bonjour', 'tlh'),))\nwait(lambda: '<end>' in heard)", sound)
    assert told == ["Bonjour", "<sound>", "<end>"]


def test_without_a_device_the_words_still_come_and_the_fault_is_told() -> None:
    import os

    nowhere = os.environ | {"PULSE_SERVER": "unix:/nonexistent", "QT_QPA_PLATFORM": "offscreen"}
    told = heard(
        "speaker.say((Phrase('Nobody hears.', 'en'),))\nheard.append(str(speaker.fault))", nowhere
    )
    assert told == ["Nobody hears.", "<end>", "no-device"]


def test_what_was_stopped_goes_on_from_the_phrase_that_was_cut(sound: dict[str, str]) -> None:
    told = heard(
        "speaker.say((Phrase('One.', 'en'), Phrase('A second one that is cut.', 'en'),"
        " Phrase('Three.', 'en')))\n"
        "wait(lambda: heard.count('<sound>') == 2)\n"
        "speaker.stop(); heard.append('<stop>')\n"
        "speaker.resume(); wait(lambda: '<end>' in heard)\n"
        "speaker.resume(); wait(lambda: heard.count('<end>') == 2)",
        sound,
    )
    second = "A second one that is cut."
    assert told[:5] == ["One.", "<sound>", second, "<sound>", "<stop>"]
    assert told[5:10] == [second, "<sound>", "Three.", "<sound>", "<end>"]
    assert told[10] == "One.", "what came to its end is repeated from its beginning"


def test_what_is_said_aside_is_neither_repeated_nor_gone_on_with(sound: dict[str, str]) -> None:
    told = heard(
        "speaker.say((Phrase('One.', 'en'), Phrase('Two.', 'en')))\n"
        "wait(lambda: '<sound>' in heard); speaker.stop()\n"
        "speaker.say((Phrase('Pause.', 'en'),), aside=True)\n"
        "wait(lambda: 'Pause.' in heard); speaker.stop(); heard.append('<on>')\n"
        "speaker.resume(); wait(lambda: '<end>' in heard); heard.append('<again>')\n"
        "speaker.repeat(); wait(lambda: heard.count('<end>') == 2)",
        sound,
    )
    words = [each for each in told if each not in ("<sound>", "<end>")]
    assert words == ["One.", "Pause.", "<on>", "One.", "Two.", "<again>", "One.", "Two."]


def test_a_key_holds_the_speech_and_goes_on_with_it(sound: dict[str, str], tmp_path: Path) -> None:
    told = heard(
        "from pathlib import Path\n"
        "from PySide6.QtCore import Qt\n"
        "from PySide6.QtTest import QTest\n"
        "from kiosk.app import Kiosk\n"
        "from kiosk.settings import Settings\n"
        "from kiosk.store.database import Database\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "settings = Settings(data_dir=folder, languages=('en',))\n"
        "kiosk = Kiosk(settings, Database(folder), speaker, size=(1080, 1920))\n"
        "kiosk.attend(); kiosk.accessibility.choose('speech', True)\n"
        "wait(lambda: heard.count('<sound>') == 2)\n"
        "def press(): QTest.keyClick(kiosk.window, Qt.Key.Key_F8)\n"
        "press(); heard.append('<held>'); wait(lambda: False, 2)\n"
        "press(); wait(lambda: '<end>' in heard)",
        sound,
    )
    held = told.index("<held>")
    assert told[held - 2 : held] == [told[held + 1], "<sound>"], "from the phrase that was cut"
    assert told[-1] == "<end>"
    assert len(told) > held + 4
