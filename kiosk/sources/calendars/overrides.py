"""Applying overrides of single instances to recurring events (RFC 5545, 3.8.4.4)."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from kiosk.sources.calendars.calendar_zones import UnknownZone
from kiosk.sources.calendars.event_series import (
    EventInstance,
    EventSeries,
    EventVersion,
    event_time_of,
)
from kiosk.sources.calendars.event_times import (
    CalendarTime,
    EventDuration,
    EventTime,
    InvalidTime,
    fault_sentence,
    format_utc,
)
from kiosk.sources.calendars.event_versions import select_newest, sequence_number, written_at

_MOST_SERIES = 100  # per UID; if there are more, all events of the file probably share one UID
_TWICE = "Another change of the same time replaces it, so this one was not used."

RejectedVersion = tuple[EventVersion, str]


@dataclass(slots=True)
class SeriesOverrides:
    """Applies overrides to event series.

    If the series of an override is missing, the instances are collected in ``without_series``.
    """

    all_series: list[EventSeries]
    without_series: list[EventInstance] = field(default_factory=list)

    def apply(self, changes: list[EventVersion]) -> Iterator[RejectedVersion]:
        """Apply ``changes``; yield each faulty override and its fault, and remove its instances."""
        places: dict[int, dict[datetime, list[EventVersion]]] = defaultdict(dict)
        strays: dict[CalendarTime, list[EventVersion]] = defaultdict(list)
        for version in changes:
            try:
                moment = _replaced(version)
                place = self._place(moment)
            except (InvalidTime, OverflowError) as fault:
                yield version, fault_sentence(fault)
                continue
            if place:
                places[place[0]].setdefault(place[1], []).append(version)
            else:
                strays[moment].append(version)
        for number, here in places.items():
            yield from _in_series(self.all_series[number], here)
        moved = self._moved() if strays else {}
        for moment, versions in strays.items():
            version, older = _last(versions)
            yield from ((each, _TWICE) for each in older)
            yield from self._stray(moment, version, moved)

    def _moved(self) -> dict[tuple[int, datetime], datetime]:
        """Return the keys of the overridden instances, by series number and new wall time."""
        return {
            (number, instance.event_time.wall_time): key
            for number, series in enumerate(self.all_series)
            for key, instance in series.instances.items()
            if instance.version is not series.version
        }

    def _place(self, moment: CalendarTime) -> tuple[int, datetime] | None:
        for number, series in enumerate(self.all_series[:_MOST_SERIES]):
            if keys := series.keys_for(moment):
                return number, keys[0]
        return None

    def _stray(
        self,
        moment: CalendarTime,
        version: EventVersion,
        moved: dict[tuple[int, datetime], datetime],
    ) -> Iterator[RejectedVersion]:
        """Apply an override of an instance that was moved, or add it to ``without_series``."""
        for number, series in enumerate(self.all_series[:_MOST_SERIES]):
            key = moved.get((number, moment.wall_time_in(series.first.zone)))
            known = series.instances.get(key) if key else None
            if key and known and _rank(version) >= _rank(known.version):
                yield from _change(series, [key], version)
                return
        if version.hidden or version.component.defect:
            yield version, version.component.defect
            return
        try:
            event_time = event_time_of(version)
            named = EventTime(
                moment.wall_time, moment.zone or event_time.zone, EventDuration()
            ).start
            self.without_series.append(EventInstance(format_utc(named), event_time, version))
        except Exception as fault:  # whatever a library makes of a bad value
            yield version, fault_sentence(fault)


def _last(versions: list[EventVersion]) -> tuple[EventVersion, list[EventVersion]]:
    """Return the current version, and the versions with the same SEQUENCE that it replaces."""
    kept, older = select_newest(versions, lambda version: "")
    return kept[-1], [*older, *kept[:-1]]


def _in_series(
    series: EventSeries, here: dict[datetime, list[EventVersion]]
) -> Iterator[RejectedVersion]:
    """Apply overrides that affect all following instances, then overrides of single instances."""
    counted: dict[datetime, EventVersion] = {}
    for key, versions in here.items():
        counted[key], older = _last(versions)
        yield from ((each, _TWICE) for each in older)
    ranges = sorted(key for key, version in counted.items() if version.affects_following)
    times = sorted(series.instances)
    places = [bisect_left(times, key) for key in ranges]
    for key, (place, end) in zip(ranges, pairwise([*places, len(times)]), strict=True):
        yield from _change(series, times[place:end], counted[key])
    for key, version in counted.items():
        if not version.affects_following:
            yield from _change(series, [key], version)


def _change(
    series: EventSeries, keys: list[datetime], version: EventVersion
) -> Iterator[RejectedVersion]:
    if version.hidden or version.component.defect:
        series.remove_instances(keys)
        yield version, version.component.defect
        return
    try:
        series.override(keys, version)
    except Exception as fault:  # as above
        series.remove_instances(keys)
        yield version, fault_sentence(fault)


def _replaced(version: EventVersion) -> CalendarTime:
    """Parse RECURRENCE-ID. Raises InvalidTime."""
    prop = version.recurrence_id
    if prop is None:
        raise InvalidTime("It does not say which time it changes.")
    try:
        return version.zones.parse_single(prop)
    except UnknownZone:  # assume the time zone of the series
        return version.zones.parse_single(replace(prop, parameters={}))


def _rank(version: EventVersion) -> tuple[int, str]:
    return sequence_number(version), written_at(version)
