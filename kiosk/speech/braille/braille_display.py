"""The Braille display of the kiosk, which BRLTTY drives."""

import os
import select
import threading
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from kiosk.speech.braille.braille_keys import braille_key
from kiosk.speech.braille.brlapi import BrailleConnection, BrailleError

_RETRY_SECONDS = 30.0  # until the next attempt to reach BRLTTY
_CLOSING_SECONDS = 2.0  # the kiosk does not wait longer for a BRLTTY that hangs


class BrailleDisplay(QObject):
    """Shows a line of text on the Braille display, and reports the keys of the display.

    ``connected(cells)`` is emitted with the number of characters that fit, and 0 when the display
    is gone. ``pressed(key)`` is emitted with a BrailleKey, or with a character that was typed.
    Without BRLTTY nothing happens, but for an attempt every ``retry_seconds``. A thread talks to
    BRLTTY, so no method waits for it.
    """

    connected = Signal(int)
    pressed = Signal(object)

    def __init__(self, retry_seconds: float = _RETRY_SECONDS) -> None:
        super().__init__()
        self._retry_seconds = retry_seconds
        self._text = ""
        self._cells = 0
        self._closing = threading.Event()
        self._wakened = self._wakes = -1  # the ends of a pipe
        self._thread: threading.Thread | None = None

    def follow(self) -> None:
        """Start to look for a display."""
        self._wakened, self._wakes = os.pipe()
        os.set_blocking(self._wakes, False)
        self._thread = threading.Thread(target=self._attend, name="braille", daemon=True)
        self._thread.start()

    def show(self, text: str) -> None:
        """Show ``text`` on the display, now or as soon as there is one."""
        self._text = text
        if self._thread is None:
            return
        with suppress(BlockingIOError):  # the thread has enough to wake it
            os.write(self._wakes, b"\0")

    def close(self) -> None:
        """Empty the display and give it back to BRLTTY."""
        self._closing.set()
        self.show("")
        if self._thread is None:
            return
        self._thread.join(_CLOSING_SECONDS)
        if not self._thread.is_alive():
            os.close(self._wakened)
            os.close(self._wakes)
        self._thread = None

    # --- in the thread ----------------------------------------------------------------

    def _attend(self) -> None:
        while not self._closing.is_set():
            try:
                with BrailleConnection() as connection:
                    self._serve(connection)
            except BrailleError:
                self._set_cells(0)
                self._closing.wait(self._retry_seconds)

    def _serve(self, connection: BrailleConnection) -> None:
        while True:
            self._set_cells(connection.cells())
            if self._cells:
                connection.write(self._text)
            # The library may have received keys while it waited for the answers above.
            self._read_keys(connection)
            if self._closing.is_set():
                return
            ready, _, _ = select.select([self._wakened, connection.descriptor], [], [])
            if self._wakened in ready:
                os.read(self._wakened, 4096)

    def _read_keys(self, connection: BrailleConnection) -> None:
        while (code := connection.read_key()) is not None:
            if (key := braille_key(code)) is not None:
                self.pressed.emit(key)

    def _set_cells(self, cells: int) -> None:
        if cells != self._cells:
            self._cells = cells
            self.connected.emit(cells)
