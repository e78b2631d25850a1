"""The view model of the staff screen and of the header of every screen."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.i18n import formats
from kiosk.services.catalogue.language_support import LanguageSupport
from kiosk.services.rate_limiter import RateLimiter
from kiosk.services.upkeep.set_up import check_pin
from kiosk.settings import Settings
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.translator import Translator
from kiosk.ui.staff.check_row import CheckRow
from kiosk.ui.staff.language_row import language_row

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_PICTOGRAMS = {"ok": "check", "warning": "warning", "fault": "close"}


@QmlElement
@QmlUncreatable("made by the application")
class StaffModel(QObject):  # type: ignore[operator]
    """The library's name, the time of day, and everything on the staff screen behind the PIN.

    After five wrong PINs, one attempt per minute is checked; any other attempt fails, even with the
    right PIN.
    """

    changed = Signal()
    unlockedChanged = Signal()
    refused = Signal()
    left = Signal()

    def __init__(
        self,
        settings: Settings,
        branch: Branch,
        translator: Translator,
        clock: Callable[[], datetime],
        checks: Callable[[], list[Any]],
        languages: Callable[[], list[LanguageSupport]],
        limiter: RateLimiter,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._branch = branch
        self._t = translator
        self._clock = clock
        self._run_checks = checks
        self._checks: list[Any] = []
        self._list_languages = languages
        self._check_rows = list_model(CheckRow)(self)
        self._language_rows = list_model(CheckRow)(self)
        self._failure = ""
        self._unlocked = False
        self._limiter = limiter
        self._minute = QTimer(self, interval=5_000)
        self._minute.timeout.connect(self.changed)
        self._minute.start()
        translator.changed.connect(self.changed)
        translator.changed.connect(self._show_states)

    @Slot(str)
    def unlock(self, pin: str) -> None:
        """Unlock the staff screen, or explain why it stays locked."""
        if not self._limiter.allows(self._clock()):
            self._refuse(self._t.pgettext("staff", "Too many wrong PINs. Please wait a minute."))
        elif check_pin(self._settings, formats.ascii_digits(pin)):
            self._failure = ""
            self._checks = self._run_checks()
            self._set_unlocked(True)
        else:
            self._limiter.record_failure(self._clock())
            self._refuse(self._t.pgettext("staff", "Wrong PIN."))

    @Slot()
    def lock(self) -> None:
        self._failure = ""
        self._checks = []
        self._set_unlocked(False)

    @Slot()
    def leave(self) -> None:
        """Exit the kiosk if the staff screen is unlocked."""
        if self._unlocked:
            self.left.emit()

    def _refuse(self, words: str) -> None:
        self._failure = words
        self.changed.emit()
        self.refused.emit()

    def _set_unlocked(self, unlocked: bool) -> None:
        self._unlocked = unlocked
        self._show_states()
        self.changed.emit()
        self.unlockedChanged.emit()

    def _get_library_name(self) -> str:
        return self._settings.library_name

    libraryName = Property(str, _get_library_name, constant=True)

    def _get_has_pin(self) -> bool:
        return bool(self._settings.pin_hash)

    hasPin = Property(bool, _get_has_pin, constant=True)

    def _get_unlocked(self) -> bool:
        return self._unlocked

    unlocked = Property(bool, _get_unlocked, notify=unlockedChanged)

    def _get_failure(self) -> str:
        return self._failure

    failure = Property(str, _get_failure, notify=changed)

    def _get_clock(self) -> str:
        return formats.format_clock(self._clock(), self._branch.tz, self._t.code)

    clock = Property(str, _get_clock, notify=changed)

    def _get_branch_line(self) -> str:
        now = self._clock()
        opening = self._branch.opening_at(now)
        if opening is None:
            state = self._t.pgettext("staff", "closed now")
        else:
            state = self._t.pgettext(
                "staff",
                "open until {time}",
                time=formats.clock(opening.end, self._branch.tz, self._t.code),
            )
        name, _ = self._branch.name_in(self._t.code, self._t.home)
        return formats.joined([formats.isolate_bidi(name), state], self._t.code) if name else ""

    branchLine = Property(str, _get_branch_line, notify=changed)

    @Slot()
    def _show_states(self) -> None:
        self._check_rows.replace(
            [
                CheckRow(
                    title=check.name,
                    text=f"{check.message} {check.advice}".strip(),
                    pictogram=_PICTOGRAMS[check.status],
                )
                for check in self._checks
            ]
        )
        states = self._list_languages() if self._unlocked else []
        self._language_rows.replace([language_row(state, self._t) for state in states])

    def _get_checks(self) -> QObject:
        return self._check_rows

    checks = Property(list_model(CheckRow), _get_checks, constant=True)

    def _get_languages(self) -> QObject:
        return self._language_rows

    languages = Property(list_model(CheckRow), _get_languages, constant=True)
