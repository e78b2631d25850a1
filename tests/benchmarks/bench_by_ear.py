"""Measures what visitors need who only listen: keys, words and seconds up to the decisive word.

    python tests/benchmarks/bench_by_ear.py [LANGUAGE …]

The tasks are those of tests/journeys/tasks.py, done by a visitor who knows the keys: a key that
only passes a stop cuts it off after its first piece. The columns in brackets are those of a visitor
who hears each stop to its end. The seconds are those of eSpeak NG at 160 words a minute, with the
pauses that the kiosk leaves, but without the time between two keys. Without LANGUAGE, Indonesian is
measured. The program prints a table.
"""

import argparse
import os
import queue
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PULSE_SERVER"] = "unix:/nonexistent"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kiosk.app import Kiosk, application
from kiosk.services.imports.load_demo import BRANCH, LIBRARY_NAME, load_demo
from kiosk.settings import Settings
from kiosk.speech.speaker import Speaker
from kiosk.speech.voices.synthesiser import Job, Sound, Synthesiser
from kiosk.speech.voices.voice_choice import voice_for
from kiosk.store.database import Database
from kiosk.testing.visitor import PORTRAIT, Visitor
from tests.journeys.ear import Ear, Heard
from tests.journeys.tasks import all_tasks, begin

NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)  # 09:40 in Jakarta
WORDS_A_MINUTE = 160


class Voice:
    """Measures how long eSpeak NG speaks."""

    def __init__(self) -> None:
        self._sounds: queue.SimpleQueue[Sound | None] = queue.SimpleQueue()
        self._synthesiser = Synthesiser(lambda _, sound: self._sounds.put(sound))
        self._installed = self._synthesiser.voices()

    def seconds(self, pieces: Sequence[Heard]) -> float:
        return sum(self._piece(piece) for piece in pieces)

    def _piece(self, piece: Heard) -> float:
        voice = voice_for(piece.language, self._installed) or voice_for("en", self._installed)
        assert voice, "there is no voice"
        self._synthesiser.ask(Job(0, piece.text, voice, WORDS_A_MINUTE))
        sound = self._sounds.get()
        return sound.seconds if sound else 0.0

    def close(self) -> None:
        self._synthesiser.close()


def measure(language: str, folder: Path, voice: Voice) -> None:
    database = Database(folder)
    load_demo(database)
    settings = Settings(data_dir=folder, library_name=LIBRARY_NAME, branch=BRANCH, double_tap_ms=0)
    kiosk = Kiosk(settings, database, Speaker(), lambda: NOW, PORTRAIT)
    kiosk.attend()
    visitor = Visitor(kiosk)
    visitor.settle()
    ear = Ear(visitor)
    for name, do in all_tasks(ear, database).items():
        begin(ear, language)
        do()
        quick, whole = voice.seconds(ear.heard), voice.seconds(ear.said)
        print(
            f"| {language} | {name} | {ear.keys} | {ear.words} | {quick:.0f} s"
            f" | ({ear.all_words}) | ({whole:.0f} s) |",
            flush=True,
        )
    kiosk.close()
    database.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", default=["id"], help="the languages to measure")
    given = parser.parse_args()
    application()
    voice = Voice()
    print("| language | task | keys | words | seconds | (words) | (seconds) |")
    print("|---|---|---|---|---|---|---|")
    for language in given.languages:
        with tempfile.TemporaryDirectory() as folder:
            measure(language, Path(folder), voice)
    voice.close()


if __name__ == "__main__":
    main()
