"""Add the plans of buildings.

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house_plan",
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch"],
            ["branch.code"],
            name=op.f("fk_house_plan_branch"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("branch", name=op.f("pk_house_plan")),
    )
