"""The app's own tables: remarks, imports, audit, snapshots, roles, and what it must remember."""

from sqlalchemy import Column, Date, DateTime, Double, ForeignKey, Integer, String, Table, Text

from metrics.tables import METADATA, one_of, version

notes = Table(
    "notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("noted_on", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("metric", String(60)),
    Column("author", String(200)),
    Column("created_at", DateTime, nullable=False),
    version(),
)

imports = Table(
    "imports",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("target", String(200), nullable=False),
    Column("path", Text, nullable=False),
    Column("checksum", String(64), nullable=False, index=True),
    Column("rows", Integer, nullable=False),
    Column("imported_at", DateTime, nullable=False),
    Column("imported_by", String(200)),
    Column("undone_at", DateTime),
    Column("detail", Text),
    one_of("kind", "agenda", "table", "demo"),
)

audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("happened_at", DateTime, nullable=False),
    Column("who", String(200), nullable=False),
    Column("action", String(40), nullable=False),
    Column("table_name", String(60)),
    Column("row_id", String(100)),
    Column("before", Text),
    Column("after", Text),
)

snapshots = Table(
    "snapshots",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("shown_on", Date, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("content", Text, nullable=False),
)

roles = Table(
    "roles",
    METADATA,
    Column("email", String(200), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("forum_id", ForeignKey("forums.id")),
    one_of("role", "viewer", "chair", "editor", "admin"),
)

second_codings = Table(
    "second_codings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("agenda_item_id", ForeignKey("agenda_items.id"), nullable=False, index=True),
    Column("level", String(10), nullable=False),
    Column("coder_role", String(100)),
    Column("confidence", Double),
    Column("coded_at", DateTime, nullable=False),
)

state = Table(
    "state",
    METADATA,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
