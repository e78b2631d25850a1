"""Use the branches' time zone instead of UTC for calendars that state no time zone.

Until now, UTC was stored if staff had chosen no time zone.

Revision: 0008, after 0007
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SOURCE = sa.table("source", sa.column("name", sa.Text()), sa.column("options", sa.Text()))


def upgrade() -> None:
    connection = op.get_bind()
    for name, options in connection.execute(sa.select(_SOURCE.c.name, _SOURCE.c.options)).all():
        said = json.loads(options)
        if said.get("zone") == "UTC":
            connection.execute(
                sa.update(_SOURCE)
                .where(_SOURCE.c.name == name)
                .values(options=json.dumps(said | {"zone": ""}))
            )
