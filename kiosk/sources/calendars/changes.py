"""Single changes of repeated events (RFC 5545, 3.8.4.4), each put where it belongs."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from kiosk.sources.calendars.series import Instance, Series, Version, when_of
from kiosk.sources.calendars.times import BadTime, Length, Moment, When, stamp, told
from kiosk.sources.calendars.versions import newest, sequence, written
from kiosk.sources.calendars.zones import UnknownZone

_MOST_SERIES = 100  # of one UID: who gives all events the same does not change them by it
_TWICE = "Another change of the same time replaces it, so this one was left out."

Complaint = tuple[Version, str]


@dataclass(slots=True)
class Changes:
    """Puts changes into ``many`` series. ``alone`` are those of which the series is not there."""

    many: list[Series]
    alone: list[Instance] = field(default_factory=list)

    def apply(self, changes: list[Version]) -> Iterator[Complaint]:
        """Tells of those that were not taken: what they change is no more in the series."""
        places: dict[int, dict[datetime, list[Version]]] = defaultdict(dict)
        strays: dict[Moment, list[Version]] = defaultdict(list)
        for version in changes:
            try:
                moment = _replaced(version)
                place = self._place(moment)
            except (BadTime, OverflowError) as fault:
                yield version, told(fault)
                continue
            if place:
                places[place[0]].setdefault(place[1], []).append(version)
            else:
                strays[moment].append(version)
        for number, here in places.items():
            yield from _in_series(self.many[number], here)
        moved = self._moved() if strays else {}
        for moment, versions in strays.items():
            version, older = _last(versions)
            yield from ((each, _TWICE) for each in older)
            yield from self._stray(moment, version, moved)

    def _moved(self) -> dict[tuple[int, datetime], datetime]:
        """The times that were moved, by where they were moved to."""
        return {
            (number, instance.when.wall): key
            for number, series in enumerate(self.many)
            for key, instance in series.found.items()
            if instance.version is not series.version
        }

    def _place(self, moment: Moment) -> tuple[int, datetime] | None:
        for number, series in enumerate(self.many[:_MOST_SERIES]):
            if keys := series.keys_of(moment):
                return number, keys[0]
        return None

    def _stray(
        self, moment: Moment, version: Version, moved: dict[tuple[int, datetime], datetime]
    ) -> Iterator[Complaint]:
        """A change of a time that was moved before, or one of which the series is not there."""
        for number, series in enumerate(self.many[:_MOST_SERIES]):
            key = moved.get((number, moment.on(series.first.zone)))
            known = series.found.get(key) if key else None
            if key and known and _rank(version) >= _rank(known.version):
                yield from _change(series, [key], version)
                return
        if version.hidden or version.block.complaint:
            yield version, version.block.complaint
            return
        try:
            when = when_of(version)
            named = When(moment.wall, moment.zone or when.zone, Length()).start
            self.alone.append(Instance(stamp(named), when, version))
        except Exception as fault:  # whatever a library makes of a bad value
            yield version, told(fault)


def _last(versions: list[Version]) -> tuple[Version, list[Version]]:
    """The version that counts, and those that it replaces though their SEQUENCE is the same."""
    kept, older = newest(versions, lambda version: "")
    return kept[-1], [*older, *kept[:-1]]


def _in_series(series: Series, here: dict[datetime, list[Version]]) -> Iterator[Complaint]:
    """Changes of all that follow, each up to the next such one, then those of single times."""
    counted: dict[datetime, Version] = {}
    for key, versions in here.items():
        counted[key], older = _last(versions)
        yield from ((each, _TWICE) for each in older)
    ranges = sorted(key for key, version in counted.items() if version.follows)
    times = sorted(series.found)
    places = [bisect_left(times, key) for key in ranges]
    for key, (place, end) in zip(ranges, pairwise([*places, len(times)]), strict=True):
        yield from _change(series, times[place:end], counted[key])
    for key, version in counted.items():
        if not version.follows:
            yield from _change(series, [key], version)


def _change(series: Series, keys: list[datetime], version: Version) -> Iterator[Complaint]:
    if version.hidden or version.block.complaint:
        series.drop(keys)
        yield version, version.block.complaint
        return
    try:
        series.change(keys, version)
    except Exception as fault:  # as above
        series.drop(keys)
        yield version, told(fault)


def _replaced(version: Version) -> Moment:
    """What RECURRENCE-ID says. Raises BadTime."""
    said = version.replaced
    if said is None:
        raise BadTime("It changes no time.")
    try:
        return version.zones.moment(said)
    except UnknownZone:  # the clocks of the series say the same
        return version.zones.moment(replace(said, parameters={}))


def _rank(version: Version) -> tuple[int, str]:
    return sequence(version), written(version)
