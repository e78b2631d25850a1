"""The client library of BRLTTY, the driver of nearly all Braille displays (BrlAPI 0.8, ctypes).

The Python binding of BrlAPI comes with Debian's own Python only, so the C library is called.
"""

import ctypes
from typing import Any, Self

_LIBRARY = "libbrlapi.so.0.8"
_NO_CURSOR = 0
_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_size_t)
_ignore = _HANDLER(lambda *_: None)  # the function that failed returns -1


class BrailleError(Exception):
    """There is no BRLTTY, it does not accept the kiosk, or it has stopped."""


class BrailleConnection:
    """A connection to BRLTTY that owns the whole display, whatever console is in front.

    The environment variables ``BRLAPI_HOST`` and ``BRLAPI_AUTH`` say where BRLTTY is and how it
    knows its clients; by default it is on this machine, and the key is in /etc/brlapi.key. A
    process can have one connection. All methods raise BrailleError and may wait for BRLTTY, so
    they are called in a thread of their own.
    """

    def __init__(self) -> None:
        try:
            self._library = ctypes.CDLL(_LIBRARY)
        except OSError as fault:
            raise BrailleError(f"{_LIBRARY} is not installed.") from fault
        # The library's own handler ends the process if BRLTTY refuses a request.
        self._library.brlapi_setExceptionHandler(_ignore)
        self.descriptor: int = self._library.brlapi_openConnection(None, None)
        if self.descriptor < 0:
            raise BrailleError("BRLTTY does not run, or does not accept the kiosk.")
        try:
            self._ask("enterTtyModeWithPath", None, 0, None)
        except BrailleError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def cells(self) -> int:
        """Return how many characters the display shows; 0 while no display is connected."""
        width, height = ctypes.c_uint(), ctypes.c_uint()
        self._ask("getDisplaySize", ctypes.byref(width), ctypes.byref(height))
        return width.value * height.value

    def write(self, text: str) -> None:
        """Show ``text``; what does not fit is cut off."""
        self._ask("writeWText", _NO_CURSOR, ctypes.c_wchar_p(text))

    def read_key(self) -> int | None:
        """Return the code of the next key that was pressed (brlapi_keyCode_t), or None."""
        code = ctypes.c_uint64()
        return code.value if self._ask("readKey", 0, ctypes.byref(code)) else None

    def close(self) -> None:
        """Give the display back to BRLTTY."""
        self._library.brlapi_closeConnection()

    def _ask(self, name: str, *arguments: Any) -> int:
        answer: int = getattr(self._library, f"brlapi_{name}")(*arguments)
        if answer < 0:
            raise BrailleError(f"BRLTTY did not answer “{name}”.")
        return answer
