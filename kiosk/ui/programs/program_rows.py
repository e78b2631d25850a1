"""The rows of the programme screens: days, tiles and filter chips."""

from dataclasses import dataclass

from kiosk.ui.base.rows import ChoiceRow, FactRow, NeedRow


@dataclass(frozen=True)
class DayRow:
    """One day of the week or of the month, as shown by DayTile.qml.

    ``count`` is "4 programmes" and ``brief`` the number alone; ``number`` is the day of the month;
    ``name`` is the whole date, which is also said. A visitor cannot choose a day that is not
    ``offered``.
    """

    weekday: str
    number: str
    count: str
    brief: str
    name: str
    chosen: bool
    offered: bool


@dataclass(frozen=True)
class ProgramRow:
    """One programme in a list, as shown by ProgramTile.qml and AllDayBand.qml.

    ``status`` describes the seats, as far as they are known. ``good`` is True if a visitor can
    simply come or register. ``offer`` is the action, or an empty string if visitors cannot
    register. ``shade`` and ``motif`` select the colour and the pattern of the drawn poster.
    """

    title: str
    titleLanguage: str
    time: str
    place: str
    placeLanguage: str
    about: str
    pictogram: str
    shade: int
    motif: int
    status: str
    good: bool
    offer: str
    refusal: str
    cancelled: bool


@dataclass(frozen=True)
class DateRow:
    """Another date of the programme, or a programme of a partner: a date and what is on."""

    when: str
    title: str
    titleLanguage: str
    status: str
    pictogram: str
    shade: int


@dataclass(frozen=True)
class ProgramDetails:
    """The details of one programme, in the language of the screen."""

    title: str = ""
    titleLanguage: str = ""
    cancelled: bool = False
    pictogram: str = "programs"
    shade: int = 0
    motif: int = 0
    day: str = ""
    time: str = ""
    location: str = ""
    description: str = ""
    homeLanguage: str = ""
    partner: str = ""
    facts: tuple[FactRow, ...] = ()
    needs: tuple[NeedRow, ...] = ()
    dates: tuple[DateRow, ...] = ()


@dataclass(frozen=True)
class ProgramFilters:
    """The choices of all programme filters."""

    kinds: tuple[ChoiceRow, ...] = ()
    languages: tuple[ChoiceRow, ...] = ()
    audiences: tuple[ChoiceRow, ...] = ()
    topics: tuple[ChoiceRow, ...] = ()
    needs: tuple[ChoiceRow, ...] = ()
    branches: tuple[ChoiceRow, ...] = ()
