"""Expanding an event into its instances: recurrences, added and excluded dates, overrides.

The rules are those of RFC 5545, 3.8.4.4 (RECURRENCE-ID) and 3.8.5 (EXDATE, RDATE, RRULE). The key
of an instance is its wall time in the time zone of the series. An exception therefore matches its
instance even if it is written in another time zone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from kiosk.sources.calendars import recurrence_rules as ics_rules
from kiosk.sources.calendars.calendar_zones import CalendarZones, UnknownZone
from kiosk.sources.calendars.components import Component
from kiosk.sources.calendars.content_lines import Property
from kiosk.sources.calendars.event_times import (
    CalendarTime,
    EventDuration,
    EventTime,
    InvalidTime,
    format_utc,
    parse_duration,
)

_ALL_DAY = (
    "X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY",
)  # fmt: skip
_REPEATS = ("RRULE", "RDATE")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EventVersion:
    """One VEVENT, with the time zones of its calendar; an event may have several versions."""

    component: Component
    zones: CalendarZones
    withdrawn: bool = False  # cancelled by METHOD:CANCEL
    hidden: bool = False

    @property
    def is_recurring(self) -> bool:
        """Whether the event has an RRULE or RDATE."""
        return any(self.component.value(name) for name in _REPEATS)

    @property
    def recurrence_id(self) -> Property | None:
        """RECURRENCE-ID, which names the instance that this version overrides, or None."""
        return self.component.first("RECURRENCE-ID")

    @property
    def affects_following(self) -> bool:
        """Whether this version also overrides all later instances (RANGE=THISANDFUTURE)."""
        prop = self.recurrence_id
        return prop is not None and prop.parameters.get("RANGE", "").upper() == "THISANDFUTURE"


@dataclass(frozen=True, slots=True)
class EventInstance:
    """One instance of an event.

    ``occurrence`` identifies the instance. ``version`` is the VEVENT that contains its texts.
    """

    occurrence: str
    event_time: EventTime
    version: EventVersion


def event_time_of(version: EventVersion) -> EventTime:
    """Return the start and duration of an event. Raises InvalidTime and UnknownZone."""
    component, zones = version.component, version.zones
    prop = component.first("DTSTART")
    if prop is None:
        raise InvalidTime("It has no start time (DTSTART).")
    start = zones.parse_single(prop)
    if start.is_date:
        return _days(start.wall_time.date(), _end_day(component, zones, start), zones)
    zone = start.zone or zones.floating_zone
    if any(component.value(name).upper() in ("TRUE", "1") for name in _ALL_DAY):
        return _marked_days(component, zones, start, zone)
    if (
        start.zone is UTC
        and zones.home_zone
        and start.wall_time_in(zones.home_zone).date() == start.wall_time.date()
    ):
        zone = zones.home_zone  # so that a series keeps its local time when the clocks change
    wall_time = start.wall_time_in(zone)
    event_time = EventTime(wall_time, zone, _length(component, zones, wall_time, zone))
    return _whole_days(event_time, zones, is_recurring=version.is_recurring) or event_time


def _days(first: date, end: date, zones: CalendarZones) -> EventTime:
    """Return the days from ``first`` to the day before ``end``, but at least one day."""
    days = max(1, (end - first).days)
    return EventTime(
        datetime.combine(first, time()), zones.date_zone, EventDuration(days), all_day=True
    )


def _end_day(component: Component, zones: CalendarZones, start: CalendarTime) -> date:
    first = start.wall_time.date()
    if end := _moment(component, "DTEND", zones):
        last = end.date_in(zones.date_zone)
        return (
            last
            if end.is_date or end.wall_time_in(zones.date_zone).time() == time()
            else last + _DAY
        )
    length = parse_duration(component.value("DURATION"))
    return first + timedelta(days=length.days) + length.rest if length else first


def _marked_days(
    component: Component, zones: CalendarZones, start: CalendarTime, zone: tzinfo
) -> EventTime:
    """Return the days of an all-day event of Exchange: midnights, marked by another property."""
    first = last = _nearest_day(start, zone, zones.date_zone)
    if end := _moment(component, "DTEND", zones):
        last = _nearest_day(end, end.zone or zone, zones.date_zone)
    elif length := parse_duration(component.value("DURATION")):
        last = first + timedelta(days=length.days) + length.rest
    return _days(first, last, zones)


def _nearest_day(moment: CalendarTime, zone: tzinfo, days: tzinfo) -> date:
    """Return the date of ``moment`` in the time zone in which it is midnight.

    The time zones are tried in this order: ``zone``, ``days``, and the one in which the time was
    written. If ``moment`` is midnight in none of these, the result is the date in ``zone``.
    """
    walls = (moment.wall_time_in(zone), moment.wall_time_in(days), moment.wall_time)
    return next((wall_time for wall_time in walls if wall_time.time() == time()), walls[0]).date()


def _whole_days(
    event_time: EventTime, zones: CalendarZones, *, is_recurring: bool
) -> EventTime | None:
    """Return an all-day time if the event runs from midnight to midnight, otherwise None."""
    lasts = timedelta(days=event_time.length.days) + event_time.length.rest
    there = event_time.start.astimezone(zones.date_zone).replace(tzinfo=None)
    if there.time() != time() or not lasts or lasts % _DAY:
        return None
    if is_recurring and there != event_time.wall_time:
        return None  # its recurrence rules name weekdays of another time zone
    return _days(there.date(), there.date() + lasts, zones)


def _length(
    component: Component, zones: CalendarZones, wall_time: datetime, zone: tzinfo
) -> EventDuration:
    """Return the duration from DTEND, or else from DURATION (RFC 5545, 3.8.5.3), or else zero."""
    end = _moment(component, "DTEND", zones)
    if end is None:
        return parse_duration(component.value("DURATION")) or EventDuration()
    shown = end.wall_time_in(zone)
    passed = (
        EventTime(shown, zone, EventDuration()).start
        - EventTime(wall_time, zone, EventDuration()).start
    )
    # Otherwise an event that starts or ends in a skipped hour would have no duration.
    return EventDuration(rest=passed if passed > timedelta() else shown - wall_time)


def _moment(component: Component, name: str, zones: CalendarZones) -> CalendarTime | None:
    """Return the time in a property, or None if the property is missing or invalid."""
    prop = component.first(name)
    try:
        return zones.parse_single(prop) if prop else None
    except InvalidTime:
        return None


@dataclass(slots=True)
class EventSeries:
    """All instances of an event by wall time, with overrides applied."""

    version: EventVersion
    first: EventTime
    instances: dict[datetime, EventInstance] = field(default_factory=dict)  # by wall time
    warnings: list[str] = field(default_factory=list)
    _of_day: dict[date, set[datetime]] = field(default_factory=lambda: defaultdict(set))

    def keys_for(self, moment: CalendarTime) -> list[datetime]:
        """Return the keys of the instances that a RECURRENCE-ID or EXDATE refers to.

        A date refers to every instance on that day. So does midnight, unless an instance starts at
        midnight.
        """
        zone = self.first.zone
        if self.first.all_day:
            key = datetime.combine(moment.date_in(zone), time())
            return [key] if key in self.instances else []
        for wall_time in (
            moment.wall_time_in(zone),
            moment.wall_time,
        ):  # some software writes local time and marks it as UTC
            if not moment.is_date and wall_time in self.instances:
                return [wall_time]
        if not moment.is_date and moment.wall_time.time() != time():
            return []
        return sorted(self._of_day.get(moment.wall_time.date(), ()))

    def remove_instances(self, keys: Iterable[datetime]) -> None:
        for key in keys:
            self.instances.pop(key, None)
            self._of_day[key.date()].discard(key)

    def set_instance(self, key: datetime, event_time: EventTime, version: EventVersion) -> None:
        self.instances[key] = EventInstance(_stamp(key, self.first.zone), event_time, version)
        self._of_day[key.date()].add(key)

    def override(self, keys: list[datetime], version: EventVersion) -> None:
        """Replace the instances ``keys`` by ``version``.

        All instances are moved by the same amount as the first. Raises InvalidTime and UnknownZone.
        """
        key = keys[0]
        new = (
            event_time_of(version)
            if version.component.value("DTSTART")
            else self.instances[key].event_time
        )
        for each in keys:
            moved = replace(new, wall_time=new.wall_time + (each - key))
            self.set_instance(each, moved, version)


def expand_series(version: EventVersion, start: datetime, stop: datetime) -> EventSeries:
    """Return the instances between ``start`` and ``stop`` (UTC); single events are always included.

    Raises InvalidTime and UnknownZone if the start of the event itself cannot be read.
    """
    first = event_time_of(version)
    series = EventSeries(version, first)
    if not version.is_recurring:
        series.set_instance(first.wall_time, first, version)
        return series
    low, high = (_shown(each, first.zone) for each in (start, stop))
    walls = {first.wall_time} | _repeats(series, "RRULE", high)
    if series.warnings:
        series.set_instance(first.wall_time, first, version)
    walls -= _repeats(series, "EXRULE", high)
    for wall_time in walls:
        if low <= wall_time <= high:
            series.set_instance(wall_time, replace(first, wall_time=wall_time), version)
    for event_time in _added(series):
        if low <= event_time.wall_time <= high:
            series.set_instance(event_time.wall_time, event_time, version)
    for moment in _listed(series, "EXDATE"):
        series.remove_instances(series.keys_for(moment))
    return series


def _shown(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _repeats(series: EventSeries, name: str, high: datetime) -> set[datetime]:
    """Return the wall times that follow from the recurrence rules in the properties ``name``.

    With a single RRULE, the result always includes the start, even if the start does not match the
    rule (3.8.5.3). With several rules, the start need not match every rule.
    """
    found: set[datetime] = set()
    rules = [prop for prop in series.version.component.all(name) if prop.value]
    counted = name == "RRULE" and len(rules) == 1
    for prop in rules:
        try:
            if rule := ics_rules.parse_rrule(prop.value):
                found |= ics_rules.expand_rule(rule, series.first, high, counted=counted)
        except Exception as fault:  # dateutil raises many kinds of errors for an odd rule
            series.warnings.append(_rule_warning(name, fault))
    return found


def _rule_warning(name: str, fault: Exception) -> str:
    words = f"{' '.join(str(fault).split())[:200] or type(fault).__name__}."
    if name == "EXRULE":
        return f"Its excluded times (EXRULE) cannot be expanded: {words}"
    return f"Its recurrence cannot be expanded, so only its first time was imported: {words}"


def _listed(series: EventSeries, name: str) -> Iterator[CalendarTime]:
    """Yield the valid times in the properties of this name; record a warning for any other."""
    for prop in series.version.component.all(name):
        for value in filter(str.strip, prop.value.split(",")):
            try:
                yield _placed(value, prop, series)
            except InvalidTime as fault:
                series.warnings.append(f"A date of it ({name}) was left out. {fault}")


def _placed(value: str, prop: Property, series: EventSeries) -> CalendarTime:
    """Parse a value; an unknown time zone is replaced by the time zone of the series."""
    whole_days = prop.parameters.get("VALUE", "").upper() == "DATE"
    zones = series.version.zones
    try:
        return zones.parse_value(value, prop, whole_days=whole_days)
    except UnknownZone:
        return zones.parse_value(value, replace(prop, parameters={}), whole_days=whole_days)


def _added(series: EventSeries) -> Iterator[EventTime]:
    """Yield the times in RDATE; if one is a period, it has a duration of its own."""
    first, zones = series.first, series.version.zones
    for prop in series.version.component.all("RDATE"):
        for value in filter(str.strip, prop.value.split(",")):
            begins, _, ends = value.partition("/")
            try:
                moment = _placed(begins, prop, series)
                wall_time = _wall(moment, first)
                length = first.length
                if ends.strip()[:1].upper() in ("P", "+"):
                    length = parse_duration(ends) or length
                elif ends.strip() and moment.is_date and not first.all_day:
                    days = (_placed(ends, prop, series).wall_time - moment.wall_time).days
                    yield _days(
                        moment.wall_time.date(), moment.wall_time.date() + timedelta(days), zones
                    )
                    continue
                elif ends.strip():
                    rest = _wall(_placed(ends, prop, series), first) - wall_time
                    length = EventDuration(rest=rest) if rest > timedelta() else length
            except InvalidTime as fault:
                series.warnings.append(f"A date of it (RDATE) was left out. {fault}")
                continue
            yield replace(first, wall_time=wall_time, length=length)


def _wall(moment: CalendarTime, first: EventTime) -> datetime:
    """Return the wall time of ``moment``; a date gets the start time of a series that has one."""
    if first.all_day:
        return datetime.combine(moment.date_in(first.zone), time())
    if moment.is_date:
        return datetime.combine(moment.wall_time.date(), first.wall_time.time())
    return moment.wall_time_in(first.zone)


def _stamp(wall_time: datetime, zone: tzinfo) -> str:
    try:
        return format_utc(EventTime(wall_time, zone, EventDuration()).start)
    except OverflowError:
        raise InvalidTime(
            f"Its time is outside the supported years: {wall_time:%Y-%m-%d}."
        ) from None
