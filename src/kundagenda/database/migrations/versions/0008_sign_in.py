"""sign-in: sessions, roles with limits, and an audit that is only ever added to

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# The audit as the database itself keeps it: no row is changed, and none goes before the day
# that the app has named in the state, which is an act that the audit tells of.
SQLITE = (
    """CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END""",
    """CREATE TRIGGER audit_kept BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM state WHERE key = 'audit_cleared_to' AND value > OLD.happened_at)
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP = 'DELETE' THEN
  IF EXISTS (SELECT 1 FROM state WHERE key = 'audit_cleared_to'
             AND value::timestamp > OLD.happened_at) THEN RETURN OLD; END IF;
END IF;
RAISE EXCEPTION 'the audit is only ever added to'; END $$""",
    """CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_only_grows()""",
    """CREATE TRIGGER audit_only_grows_whole BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()""",
)
SQLITE_DOWN = ("DROP TRIGGER audit_stays", "DROP TRIGGER audit_kept")
POSTGRESQL_DOWN = (
    "DROP TRIGGER audit_only_grows ON audit",
    "DROP TRIGGER audit_only_grows_whole ON audit",
    "DROP FUNCTION audit_only_grows()",
)


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
    )
    limits = op.create_table(
        "role_limits",
        sa.Column("email", sa.String(200), primary_key=True),
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("value", sa.String(200), primary_key=True),
        sa.CheckConstraint("kind IN ('forum', 'group')", name=op.f("ck_role_limits_kind")),
    )
    roles = sa.table("roles", sa.column("email"), sa.column("forum_id"))
    forums = sa.table("forums", sa.column("id"), sa.column("name"))
    limited = sa.select(roles.c.email, sa.literal("forum"), forums.c.name).join_from(
        roles, forums, forums.c.id == roles.c.forum_id
    )
    op.execute(sa.insert(limits).from_select(["email", "kind", "value"], limited))
    with op.batch_alter_table("roles") as table:
        table.drop_column("forum_id")
        table.add_column(
            sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1"))
        )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    for statement in SQLITE_DOWN if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_DOWN:
        op.execute(statement)
    with op.batch_alter_table("roles") as table:
        table.drop_column("version")
        table.add_column(
            sa.Column("forum_id", sa.Integer(), sa.ForeignKey("forums.id", name="fk_roles_forum"))
        )
    op.drop_table("role_limits")
    op.drop_table("sessions")
