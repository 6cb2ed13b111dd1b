"""Alembic's entry: always runs on the connection that the program hands it."""

from alembic import context

import kundagenda.database.tables  # noqa: F401  (completes the metadata)
from metrics.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite cannot alter a column in place; Alembic then copies the table.
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
