"""When one event takes place: its repeats, dates added and left out, and single changes.

RFC 5545, 3.8.4.4 (RECURRENCE-ID) and 3.8.5 (EXDATE, RDATE, RRULE). The times of a series are
what the clocks of its zone show, so that an exception finds its time however it is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from kiosk.sources.calendars import rules as ics_rules
from kiosk.sources.calendars.blocks import Block
from kiosk.sources.calendars.lines import Property
from kiosk.sources.calendars.times import BadTime, Length, Moment, When, length_of, stamp
from kiosk.sources.calendars.zones import UnknownZone, Zones

_ALL_DAY = (
    "X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY",
)  # fmt: skip
_REPEATS = ("RRULE", "RDATE")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Version:
    """An event as one VEVENT tells it, in the calendar whose zones those are."""

    block: Block
    zones: Zones
    withdrawn: bool = False  # by METHOD:CANCEL
    hidden: bool = False

    @property
    def repeats(self) -> bool:
        return any(self.block.value(name) for name in _REPEATS)

    @property
    def replaced(self) -> Property | None:
        """RECURRENCE-ID: which time of a series this is about."""
        return self.block.first("RECURRENCE-ID")

    @property
    def follows(self) -> bool:
        """Whether it is about all that come after that time, too."""
        said = self.replaced
        return said is not None and said.parameters.get("RANGE", "").upper() == "THISANDFUTURE"


@dataclass(frozen=True, slots=True)
class Instance:
    """One time of an event. ``occurrence`` names it; the texts are those of ``version``."""

    occurrence: str
    when: When
    version: Version


def when_of(version: Version) -> When:
    """From when to when an event is told to last. Raises BadTime and UnknownZone."""
    block, zones = version.block, version.zones
    said = block.first("DTSTART")
    if said is None:
        raise BadTime("It has no time at which it begins.")
    start = zones.moment(said)
    if start.is_date:
        return _days(start.wall.date(), _end_day(block, zones, start), zones)
    zone = start.zone or zones.floating
    if any(block.value(name).upper() in ("TRUE", "1") for name in _ALL_DAY):
        return _marked_days(block, zones, start, zone)
    if start.zone is UTC and zones.home and start.on(zones.home).date() == start.wall.date():
        zone = zones.home  # so that a series stays at its hour when the clocks change
    wall = start.on(zone)
    when = When(wall, zone, _length(block, zones, wall, zone))
    return _whole_days(when, zones, repeats=version.repeats) or when


def _days(first: date, end: date, zones: Zones) -> When:
    """The days from ``first`` up to but without ``end``, at least one."""
    days = max(1, (end - first).days)
    return When(datetime.combine(first, time()), zones.days, Length(days), all_day=True)


def _end_day(block: Block, zones: Zones, start: Moment) -> date:
    first = start.wall.date()
    if end := _moment(block, "DTEND", zones):
        last = end.day(zones.days)
        return last if end.is_date or end.on(zones.days).time() == time() else last + _DAY
    length = length_of(block.value("DURATION"))
    return first + timedelta(days=length.days) + length.rest if length else first


def _marked_days(block: Block, zones: Zones, start: Moment, zone: tzinfo) -> When:
    """Days as Exchange writes them: midnights, and a mark that says so."""
    first = last = _nearest_day(start, zone, zones.days)
    if end := _moment(block, "DTEND", zones):
        last = _nearest_day(end, end.zone or zone, zones.days)
    elif length := length_of(block.value("DURATION")):
        last = first + timedelta(days=length.days) + length.rest
    return _days(first, last, zones)


def _nearest_day(moment: Moment, zone: tzinfo, days: tzinfo) -> date:
    """The day whose midnight ``moment`` is, in its own zone, the library's or UTC."""
    walls = (moment.on(zone), moment.on(days), moment.wall)
    return next((wall for wall in walls if wall.time() == time()), walls[0]).date()


def _whole_days(when: When, zones: Zones, *, repeats: bool) -> When | None:
    """All day where it goes from midnight to midnight by the clocks of the library; else None."""
    lasts = timedelta(days=when.length.days) + when.length.rest
    there = when.start.astimezone(zones.days).replace(tzinfo=None)
    if there.time() != time() or not lasts or lasts % _DAY:
        return None
    if repeats and there != when.wall:
        return None  # its weekdays are those of another zone
    return _days(there.date(), there.date() + lasts, zones)


def _length(block: Block, zones: Zones, wall: datetime, zone: tzinfo) -> Length:
    """By DTEND as time passes, by DURATION as it says (RFC 5545, 3.8.5.3); else none."""
    end = _moment(block, "DTEND", zones)
    if end is None:
        return length_of(block.value("DURATION")) or Length()
    shown = end.on(zone)
    passed = When(shown, zone, Length()).start - When(wall, zone, Length()).start
    # An hour that is skipped would leave nothing of an event that begins or ends in it.
    return Length(rest=passed if passed > timedelta() else shown - wall)


def _moment(block: Block, name: str, zones: Zones) -> Moment | None:
    """None where there is none that can be read: the event is taken by its start then."""
    said = block.first(name)
    try:
        return zones.moment(said) if said else None
    except BadTime:
        return None


@dataclass(slots=True)
class Series:
    """All times of one version, and what single changes make of them."""

    version: Version
    first: When
    found: dict[datetime, Instance] = field(default_factory=dict)  # by what clocks show
    complaints: list[str] = field(default_factory=list)
    _of_day: dict[date, set[datetime]] = field(default_factory=lambda: defaultdict(set))

    def keys_of(self, moment: Moment) -> list[datetime]:
        """Which of the times a RECURRENCE-ID or EXDATE means.

        A date means all of that day; so does its midnight where nothing is then.
        """
        zone = self.first.zone
        if self.first.all_day:
            key = datetime.combine(moment.day(zone), time())
            return [key] if key in self.found else []
        for wall in (moment.on(zone), moment.wall):  # some write local time and call it UTC
            if not moment.is_date and wall in self.found:
                return [wall]
        if not moment.is_date and moment.wall.time() != time():
            return []
        return sorted(self._of_day.get(moment.wall.date(), ()))

    def drop(self, keys: Iterable[datetime]) -> None:
        for key in keys:
            self.found.pop(key, None)
            self._of_day[key.date()].discard(key)

    def put(self, key: datetime, when: When, version: Version) -> None:
        self.found[key] = Instance(_stamp(key, self.first.zone), when, version)
        self._of_day[key.date()].add(key)

    def change(self, keys: list[datetime], version: Version) -> None:
        """Put ``version`` in place of the times ``keys``, which move as the first of them does.

        Raises BadTime and UnknownZone.
        """
        key = keys[0]
        new = when_of(version) if version.block.value("DTSTART") else self.found[key].when
        for each in keys:
            moved = replace(new, wall=new.wall + (each - key))
            self.put(each, moved, version)


def series_of(version: Version, start: datetime, stop: datetime) -> Series:
    """The times of ``version`` between ``start`` and ``stop`` (UTC); a single one always.

    Raises BadTime and UnknownZone where not even the first time can be read.
    """
    first = when_of(version)
    series = Series(version, first)
    if not version.repeats:
        series.put(first.wall, first, version)
        return series
    low, high = (_shown(each, first.zone) for each in (start, stop))
    walls = {first.wall} | _repeats(series, "RRULE", high)
    if series.complaints:
        series.put(first.wall, first, version)
    walls -= _repeats(series, "EXRULE", high)
    for wall in walls:
        if low <= wall <= high:
            series.put(wall, replace(first, wall=wall), version)
    for when in _added(series):
        if low <= when.wall <= high:
            series.put(when.wall, when, version)
    for moment in _listed(series, "EXDATE"):
        series.drop(series.keys_of(moment))
    return series


def _shown(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _repeats(series: Series, name: str, high: datetime) -> set[datetime]:
    """What clocks show at the times of all rules of this name.

    The start counts as the first time of a rule even where it does not fit (3.8.5.3); where
    there are several rules it need not fit each.
    """
    found: set[datetime] = set()
    rules = [said for said in series.version.block.all(name) if said.value]
    counted = name == "RRULE" and len(rules) == 1
    for said in rules:
        try:
            if rule := ics_rules.rule_of(said.value):
                found |= ics_rules.times_of(rule, series.first, high, counted=counted)
        except Exception as fault:  # whatever a library makes of an odd rule
            series.complaints.append(_untold(name, fault))
    return found


def _untold(name: str, fault: Exception) -> str:
    words = f"{' '.join(str(fault).split())[:200] or type(fault).__name__}."
    if name == "EXRULE":
        return f"Which times it leaves out cannot be worked out: {words}"
    return f"How it repeats cannot be worked out, so only its first time was taken: {words}"


def _listed(series: Series, name: str) -> Iterator[Moment]:
    """All moments of the properties of this name; one that cannot be read is told."""
    for said in series.version.block.all(name):
        for value in filter(str.strip, said.value.split(",")):
            try:
                yield _placed(value, said, series)
            except BadTime as fault:
                series.complaints.append(f"A date of it ({name}) was left out. {fault}")


def _placed(value: str, said: Property, series: Series) -> Moment:
    """A zone that is not known here is taken for that of the series: its clocks say the same."""
    whole_days = said.parameters.get("VALUE", "").upper() == "DATE"
    zones = series.version.zones
    try:
        return zones.placed(value, said, whole_days=whole_days)
    except UnknownZone:
        return zones.placed(value, replace(said, parameters={}), whole_days=whole_days)


def _added(series: Series) -> Iterator[When]:
    """RDATE: dates and times as long as the first, and periods as long as they say."""
    first, zones = series.first, series.version.zones
    for said in series.version.block.all("RDATE"):
        for value in filter(str.strip, said.value.split(",")):
            begins, _, ends = value.partition("/")
            try:
                moment = _placed(begins, said, series)
                wall = _wall(moment, first)
                length = first.length
                if ends.strip()[:1].upper() in ("P", "+"):
                    length = length_of(ends) or length
                elif ends.strip() and moment.is_date and not first.all_day:
                    days = (_placed(ends, said, series).wall - moment.wall).days
                    yield _days(moment.wall.date(), moment.wall.date() + timedelta(days), zones)
                    continue
                elif ends.strip():
                    rest = _wall(_placed(ends, said, series), first) - wall
                    length = Length(rest=rest) if rest > timedelta() else length
            except BadTime as fault:
                series.complaints.append(f"A date of it (RDATE) was left out. {fault}")
                continue
            yield replace(first, wall=wall, length=length)


def _wall(moment: Moment, first: When) -> datetime:
    """A date among times is that day at the hour of the first; a time among dates its day."""
    if first.all_day:
        return datetime.combine(moment.day(first.zone), time())
    if moment.is_date:
        return datetime.combine(moment.wall.date(), first.wall.time())
    return moment.on(first.zone)


def _stamp(wall: datetime, zone: tzinfo) -> str:
    try:
        return stamp(When(wall, zone, Length()).start)
    except OverflowError:
        raise BadTime(f"Its time is out of reach: {wall:%Y-%m-%d}.") from None
