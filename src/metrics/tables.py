"""Every table that a metric reads, in SQLAlchemy Core; names and columns are a contract."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
)

LEVELS = ("none", "measure", "fix", "improve", "value", "unclear")
CUSTOMER_LEVELS = ("measure", "fix", "improve", "value")

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def one_of(column: str, *values: str) -> CheckConstraint:
    """A named check that ``column`` holds one of the values (or null)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(text(f"{column} IN ({listed})"), name=column)


def version() -> Column[int]:
    """The counter that a change made by a person must name, so that nobody overwrites another."""
    return Column("version", Integer, nullable=False, server_default=text("1"))


forums = Table(
    "forums",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("kind", String(20), nullable=False, server_default="other"),
    one_of("kind", "board", "leadership team", "business unit", "other"),
)

meetings = Table(
    "meetings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("forum_id", ForeignKey("forums.id"), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("starts_at", Time),
    Column("planned_minutes", Double),
    Column("actual_minutes", Double),
    Column("status", String(10), nullable=False, server_default="held"),
    Column("source_id", ForeignKey("imports.id"), index=True),
    one_of("status", "held", "planned", "cancelled"),
    Index(None, "forum_id", "held_on"),
    Index(None, "held_on", "status"),
)

initiatives = Table(
    "initiatives",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(300), nullable=False),
    Column("segment", String(100)),
    Column("launched_on", Date),
    Column("completed_on", Date),
    version(),
)

agenda_items = Table(
    "agenda_items",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meetings.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("detail", Text),
    Column("planned_minutes", Double),
    Column("actual_minutes", Double),
    Column("formal", Boolean, nullable=False, server_default=false()),
    Column("outcome", String(10), nullable=False, server_default="handled"),
    Column("kind", String(12)),
    Column("theme", String(60)),
    Column("level", String(10), nullable=False, server_default="none"),
    Column("level_best", String(10), nullable=False, server_default="none"),
    Column("level_by", String(10), nullable=False, server_default="model"),
    Column("level_confidence", Double),
    Column("level_because", Text),
    Column("segment", String(100)),
    Column("initiative_id", ForeignKey("initiatives.id"), index=True),
    Column("evidence", String(20)),
    Column("confidential", Boolean, nullable=False, server_default=false()),
    Column("added_on", Date),
    Column("first_seen_item_id", ForeignKey("agenda_items.id"), index=True),
    version(),
    UniqueConstraint("meeting_id", "position"),
    one_of("outcome", "handled", "deferred", "added"),
    one_of("kind", "information", "discussion", "decision"),
    one_of("level", *LEVELS),
    one_of("level_best", "none", *CUSTOMER_LEVELS),
    one_of("level_by", "rule", "model", "person"),
    one_of("evidence", "voice of customer", "visit", "data", "none"),
)

decisions = Table(
    "decisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("agenda_item_id", ForeignKey("agenda_items.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("expected_metric", String(60)),
    Column("expected_direction", String(10)),
    Column("expected_by", Date),
    version(),
    one_of("expected_direction", "up", "down"),
)

actions = Table(
    "actions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("decision_id", ForeignKey("decisions.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("owner_role", String(100)),
    Column("due_on", Date),
    Column("done_on", Date),
    Column("cancelled", Boolean, nullable=False, server_default=false()),
    version(),
)

priorities = Table(
    "priorities",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("forum_id", ForeignKey("forums.id")),
    Column("statement", Text, nullable=False),
    Column("declared_share", Double),
    Column("basis", String(10), nullable=False, server_default="items"),
    Column("decided_on", Date, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    version(),
    one_of("basis", "items", "minutes"),
)

target_groups = Table(
    "target_groups",
    METADATA,
    Column("code", String(100), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("outcome_metric", String(60)),
    Column("cadence_days", Integer),
    version(),
)

targets = Table(
    "targets",
    METADATA,
    Column("metric", String(60), primary_key=True),
    Column("segment", String(100), primary_key=True, server_default=""),
    Column("value", Double, nullable=False),
    Column("valid_from", Date, primary_key=True),
    Column("owner_role", String(100)),
    version(),
)

INSTRUMENTS = ("nps", "csat", "ces", "nki_1", "nki_2", "nki_3")
"""The questions of a survey that a figure counts."""

survey_answers = Table(
    "survey_answers",
    METADATA,
    Column("answer_id", String(100), primary_key=True),
    Column("response_id", String(100), nullable=False),
    Column("account_id", String(100)),
    Column("answered_on", Date, nullable=False),
    Column("segment", String(100)),
    Column("instrument", String(10), nullable=False),
    Column("scale_low", Integer, nullable=False),
    Column("scale_high", Integer, nullable=False),
    Column("high_is_good", Boolean, nullable=False, server_default=text("true")),
    Column("score", Integer),
    one_of("instrument", *INSTRUMENTS),
    # Covers the monthly aggregates, so that refresh never reads the table itself.
    Index("ix_survey_answers_cover", "instrument", "answered_on", "segment", "score"),
)

survey_invitations = Table(
    "survey_invitations",
    METADATA,
    Column("account_id", String(100)),
    Column("invited_on", Date, nullable=False),
    Column("segment", String(100)),
    Column("instrument", String(10), nullable=False),
    Column("import_id", Integer),
    Index("ix_survey_invitations_cover", "invited_on", "segment"),
)

subscriptions = Table(
    "subscriptions",
    METADATA,
    Column("subscription_id", String(100), primary_key=True),
    Column("account_id", String(100), nullable=False),
    Column("segment", String(100)),
    Column("started_on", Date, nullable=False),
    Column("ended_on", Date),
    Column("mrr", Double, nullable=False),
    Index("ix_subscriptions_account", "account_id", "started_on", "ended_on"),
)

purchases = Table(
    "purchases",
    METADATA,
    Column("account_id", String(100), nullable=False),
    Column("bought_on", Date, nullable=False),
    Column("segment", String(100)),
    Column("amount", Double, nullable=False),
    Column("import_id", Integer),
    Index("ix_purchases_cover", "bought_on", "account_id"),
)

outcome_values = Table(
    "outcome_values",
    METADATA,
    Column("metric", String(60), primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("segment", String(100), primary_key=True, server_default=""),
    Column("value", Double, nullable=False),
    Column("base", BigInteger),
)

kpi_monthly = Table(
    "kpi_monthly",
    METADATA,
    Column("metric", String(80), primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("forum", String(200), primary_key=True, server_default=""),
    Column("segment", String(100), primary_key=True, server_default=""),
    Column("numerator", Double),
    Column("denominator", Double),
    Column("squares", Double),
    Column("base", BigInteger),
    Column("source", String(20), nullable=False),
    Column("refreshed_at", DateTime, nullable=False),
    Column("error", Double),
)

kpi_cohorts = Table(
    "kpi_cohorts",
    METADATA,
    Column("cohort_month", Integer, primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("segment", String(100), primary_key=True, server_default=""),
    Column("size", BigInteger, nullable=False),
    Column("accounts", BigInteger, nullable=False),
    Column("mrr", Double, nullable=False),
)

verdicts = Table(
    "verdicts",
    METADATA,
    Column("kind", String(10), primary_key=True),
    Column("metric", String(60), primary_key=True),
    Column("against", String(60), primary_key=True, server_default=""),
    Column("forum", String(200), primary_key=True, server_default=""),
    Column("segment", String(100), primary_key=True, server_default=""),
    Column("quarter", Integer, primary_key=True),
    Column("status", String(20), nullable=False),
    Column("detail", Text, nullable=False),
    Column("computed_at", DateTime, nullable=False),
    one_of("kind", "level", "lead", "panel", "mix", "survival"),
)
