"""Printing images on ESC/POS receipt printers."""

import io
from typing import Any

from kiosk.errors import KioskError

_SECONDS = 5  # the time limit for a printer on the network to answer
_PORT = 9100


class PrinterError(KioskError):
    """The printer does not exist, does not answer or cannot print."""


class ReceiptPrinter:
    """The printer at ``address``: ``usb:04b8:0202``, ``tcp:host:9100`` or ``file:/dev/lp0``."""

    def __init__(self, address: str) -> None:
        """Raise PrinterError if the format of ``address`` is unknown."""
        self._kind, _, self._place = address.partition(":")
        if self._kind not in ("usb", "tcp", "file") or not self._place:
            raise PrinterError(
                f"“{address}” is no receipt printer.",
                "Write usb:VENDOR:PRODUCT, tcp:HOST:PORT or file:PATH.",
            )

    def print(self, picture: bytes) -> None:
        """Print an image (PNG), feed the paper and cut it. Raises PrinterError."""
        try:
            from escpos.exceptions import Error
            from PIL import Image
        except ImportError as absent:
            advice = "Install it with its extra “printing”."
            raise PrinterError("This kiosk was installed without printing.", advice) from absent
        printer = None
        try:
            printer = self._open()
            printer.image(Image.open(io.BytesIO(picture)))
            printer.cut()
        except (Error, OSError, ValueError) as fault:
            advice = "Check that it is switched on, connected and has paper."
            raise PrinterError(f"The receipt printer fails: {fault}.", advice) from fault
        finally:
            if printer is not None:
                printer.close()

    def _open(self) -> Any:
        from escpos import printer

        if self._kind == "usb":
            vendor, product = (int(part, 16) for part in self._place.split(":"))
            return printer.Usb(vendor, product)
        if self._kind == "file":
            return printer.File(self._place)
        host, _, port = self._place.partition(":")
        return printer.Network(host, int(port or _PORT), timeout=_SECONDS)
