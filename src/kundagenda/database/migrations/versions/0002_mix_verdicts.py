"""verdicts on the mix of respondents and on how long customers stay, and room for outcome:NAME

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FIRST = "kind IN ('level', 'lead', 'panel')"
WITH_MORE = "kind IN ('level', 'lead', 'panel', 'mix', 'survival')"


def upgrade() -> None:
    _replace_check(WITH_MORE)
    with op.batch_alter_table("kpi_monthly") as batch:
        batch.alter_column("metric", existing_type=sa.String(60), type_=sa.String(80))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM verdicts WHERE kind IN ('mix', 'survival')"))
    _replace_check(FIRST)
    with op.batch_alter_table("kpi_monthly") as batch:
        batch.alter_column("metric", existing_type=sa.String(80), type_=sa.String(60))


def _replace_check(new: str) -> None:
    name = op.f("ck_verdicts_kind")
    with op.batch_alter_table("verdicts") as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, new)
