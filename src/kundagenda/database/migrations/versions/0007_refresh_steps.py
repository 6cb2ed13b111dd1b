"""how long each statement of a refresh took, and what it answered until that is stored

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refresh_steps",
        sa.Column("step", sa.String(120), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.Text()),
    )
    op.add_column("kpi_monthly", sa.Column("error", sa.Double()))


def downgrade() -> None:
    with op.batch_alter_table("kpi_monthly") as table:
        table.drop_column("error")
    op.drop_table("refresh_steps")
