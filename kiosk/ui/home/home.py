"""The view model of the first screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.i18n import formats
from kiosk.i18n.languages import name_of
from kiosk.services.overview import LibraryOverview, Overview, TitleShelf
from kiosk.ui.base.background import Background
from kiosk.ui.base.rows import LanguageRow
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.home.home_rows import (
    CoverRow,
    HomeProgramRow,
    HomeSpaceRow,
    cover_row,
    program_row,
    space_row,
)
from kiosk.ui.home.opening import HoursRow, opening_state, week_hours

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_MINUTE = 60_000  # milliseconds
_LANGUAGES = 5
_TILES = 3
_OTHERS = 2


@dataclass(frozen=True)
class HomePage:
    """Everything on the first screen, in the language of the screen.

    A heading is an empty string if the section has nothing to show. ``shelfLanguage`` is the code
    of the language whose titles are shown, or "" if the titles are in any language.
    """

    greeting: str = ""
    question: str = ""
    opening: str = ""
    open: bool = False
    day: str = ""
    address: str = ""
    titlesHeading: str = ""
    titlesLink: str = ""
    shelfLanguage: str = ""
    titles: tuple[CoverRow, ...] = ()
    ownHeading: str = ""
    own: tuple[HomeProgramRow, ...] = ()
    programsHeading: str = ""
    programsLine: str = ""
    today: bool = False
    programs: tuple[HomeProgramRow, ...] = ()
    spacesHeading: str = ""
    spacesLine: str = ""
    spaces: tuple[HomeSpaceRow, ...] = ()
    languages: tuple[LanguageRow, ...] = ()
    moreLanguages: bool = False
    otherLanguages: str = ""
    week: tuple[HoursRow, ...] = ()


@QmlElement
@QmlUncreatable("made by the application")
class HomeModel(QObject):  # type: ignore[operator]
    """The first screen: hours, new titles, the next programmes and the free spaces.

    The data is read in the background every minute, and whenever ``refresh`` is called.
    """

    changed = Signal()

    def __init__(
        self,
        library: LibraryOverview,
        branch: Branch,
        translator: Translator,
        background: Background,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._library = library
        self._branch = branch
        self._t = translator
        self._background = background
        self._clock = clock
        self._page = value_object(HomePage)(self)
        self._overview: Overview | None = None
        self._shelf = TitleShelf()
        self._shelf_is_old = True
        self._timer = QTimer(self, interval=_MINUTE)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        translator.changed.connect(self._reword)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read everything again, because the data may have changed."""
        self._shelf_is_old = True
        self.tick()

    @Slot()
    def tick(self) -> None:
        """Read what changes with the time; also the titles if they have not been read."""
        now, language, home = self._clock(), self._foreign(), self._t.home
        self._background.run(
            "overview", lambda: self._library.read(now, language), self._take, self._fail
        )
        if self._shelf_is_old:
            self._background.run(
                "shelf",
                lambda: self._library.shelf(now, language, home),
                self._take_shelf,
                self._leave,
            )
        self._show()

    @Slot()
    def _reword(self) -> None:
        self._show()
        self.refresh()

    def _foreign(self) -> str:
        """Return the language of the screen, or "" if it is the language of the library."""
        return "" if self._t.code == self._t.home else self._t.code

    def _take(self, overview: Overview) -> None:
        self._overview = overview
        self._show()

    def _take_shelf(self, shelf: TitleShelf) -> None:
        self._shelf, self._shelf_is_old = shelf, False
        self._show()

    def _fail(self, fault: Exception) -> None:
        """Show no section whose data cannot be read."""
        self._overview = None
        self._show()

    def _leave(self, fault: Exception) -> None:
        """Keep the titles, and read them at the next minute: a search has interrupted."""

    # --- properties for the screen ------------------------------------------------------------

    def _show(self) -> None:
        self._page.replace(self._page_now())
        self.changed.emit()

    def _page_now(self) -> HomePage:
        t, now = self._t, self._clock()
        seen = self._overview or Overview(self._branch)
        branch, shelf = seen.branch, self._shelf
        spaces = [each.space for each in seen.spaces]
        programs = tuple(program_row(each, spaces, branch, now, t) for each in seen.coming)
        own = tuple(program_row(each, spaces, branch, now, t) for each in seen.own)
        today = bool(programs) and all(
            each.program.interval_in(branch.tz).start < _midnight(branch, now)
            for each in seen.coming
        )
        return HomePage(
            greeting=_greeting(now.astimezone(branch.tz).hour, t),
            question=t.pgettext("home", "What are you looking for?"),
            opening=opening_state(branch, now, t),
            open=branch.opening_at(now) is not None,
            day=formats.day(branch.local_day(now), t.code),
            address=branch.address,
            titlesHeading=self._titles_heading(shelf),
            titlesLink=self._titles_link(shelf),
            shelfLanguage=shelf.language,
            titles=tuple(cover_row(hit, t) for hit in shelf.titles),
            ownHeading=self._own_heading() if own else "",
            own=own,
            programsHeading=_programs_heading(programs, today, t),
            programsLine=_programs_line(seen.left_today, t),
            today=today,
            programs=programs,
            spacesHeading=_spaces_heading(seen, t),
            spacesLine=_spaces_line(seen, t),
            spaces=self._space_rows(seen, now),
            languages=self._languages(),
            otherLanguages=" · ".join([*(each.name for each in self._others()), "…"]),
            moreLanguages=len(t.languages) > _LANGUAGES,
            week=week_hours(branch, now, t),
        )

    def _titles_heading(self, shelf: TitleShelf) -> str:
        t = self._t
        if not shelf.titles:
            return ""
        if shelf.language:
            name = name_of(shelf.language, t.code)
            return t.pgettext("home", "Books and more in {language}", language=name)
        if shelf.recent:
            return t.pgettext("home", "Just published")
        return t.pgettext("home", "From our shelves")

    def _titles_link(self, shelf: TitleShelf) -> str:
        if shelf.language:
            return self._t.npgettext("home", "All {count}", "All {count}", shelf.count)
        return self._t.pgettext("home", "See all")

    def _own_heading(self) -> str:
        language = name_of(self._t.code, self._t.code)
        return self._t.pgettext("home", "Programmes in {language}", language=language)

    def _space_rows(self, seen: Overview, now: datetime) -> tuple[HomeSpaceRow, ...]:
        free = [each for each in seen.spaces if each.free_until]
        later = [each for each in seen.spaces if each.free_from and not each.free_until]
        return tuple(
            space_row(each, seen.branch, now, self._t) for each in (free or later)[:_TILES]
        )

    def _languages(self) -> tuple[LanguageRow, ...]:
        """Return the languages to offer: the library's first, and always the current one."""
        known = sorted(self._t.languages, key=lambda each: each.code != self._t.home)
        rows = [LanguageRow(each.code, each.autonym) for each in known]
        first = rows[:_LANGUAGES]
        current = next(each for each in rows if each.code == self._t.code)
        return tuple(first if current in first else [*first[:-1], current])

    def _others(self) -> list[LanguageRow]:
        """Return a few languages other than the current one, to name on one button.

        The library's language comes first, and then languages in other scripts.
        """
        latin = {each.code for each in self._t.languages if each.script == "Latn"}
        others = [each for each in self._languages() if each.code != self._t.code]
        others.sort(key=lambda each: (each.code != self._t.home, each.code in latin))
        return others[:_OTHERS]

    def _get_page(self) -> QObject:
        return self._page

    page = Property(value_object(HomePage), _get_page, constant=True)


def _midnight(branch: Branch, now: datetime) -> datetime:
    return branch.day_interval(branch.local_day(now)).end


def _greeting(hour: int, t: Translator) -> str:
    if 4 <= hour < 11:
        return t.pgettext("home", "Good morning. What are you looking for?")
    if 11 <= hour < 15:
        # Translators: From 11:00 to 15:00; in Indonesian "Selamat siang".
        return t.pgettext("home", "Hello. What are you looking for?")
    if 15 <= hour < 18:
        return t.pgettext("home", "Good afternoon. What are you looking for?")
    return t.pgettext("home", "Good evening. What are you looking for?")


def _programs_heading(programs: tuple[HomeProgramRow, ...], today: bool, t: Translator) -> str:
    if not programs:
        return ""
    return t.pgettext("home", "Today here") if today else t.pgettext("home", "Coming up")


def _programs_line(left: int, t: Translator) -> str:
    return t.npgettext("home", "{count} more today", "{count} more today", left) if left else ""


def _spaces_heading(seen: Overview, t: Translator) -> str:
    free = sum(each.free_until is not None for each in seen.spaces)
    if free:
        return t.pgettext(
            "home",
            "Rooms free now: {free} of {all}",
            free=formats.number(free, t.code),
            all=formats.number(len(seen.spaces), t.code),
        )
    return t.pgettext("home", "Rooms free later") if any(s.free_from for s in seen.spaces) else ""


def _spaces_line(seen: Overview, t: Translator) -> str:
    free = sum(each.free_until is not None for each in seen.spaces)
    return t.npgettext("home", "{count} free now", "{count} free now", free) if free else ""
