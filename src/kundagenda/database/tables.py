"""The app's own tables: remarks, imports, audit, snapshots, roles, and what it must remember."""

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from metrics.tables import METADATA, one_of, version


def now() -> datetime:
    """The moment, as every table keeps it: in UTC, without saying so."""
    return datetime.now(UTC).replace(tzinfo=None)


notes = Table(
    "notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("noted_on", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("metric", String(60)),
    Column("author", String(200)),
    Column("created_at", DateTime, nullable=False, default=now),
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

# What an undo must put back: the row as it was, or nothing where the import made it.
import_rows = Table(
    "import_rows",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("import_id", ForeignKey("imports.id"), nullable=False, index=True),
    Column("table_name", String(60), nullable=False),
    Column("row_key", Text, nullable=False),
    Column("before", Text),
)

# How the columns of one kind of file were understood, so that the next one needs no questions.
import_choices = Table(
    "import_choices",
    METADATA,
    Column("source", String(200), primary_key=True),
    Column("target", String(60), nullable=False),
    Column("columns", Text, nullable=False),
    Column("saved_at", DateTime, nullable=False),
    Column("saved_by", String(200)),
)

# What persons said of a topic. It outlives the items it was said of, and teaches the classifier.
corrections = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("level", String(10)),
    Column("theme", String(60)),
    Column("made_by", String(200), nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("undone_at", DateTime),
    one_of("level", "none", "measure", "fix", "improve", "value", "unclear"),
    Index("ix_corrections_made_at", "made_at"),
)

# What this organisation calls its customers: brukare, boende, members.
customer_words = Table(
    "customer_words",
    METADATA,
    Column("word", String(60), primary_key=True),
    Column("added_at", DateTime, nullable=False),
    Column("added_by", String(200)),
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
    version(),
    one_of("role", "viewer", "chair", "editor", "admin"),
)

# Whoever has a row of a kind sees of that kind what is named, and nothing else.
role_limits = Table(
    "role_limits",
    METADATA,
    Column("email", String(200), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("value", String(200), primary_key=True),
    one_of("kind", "forum", "group"),
)

# Each sign-in until it ends. The browser holds the secret; here is only its digest.
sessions = Table(
    "sessions",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("email", String(200), nullable=False),
    Column("claims", Text, nullable=False),
    Column("began_at", DateTime, nullable=False),
    Column("ends_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
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

brief_links = Table(
    "brief_links",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("label", String(200), nullable=False),
    Column("address", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    Column("revoked_at", DateTime),
)

reminders = Table(
    "reminders",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("reason", String(200), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("sent_at", DateTime),
    Column("begun_at", DateTime),
    Index("ix_reminders_reason", "reason", "channel", unique=True),
)

# Each statement of the last refresh; what it answered stays here only until it is stored.
refresh_steps = Table(
    "refresh_steps",
    METADATA,
    Column("step", String(120), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("asked_at", DateTime, nullable=False),
    Column("content", Text),
)
