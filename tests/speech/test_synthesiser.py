"""Phrases synthesised and timed with the real worker and the real eSpeak NG."""

import array
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from kiosk.speech.voices import synthesiser as module
from kiosk.speech.voices import voice_worker
from kiosk.speech.voices.voice_choice import installed_voices, voice_for, voice_language
from tests.speech.voices import PHRASES, Voice, is_alive, loudness


@pytest.fixture(scope="module")
def voice() -> Iterator[Voice]:
    found = Voice()
    yield found
    found.synthesiser.close()


@pytest.mark.parametrize("language", PHRASES)
def test_a_phrase_of_each_language_can_be_heard(voice: Voice, language: str) -> None:
    sound = voice.say(PHRASES[language], language)
    assert loudness(sound) > 500
    assert 1.5 < sound.seconds < 8


def test_each_language_has_a_voice(voice: Voice) -> None:
    installed = voice.synthesiser.voices()
    assert [voice_for(code, installed) for code in PHRASES] == [
        *(
            "gmw/en-us",
            "poz/id",
            "sem/ar",
            "sit/cmn-latn-pinyin",
            "poz/id",
            "poz/ms",
            "ira/fa",
            "sit/my",
        ),
        *("roa/fr", "roa/es"),
    ]


def test_javanese_is_lent_the_voice_of_indonesian(voice: Voice) -> None:
    installed = voice.synthesiser.voices()
    assert {code: voice_language(code, installed) for code in ("jv", "id", "tlh")} == {
        "jv": "id", "id": "id", "tlh": None,
    }  # fmt: skip
    assert voice_for("jv", ["poz/id", "poz/jv"]) == "poz/jv"
    assert voice_language("jv", ["poz/ms"]) is None
    assert set(installed_voices()) == set(installed)


def test_a_language_sounds_otherwise_than_another(voice: Voice) -> None:
    assert voice.say("Batik", "id").samples != voice.say("Batik", "en").samples


@pytest.mark.parametrize("language", PHRASES)
@pytest.mark.parametrize(
    ("end", "rate", "silence"),
    [("", 160, 0.07), (".", 160, 0.2), (".", 320, 0.1), (".", 480, 0.07)],
)
def test_a_sound_begins_at_once_and_ends_in_a_short_silence(
    voice: Voice, language: str, end: str, rate: int, silence: float
) -> None:
    sound = voice.say(PHRASES[language].rstrip("?.؟？။ ") + end, language, rate)
    assert sound.silence == pytest.approx(silence, abs=0.002)
    first = array.array("h", sound.samples[: sound.rate // 25])  # 20 ms
    assert max(map(abs, first)) > 30


@pytest.mark.parametrize("percent", [200, 250, 300])
def test_a_voice_for_those_who_are_used_to_it_is_as_fast_as_it_says(
    voice: Voice, percent: int
) -> None:
    text = PHRASES["id"].replace("?", "").replace(".", "") * 3
    usual, fast = (voice.say(text, "id", 160 * each // 100).seconds for each in (100, percent))
    assert usual / fast == pytest.approx(percent / 100, rel=0.15)


def test_twice_the_rate_takes_about_half_the_time(voice: Voice) -> None:
    usual, fast = (voice.say(PHRASES["en"], rate=rate).seconds for rate in (160, 320))
    assert 0.35 < fast / usual < 0.65


def test_a_phrase_takes_nothing_over_from_the_one_before(voice: Voice) -> None:
    # eSpeak NG varies from one time to the next, by less than a millisecond.
    first = voice.say(PHRASES["en"], "en")
    voice.say("Cari", "id", 320)
    again = voice.say(PHRASES["en"], "en")
    assert again.seconds == pytest.approx(first.seconds, rel=0.01)
    assert loudness(again) == pytest.approx(loudness(first), rel=0.05)


def test_a_very_long_text_is_said_to_its_end(voice: Voice) -> None:
    sentence = voice.say("The library is open until eight.").seconds
    whole = voice.say("The library is open until eight. " * 40).seconds
    assert whole > 30 * sentence


@pytest.mark.parametrize("text", ["&", "<b>bold</b>", "a\x00b", "\ud800", "🙂", "-", "--help"])
def test_no_text_breaks_the_voice(voice: Voice, text: str) -> None:
    voice.ask(text)
    voice.said()
    assert loudness(voice.say("Still here")) > 500


def test_jobs_that_have_not_begun_can_be_dropped(voice: Voice) -> None:
    for _ in range(20):
        voice.ask(PHRASES["en"] * 5)
    voice.synthesiser.drop()
    voice.ask("last")
    numbers = []
    while not numbers or numbers[-1] != voice.asked:
        numbers.append(voice.done.get(timeout=240)[0].number)
    assert len(numbers) < 20


def test_a_worker_that_was_killed_is_replaced_and_the_phrase_said(voice: Voice) -> None:
    before = voice.synthesiser.process_id
    assert before
    os.kill(before, signal.SIGKILL)
    assert loudness(voice.say("After the fall")) > 500
    assert voice.synthesiser.process_id != before


def test_a_worker_that_hangs_is_replaced_and_the_phrase_said(
    voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PHRASE_SECONDS", 5.0)  # the new worker must keep to it too
    before = voice.synthesiser.process_id
    assert before
    os.kill(before, signal.SIGSTOP)
    assert loudness(voice.say("After the pause")) > 500
    assert not is_alive(before)


def test_no_sound_file_stays_on_the_disk(voice: Voice) -> None:
    voice.say("A private title")
    left = [path.name for path in voice.synthesiser.folder.iterdir()]
    assert left == ["lock"]


def test_the_folder_and_the_worker_go_at_the_end() -> None:
    voice = Voice()
    voice.say("Good bye")
    worker, folder = voice.synthesiser.process_id, voice.synthesiser.folder
    assert worker
    assert folder.stat().st_mode & 0o077 == 0  # nobody else may listen
    voice.synthesiser.close()
    assert not is_alive(worker)
    assert not folder.exists()


def test_no_worker_outlives_a_kiosk_that_was_killed() -> None:
    script = (
        "import time\n"
        "from kiosk.speech.voices.synthesiser import Synthesiser\n"
        "if __name__ == '__main__':\n"
        "    s = Synthesiser(lambda job, sound: None)\n"
        "    s.voices()\n"
        "    print(s.process_id, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as kiosk:
        assert kiosk.stdout
        worker = int(kiosk.stdout.readline())
        assert is_alive(worker)
        kiosk.kill()
    deadline = time.monotonic() + 240
    while is_alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(worker)


def test_a_fault_of_the_voice_tells_nothing_of_what_it_was_to_say() -> None:
    class Mute:
        def getProperty(self, _name: str) -> str:
            return "voice"

        def save_to_file(self, text: str, _path: str) -> None:
            raise ValueError(f"cannot say {text}")

    told = voice_worker.synthesise(
        Mute(), voice_worker.Request("my illness", "voice", "voice", "path")
    )
    assert told == "ValueError"
