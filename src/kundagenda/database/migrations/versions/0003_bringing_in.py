"""undo of imports, saved choices, corrections, words for customers

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _import_tables()
    _correction_tables()
    for facts in ("survey_invitations", "purchases"):
        op.add_column(facts, sa.Column("import_id", sa.Integer(), nullable=True))


def _import_tables() -> None:
    op.create_table(
        "import_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
    )
    op.create_index(op.f("ix_import_rows_import_id"), "import_rows", ["import_id"])
    op.create_table(
        "import_choices",
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("target", sa.String(length=60), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_import_choices")),
    )


def _correction_tables() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=True),
        sa.Column("theme", sa.String(length=60), nullable=True),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "level IN ('none', 'measure', 'fix', 'improve', 'value', 'unclear')",
            name=op.f("ck_corrections_level"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_made_at", "corrections", ["made_at"])
    op.create_table(
        "customer_words",
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_customer_words")),
    )


def downgrade() -> None:
    for facts in ("survey_invitations", "purchases"):
        with op.batch_alter_table(facts) as batch:
            batch.drop_column("import_id")
    for table in ("customer_words", "corrections", "import_choices", "import_rows"):
        op.drop_table(table)
