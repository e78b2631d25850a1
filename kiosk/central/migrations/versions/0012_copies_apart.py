"""Separate the copies from their titles; store two kinds of snapshots.

Kiosks of this release begin with a new snapshot, and older kiosks have all copies already. So the
copies get numbers below zero, which no kiosk is sent as a change.

Revision: 0012, after 0011
"""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from kiosk.central.feed.copies import separate_copies
from kiosk.central.feed.feed import content_digest
from kiosk.protocol import bodies
from kiosk.protocol.messages import FeedKind

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_log = logging.getLogger(__name__)
_AT_ONCE = 2_000  # titles in memory
_entity = sa.table(
    "entity",
    sa.column("kind", sa.Text()),
    sa.column("key", sa.Text()),
    sa.column("seq", sa.BigInteger()),
    sa.column("digest", sa.LargeBinary()),
    sa.column("body", sa.Text()),
    sa.column("changed", sa.BigInteger()),
)


def upgrade() -> None:
    op.add_column(
        "snapshot", sa.Column("copies_apart", sa.Integer(), server_default="0", nullable=False)
    )
    connection, count = op.get_bind(), 0
    for titles in _titles(connection):
        count += _separate(connection, titles, count)


def _titles(connection: sa.Connection) -> Iterator[Sequence[sa.RowMapping]]:
    last = ""
    while True:
        found = connection.execute(
            sa.select(_entity.c.key, _entity.c.body, _entity.c.changed)
            .where(_entity.c.kind == "record", _entity.c.key > last, _entity.c.body.is_not(None))
            .order_by(_entity.c.key)
            .limit(_AT_ONCE)
        )
        rows = found.mappings().all()
        if not rows:
            return
        yield rows
        last = rows[-1]["key"]


def _separate(connection: sa.Connection, titles: Sequence[sa.RowMapping], before: int) -> int:
    """Separate some titles; return the number of those that have copies."""
    changed: list[dict[str, Any]] = []
    added: list[dict[str, Any]] = []
    for row in titles:
        try:
            title, copies = separate_copies(bodies.load_body(FeedKind.RECORD, row["body"]))
        except ValueError:
            _log.warning("a title of the feed cannot be read, and stays as it is")
            continue
        body = {"body": bodies.dump_body(title), "digest": content_digest(title)}
        changed.append({"of": row["key"], **body})
        assert isinstance(copies, bodies.SourcedCopies)
        if copies.copies.items:
            body = {"body": bodies.dump_body(copies), "digest": content_digest(copies)}
            seq = -(before + len(added) + 1)
            named = {
                "kind": FeedKind.COPIES,
                "key": row["key"],
                "seq": seq,
                "changed": row["changed"],
            }
            added.append({**named, **body})
    if changed:
        same = (_entity.c.kind == "record") & (_entity.c.key == sa.bindparam("of"))
        connection.execute(sa.update(_entity).where(same), changed)
    if added:
        connection.execute(_entity.insert(), added)
    return len(added)
