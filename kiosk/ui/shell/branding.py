"""The branding that staff set for all kiosks: the notice of the day, the colour and the logo."""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtQuick import QQuickImageProvider

from kiosk.domain.branches import Branch
from kiosk.domain.colours import MIN_TEXT_CONTRAST, WHITE, contrast_ratio, is_hex_colour
from kiosk.domain.shared_settings import SharedSettings
from kiosk.ui.base.translator import Translator

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_MINUTE = 60_000  # milliseconds


@QmlElement
@QmlUncreatable("made by the application")
class Branding(QObject):  # type: ignore[operator]
    """Branding as QML properties. A colour that gives white text too little contrast is ignored."""

    changed = Signal()

    def __init__(
        self,
        shared: SharedSettings,
        branch: Branch,
        translator: Translator,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._house = shared
        self._branch = branch
        self._t = translator
        self._clock = clock
        self._logo = not decode_logo(shared).isNull()
        translator.changed.connect(self.changed)
        self._timer = QTimer(self)  # hides the notice after the last day of the notice
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self.changed)
        self._timer.start()

    def _told(self) -> tuple[str, str]:
        today = self._branch.local_day(self._clock())
        return self._house.notice(self._t.code, self._t.home, today)

    def _get_notice(self) -> str:
        return self._told()[0]

    notice = Property(str, _get_notice, notify=changed)

    def _get_notice_language(self) -> str:
        return self._told()[1]

    noticeLanguage = Property(str, _get_notice_language, notify=changed)

    def _get_accent(self) -> str:
        """Return the colour as #RRGGBB, or an empty string to keep the colour of the theme."""
        accent = self._house.accent
        return (
            accent
            if is_hex_colour(accent) and contrast_ratio(accent, WHITE) >= MIN_TEXT_CONTRAST
            else ""
        )

    accent = Property(str, _get_accent, constant=True)

    def _get_logo(self) -> str:
        return "image://logo/house" if self._logo else ""

    logo = Property(str, _get_logo, constant=True)


class LogoProvider(QQuickImageProvider):
    """Provides the library's logo as ``image://logo/house``."""

    def __init__(self, shared: SharedSettings) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._image = decode_logo(shared)

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:
        return self._image


def decode_logo(shared: SharedSettings) -> QImage:
    """Return the logo, or a null image if there is no logo or the logo cannot be read."""
    try:
        return QImage.fromData(base64.b64decode(shared.logo, validate=True))
    except (binascii.Error, ValueError):
        return QImage()
