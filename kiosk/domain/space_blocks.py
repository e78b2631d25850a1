"""Times at which visitors cannot reserve a space: programmes, closings, and other systems."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval
from kiosk.domain.reservations import BookingStatus, Reservation, with_buffers
from kiosk.domain.spaces import Space


class BlockCause(StrEnum):
    """What takes a space for a time, other than a reservation made at a kiosk."""

    PROGRAM = "program"
    STAFF = "staff"  # staff have closed the space
    ELSEWHERE = "elsewhere"  # reserved in the system that owns the space


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A time at which a space cannot be reserved. ``reason`` is for staff; visitors do not see it.

    ``key`` identifies the block within the space and its source; it may be empty.
    """

    interval: Interval
    cause: BlockCause = BlockCause.STAFF
    reason: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class SpaceBlocks:
    """The blocks of one space from one source.

    ``source`` is the name of the source of a calendar, or "" for the times that staff closed at the
    console.
    """

    space: str
    source: str
    blocks: tuple[Block, ...] = ()


def closing_blocks(space: Space, branch: Branch) -> list[Block]:
    """Return the times for which ``library.toml`` closes the space; its times are local."""
    spans = ((each.starts, each.ends, each.reason) for each in space.closings)
    local = ((s.replace(tzinfo=branch.tz), e.replace(tzinfo=branch.tz), r) for s, e, r in spans)
    return [Block(Interval(s, e), BlockCause.STAFF, reason) for s, e, reason in local if e > s]


def as_reservation(block: Block, space: Space) -> Reservation:
    """Return a reservation that takes the space for the time of ``block``.

    Nobody can look up its empty code, and it is never a no-show, because it is checked in.
    """
    interval, status = block.interval, BookingStatus.CHECKED_IN
    return Reservation(block.key, space.code, interval, "", created=interval.start, status=status)


def covering_block(reservation: Reservation, blocks: Iterable[Block], space: Space) -> Block | None:
    """Return the first of ``blocks`` that leaves no room for ``reservation`` and its buffer.

    Another system that owns the space decides itself what it leaves free between two bookings. A
    block of it with exactly the times of the reservation is the same reservation, which staff have
    entered there.
    """
    around = with_buffers(reservation.interval, space.policy)
    for block in sorted(blocks):
        elsewhere = block.cause is BlockCause.ELSEWHERE
        same = elsewhere and block.interval == reservation.interval
        if block.interval.overlaps(reservation.interval if elsewhere else around) and not same:
            return block
    return None


def widest_search(space: Space, interval: Interval) -> Interval:
    """Return the time in which blocks matter to a reservation at ``interval``."""
    margin = space.policy.buffer + timedelta(seconds=1)
    return Interval(interval.start - margin, interval.end + margin)
