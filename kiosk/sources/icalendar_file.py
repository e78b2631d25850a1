"""Programs from iCalendar (RFC 5545): repeated, moved and cancelled ones, in any zone."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from hashlib import blake2b
from typing import cast
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event

from kiosk.domain.programs import Program
from kiosk.domain.zones import zone_of_source
from kiosk.sources import ics_rules, ics_zones
from kiosk.sources.entries import RAW_LIMIT, WHOLE, Entries, Reject
from kiosk.sources.ics_blocks import Block, Blocks, blocks, decoded
from kiosk.sources.ics_program import NotAProgram, program_of

MOST_OCCURRENCES = 2_000  # of one event
_BEFORE, _AFTER = timedelta(days=30 * 365.25), timedelta(days=3 * 365.25)
_TZID = re.compile(r'(;TZID=)"?([^":;]+)"?', re.I)
_REPEATS = ("RRULE", "RDATE")


def read(raw: bytes, zone: str, now: datetime) -> Entries:
    """Every program in a calendar file, or why an event was not taken.

    Repeated ones are listed from 30 years before ``now`` to 3 years after, at most
    MOST_OCCURRENCES of each; single ones always. Times without a zone are in that
    of the calendar (X-WR-TIMEZONE), else in ``zone`` (IANA). Raises SourceError where
    there is no such zone.
    """
    usual = zone_of_source(zone)
    ics_zones.forget_definitions()
    found = blocks(decoded(raw))
    reader = _Reader(found, usual, now)
    groups: dict[str, list[Block]] = defaultdict(list)
    for block in found.events:
        groups[block.value("UID") or _made_up_uid(block)].append(block)
    for uid, group in groups.items():
        yield from reader.programs(uid, group)
    if not found.events:
        yield Reject(WHOLE, "There is no event (VEVENT) in this calendar.")


def _made_up_uid(block: Block) -> str:
    return "hash-" + blake2b(block.text.encode("utf-8", "replace"), digest_size=12).hexdigest()


class _Reader:
    """What all events of one file share."""

    def __init__(self, found: Blocks, usual: ZoneInfo, now: datetime) -> None:
        self._zones = found.zones
        self._named_zone = _named_zone(found)
        self._zone: tzinfo = self._named_zone or usual
        self._cancelled = found.head.value("METHOD").upper() == "CANCEL"
        self._start, self._stop = now - _BEFORE, now + _AFTER
        self._now = now

    def programs(self, uid: str, group: list[Block]) -> Entries:
        """Those of all events with one UID: an event and what changes single times of it."""
        events: list[tuple[Event, Block]] = []
        for block in group:
            if block.complaint:
                yield _reject(block, uid, block.complaint)
                continue
            try:
                events.append((self._parsed(block), block))
            except Exception as fault:
                # icalendar raises much besides ValueError; none of it may stop the rest.
                yield _reject(block, uid, f"It cannot be read: {_words(fault)}")
        cores = [(e, b) for e, b in events if any(name in e for name in _REPEATS)]
        if not cores:
            for event, block in events:
                yield self._single(event, block, uid)
            return
        changes = [(e, b) for e, b in events if "RECURRENCE-ID" in e]
        others = [(e, b) for e, b in events if not any(e is c for c, _ in cores + changes)]
        for number, (core, block) in enumerate(cores):
            yield from self._repeated(core, block, changes if number == 0 else [], uid)
        for event, block in others:
            yield self._single(event, block, uid)

    def _parsed(self, block: Block) -> Event:
        zones = ics_zones.definitions([block], self._zones)
        lines = [_TZID.sub(_known_zone, line) for line in block.lines]
        body = [*(line for zone in zones for line in zone.lines), *lines]
        text = "\r\n".join(["BEGIN:VCALENDAR", *body, "END:VCALENDAR", ""])
        calendar = Calendar.from_ical(text)
        found = calendar.walk("VEVENT")
        if not found:
            raise ValueError("there is no event in it")
        event = cast("Event", found[0])
        if not event.get("RRULE", True):
            del event["RRULE"]  # "RRULE:" and nothing more
        return event

    def _single(self, event: Event, block: Block, uid: str) -> Program | Reject:
        try:
            return program_of(event, uid, self._zone, cancelled=self._cancelled)
        except NotAProgram as fault:
            return _reject(block, uid, str(fault))
        except Exception as fault:  # as above: whatever a library makes of a bad value
            return _reject(block, uid, f"It cannot be read: {_words(fault)}")

    def _repeated(
        self, core: Event, block: Block, changes: list[tuple[Event, Block]], uid: str
    ) -> Entries:
        first = self._single(core, block, uid)
        if isinstance(first, Reject):
            yield first
            for event, change in changes:
                yield self._single(event, change, uid)
            return
        try:
            ics_rules.bound(core, self._stop)
            occurrences = self._expanded(core, [event for event, _ in changes])
        except Exception as fault:  # as above
            yield first
            for event, change in changes:
                yield self._single(event, change, uid)
            reason = (
                str(fault)
                if isinstance(fault, ics_rules.Endless)
                else (
                    f"How it repeats cannot be worked out, so only its first time was taken: "
                    f"{_words(fault)}"
                )
            )
            yield _reject(block, uid, reason)
            return
        yield from self._taken(occurrences, block, uid)

    def _expanded(self, core: Event, changes: list[Event]) -> list[Event]:
        calendar = Calendar()
        if self._named_zone:
            calendar.add("X-WR-TIMEZONE", self._named_zone.key)
        for event in (core, *changes):
            calendar.add_component(event)
        query = recurring_ical_events.of(calendar)
        return cast("list[Event]", query.between(self._start, self._stop))

    def _taken(
        self, occurrences: list[Event], block: Block, uid: str
    ) -> Iterator[Program | Reject]:
        found: list[Program] = []
        for event in occurrences:
            program = self._single(event, block, uid)
            if isinstance(program, Reject):
                yield program
            else:
                found.append(program)
        if len(found) > MOST_OCCURRENCES:
            reason = (
                f"It repeats {len(found)} times; the {MOST_OCCURRENCES} that come next "
                f"or were last were taken."
            )
            yield _reject(block, uid, reason)
            # What is to come first, then the latest of what is over.
            found.sort(key=lambda p: abs(p.interval.start - self._now))
            found.sort(key=lambda p: p.interval.end <= self._now)
            found = sorted(found[:MOST_OCCURRENCES], key=lambda p: p.interval)
        yield from found


def _named_zone(found: Blocks) -> ZoneInfo | None:
    named = found.head.value("X-WR-TIMEZONE")
    return ics_zones.iana(named) if named else None


def _known_zone(found: re.Match[str]) -> str:
    zone = ics_zones.iana(found[2])
    return f"{found[1]}{zone.key}" if zone else found[0]


def _reject(block: Block, uid: str, reason: str) -> Reject:
    raw = block.text.encode("utf-8", "replace")[:RAW_LIMIT]
    return Reject(f"{uid} at line {block.line}", reason, raw)


def _words(fault: Exception) -> str:
    return f"{' '.join(str(fault).split())[:200] or type(fault).__name__}."
