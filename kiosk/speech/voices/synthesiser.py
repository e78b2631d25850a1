"""Text to sound: keeps a voice worker at work, and replaces it when it fails."""

import logging
import multiprocessing
import queue
import threading
import wave
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.scratch_folder import ScratchFolder
from kiosk.speech.voices.voice_worker import Request, serve

log = logging.getLogger(__name__)

_START_SECONDS = 15.0  # for a worker to come up on a slow machine
_PHRASE_SECONDS = 5.0  # a phrase takes 10 to 30 ms: after this the worker hangs
_TRIES = 2
_HEADER_BYTES = 44  # of a WAV file: one that is no longer holds no sound


@dataclass(frozen=True, slots=True)
class Sound:
    """16-bit mono samples. ``rate`` is in samples a second."""

    samples: bytes
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / 2 / self.rate


@dataclass(frozen=True, slots=True)
class Job:
    """One phrase to synthesise, with the number it is asked for under."""

    number: int
    text: str
    voice: str
    words_a_minute: int


class Synthesiser:
    """Synthesises one job after another in the background.

    ``ready()`` is called when ``installed`` is known, ``done(job, sound)`` after each
    job, both from a thread of its own; ``sound`` is None when even a new worker could
    not say it. Sound files live for the moment between
    worker and reader only, in a folder that no other user can read.
    """

    def __init__(
        self,
        done: Callable[[Job, Sound | None], None],
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        self.installed: list[str] | None = None  # ids of voices, once they are known
        self._done = done
        self._tell_ready = ready
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._scratch = ScratchFolder("speech", in_memory=True)
        self._worker: _Worker | None = None
        self._ready = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="synthesiser", daemon=True)
        self._thread.start()

    def voices(self) -> list[str]:
        """The ids of the installed voices; waits for the first worker. Empty: no synthesiser."""
        self._ready.wait(_START_SECONDS)
        return self.installed or []

    def ask(self, job: Job) -> None:
        """Put ``job`` behind those already asked for."""
        self._jobs.put(job)

    def drop(self) -> None:
        """Forget the jobs that have not begun."""
        while True:
            try:
                if self._jobs.get_nowait() is None:
                    self._jobs.put(None)
                    return
            except queue.Empty:
                return

    @property
    def folder(self) -> Path:
        """Where the worker leaves a sound until it is read."""
        return self._scratch.path

    @property
    def process_id(self) -> int | None:
        """Of the worker at work, for tests and measurements."""
        return self._worker.process.pid if self._worker else None

    def close(self) -> None:
        """End the worker and remove its folder."""
        self._closing = True
        self.drop()
        self._jobs.put(None)
        self._thread.join(_PHRASE_SECONDS)
        if self._worker:
            self._worker.kill()
        self._scratch.close()

    def _run(self) -> None:
        self._start()
        self.installed = self._worker.voices if self._worker else []
        self._ready.set()
        if not self._closing:  # what it tells may be gone
            self._tell_ready()
        while (job := self._jobs.get()) is not None:
            sound = self._sound(job)
            if not self._closing:
                self._done(job, sound)

    def _start(self) -> None:
        try:
            self._worker = _Worker(self._scratch.path)
        except _WorkerFault as fault:
            self._worker = None
            log.error("the voice worker does not start: %s", fault)

    def _sound(self, job: Job) -> Sound | None:
        path = self._scratch.path / f"{job.number}.wav"
        for _ in range(_TRIES):
            if self._worker is None:
                self._start()
            if self._worker is None or self._closing:
                return None
            try:
                self._worker.say(Request(job.text, job.voice, job.words_a_minute, str(path)))
                return _read(path)
            except _WorkerFault as fault:
                # The text stays out of the log: it may be what a visitor typed.
                log.warning("the voice worker is replaced: %s", fault)
                self._worker.kill()
                self._worker = None
            finally:
                path.unlink(missing_ok=True)
        return None


class _WorkerFault(Exception):
    """The worker died, hangs, or could not say a phrase."""


class _Worker:
    """One process; ``voices`` are those it found."""

    def __init__(self, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")  # a fork of a Qt program hangs
        self._pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, str(folder)), daemon=True)
        self.process.start()
        theirs.close()
        answer = self._answer(_START_SECONDS)
        if isinstance(answer, str):
            self.kill()
            raise _WorkerFault(answer)
        self.voices: list[str] = answer

    def say(self, request: Request) -> None:
        try:
            self._pipe.send(request)
        except OSError as fault:
            raise _WorkerFault("it has ended") from fault
        answer = self._answer(_PHRASE_SECONDS)
        if answer:
            raise _WorkerFault(str(answer))

    def _answer(self, seconds: float) -> list[str] | str:
        pipe: Connection = self._pipe
        try:
            if not pipe.poll(seconds):
                raise _WorkerFault("it does not answer")
            answer: list[str] | str = pipe.recv()
        except (EOFError, OSError) as fault:
            raise _WorkerFault("it has ended") from fault
        return answer

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self._pipe.close()


def _read(path: Path) -> Sound:
    """The sound in a file that the worker says is done. Raises _WorkerFault for none."""
    try:
        if path.stat().st_size <= _HEADER_BYTES:
            raise _WorkerFault("the file holds no sound")
        with wave.open(str(path), "rb") as file:
            return Sound(file.readframes(file.getnframes()), file.getframerate())
    except (OSError, EOFError, wave.Error) as fault:
        raise _WorkerFault("there is no sound file") from fault
