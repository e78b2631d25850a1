"""A real voice for the tests, and a loudspeaker that makes no sound."""

import array
import contextlib
import itertools
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

from kiosk.speech.voices.sound import Sound
from kiosk.speech.voices.synthesiser import Job, Synthesiser
from kiosk.speech.voices.voice_choice import voice_for

PHRASES = {
    "en": "Welcome to the library. What are you looking for?",
    "id": "Selamat datang di perpustakaan. Apa yang Anda cari?",
    "ar": "مرحبا بكم في المكتبة. عم تبحثون؟",
    "zh": "欢迎来到图书馆。您在找什么？",
    "jv": "Sugeng rawuh ing perpustakaan. Panjenengan nggoleki apa?",
    "ms": "Selamat datang ke perpustakaan. Apakah yang anda cari?",
    "fa": "به کتابخانه خوش آمدید. دنبال چه می‌گردید؟",
    "my": "စာကြည့်တိုက်မှ ကြိုဆိုပါသည်။ ဘာ ရှာနေပါသလဲ။",
    "fr": "Bienvenue à la bibliothèque. Que cherchez-vous ?",
    "es": "Bienvenida a la biblioteca. ¿Qué busca?",
}


_HOLE_SECONDS = 0.003  # longer than the silence between two waves of a tone


class Voice:
    """A speech synthesiser, and the sounds that it produces."""

    def __init__(self) -> None:
        self.done: Queue[tuple[Job, Sound | None]] = Queue()
        self.synthesiser = Synthesiser(lambda job, sound: self.done.put((job, sound)))
        self.asked = 0

    def ask(self, text: str, language: str = "en", rate: int = 160) -> None:
        self.asked += 1
        voice = voice_for(language, self.synthesiser.voices())
        assert voice
        self.synthesiser.ask(Job(self.asked, text, voice, rate))

    def said(self) -> Sound | None:
        """Wait for the next sound and return it, or None if the voice produced no sound."""
        return self.done.get(timeout=240)[1]

    def say(self, text: str, language: str = "en", rate: int = 160) -> Sound:
        self.ask(text, language, rate)
        sound = self.said()
        assert sound
        return sound


def loudness(sound: Sound) -> float:
    """Return the root mean square of the samples: 0 is silence, 32767 is the maximum."""
    samples = array.array("h", sound.samples)
    return math.sqrt(sum(each * each for each in samples) / max(1, len(samples)))


def children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(each) for each in path.read_text().split()]


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@contextlib.contextmanager
def loudspeaker() -> Iterator[dict[str, str]]:
    """Yield the environment for a process that records its own sound.

    The environment contains a PulseAudio server of its own with a null sink. Without rewinds, the
    sink reports the end of a sound within 50 ms; otherwise it takes two seconds.
    """
    with tempfile.TemporaryDirectory(prefix="kiosk-pulse-") as folder:
        socket = Path(folder) / "native"
        home = os.environ | {
            "HOME": folder,
            "XDG_RUNTIME_DIR": folder,
            "XDG_CONFIG_HOME": folder,
            "PULSE_SERVER": f"unix:{socket}",
        }
        daemon = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
             "-L", "module-null-sink sink_name=nowhere norewinds=1",
             "-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"],
            env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            deadline = time.monotonic() + 30
            while not socket.exists() and time.monotonic() < deadline:
                time.sleep(0.02)
            yield home | {"QT_QPA_PLATFORM": "offscreen"}
        finally:
            daemon.kill()
            daemon.wait()


@contextlib.contextmanager
def recording(environment: dict[str, str]) -> Iterator[list[float]]:
    """Yield a list that receives the length in seconds of each stretch of sound.

    Holes in a stretch, which a machine under load leaves, do not count as sound. The list is filled
    when the ``with`` block ends.
    """
    rate, lengths = 22_050, list[float]()
    with tempfile.TemporaryFile() as file:
        recorder = subprocess.Popen(
            ["parec", "-d", "nowhere.monitor", "--format=s16le", f"--rate={rate}", "--channels=1",
             "--latency-msec=10"],
            env=environment, stdout=file,
        )  # fmt: skip
        time.sleep(1)
        yield lengths
        time.sleep(1)
        recorder.terminate()
        recorder.wait()
        file.seek(0)
        samples = array.array("h", file.read())
    loud = [at for at, sample in enumerate(samples) if abs(sample) > 20]
    played = 0
    for before, after in itertools.pairwise(loud):
        if after - before < rate * _HOLE_SECONDS:
            played += after - before
        elif after - before > rate // 2:
            lengths.append(played / rate)
            played = 0
    if loud:
        lengths.append(played / rate)


def heard(script: str, environment: dict[str, str]) -> list[str]:
    """Return what a script prints that speaks through a Speaker named ``speaker``."""
    prelude = (
        "import sys, time\n"
        "from PySide6.QtCore import QTimer\n"
        "from kiosk.app import application\n"
        "from kiosk.speech.speaker import Speaker\n"
        "from kiosk.speech.phrases import Phrase\n"
        "app = application()\n"
        "speaker = Speaker()\n"
        "def wait(condition, seconds=240):\n"
        "    end = time.monotonic() + seconds\n"
        "    while not condition() and time.monotonic() < end:\n"
        "        app.processEvents(); time.sleep(0.001)\n"
        "    return condition()\n"
        "heard = []\n"
        "speaker.spoke.connect(lambda text, _: heard.append(text))\n"
        "speaker.started.connect(lambda: heard.append('<sound>'))\n"
        "speaker.finished.connect(lambda: heard.append('<end>'))\n"
    )
    script = f"{prelude}{script}\nprint(chr(10).join(heard))\nspeaker.shutdown()"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env=environment, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()
