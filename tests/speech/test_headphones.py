"""Headphones as a real PulseAudio reports them: a null sink is plugged in and unplugged."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.speech.headphones import find_headphones
from tests.speech.voices import loudspeaker

pytestmark = pytest.mark.skipif(
    shutil.which("pulseaudio") is None, reason="PulseAudio is not installed (Debian: pulseaudio)"
)

# On a machine under load eSpeak may cut off its own first phrase: a new worker says it again.
REPLACED = "the voice worker is replaced: the file holds no sound\n"

# A process that follows the headphones; `plug` and `pull` are what a hand does.
PRELUDE = """
import json, os, pathlib, signal, subprocess, time
from kiosk.app import application
from kiosk.speech.headphones import Headphones
app = application()
told = []
def tell(headphones):
    headphones.plugged.connect(lambda sink: told.append(f"plugged {sink}"))
    headphones.unplugged.connect(lambda: told.append("unplugged"))
    return headphones
headphones = tell(Headphones(**settings))
def run(*words):
    return subprocess.run(["pactl", *words], capture_output=True, text=True, check=True).stdout
def plug():
    return run("load-module", "module-null-sink", "sink_name=phones",
               "sink_properties=device.form_factor=headphone").strip()
def pull(module):
    run("unload-module", module)
def wait(condition, seconds=240):  # whatever takes longer never comes
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        app.processEvents(); time.sleep(0.005)
    return condition()
def subscriber():
    # The process of `pactl subscribe`, once the sound server knows it and it waits for news.
    children = pathlib.Path("/proc/self/task", str(os.getpid()), "children").read_text().split()
    for child in children:
        process = pathlib.Path("/proc", child)
        if b"subscribe" in process.joinpath("cmdline").read_bytes():
            clients = json.loads(run("--format=json", "list", "clients"))
            known = [c["properties"].get("application.process.id") for c in clients]
            waits = process.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "S"
            return int(child) if child in known and waits else None
"""


@pytest.fixture
def sound() -> Iterator[dict[str, str]]:
    with loudspeaker() as environment:
        yield environment


def told(script: str, environment: dict[str, str], **settings: int) -> list[str]:
    script = f"{settings = }\n{PRELUDE}{script}\nheadphones.close()\nprint(*told, sep=chr(10))"
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=600
    )
    assert (ran.returncode, ran.stderr.replace(REPLACED, "")) == (0, "")
    return ran.stdout.split("\n")[:-1]


def test_plugging_in_and_out_is_told(sound: dict[str, str]) -> None:
    script = (
        "headphones.follow(); wait(subscriber)\n"
        "module = plug(); wait(lambda: told)\n"
        "pull(module); wait(lambda: len(told) == 2)"
    )
    assert told(script, sound) == ["plugged phones", "unplugged"]


def test_headphones_that_are_in_already_are_told(sound: dict[str, str]) -> None:
    script = "plug(); headphones.follow(); wait(lambda: told)"
    assert told(script, sound) == ["plugged phones"]


def test_a_loose_contact_is_no_news(sound: dict[str, str]) -> None:
    script = (
        "module = plug(); headphones.follow(); wait(lambda: told)\n"
        "headphones.close(); headphones = tell(Headphones(settle_ms=600_000))\n"
        "headphones.follow(); wait(subscriber); wait(lambda: headphones.unsettled)\n"
        "told.append('in'); pull(module); wait(lambda: not headphones.unsettled)\n"
        "told.append('and out'); plug(); wait(lambda: headphones.unsettled)"
    )
    assert told(script, sound) == ["plugged phones", "in", "and out"]


def test_a_sound_server_that_starts_again_is_followed_again(sound: dict[str, str]) -> None:
    script = (
        "headphones.follow(); wait(subscriber); first = subscriber()\n"
        "os.kill(first, signal.SIGKILL); wait(lambda: subscriber() not in (None, first))\n"
        "plug(); wait(lambda: told)"
    )
    assert told(script, sound, retry_ms=100) == ["plugged phones"]


def test_speech_goes_to_the_headphones(sound: dict[str, str]) -> None:
    script = (
        "from kiosk.speech.speaker import Speaker\n"
        "from kiosk.speech.phrases import Phrase\n"
        "plug(); speaker = Speaker(); speaker.send_to('phones')\n"
        "speaker.started.connect(lambda: told.append(run('list', 'short', 'sink-inputs')))\n"
        "speaker.say((Phrase('Into your ears alone.', 'en'),)); wait(lambda: told)\n"
        "sinks = {w[0]: w[1] for w in map(str.split, run('list', 'short', 'sinks').splitlines())}\n"
        "told = [sinks[told[0].split()[1]]]; speaker.shutdown()"
    )
    assert told(script, sound) == ["phones"]


def test_a_kiosk_speaks_while_they_are_in(sound: dict[str, str], tmp_path: Path) -> None:
    script = (
        "from pathlib import Path\n"
        "from kiosk.app import Kiosk\n"
        "from kiosk.settings import Settings\n"
        "from kiosk.speech.speaker import Speaker\n"
        "from kiosk.store.database import Database\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "settings = Settings(data_dir=folder, languages=('en',))\n"
        "kiosk = Kiosk(settings, Database(folder), Speaker(), size=(1080, 1920))\n"
        "kiosk.headphones.follow(); wait(subscriber)\n"
        "kiosk.speaker.spoke.connect(lambda text, code: told.append(text))\n"
        "told.append(f'speaks: {kiosk.accessibility.speaks}')\n"
        "module = plug(); wait(lambda: 'Welcome.' in told)\n"
        "told.append(f'discreet: {kiosk.guide.discreet}')\n"
        "pull(module); wait(lambda: not kiosk.accessibility.speaks)\n"
        "told.append(f'speaks: {kiosk.accessibility.speaks}'); kiosk.close()"
    )
    heard = told(script, sound)
    assert heard[:2] == ["speaks: False", "Reading aloud is on."]
    assert "Welcome." in heard, "from the top of the screen"
    assert "discreet: False" in heard, "nobody else hears"
    assert heard[-1] == "speaks: False"


def test_where_there_is_no_sound_server_nothing_happens() -> None:
    nowhere = {"PULSE_SERVER": "unix:/nonexistent", "QT_QPA_PLATFORM": "offscreen"}
    script = "headphones.follow(); wait(lambda: False, 1)"
    assert told(script, os.environ | nowhere) == [""]
    assert told(script, os.environ | nowhere | {"PATH": ""}) == [""]


JACK = {"name": "pci", "active_port": "analog-output-headphones", "properties": {}}
SPEAKER = {"name": "pci", "active_port": "analog-output-speaker", "properties": {}}
HEADSET = {"name": "usb", "active_port": None, "properties": {"device.form_factor": "headset"}}


@pytest.mark.parametrize(
    ("sinks", "name"),
    [([], ""), ([SPEAKER], ""), ([JACK], "pci"), ([SPEAKER, HEADSET], "usb")],
)
def test_headphones_are_known_by_port_or_form(sinks: list[dict[str, object]], name: str) -> None:
    assert find_headphones(sinks) == name
