"""Speech synthesis: runs a voice worker process and replaces the worker if it fails."""

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
from kiosk.speech.voices.sound import Sound, pause_after
from kiosk.speech.voices.voice_worker import Request, serve

log = logging.getLogger(__name__)

_START_SECONDS = 15.0  # start-up time of a worker on a slow machine
_PHRASE_SECONDS = 5.0  # a phrase takes 10 to 30 ms; a much slower worker has hung
_TRIES = 2
_HEADER_BYTES = 44  # the size of a WAV header; a shorter file contains no sound


@dataclass(frozen=True, slots=True)
class Job:
    """A phrase to synthesise, with the number of the request."""

    number: int
    text: str
    voice: str
    words_a_minute: int


class Synthesiser:
    """Synthesises one job after another in the background.

    ``ready()`` is called when ``installed`` is known, and ``done(job, sound)`` after each job; both
    calls come from another thread. ``sound`` is None if the phrase could not be synthesised, even
    by a new worker, and ends in a short silence otherwise. Each sound file is deleted as soon as it
    has been loaded; no other user can read the folder of the sound files.
    """

    def __init__(
        self,
        done: Callable[[Job, Sound | None], None],
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        self.installed: list[str] | None = None  # ids of the voices, or None until they are known
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
        """Wait for the first worker, and return the ids of the installed voices."""
        self._ready.wait(_START_SECONDS)
        return self.installed or []

    def ask(self, job: Job) -> None:
        """Add ``job`` to the queue of the worker."""
        self._jobs.put(job)

    def drop(self) -> None:
        """Drop the jobs that have not started."""
        while True:
            try:
                if self._jobs.get_nowait() is None:
                    self._jobs.put(None)
                    return
            except queue.Empty:
                return

    @property
    def folder(self) -> Path:
        """The folder of the sound files that have not been loaded yet."""
        return self._scratch.path

    @property
    def process_id(self) -> int | None:
        """The process id of the worker, for tests and measurements."""
        return self._worker.process.pid if self._worker else None

    def close(self) -> None:
        """Stop the worker and delete the folder of the sound files."""
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
        if not self._closing:  # after closing, the callbacks may no longer exist
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
                return _read(path).ending_in(pause_after(job.text, job.words_a_minute))
            except _WorkerFault as fault:
                # Never log the text, because a visitor may have typed it.
                log.warning("the voice worker is replaced: %s", fault)
                self._worker.kill()
                self._worker = None
            finally:
                path.unlink(missing_ok=True)
        return None


class _WorkerFault(Exception):
    """The worker crashed, hangs or could not synthesise a phrase."""


class _Worker:
    """A worker process; ``voices`` contains the ids of the voices that the worker found."""

    def __init__(self, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")  # a forked Qt process would hang
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
    """Return the sound in the finished WAV file at ``path``.

    Raises _WorkerFault if the file contains no sound.
    """
    try:
        if path.stat().st_size <= _HEADER_BYTES:
            raise _WorkerFault("the file holds no sound")
        with wave.open(str(path), "rb") as file:
            return Sound(file.readframes(file.getnframes()), file.getframerate())
    except (OSError, EOFError, wave.Error) as fault:
        raise _WorkerFault("there is no sound file") from fault
