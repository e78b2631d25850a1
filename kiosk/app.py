"""The kiosk application, which builds the window and shows it."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import kiosk.qt_imports  # noqa: F401  (before PySide6)

# These variables are set before QGuiApplication is created, because Qt reads them only then.
os.environ.setdefault("QT_IM_MODULE", "qtvirtualkeyboard")
os.environ.setdefault("QT_VIRTUALKEYBOARD_STYLE", "kiosk")  # the style is in ui/keyboard
os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
os.environ.setdefault("QT_VIRTUALKEYBOARD_DESKTOP_DISABLE", "1")  # no separate window
os.environ.setdefault("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
# Qt writes its messages to standard error. A handler in Python would deadlock:
# the thread that loads QML types calls the handler while the main thread waits for that thread.
os.environ.setdefault(
    "QT_LOGGING_RULES",
    "qt.qml.propertyCache.append=false;qt.multimedia.*=false;qt.multimedia.ffmpeg*=false",
)

import PySide6.QtQuick  # noqa: F401  (or the window arrives as a plain QWindow)
import shiboken6
from PySide6.QtCore import QMetaObject, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.errors import KioskError
from kiosk.resources import assets
from kiosk.services.catalogue.warm_up import warm_up_search
from kiosk.services.context import Context
from kiosk.services.shown_covers import ShownCovers
from kiosk.services.sync.first_titles import CoverOptions
from kiosk.services.sync.sync_supervisor import SyncSupervisor
from kiosk.services.upkeep.check_health import CheckResult
from kiosk.services.upkeep.effective_settings import load_effective_settings
from kiosk.services.upkeep.set_up import is_set_up
from kiosk.services.upkeep.usage import UsageRecorder
from kiosk.settings import Settings, load
from kiosk.speech.braille.braille_display import BrailleDisplay
from kiosk.speech.headphones import Headphones
from kiosk.speech.speaker import Speaker
from kiosk.store.database import Database
from kiosk.sync.credentials import load_paired_credentials
from kiosk.ui.accessibility.braille_reading import BrailleReading
from kiosk.ui.accessibility.exploration import Exploration
from kiosk.ui.accessibility.gestures import FlickLimits
from kiosk.ui.accessibility.speech_hint import SpeechHint
from kiosk.ui.accessibility.tap_filter import TapFilter
from kiosk.ui.base import fonts, session_traces
from kiosk.ui.base.collector import Collector, map_large_blocks_apart, return_free_memory
from kiosk.ui.base.cover_drawing import CoverProvider
from kiosk.ui.base.display import pixels_per_mm, screen_size
from kiosk.ui.base.drawings import DrawingProvider
from kiosk.ui.base.qr_codes import QrProvider
from kiosk.ui.base.refusals import read_or_default
from kiosk.ui.house.floor_images import FloorImageProvider
from kiosk.ui.scanning.scanner import Scanner
from kiosk.ui.shell.branding import LogoProvider
from kiosk.ui.shell.session_usage import SessionUsage
from kiosk.ui.shell.view_models import ViewModels
from kiosk.ui.staff.display_checks import display_checks
from kiosk.ui.staff.screen_capture import ScreenCapture
from kiosk.ui.staff.staff_door import StaffDoor
from kiosk.watchdog import RESTART, CloseBlocker, DatabaseMaintenance, SystemdNotifier

_ANEW = -1  # exit status: the screens must be rebuilt
_ONE_PLACE_MM = 10.0  # the largest distance between taps that count as one
_SCREENS_GONE_MS = 500  # after a session, its screens are destroyed by then
_UI = Path(__file__).parent / "ui"

Clock = Callable[[], datetime]


class Kiosk(ViewModels):
    """The window of the kiosk, with view models that show the data of one database.

    ``clock`` returns the time in UTC; ``size`` is the size of the window in pixels, or None for
    full screen. Raises KioskError if the screens cannot be loaded. ``outdated`` is emitted when
    staff have changed a setting, so that the screens must be rebuilt.
    """

    outdated = Signal()

    def __init__(
        self,
        settings: Settings,
        database: Database,
        speaker: Speaker,
        clock: Clock = lambda: datetime.now(UTC),
        size: tuple[int, int] | None = None,
        *,
        first_start: bool = False,
    ) -> None:
        read_settings = partial(load_effective_settings, database, settings)
        effective = read_settings()
        super().__init__(Context(database, effective, clock, first_start), speaker)
        self._read_settings, self._effective = read_settings, effective
        settings, branch = effective.settings, effective.branch
        self.sync.news.connect(self._look_for_changes)
        self.covers = ShownCovers(database, branch, clock, lambda: self.session.active)
        self.engine = QQmlApplicationEngine()
        self.window = self._load(settings, size)
        per_mm = self.window.property("pixelsPerMm")
        self.guide.attach(self.window)
        limits = FlickLimits(settings.flick_mm * per_mm, settings.flick_ms)
        self.exploration = Exploration(
            self.window, lambda: self.accessibility.speaks, self.guide.touched, limits
        )
        self.exploration.flicked.connect(self.guide.follow)
        self.guide.entered.connect(self.exploration.forget)
        self.session.ended.connect(self.exploration.forget_gestures)
        # Qt runs the filter that was installed last first: keys are translated and a touch beside
        # all controls is noticed before the attract screen takes them.
        self.attract.attach(self.window)
        self.keypad.attach(self.window)
        StaffDoor(self.window).asked.connect(self.ask_staff)
        if settings.speech_invitation:
            self.session.ended.connect(SpeechHint(self.window, self.guide.invite).reset)
        self.tap_filter = TapFilter(
            self.window,
            settings.double_tap_ms,
            settings.double_strike_ms,
            _ONE_PLACE_MM * per_mm,
            self.exploration.expects_double_tap,
            settings.key_repeat_ms,
            self.keypad.moves,
        )
        self.tap_filter.travelled.connect(self.guide.travel)
        self.scanner = self._fit_scanner(settings.scanner_ms)
        self.headphones = Headphones()
        self.headphones.plugged.connect(self._listen_privately)
        self.headphones.plugged.connect(self.attract.leave)
        self.headphones.unplugged.connect(self._listen_no_more)
        self.braille = BrailleReading(
            BrailleDisplay(),
            speaker,
            self.session,
            self.accessibility,
            self.translator,
            self.window,
        )
        self.wiping.connect(self.braille.wipe)
        self.session.acted.connect(self.guide.silence)
        self.guide.listening.connect(self.session.listen)
        count = UsageRecorder(database, branch, clock).session
        self.usage = SessionUsage(
            count, self.session, self.accessibility, self.translator, self.find
        )
        self.session.ended.connect(self.usage.finish)  # before the session's data is deleted
        self.session.ended.connect(self.covers.end_session)
        self.session.ended.connect(self.wipe)
        self.session.ended.connect(self._look_for_changes)
        self._thrift = QTimer(self, singleShot=True, interval=_SCREENS_GONE_MS)
        self._thrift.timeout.connect(self._save_memory)
        self.session.ended.connect(self._thrift.start)
        self._own()

    def cover_options(self) -> CoverOptions:
        """Return what the pictures of covers depend on."""
        settings = self._effective.settings
        codes = [settings.language, *settings.languages]
        room = settings.cover_space_mb * 1024**2
        return CoverOptions(room, self._effective.branch.code, tuple(dict.fromkeys(codes)))

    def _fit_scanner(self, limit_ms: int) -> Scanner:
        scanner = Scanner(self.window, limit_ms, lambda: bool(self.window.property("forStaff")))
        scanner.scanned.connect(self.session.act_by_key)
        scanner.scanned.connect(self.attract.leave)
        scanner.leaked.connect(self.scanned.leaked)
        scanner.scanned.connect(self.scanned.look_up)
        self.wiping.connect(scanner.forget)
        return scanner

    def _own(self) -> None:
        """Make the kiosk the parent of all its objects, so that they are destroyed together."""
        for each in vars(self).values():
            if isinstance(each, QObject) and each not in (self.engine, self.window):
                each.setParent(self)

    def _load(self, settings: Settings, size: tuple[int, int] | None) -> QQuickWindow:
        fonts.load()
        self.engine.addImportPath(str(_UI / "keyboard"))
        self.engine.addImageProvider("icon", DrawingProvider(assets() / "icons"))
        self.engine.addImageProvider("pattern", DrawingProvider(assets() / "patterns"))
        self.engine.addImageProvider("cover", CoverProvider(assets(), self.covers.read))
        self.engine.addImageProvider("qr", QrProvider())
        self.engine.addImageProvider("floor", FloorImageProvider(self.way.floor_image))
        self.engine.addImageProvider("logo", LogoProvider(self._effective.shared))
        width, height = size or screen_size()
        self.engine.setInitialProperties(
            {
                "models": self,
                "pixelsPerMm": pixels_per_mm(settings, width, height),
                "family": fonts.main_family(),
                "width": width,
                "height": height,
            }
        )
        self.engine.load(QUrl.fromLocalFile(str(_UI / "shell" / "Main.qml")))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise KioskError("The screens could not be loaded.", "Install the kiosk again.")
        return roots[0]

    @Slot()
    def ask_staff(self) -> None:
        """Open the staff screen, which asks for the PIN."""
        QMetaObject.invokeMethod(self.window, "askStaff")

    def attend(self) -> None:
        """Start filtering visitors' taps and key presses; ``close`` stops the filters."""
        # A filter of the application would be called for each event of each item.
        self.window.installEventFilter(self.session)
        # The tap filter runs first, so that a dropped tap counts as no action.
        self.window.installEventFilter(self.tap_filter)
        if self._effective.settings.scanner_ms:
            self.window.installEventFilter(self.scanner)

    @Slot(str)
    def _listen_privately(self, sink: str) -> None:
        self.speaker.send_to(sink)
        self.session.go_on()
        self.session.show_focus()
        self.guide.put_on_headphones()

    @Slot()
    def _listen_no_more(self) -> None:
        self.guide.take_off_headphones()
        self.speaker.send_to("")

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data: words, results, choices, codes, sound and clipboards."""
        self.wiping.emit()
        self.accessibility.reset()
        self.translator.reset()
        self.speaker.wipe()
        session_traces.clear_clipboards()

    @Slot()
    def _save_memory(self) -> None:
        """Free what the screens of the last session have left."""
        self.engine.collectGarbage()
        return_free_memory()

    @Slot()
    def _look_for_changes(self) -> None:
        if self.session.active:
            return
        if read_or_default(self._effective, self._read_settings) != self._effective:
            self.outdated.emit()

    def close(self) -> None:
        """Stop threads and speech, and destroy all objects; the caller closes the database."""
        self.window.removeEventFilter(self.scanner)
        self.window.removeEventFilter(self.tap_filter)
        self.window.removeEventFilter(self.session)
        self.headphones.close()
        self.braille.close()
        self.background.close()
        self.meaning.stop()
        self.receipt.close()
        self.covers.store()
        self.speaker.shutdown()
        self.window.close()
        shiboken6.delete(self.engine)  # destroy the screens before the view models
        shiboken6.delete(self)  # destroy now, not at a random garbage collection


def application() -> QGuiApplication:
    """Return the QGuiApplication; create it if there is none yet.

    Raises KioskError if there is no display.
    """
    if isinstance(existing := QGuiApplication.instance(), QGuiApplication):
        return _collecting(existing)
    if not _has_display():
        raise KioskError(
            "There is no display here.",
            "Start the kiosk in a graphical session, or draw it: kiosk demo --offscreen "
            "--screenshots DIR.",
        )
    map_large_blocks_apart()
    app = QGuiApplication(["kiosk"])
    app.setApplicationName("Commons Kiosk")
    fonts.load()
    app.setFont(QFont(fonts.main_family()))
    return _collecting(app)


def _collecting(app: QGuiApplication) -> QGuiApplication:
    """Make garbage collection run only in the thread of ``app``, and return ``app``."""
    if app.findChild(Collector) is None:
        Collector(app)
    return app


def run(
    settings: Settings, database: Database, *, windowed: bool = False, first_start: bool = False
) -> int:
    """Show the kiosk until staff exit it, and return the exit status.

    With ``first_start``, staff choose the settings first. When staff have changed a setting at the
    server, the screens are rebuilt between two visitors. The exit status is
    ``watchdog.RESTART`` if the process must be restarted.
    """
    session_traces.forbid_core_dumps()
    if not windowed:  # a kiosk in a window may run in a personal account
        session_traces.forget_learnt_words()
    status = _ANEW
    while status == _ANEW:
        status = _run_once(settings, database, windowed, first_start)
        if first_start and is_set_up():
            settings, first_start = load(data_dir=settings.data_dir), False
    return status


def _run_once(
    settings: Settings, database: Database, windowed: bool, first_start: bool = False
) -> int:
    app = application()
    size = (540, 960) if windowed else None
    kiosk = Kiosk(settings, database, Speaker(), size=size, first_start=first_start)
    kiosk.attend()
    kiosk.headphones.follow()
    if settings.braille:
        kiosk.braille.follow()
    kiosk.staff.left.connect(app.quit)
    kiosk.outdated.connect(lambda: app.exit(_ANEW))
    kiosk.first_start.finished.connect(lambda: app.exit(_ANEW))
    sync_supervisor = _sync_supervisor(kiosk, database)
    if settings.search_by_meaning:
        kiosk.meaning.start(makes_vectors=sync_supervisor is None)
    care = DatabaseMaintenance(database, kiosk.session, kiosk.background, lambda: datetime.now(UTC))
    care.restart.connect(lambda: app.exit(RESTART))
    signs, stay = SystemdNotifier(), CloseBlocker()
    for each in (care, signs, stay):
        each.setParent(kiosk)
    QTimer.singleShot(0, signs.ready)  # runs once the event loop has started
    signal.signal(signal.SIGINT, lambda *_: app.quit())
    if windowed:
        kiosk.window.show()
    else:
        kiosk.window.installEventFilter(stay)
        kiosk.window.showFullScreen()
    try:
        with warm_up_search(kiosk.catalogue):
            return app.exec()
    finally:
        kiosk.window.removeEventFilter(stay)
        if sync_supervisor:
            sync_supervisor.stop()
        kiosk.close()


def _sync_supervisor(kiosk: Kiosk, database: Database) -> SyncSupervisor | None:
    """Start the sync if the kiosk is paired with a server; otherwise return None."""
    if load_paired_credentials(database) is None:
        return None
    capture_screen = ScreenCapture(
        kiosk.window, kiosk.session, lambda png: sync_supervisor.show(png)
    )
    capture_screen.setParent(kiosk)
    sync_supervisor = SyncSupervisor(
        database.path.parent,
        kiosk.sync.hear,
        capture_screen=capture_screen.ask,
        covers=kiosk.cover_options(),
    )
    kiosk.session.begun.connect(lambda: sync_supervisor.notice_visitor(True))
    kiosk.session.ended.connect(lambda: sync_supervisor.notice_visitor(False))
    kiosk.ordered.connect(sync_supervisor.wake)
    kiosk.copiesAsked.connect(sync_supervisor.ask_copies)
    sync_supervisor.start()
    return sync_supervisor


def _has_display() -> bool:
    # If there is no display, Qt would abort. QT_QPA_PLATFORM may name another platform (eglfs).
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def check_display(settings: Settings) -> Iterator[CheckResult]:
    """Yield the results of the checks that need Qt; Qt runs offscreen if there is no display."""
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application()
    yield from display_checks(settings)
