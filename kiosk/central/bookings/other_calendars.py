"""Taking the busy times of spaces from the calendar of another system."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kiosk.central.bookings import arbitration, claims
from kiosk.central.feed import feed
from kiosk.central.feed.feed import FeedCounts
from kiosk.domain.branches import Branch
from kiosk.domain.intervals import Interval, merge_intervals, subtract_intervals
from kiosk.domain.source_keys import join_key, key_prefix, split_key
from kiosk.domain.space_blocks import Block, BlockCause, SpaceBlocks
from kiosk.domain.space_owners import lent_times
from kiosk.domain.spaces import Space
from kiosk.protocol.bodies import SourceReading
from kiosk.protocol.messages import FeedKind

_PAST = timedelta(days=1)
_LEAST_AHEAD = timedelta(days=31)


def known_spaces(connection: Connection) -> tuple[dict[str, Space], dict[str, Branch]]:
    """Return all spaces and all branches, by code."""
    spaces = feed.load_entities(connection, FeedKind.SPACE)
    branches = feed.load_entities(connection, FeedKind.BRANCH)
    return (
        {each.code: each for each in spaces if isinstance(each, Space)},
        {each.code: each for each in branches if isinstance(each, Branch)},
    )


def time_to_read(spaces: Iterable[Space], now: datetime) -> Interval:
    """Return the time within which busy times matter: while any of ``spaces`` can be reserved."""
    ahead = max((each.policy.max_advance for each in spaces), default=_LEAST_AHEAD)
    return Interval(now - _PAST, now + max(ahead + timedelta(days=2), _LEAST_AHEAD))


def take_reading(
    connection: Connection,
    source: str,
    busy: Mapping[str, Sequence[Interval]],
    now: datetime,
) -> FeedCounts:
    """Publish the busy times of spaces, as the calendar of ``source`` states them.

    ``busy`` maps the code of each space to its times. Spaces that the calendar named before and no
    longer names are free. Times in which the owner of a space has lent it to the kiosks count as
    free: there the kiosks decide. No titles are published, because they may contain names.
    """
    spaces, branches = known_spaces(connection)
    before = feed.live_keys(connection, FeedKind.SPACE_BLOCKS, key_prefix(source))
    codes = {split_key(key)[1] for key in before} | set(busy)
    told = [
        _blocks(spaces[code], branches[spaces[code].branch], source, busy.get(code, ()), now)
        for code in sorted(codes)
        if code in spaces and spaces[code].branch in branches
    ]
    gone = [join_key(source, code, "") for code in codes if code not in spaces]
    feed.publish_deletions(connection, FeedKind.SPACE_BLOCKS, gone, now)
    return feed.publish(connection, told, now)


def confirm_reading(
    connection: Connection, source: str, as_of: datetime, every: timedelta, now: datetime
) -> None:
    """Record that the calendar was read completely at ``as_of``, and decide waiting requests."""
    reading = SourceReading(source, as_of, int(every.total_seconds()))
    feed.publish(connection, [reading], now)
    spaces, _ = known_spaces(connection)
    for code in sorted(spaces):
        owner = spaces[code].owner
        if owner and owner.source == source:
            claims.lock_space(connection, code)
            arbitration.decide_requests(connection, code, now)


def _blocks(
    space: Space, branch: Branch, source: str, busy: Sequence[Interval], now: datetime
) -> SpaceBlocks:
    within = time_to_read([space], now)
    near = merge_intervals(each for each in busy if each.overlaps(within))
    if near and space.owner and space.owner.source == source:
        whole = Interval(near[0].start, near[-1].end)
        near = subtract_intervals(near, lent_times(space, branch, whole))
    return SpaceBlocks(
        space.code, source, tuple(Block(each, BlockCause.ELSEWHERE) for each in near)
    )
