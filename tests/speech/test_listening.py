"""Listening counts as activity: it never ends a session, and speech continues after a warning.

The kiosk runs in a separate process with a loudspeaker that makes no sound. The tests read the
session's timer instead of waiting, because the time to synthesise a phrase depends on the machine.
"""

import shutil
from collections.abc import Iterator

import pytest

from tests.speech.voices import heard, loudspeaker

SENTENCES = " ".join(f"Sentence {number} tells of a village far away." for number in range(1, 4))

KIOSK = (
    "IDLE_MS = 120_000\n"
    "from pathlib import Path\n"
    "from PySide6.QtCore import Qt, QTimer\n"
    "from PySide6.QtTest import QTest\n"
    "from kiosk.app import Kiosk\n"
    "from kiosk.domain.records import BibliographicRecord\n"
    "from kiosk.settings import Settings\n"
    "from kiosk.store.database import Database\n"
    "from kiosk.speech.phrases import Phrase, phrases_for_listener\n"
    "folder = Path({folder!r})\n"
    "settings = Settings(data_dir=folder, languages=('en',), idle_seconds=IDLE_MS // 1000)\n"
    "kiosk = Kiosk(settings, Database(folder), speaker, size=(1080, 1920))\n"
    "kiosk.attend(); session = kiosk.session; guide = kiosk.guide\n"
    "idle = next(t for t in session.findChildren(QTimer) if t.isSingleShot())\n"
    "silence = next(t for t in guide.findChildren(QTimer) if t.interval() == 20_000)\n"
    "counted = []\n"
    "speaker.sounding.connect("
    "lambda seconds: counted.append(idle.interval() == IDLE_MS + int(seconds * 1000)))\n"
    "session.ended.connect(lambda: heard.append('<ended>'))\n"
    "session.changed.connect(lambda: session.warning and '<warned>' not in heard"
    " and heard.append('<warned>'))\n"
    "def press(key): QTest.keyClick(kiosk.window, key)\n"
    "kiosk.accessibility.choose('speech', True)\n"
    "wait(lambda: '<sound>' in heard); press(Qt.Key.Key_Shift); heard.clear()\n"
    "def read(): speaker.say(tuple(phrases_for_listener((Phrase({text!r}, 'en'),), 'en', 'en')))\n"
)


@pytest.fixture(scope="module")
def sound() -> Iterator[dict[str, str]]:
    if shutil.which("pulseaudio") is None:
        pytest.skip("PulseAudio is not installed (Debian: pulseaudio)")
    with loudspeaker() as environment:
        yield environment


@pytest.fixture
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> str:
    return KIOSK.format(folder=str(tmp_path_factory.mktemp("data")), text=SENTENCES)


def words(told: list[str]) -> list[str]:
    return [each for each in told if each != "<sound>"]


def test_no_warning_comes_while_a_visitor_listens_and_one_comes_after(
    sound: dict[str, str], kiosk: str
) -> None:
    told = words(heard(
        f"{kiosk}counted.clear(); read(); wait(lambda: heard[-1:] == ['<end>'])\n"
        "heard.append(f'{counted}'); heard.append(f'{idle.isActive()}')\n"
        "idle.start(1); wait(lambda: '<warned>' in heard)",
        sound,
    ))  # fmt: skip
    sentences = [f"{each}." for each in SENTENCES.rstrip(".").split(". ")]
    from_the_end_of_each = f"{[True] * len(sentences)}"
    assert told[:7] == [*sentences, "<end>", from_the_end_of_each, "True", "<warned>"]


@pytest.mark.parametrize(
    "answer",
    [
        "press(Qt.Key.Key_Return)",
        "QTest.mouseClick(kiosk.window, Qt.MouseButton.LeftButton,"
        " Qt.KeyboardModifier.NoModifier, QPoint(540, 960))",
    ],
    ids=["key", "touch"],
)
def test_what_was_cut_by_the_warning_goes_on_when_it_is_answered(
    sound: dict[str, str], kiosk: str, answer: str
) -> None:
    told = words(heard(
        f"{kiosk}from PySide6.QtCore import QPoint\nread()\n"
        "wait(lambda: sum(each.startswith('Sentence') for each in heard) == 2)\n"
        "session.warn(); wait(lambda: 'Continue' in heard)\n"
        f"heard.append('<stay>'); {answer}\n"
        "wait(lambda: heard[-1:] == ['<end>'])",
        sound,
    ))  # fmt: skip
    asked, stay = told.index("Are you still there?"), told.index("<stay>")
    cut = told[asked - 1 if told[asked - 1] != "<warned>" else asked - 2]
    assert cut.startswith("Sentence 2")
    assert cut in told[stay:]
    assert told[-2].startswith("Sentence 3")
    assert "Sentence 1 tells of a village far away." not in told[stay:]


def test_speech_that_was_paused_stays_paused_and_goes_on_from_there(
    sound: dict[str, str], kiosk: str
) -> None:
    told = words(heard(
        f"{kiosk}read()\n"
        "wait(lambda: sum(each.startswith('Sentence') for each in heard) == 2)\n"
        "press(Qt.Key.Key_F8); idle.start(1); wait(lambda: session.warning)\n"
        "wait(lambda: 'Continue' in heard); press(Qt.Key.Key_Return)\n"
        "wait(lambda: 'Reading aloud is paused.' in heard); wait(lambda: False, 1)\n"
        "heard.append('<on>'); press(Qt.Key.Key_F8)\n"
        "wait(lambda: heard[-1:] == ['<end>'])",
        sound,
    ))  # fmt: skip
    on = told.index("<on>")
    assert not any(each.startswith("Sentence 3") for each in told[:on])
    assert told[on - 1] == "Reading aloud is paused."
    assert told[on + 1].startswith("Sentence 2")
    assert told[-2].startswith("Sentence 3")


def test_nobody_there_is_not_kept_by_prompts_and_the_warning(
    sound: dict[str, str], kiosk: str
) -> None:
    told = words(heard(
        f"{kiosk}read(); wait(lambda: heard[-1:] == ['<end>'])\n"
        "left = idle.remainingTime(); silence.start(1)\n"
        "wait(lambda: sum(each.startswith('Sentence 1') for each in heard) == 2)\n"
        "heard.append(f'{idle.remainingTime() < left}')\n"
        "idle.start(1); wait(lambda: '<warned>' in heard)\n"
        "second = next(t for t in session.findChildren(QTimer) if t.isActive())\n"
        "silence.start(1); second.setInterval(10); wait(lambda: '<ended>' in heard)",
        sound,
    ))  # fmt: skip
    end = told.index("<end>")
    assert told[end + 1] == "Sentence 1 tells of a village far away.", "a prompt, and only so far"
    assert told[end + 2] == "True", "a prompt does not put off the end of the session"
    assert told.count("Sentence 3 tells of a village far away.") == 1
    assert told.index("<warned>") < told.index("<ended>")
