"""versions of target groups and targets, so that two people cannot overwrite each other

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("target_groups", "targets"):
        one = sa.text("1")
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default=one))


def downgrade() -> None:
    for table in ("target_groups", "targets"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("version")
