"""a reminder that is being sent, so that two runs at the same moment send it once

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reminders") as table:
        table.alter_column("sent_at", existing_type=sa.DateTime(), nullable=True)
        table.add_column(sa.Column("begun_at", sa.DateTime()))


def downgrade() -> None:
    sent_at = sa.column("sent_at", sa.DateTime())
    op.execute(sa.table("reminders", sent_at).delete().where(sent_at.is_(None)))
    with op.batch_alter_table("reminders") as table:
        table.drop_column("begun_at")
        table.alter_column("sent_at", existing_type=sa.DateTime(), nullable=False)
