"""A player of sound samples that can stop at once, based on Qt Multimedia."""

from functools import cache

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QLoggingCategory,
    QObject,
    QtMsgType,
    Signal,
    Slot,
)
from PySide6.QtMultimedia import (
    QAudioDevice,
    QAudioFormat,
    QAudioSink,
    QMediaDevices,
    QtAudio,
)

from kiosk.speech.voices.sound import Sound


def default_audio_output() -> QAudioDevice:
    """Return the default audio device, or a null device if there is no audio device."""
    _reach_sound_server()
    return QMediaDevices.defaultAudioOutput()


@cache
def _reach_sound_server() -> None:
    # Qt logs a general warning if there is no device; `kiosk doctor` reports the fault instead.
    warnings = QLoggingCategory.defaultCategory()
    warnings.setEnabled(QtMsgType.QtWarningMsg, False)
    QMediaDevices.defaultAudioOutput()
    warnings.setEnabled(QtMsgType.QtWarningMsg, True)


# A sink reports the end about 20 ms early. Stopping the sink then would cut a sound that does not
# end in silence.
_TAIL_SECONDS = 0.06


class Player(QObject):
    """Plays one sound at a time on the default audio device.

    ``started`` is emitted when the first samples are played, and ``finished`` after the last
    samples. Neither signal is emitted after ``stop``.
    """

    started = Signal()
    finished = Signal()
    availableChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        _reach_sound_server()
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._devices_changed)
        self._sink: QAudioSink | None = None
        self._rate = 0
        self._buffer = QBuffer(self)
        self._volume = 1.0
        self._device = ""

    @property
    def available(self) -> bool:
        """True if there is an audio device."""
        return not default_audio_output().isNull()

    def send_to(self, device: str) -> None:
        """Play on the device ``device``, or on the default device if ``device`` does not exist."""
        if device != self._device:
            self._device = device
            self._devices_changed()

    def set_volume(self, percent: int) -> None:
        """Set the volume (0 to 100) on a scale whose steps sound equally large."""
        scale = QtAudio.VolumeScale
        self._volume = QtAudio.convertVolume(
            percent / 100, scale.LogarithmicVolumeScale, scale.LinearVolumeScale
        )
        if self._sink:
            self._sink.setVolume(self._volume)

    def play(self, sound: Sound) -> None:
        """Play ``sound`` now instead of the current sound."""
        self.stop()
        if self._sink is None or self._rate != sound.rate:
            self._open(sound.rate)
        assert self._sink
        missing = max(0, round((_TAIL_SECONDS - sound.silence) * sound.rate))
        self._buffer.setData(QByteArray(sound.samples + bytes(2 * missing)))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink.start(self._buffer)

    def stop(self) -> None:
        """Stop the current sound at once."""
        if self._sink and self._buffer.isOpen():
            self._sink.blockSignals(True)
            self._sink.reset()
            self._sink.stop()
            self._sink.blockSignals(False)
        self._buffer.close()

    def _open(self, rate: int) -> None:
        form = QAudioFormat()
        form.setSampleRate(rate)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._rate = rate
        self._sink = QAudioSink(self._output(), form, self)
        self._sink.setVolume(self._volume)
        self._sink.stateChanged.connect(self._state_changed)

    def _output(self) -> QAudioDevice:
        known = {each.id().toStdString(): each for each in self._devices.audioOutputs()}
        return known.get(self._device) or default_audio_output()

    @Slot()  # no argument, because PySide cannot convert the state
    def _state_changed(self) -> None:
        state = self._sink.state() if self._sink else QtAudio.State.StoppedState
        if state == QtAudio.State.ActiveState:
            self.started.emit()
        elif state == QtAudio.State.IdleState and self._buffer.isOpen():
            self.stop()
            self.finished.emit()

    @Slot()
    def _devices_changed(self) -> None:
        self.stop()
        self._sink = None  # the next sound uses the device that is then the default
        self.availableChanged.emit()
