"""The usage in one session, kept in memory until the session ends."""

import logging
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.errors import KioskError
from kiosk.ui.accessibility.accessibility_settings import THEMES, AccessibilitySettings
from kiosk.ui.base.session import Session
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.search import SearchModel

_log = logging.getLogger(__name__)

_MEANT_MS = 2_000  # milliseconds without a change after which the typed words count as a query

Count = Callable[[Iterable[str], Iterable[str]], None]


class SessionUsage(QObject):
    """Collects the features used in a session; passes them to ``count`` when the session ends."""

    def __init__(
        self,
        count: Count,
        session: Session,
        accessibility: AccessibilitySettings,
        translator: Translator,
        find: SearchModel,
    ) -> None:
        super().__init__()
        self._count = count
        self._session = session
        self._accessibility = accessibility
        self._translator = translator
        self._find = find
        self._begun = False
        self._used: set[str] = set()
        self._unfound: set[str] = set()
        self._meant = QTimer(self, singleShot=True, interval=_MEANT_MS)
        self._meant.timeout.connect(self._note_search)
        session.acted.connect(self._begin)
        accessibility.changed.connect(self._note_modes)
        find.answered.connect(self._meant.start)

    @Slot()
    def finish(self) -> None:
        """Count the session that has ended, and delete its data."""
        if self._begun:
            used = self._used | {f"language:{self._translator.code}"}
            try:
                self._count(used, self._unfound)
            except KioskError as fault:
                _log.error("the session is not counted: %s", fault)
        self._meant.stop()
        self._begun = False
        self._used = set()
        self._unfound = set()

    @Slot()
    def _begin(self) -> None:
        self._begun = True
        self._note_modes()

    @Slot()
    def _note_modes(self) -> None:
        if not self._begun:
            return
        accessibility = self._accessibility
        theme, scale = str(accessibility.property("theme")), accessibility.number("scale")
        on = {
            "speech": accessibility.speaks,
            "reach": bool(accessibility.property("reach")),
            "curtain": accessibility.covered,
            "keys": not self._session.property("byTouch"),
            f"theme={theme}": theme != THEMES[0],
            f"scale={scale}": scale != 100,
        }
        self._used |= {f"mode:{name}" for name, used in on.items() if used}

    @Slot()
    def _note_search(self) -> None:
        words = str(self._find.property("words")).strip()
        if not words:
            return
        self._used.add("search")
        if self._find.nothing:
            self._used.add("nothing_found")
            self._unfound.add(words)
