"""What the screens say about a space and its day."""

from datetime import date, datetime, timedelta, tzinfo

from kiosk.domain.equipment import equipment_term
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import Slot
from kiosk.domain.space_blocks import BlockCause
from kiosk.domain.space_day import PartKind, SpaceDay, StaleReading
from kiosk.domain.spaces import Space
from kiosk.i18n import formats
from kiosk.i18n.space_terms import equipment
from kiosk.services.bookings.space_availability import DayPlan
from kiosk.ui.base import wording
from kiosk.ui.base.space_words import size_and_level
from kiosk.ui.base.translator import Translator
from kiosk.ui.spaces.space_rows import (
    EquipmentRow,
    HourRow,
    SlotRow,
    SpaceDayRow,
    SpaceDetails,
    SpaceRow,
)

FREE = "available"  # the pictogram of a space that is free
_HOUR = timedelta(hours=1)
_NOT_KNOWN = "not-known"  # the kind of a part of a bar that is neither free nor taken
_HELD = (BlockCause.PROGRAM, BlockCause.STAFF)  # what visitors are told of


class SpaceText:
    """Texts about spaces in the language of the screen, with times in the time zone ``zone``."""

    def __init__(self, zone: tzinfo, translator: Translator) -> None:
        self._zone = zone
        self._t = translator

    def row(self, day: SpaceDay, plan: DayPlan, now: datetime | None) -> SpaceRow:
        """Return the row of a space; ``now`` is None on later days."""
        space = day.space
        name, language = space.name_in(self._t.code, self._t.home)
        words, pictogram = self.condition(day, plan, now)
        needs = wording.access_needs(space, self._t)
        return SpaceRow(
            code=space.code,
            name=name,
            nameLanguage=language,
            condition=words,
            conditionPictogram=pictogram,
            free=pictogram == FREE,
            about=size_and_level(space, self._t),
            freeTimes=self.free_times(day),
            heldTimes=self.held_times(day),
            needs=tuple(need.label for need in needs),
            needPictograms=tuple(need.pictogram for need in needs),
            kinds=part_kinds(day),
            edges=edges(day, plan.hours),
        )

    def details(self, space: Space) -> SpaceDetails:
        """Return the details of a space."""
        name, language = space.name_in(self._t.code, self._t.home)
        return SpaceDetails(
            code=space.code,
            name=name,
            nameLanguage=language,
            about=size_and_level(space, self._t),
            description=space.description,
            pictogram=wording.SPACE_PICTOGRAMS[space.kind],
            shade=sum(space.code.encode()),
            equipment=self.equipment(space),
            isOwnedElsewhere=space.owner is not None,
        )

    def slot_rows(self, day: SpaceDay, chosen: int, now: datetime) -> list[SlotRow]:
        """Return the times at which a reservation can start; ``chosen`` is an index."""
        t = self._t
        return [
            SlotRow(
                hour=max(slot.start, now).astimezone(self._zone).hour,
                start=t.pgettext("spaces", "Now") if slot.start <= now else self.clock(slot.start),
                freeUntil=self._slot_state(day, slot),
                chosen=index == chosen,
            )
            for index, slot in enumerate(day.slots)
        ]

    def _slot_state(self, day: SpaceDay, slot: Slot) -> str:
        """Say until when a slot is free; of times read long ago, only when they were known."""
        if day.stale:
            return self._condition_once(day.stale, Interval(slot.start, slot.latest_end))
        end = self.clock(slot.latest_end)
        return self._t.pgettext("spaces", "Free until {time}", time=end)

    def day_row(self, today: date, day: date, chosen: date) -> SpaceDayRow:
        t = self._t
        label = wording.near_day(day, today, t) or formats.short_weekday(day, t.code)
        return SpaceDayRow(day.isoformat(), label, formats.day(day, t.code), day == chosen)

    def clock(self, moment: datetime) -> str:
        return formats.clock(moment, self._zone, self._t.code)

    def equipment(self, space: Space) -> tuple[EquipmentRow, ...]:
        """Return the access needs and equipment; unknown words stay in the library's language."""
        names = equipment(self._t.pgettext)
        needs = [
            EquipmentRow(n.label, "", n.pictogram) for n in wording.access_needs(space, self._t)
        ]
        for word in space.equipment:
            known = names.get(equipment_term(word))
            needs.append(EquipmentRow(known or word, "" if known else self._t.home, "check"))
        return tuple(needs)

    def condition(self, day: SpaceDay, plan: DayPlan, now: datetime | None) -> tuple[str, str]:
        """Return the words beside the bar, and their pictogram; ``now`` is None on later days."""
        if plan.hours is None:
            return self._t.pgettext("spaces", "Closed on this day"), "close"
        if day.stale and day.parts:
            return self._condition_once(day.stale, day.parts[0].interval), "on-loan"
        if now is None:
            return self._condition_of_day(day, plan.hours)
        return self._condition_now(day, plan.hours, now)

    def _condition_once(self, stale: StaleReading, shown: Interval) -> str:
        """Return the state of a space whose times are known only as they once were."""
        if stale.as_of is None:
            # Translators: The state of a room that another system owns, which was never read.
            return self._t.pgettext("spaces", "Times not known: ask the staff")
        local = stale.as_of.astimezone(self._zone)
        near = local.date() == shown.start.astimezone(self._zone).date()
        time = self.clock(stale.as_of)
        if not near:
            time = formats.joined(
                [formats.short_date(local.date(), self._t.code), time], self._t.code
            )
        # Translators: The state of a room: the bar shows what was known at a time, such as 08:40.
        return self._t.pgettext("spaces", "As known at {time}", time=time)

    def _condition_of_day(self, day: SpaceDay, hours: Interval) -> tuple[str, str]:
        t, free = self._t, day.free_parts()
        if not free:
            return t.pgettext("spaces", "Not free on this day"), "close"
        if free == [hours]:
            return t.pgettext("spaces", "Free all day"), FREE
        first = free[0]
        times = {"start": self.clock(first.start), "end": self.clock(first.end)}
        return t.pgettext("spaces", "Free {start} to {end}", **times), FREE

    def _condition_now(self, day: SpaceDay, hours: Interval, now: datetime) -> tuple[str, str]:
        t, part = self._t, day.part_at(now)
        if part and part.kind is PartKind.FREE:
            end = self.clock(part.interval.end)
            return t.pgettext("spaces", "Free until {time}", time=end), FREE
        later = next((free.start for free in day.free_parts() if free.start > now), None)
        if later is None:
            return t.pgettext("spaces", "Not free any more today"), "close"
        if part and part.kind is PartKind.TAKEN and part.cause in _HELD:
            end = self.clock(part.interval.end)
            if part.cause is BlockCause.STAFF:
                return t.pgettext("spaces", "Closed until {time}", time=end), "close"
            # Translators: The state of a room, beside its bar: a programme is held in it now.
            return t.pgettext("spaces", "Programme until {time}", time=end), "on-loan"
        if part and part.kind is PartKind.TAKEN:
            return t.pgettext("spaces", "Taken until {time}", time=self.clock(later)), "on-loan"
        if part:
            return t.pgettext("spaces", "Free from {time}", time=self.clock(later)), "on-loan"
        opens = self.clock(hours.start)
        return t.pgettext("spaces", "Closed until {time}", time=opens), "on-loan"

    def free_times(self, day: SpaceDay) -> str:
        """Return the free parts of the day as "10:20 – 12:00, 14:00 – 16:00"."""
        if day.stale:
            return ""
        code = self._t.code
        times = [formats.span(f.start, f.end, self._zone, code) for f in day.free_parts()]
        if not times:
            return ""
        return self._t.pgettext("spaces", "Free: {times}", times=formats.joined(times, code))

    def slots_count(self, count: int) -> str:
        if not count:
            return self._t.pgettext(
                "spaces", "No free times on this day. Please choose another day."
            )
        return self._t.npgettext("spaces", "{count} free time", "{count} free times", count)

    def notes(self, day: SpaceDay) -> str:
        """Return when the times were known, if that is long ago, and when the space is held."""
        once = ""
        if day.stale and day.parts:
            once = self._condition_once(day.stale, day.parts[0].interval)
        return ". ".join(filter(None, (once, self.held_times(day))))

    def held_times(self, day: SpaceDay) -> str:
        """Return the times of programmes and closings as "Programme: 10:00 – 12:00"."""
        t, said = self._t, []
        for cause in _HELD:
            parts = day.taken_parts(cause)
            spans = [formats.span(p.start, p.end, self._zone, t.code) for p in parts]
            times = formats.joined(spans, t.code)
            if spans and cause is BlockCause.STAFF:
                # Translators: When staff have closed a room, such as "Closed: 10:00 – 12:00".
                said.append(t.pgettext("spaces", "Closed: {times}", times=times))
            elif spans:
                # Translators: When a programme is held in a room: "Programme: 10:00 – 12:00".
                said.append(t.pgettext("spaces", "Programme: {times}", times=times))
        return formats.joined(said, t.code)

    def hours_above(self, hours: Interval) -> list[HourRow]:
        """Return the full local hours within ``hours``, for the scale above the bars."""
        local = hours.start.astimezone(self._zone)
        minutes = timedelta(minutes=local.minute, seconds=local.second)
        mark = hours.start - minutes + (_HOUR if minutes else timedelta())
        marks = []
        while mark <= hours.end:
            label = formats.format_clock(mark, self._zone, self._t.code)
            marks.append(HourRow(label, place_in(hours, mark)))
            mark += _HOUR
        return marks

    def closed(self, plan: DayPlan, today: date) -> str:
        """Return a sentence saying that the library is closed now, and when it opens."""
        t = self._t
        closed = t.pgettext("spaces", "The library is closed at this time.")
        if plan.next_opening is None:
            return closed
        start = plan.next_opening.start
        day = start.astimezone(self._zone).date()
        parts = ["" if day == today else formats.day(day, t.code), self.clock(start)]
        opens = t.pgettext("spaces", "Opens again: {time}.", time=formats.joined(parts, t.code))
        return f"{closed} {opens}"


def place_in(hours: Interval, moment: datetime) -> float:
    """Return the place of ``moment`` on a bar: 0 at opening, 1 at closing."""
    return (moment - hours.start) / hours.duration


def part_kinds(day: SpaceDay) -> tuple[str, ...]:
    """Return the states of the parts on a bar; what was free long ago is not shown as free."""
    kinds = (part.kind.value for part in day.parts)
    return tuple(_NOT_KNOWN if day.stale and kind == PartKind.FREE else kind for kind in kinds)


def edges(day: SpaceDay, hours: Interval | None) -> tuple[int, ...]:
    """Return the limits of the parts of ``day`` on a bar: 0 at opening, 10,000 at closing."""
    if hours is None or not day.parts:
        return ()
    ends = [part.interval.start for part in day.parts] + [day.parts[-1].interval.end]
    return tuple(round(place_in(hours, end) * 10_000) for end in ends)


def wish(name: str, interval: Interval, zone: tzinfo, t: Translator, now: datetime) -> str:
    """Return the space's name and the requested time, which begins now if the slot has started."""
    day = formats.day(max(interval.start, now).astimezone(zone).date(), t.code)
    return formats.joined([formats.isolate_bidi(name), day, times(interval, zone, t, now)], t.code)


def times(interval: Interval, zone: tzinfo, t: Translator, now: datetime) -> str:
    """Return the requested time as "14:00 – 15:00", or as "now – 15:00" if it has started."""
    if now < interval.start:
        return formats.span(interval.start, interval.end, zone, t.code)
    return t.pgettext("spaces", "now – {time}", time=formats.clock(interval.end, zone, t.code))


def time_from_today(interval: Interval, zone: tzinfo, t: Translator, now: datetime) -> str:
    """Return a time near the present as "Today, now until 11:30" or "Tomorrow, 14:00 – 15:00"."""
    today = now.astimezone(zone).date()
    day = interval.start.astimezone(zone).date()
    if interval.start <= now < interval.end:
        end = formats.clock(interval.end, zone, t.code)
        return t.pgettext("spaces", "Today, now until {time}", time=end)
    span = formats.span(interval.start, interval.end, zone, t.code)
    return formats.joined(
        [wording.near_day(day, today, t) or formats.day(day, t.code), span], t.code
    )
