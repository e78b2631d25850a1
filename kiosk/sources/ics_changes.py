"""Single changes of repeated events (RFC 5545, 3.8.4.4), each put where it belongs."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.sources.ics_series import Instance, Series, Version, when_of
from kiosk.sources.ics_times import BadTime, Length, Moment, When, stamp, told
from kiosk.sources.ics_versions import newest, sequence, written
from kiosk.sources.ics_zones import UnknownZone

_TWICE = "Another change of the same time replaces it, so this one was left out."

Complaint = tuple[Version, str]


@dataclass(slots=True)
class Changes:
    """Puts changes into ``many`` series. ``alone`` are those of which the series is not there."""

    many: list[Series]
    alone: list[Instance] = field(default_factory=list)

    def apply(self, changes: list[Version]) -> Iterator[Complaint]:
        """Tells of those that were not taken: what they change is no more in the series."""
        places: dict[tuple[int, datetime], list[Version]] = defaultdict(list)
        strays: dict[Moment, list[Version]] = defaultdict(list)
        for version in changes:
            try:
                moment = _replaced(version)
                place = self._place(moment)
            except (BadTime, OverflowError) as fault:
                yield version, told(fault)
                continue
            if place:
                places[place].append(version)
            else:
                strays[moment].append(version)
        for (number, key), versions in sorted(places.items(), key=_order):
            version, older = _last(versions)
            yield from ((each, _TWICE) for each in older)
            yield from _change(self.many[number], key, version)
        for moment, versions in strays.items():
            version, older = _last(versions)
            yield from ((each, _TWICE) for each in older)
            yield from self._stray(moment, version)

    def _place(self, moment: Moment) -> tuple[int, datetime] | None:
        for number, series in enumerate(self.many):
            if keys := series.keys_of(moment):
                return number, keys[0]
        return None

    def _stray(self, moment: Moment, version: Version) -> Iterator[Complaint]:
        """A change of a time that was moved before, or one of which the series is not there."""
        for series in self.many:
            wall = moment.on(series.first.zone)
            for key, instance in series.found.items():
                moved = instance.version is not series.version and instance.when.wall == wall
                if moved and _rank(version) >= _rank(instance.version):
                    yield from _change(series, key, version)
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


def _change(series: Series, key: datetime, version: Version) -> Iterator[Complaint]:
    if version.hidden or version.block.complaint:
        series.drop(series.meant(key, version))
        yield version, version.block.complaint
        return
    try:
        series.change(key, version)
    except Exception as fault:  # as above
        series.drop(series.meant(key, version))
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


def _order(found: tuple[tuple[int, datetime], list[Version]]) -> tuple[bool, datetime]:
    """Changes of all that follow come before those of single times."""
    (_, key), versions = found
    return not any(version.follows for version in versions), key
