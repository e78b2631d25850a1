"""Detection of headphones through the sound server (PulseAudio or PipeWire).

Headphones that are plugged into a jack appear as the active port of a sink. A USB or Bluetooth
headset appears as a separate sink with a form factor. If ``pactl`` is not installed, no headphones
are detected.
"""

import json
import re
import shutil
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

_NAME = re.compile(r"head(phone|set)", re.I)
_NEWS = re.compile(r" on (sink|card) #")  # in the output of ``pactl subscribe``
_BLIP_MS = 1_000  # changes that last less long are ignored
_RETRY_MS = 60_000  # time until the next attempt to find the sound server


def find_headphones(sinks: list[dict[str, Any]]) -> str:
    """Return the name of the headphones' sink.

    If there are no headphones, an empty string is returned. ``sinks`` is the output
    of ``pactl --format=json list sinks``.
    """
    for sink in sinks:
        factor = str(sink.get("properties", {}).get("device.form_factor", ""))
        if _NAME.search(str(sink.get("active_port") or "")) or _NAME.search(factor):
            return str(sink["name"])
    return ""


class Headphones(QObject):
    """Detects in the background when headphones are plugged in or unplugged.

    ``plugged(sink)`` is emitted with the name of the headphones' sink, and ``unplugged()`` when
    the sink disappears. A change that lasts less than a second, such as a loose contact, emits
    nothing.
    """

    plugged = Signal(str)
    unplugged = Signal()

    def __init__(self, settle_ms: int = _BLIP_MS, retry_ms: int = _RETRY_MS) -> None:
        super().__init__()
        self._sink = ""  # the sink that was reported
        self._seen = ""  # the sink that is plugged in now
        self._outdated = False  # a change was reported during the query
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
        """True while a change was detected but has not lasted long enough to be reported."""
        return self._settling.isActive()

    @Slot()
    def follow(self) -> None:
        """Start the detection; headphones that are already plugged in are reported too."""
        if shutil.which("pactl") is None:
            return
        self._watching.start("pactl", ["subscribe"])
        self._look()

    @Slot()  # drops the exit code: QTimer.start would use it as milliseconds
    def _try_later(self) -> None:
        self._again.start()

    def close(self) -> None:
        """Stop the detection."""
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
            return  # the sound server is stopping, or its output is not recognised
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
