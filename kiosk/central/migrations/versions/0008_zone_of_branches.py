"""Calendars that name no zone are in that of the branches, where UTC stood for "not said".

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
