"""Times at which a space cannot be reserved, and reservations that such times cover later."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from kiosk.central import tables
from kiosk.central.feed import feed
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, lenient_interval
from kiosk.domain.reservations import BookingStatus, Reservation, with_buffer_after
from kiosk.domain.space_blocks import (
    Block,
    BlockCause,
    as_reservation,
    covering_block,
    widest_search,
)
from kiosk.domain.space_owners import unlent_times
from kiosk.domain.spaces import Space
from kiosk.protocol.messages import FeedKind

GIVEN = (BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN)


def blocks_of(connection: Connection, space: Space, within: Interval) -> list[Block]:
    """Return the blocks of ``space`` that, with buffers, overlap ``within``, earliest first."""
    wide = widest_search(space, within)
    return blocks_of_spaces(connection, [space.code], wide)[space.code]


def blocks_of_spaces(
    connection: Connection, spaces: Sequence[str], within: Interval
) -> dict[str, list[Block]]:
    """Return the blocks of several spaces that overlap ``within``, earliest first."""
    table = tables.space_block
    rows = connection.execute(
        select(table)
        .where(table.c.space.in_(spaces), table.c.ends > within.start, table.c.starts < within.end)
        .order_by(table.c.starts, table.c.id)
    )
    found: dict[str, list[Block]] = defaultdict(list)
    for row in rows:
        interval = lenient_interval(row.starts, row.ends)
        found[row.space].append(Block(interval, BlockCause(row.cause), row.reason, str(row.id)))
    return found


def blocks_as_reservations(
    connection: Connection, space: Space, within: Interval
) -> list[Reservation]:
    """Return the blocks of ``space`` near ``within`` as reservations, for the rules."""
    return [as_reservation(each, space) for each in blocks_of(connection, space, within)]


def is_blocked(connection: Connection, space: Space, wanted: Interval) -> bool:
    """Return True if a block leaves no room for a reservation of ``wanted`` and its buffer."""
    asked = Reservation("", space.code, wanted, "", wanted.start)
    return covering_block(asked, blocks_of(connection, space, wanted), space) is not None


def unlendable_times(
    connection: Connection, spaces: Iterable[Space], within: Interval
) -> dict[str, list[Interval]]:
    """Return, for each space, the blocked times with the buffers that follow them.

    In a space that another system owns, these are also all times that it has not lent.
    """
    known = {space.code: space for space in spaces}
    found: dict[str, list[Interval]] = defaultdict(list)
    for code, several in blocks_of_spaces(connection, list(known), within).items():
        policy = known[code].policy
        found[code] += [with_buffer_after(each.interval, policy) for each in several]
    for code, space in known.items():
        branch = (
            feed.load_entity(connection, FeedKind.BRANCH, space.branch) if space.owner else None
        )
        if isinstance(branch, Branch):
            found[code] += unlent_times(space, branch, within)
    return found


@dataclass(frozen=True, slots=True)
class Covered:
    """A given reservation whose time a programme, a closing or another system took later."""

    reservation: Reservation
    space: Space
    block: Block


def covered_reservations(
    connection: Connection, spaces: Iterable[Space], now: datetime
) -> list[Covered]:
    """Return the confirmed reservations that a block covers and that have not ended.

    They stay confirmed: staff decide what happens to them.
    """
    table, block, found = tables.reservation, tables.space_block, []
    known = {space.code: space for space in spaces}
    blocked = select(block.c.space).where(block.c.ends > now).distinct()
    rows = connection.execute(
        select(table)
        .where(table.c.space.in_(blocked), table.c.ends > now, table.c.status.in_(GIVEN))
        .order_by(table.c.starts, table.c.id)
    )
    for row in rows:
        space = known.get(row.space)
        if space is None:
            continue
        made = Reservation(
            row.id, row.space, lenient_interval(row.starts, row.ends), row.code, row.created
        )
        cover = covering_block(made, blocks_of(connection, space, made.interval), space)
        if cover:
            found.append(Covered(made, space, cover))
    return found
