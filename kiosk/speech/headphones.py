"""Whether headphones are plugged in, as the sound server (PulseAudio, PipeWire) tells.

A jack shows as the active port of its sink, a headset by USB or Bluetooth as a sink of
its own with a form factor. Where there is no ``pactl`` nothing is ever plugged in.
"""

import json
import re
import shutil
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

_NAME = re.compile(r"head(phone|set)", re.I)
_NEWS = re.compile(r" on (sink|card) #")  # of what ``pactl subscribe`` tells
_BLIP_MS = 1_000  # what does not last so long has not happened
_RETRY_MS = 60_000  # until the sound server is looked for again


def find_headphones(sinks: list[dict[str, Any]]) -> str:
    """The name of the sink that leads to headphones, or "".

    ``sinks`` is what ``pactl --format=json list sinks`` prints.
    """
    for sink in sinks:
        factor = str(sink.get("properties", {}).get("device.form_factor", ""))
        if _NAME.search(str(sink.get("active_port") or "")) or _NAME.search(factor):
            return str(sink["name"])
    return ""


class Headphones(QObject):
    """Follows the sound server without ever waiting for it.

    ``plugged(sink)`` is emitted with the name of the sink, ``unplugged()`` when it has
    gone; neither for a loose contact that lasts less than a second.
    """

    plugged = Signal(str)
    unplugged = Signal()

    def __init__(self, settle_ms: int = _BLIP_MS, retry_ms: int = _RETRY_MS) -> None:
        super().__init__()
        self._sink = ""  # as told
        self._seen = ""  # as it looks now
        self._outdated = False  # there was news while we looked
        self._settling = QTimer(self, singleShot=True, interval=settle_ms)
        self._settling.timeout.connect(self._settle)
        self._again = QTimer(self, singleShot=True, interval=retry_ms)
        self._again.timeout.connect(self.follow)
        self._watching = self._process(self._read_news)
        self._watching.finished.connect(self._try_later)
        self._listing = self._process()
        self._listing.finished.connect(self._read_sinks)

    @property
    def unsettled(self) -> bool:
        """Whether a change was seen that has not lasted long enough to be believed."""
        return self._settling.isActive()

    @Slot()
    def follow(self) -> None:
        """Begin; what is plugged in already is told too."""
        if shutil.which("pactl") is None:
            return
        self._watching.start("pactl", ["subscribe"])
        self._look()

    @Slot()  # without the exit code, which QTimer.start would take for milliseconds
    def _try_later(self) -> None:
        self._again.start()

    def close(self) -> None:
        """Follow no longer."""
        self._again.stop()
        self._settling.stop()
        for process in (self._watching, self._listing):
            process.blockSignals(True)
            process.kill()
            process.waitForFinished()

    def _process(self, read: Any = None) -> QProcess:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("LC_ALL", "C")
        process.setProcessEnvironment(environment)
        if read:
            process.readyReadStandardOutput.connect(read)
        return process

    @Slot()
    def _read_news(self) -> None:
        news = bytes(self._watching.readAllStandardOutput().data()).decode("utf-8", "replace")
        if _NEWS.search(news):
            self._look()

    def _look(self) -> None:
        self._outdated = self._listing.state() != QProcess.ProcessState.NotRunning
        if not self._outdated:
            self._listing.start("pactl", ["--format=json", "list", "sinks"])

    @Slot()
    def _read_sinks(self) -> None:
        text = bytes(self._listing.readAllStandardOutput().data()).decode("utf-8", "replace")
        if self._outdated:
            self._look()
            return
        try:
            self._seen = find_headphones(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError):
            return  # the server is going down, or tells what we do not know
        if self._seen == self._sink:
            self._settling.stop()
        elif not self._settling.isActive():
            self._settling.start()

    @Slot()
    def _settle(self) -> None:
        self._sink = self._seen
        if self._sink:
            self.plugged.emit(self._sink)
        else:
            self.unplugged.emit()
