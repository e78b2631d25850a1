"""Printing the code of a booking: the view model and the printed image."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Property, QBuffer, QIODevice, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.i18n import formats
from kiosk.i18n.languages import language
from kiosk.ui.base import fonts
from kiosk.ui.base.background import Background
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_WIDTH = 512  # dots: 64 mm at 203 dpi, on paper of 80 mm
_MARGIN = 16
_TALLEST = 2_000

Line = tuple[str, int]  # the text and its size in dots


@QmlElement
@QmlUncreatable("made by the application")
class Receipt(QObject):  # type: ignore[operator]
    """Prints receipts in the background.

    ``printing`` is the function that prints a PNG image, or None if there is no printer.
    ``message`` tells the visitor the result; ``told`` is emitted when the message has changed.
    """

    changed = Signal()
    told = Signal()

    def __init__(
        self,
        printing: Callable[[bytes], None] | None,
        translator: Translator,
        library: str,
        directions: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        super().__init__()
        self._print = printing
        self._background = Background(self)  # a separate queue, because a printer may block
        self._t = translator
        self._library = library
        self._directions = directions
        self._message = ""

    @Slot()
    def wipe(self) -> None:
        self._background.forget()
        self._message = ""
        self.changed.emit()

    def close(self) -> None:
        self._background.close()

    @Slot(str, str)
    def printCode(self, what: str, code: str) -> None:
        """Print ``what``, the name of the reservation, ``code`` in large type, and the way.

        The way leads to the goal that the screen shows; it is left out if there is none.
        """
        printing = self._print
        if printing is None:
            return
        directions = self._directions()
        keep = self._t.pgettext("receipt", "Keep this code: you need it to cancel.")
        lines = [(self._library, 30), (what, 26), (code, 72), (keep, 24)]
        if directions:
            lines.append((self._t.pgettext("way", "The way there"), 30))
            # The sentences are numbered as on the screen.
            lines += [
                (f"{formats.number(number, self._t.code)}. {text}", 26)
                for number, text in enumerate(directions, start=1)
            ]
        picture = draw_receipt(lines, language(self._t.code).right_to_left)
        # Translators: Shown while the printer works.
        self._say(self._t.pgettext("receipt", "Printing…"))
        self._background.run("print", lambda: printing(picture), self._printed, self._failed)

    def _printed(self, _nothing: None) -> None:
        self._say(self._t.pgettext("receipt", "Printed. Please take your receipt."))

    def _failed(self, _fault: Exception) -> None:
        self._say(
            self._t.pgettext(
                "receipt",
                "The code could not be printed. Please write it down or take a photo of it.",
            )
        )

    def _say(self, words: str) -> None:
        self._message = words
        self.changed.emit()
        self.told.emit()

    def _get_available(self) -> bool:
        return self._print is not None

    available = Property(bool, _get_available, constant=True)

    def _get_message(self) -> str:
        return self._message

    message = Property(str, _get_message, notify=changed)


def draw_receipt(lines: Sequence[Line], right_to_left: bool) -> bytes:
    """Return lines of text, black on white, as a PNG image that is 512 dots wide.

    Any printer can print an image in any script; the built-in fonts of printers cannot.
    """
    image = QImage(_WIDTH, _TALLEST, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    bottom = _MARGIN
    for text, size in lines:
        font = QFont(fonts.main_family())
        font.setPixelSize(size)
        painter.setFont(font)
        room = QRect(_MARGIN, bottom, _WIDTH - 2 * _MARGIN, _TALLEST - bottom)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
        bottom = painter.drawText(room, flags, text).bottom() + _MARGIN
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.copy(0, 0, _WIDTH, min(bottom + _MARGIN, _TALLEST)).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
