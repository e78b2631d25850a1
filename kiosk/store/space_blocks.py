"""Functions that save and find the times at which spaces cannot be reserved."""

from sqlalchemy import Connection, delete, select

from kiosk.domain.intervals import Interval, lenient_interval
from kiosk.domain.source_keys import join_key, split_key
from kiosk.domain.space_blocks import Block, BlockCause, SpaceBlocks
from kiosk.store import tables


def save_blocks(connection: Connection, several: SpaceBlocks) -> None:
    """Save all blocks of a space from one source, replacing the earlier ones."""
    delete_blocks(connection, join_key(several.source, several.space, ""))
    rows = [
        {
            "space": several.space,
            "source": several.source,
            "starts": each.interval.start,
            "ends": each.interval.end,
            "cause": each.cause,
        }
        for each in several.blocks
    ]
    if rows:
        connection.execute(tables.space_block.insert(), rows)


def delete_blocks(connection: Connection, key: str) -> None:
    """Delete the blocks with the key of a :class:`SpaceBlocks` in the feed."""
    source, space, _ = split_key(key)
    table = tables.space_block
    connection.execute(delete(table).where(table.c.space == space, table.c.source == source))


def list_blocks(connection: Connection, space: str, within: Interval) -> list[Block]:
    """Return the blocks of a space that overlap ``within``, earliest first."""
    table = tables.space_block
    rows = connection.execute(
        select(table)
        .where(table.c.space == space, table.c.ends > within.start, table.c.starts < within.end)
        .order_by(table.c.starts, table.c.id)
    )
    return [
        Block(lenient_interval(row.starts, row.ends), BlockCause(row.cause), key=str(row.id))
        for row in rows
    ]
