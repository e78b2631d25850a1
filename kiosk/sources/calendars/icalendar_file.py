"""The reader of iCalendar files (RFC 5545), with recurring, moved and cancelled events."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import blake2b

from kiosk.domain.programs import Program
from kiosk.domain.time_zones import require_time_zone
from kiosk.sources.calendars.calendar_zones import CalendarZones, index_definitions
from kiosk.sources.calendars.components import CalendarObject, Component, split_calendars
from kiosk.sources.calendars.event_program import build_program
from kiosk.sources.calendars.event_series import (
    EventInstance,
    EventSeries,
    EventVersion,
    expand_series,
)
from kiosk.sources.calendars.event_times import fault_sentence
from kiosk.sources.calendars.event_versions import (
    is_marked_public,
    is_private,
    select_newest,
    start_key,
)
from kiosk.sources.calendars.overrides import SeriesOverrides
from kiosk.sources.entries import RAW_LIMIT, WHOLE_FILE, Entries, PrivateProgram, Reject

MAX_OCCURRENCES = 2_000  # instances of one event
_BEFORE, _AFTER = timedelta(days=30 * 365.25), timedelta(days=3 * 365.25)
_PRIVATE = "It is marked as private (CLASS), so it is not shown."
OLDER_VERSION = (
    "Another event with the same UID and time was written later, so this one was not used."
)


def read_icalendar(raw: bytes, zone: str, now: datetime) -> Entries:
    """Yield every programme in a calendar file, or a reject for each faulty event.

    Instances of recurring events are listed from 30 years before ``now`` to 3 years after ``now``,
    at most MAX_OCCURRENCES of each event; single events are always listed. A time without a time
    zone is in the time zone of the calendar or, if the calendar has none, in ``zone`` (an IANA
    name). If ``zone`` is "" too, such a time is rejected. A date is a day in ``zone``. Raises
    SourceError if ``zone`` is unknown.
    """
    usual = require_time_zone(zone) if zone else None
    calendars = split_calendars(raw)
    reader = SeriesReader(now)
    groups = group_versions(calendars, usual)
    for uid, group in groups.items():
        yield from reader.programs(uid, group)
    if not groups:
        yield Reject(WHOLE_FILE, "There is no event (VEVENT) in this calendar.")


def group_versions(
    calendars: Sequence[CalendarObject], usual: tzinfo | None
) -> dict[str, list[EventVersion]]:
    """Return all VEVENTs by UID; ``usual`` is the zone of times that have none."""
    groups: dict[str, list[EventVersion]] = defaultdict(list)
    elsewhere = index_definitions(zone for calendar in calendars for zone in calendar.zones)
    for calendar in calendars:
        zones = CalendarZones(calendar, elsewhere, usual, usual or UTC)
        for version in _versions(calendar, zones):
            groups[_uid(version.component)].append(version)
    return groups


def _versions(calendar: CalendarObject, zones: CalendarZones) -> Iterator[EventVersion]:
    withdrawn = calendar.head.value("METHOD").upper() == "CANCEL"
    for component in calendar.events:
        yield EventVersion(component, zones, withdrawn=withdrawn, hidden=is_private(component))


def _uid(component: Component) -> str:
    """Return the UID, or a hash of the event's content if the event has no UID."""
    if uid := component.value("UID"):
        return uid
    parts = [component.value(name) for name in ("DTSTART", "SUMMARY", "LOCATION")]
    text = "\n".join(parts) if any(parts) else component.text
    return "hash-" + blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


class SeriesReader:
    """Reads the events of one calendar file from ``before`` to ``after`` the time ``now``.

    ``build`` turns each instance of an event into a programme.
    """

    def __init__(
        self,
        now: datetime,
        build: Callable[[str, EventInstance, Component], Program] = build_program,
        before: timedelta = _BEFORE,
        after: timedelta = _AFTER,
    ) -> None:
        self._now = now
        self._build = build
        self._start, self._stop = now - before, now + after

    def programs(self, uid: str, group: list[EventVersion]) -> Entries:
        """Yield the programmes of all VEVENTs with one UID: an event and its overrides."""
        mains, withdrawn = _without_notices([v for v in group if v.recurrence_id is None])
        mains, older = select_newest(mains, start_key)
        changes = [_under(v, mains, withdrawn) for v in group if v.recurrence_id]
        yield from (_reject(uid, version, OLDER_VERSION) for version in older if not version.hidden)
        all_series: list[EventSeries] = []
        for version in mains:
            version = replace(version, withdrawn=version.withdrawn or withdrawn)
            if version.hidden or version.component.defect:
                yield _reject(uid, version, version.component.defect)
                continue
            try:
                all_series.append(expand_series(version, self._start, self._stop))
            except Exception as fault:  # packages raise many kinds of errors for bad values
                yield _reject(uid, version, fault_sentence(fault))
        applied = SeriesOverrides(all_series)
        for version, reason in applied.apply(changes):
            yield _reject(uid, version, reason)
        for series in all_series:
            yield from self._taken(uid, series)
        for instance in applied.without_series:
            yield self._program(uid, instance, instance.version.component)

    def _taken(self, uid: str, series: EventSeries) -> Entries:
        found: list[Program] = []
        for instance in series.instances.values():
            entry = self._program(uid, instance, series.version.component)
            if isinstance(entry, Program):
                found.append(entry)
            else:
                yield entry
        if len(found) > MAX_OCCURRENCES:
            reason = (
                f"It repeats {len(found)} times; the {MAX_OCCURRENCES} that come next "
                f"or were last were taken."
            )
            yield _reject(uid, series.version, reason)
            # Upcoming instances come first. Past instances follow, the most recent first.
            found.sort(key=lambda p: abs(p.interval.start - self._now))
            found.sort(key=lambda p: p.interval.end <= self._now)
            found = found[:MAX_OCCURRENCES]
        yield from sorted(found, key=lambda p: p.interval)
        for defect in series.warnings:
            yield _reject(uid, series.version, defect)

    def _program(self, uid: str, instance: EventInstance, series: Component) -> Program | Reject:
        try:
            return self._build(uid, instance, series)
        except Exception as fault:  # as above
            return _reject(uid, instance.version, fault_sentence(fault))


def _without_notices(mains: list[EventVersion]) -> tuple[list[EventVersion], bool]:
    """Remove versions that only cancel an event (RFC 5546, 3.2.5); return whether any existed."""
    others = [v for v in mains if not v.withdrawn or v.component.value("DTSTART")]
    return (others, len(others) < len(mains)) if others else (mains, False)


def _under(change: EventVersion, mains: list[EventVersion], withdrawn: bool) -> EventVersion:
    """Return the override ``change``; it is hidden if its event is, unless it is marked public."""
    hidden = any(main.hidden for main in mains) and not is_marked_public(change.component)
    return replace(change, hidden=change.hidden or hidden, withdrawn=change.withdrawn or withdrawn)


def _reject(uid: str, version: EventVersion, reason: str) -> Reject:
    """Return a reject for a version; for a private event, the reject reveals nothing about it."""
    line = version.component.line
    if version.hidden:
        return PrivateProgram(f"line {line}", _PRIVATE, uid=uid)
    raw = version.component.text.encode("utf-8", "replace")[:RAW_LIMIT]
    return Reject(f"{uid} at line {line}", reason, raw)
