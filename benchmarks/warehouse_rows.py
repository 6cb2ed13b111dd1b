"""A company's warehouse of any size, made inside its database, under the company's own names.

Every row follows from its number by whole-number arithmetic, so every database makes the same
rows, and nothing but a calendar of some thousand days is ever sent to it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Engine, FromClause

TODAY = date(2026, 12, 1)
FIRST, MONTHS = date(2021, 12, 1), 60
DAYS = (TODAY - FIRST).days
SEGMENTS = {10: "Tillverkning", 20: "Handel", 30: "Logistik", 40: "Offentligt", 50: "Småföretag"}
QUESTIONS = {"NPS": "nps", "Nöjdhet": "csat", "Lätthet": "ces"}
PRIME, SPREAD = 1_000_003, 7_919

THEIRS = sa.MetaData()
days = sa.Table(
    "Dagar",
    THEIRS,
    sa.Column("Nr", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("Dag", sa.Date, nullable=False),
)
answers = sa.Table(
    "Svar",  # Spark takes å, ä and ö in names of columns only
    THEIRS,
    sa.Column("SvarId", sa.BigInteger, nullable=False),
    sa.Column("EnkätNr", sa.BigInteger, nullable=False),
    sa.Column("Kund", sa.BigInteger, nullable=False),
    sa.Column("Svarsdag", sa.Date, nullable=False),
    sa.Column("Bransch", sa.Integer, nullable=False),
    sa.Column("Fråga", sa.String(10), nullable=False),
    sa.Column("Lägst", sa.Integer, nullable=False),
    sa.Column("Högst", sa.Integer, nullable=False),
    sa.Column("Betyg", sa.Integer),
    sa.Column("Status", sa.String(10), nullable=False),
)
invitations = sa.Table(
    "Utskick",
    THEIRS,
    sa.Column("Kund", sa.BigInteger, nullable=False),
    sa.Column("Dag", sa.Date, nullable=False),
    sa.Column("Bransch", sa.Integer, nullable=False),
)
contracts = sa.Table(
    "Avtal",
    THEIRS,
    sa.Column("AvtalId", sa.BigInteger, nullable=False),
    sa.Column("Kund", sa.BigInteger, nullable=False),
    sa.Column("Bransch", sa.Integer, nullable=False),
    sa.Column("Start", sa.Date, nullable=False),
    sa.Column("Slut", sa.Date),
    sa.Column("Årsbelopp", sa.Integer, nullable=False),
)
INDEXES = (
    sa.Index(
        "svar_fråga",
        *(answers.c[name] for name in ("Fråga", "Svarsdag", "Bransch", "Betyg")),
        *(answers.c[name] for name in ("Status", "Lägst", "Högst")),
    ),
    sa.Index("utskick_dag", invitations.c["Dag"], invitations.c["Bransch"]),
    sa.Index("avtal_kund", contracts.c["Kund"], contracts.c["Start"], contracts.c["Slut"]),
)

# The others keep summaries of blocks of rows, which serve such questions.
INDEXED = ("postgresql", "sqlite")

_SEGMENT = {"column": "Bransch", "values": {str(code): name for code, name in SEGMENTS.items()}}
MAPPED: Mapping[str, Any] = {
    "survey_answers": {
        "table": "Svar",
        "columns": {
            "answer_id": "SvarId",
            "response_id": "EnkätNr",
            "account_id": "Kund",
            "answered_on": "Svarsdag",
            "segment": _SEGMENT,
            "instrument": {"column": "Fråga", "values": QUESTIONS},
            "scale_low": "Lägst",
            "scale_high": "Högst",
            "score": "Betyg",
        },
        "where": [{"column": "Status", "is": "Klar"}],
    },
    "survey_invitations": {
        "table": "Utskick",
        "columns": {
            "account_id": "Kund",
            "invited_on": "Dag",
            "segment": _SEGMENT,
            "instrument": {"value": "nps"},
        },
    },
    "subscriptions": {
        "table": "Avtal",
        "columns": {
            "subscription_id": "AvtalId",
            "account_id": "Kund",
            "segment": _SEGMENT,
            "started_on": "Start",
            "ended_on": "Slut",
            "mrr": {"column": "Årsbelopp", "divide_by": 12},
        },
    },
}
"""What kundagenda.toml says of these tables."""


def fill(engine: Engine, size: int) -> None:
    """Make so many answers, half as many invitations and a tenth as many contracts."""
    with engine.begin() as connection:
        _make_calendar(connection)
        _make(connection, answers, size, _answer(size))
        _make(connection, invitations, size // 2, _invitation(size // 2))
        _make(connection, contracts, size // 10, _contract(size // 10))
        if engine.dialect.name in INDEXED:
            for index in INDEXES:
                connection.execute(sa.schema.CreateIndex(index))
    _analyze(engine)


Row = Mapping[str, ColumnElement[Any]]
N: ColumnElement[int] = sa.column("n", sa.BigInteger)
_began, _ended = days.alias("began"), days.alias("ended")


def _answer(size: int) -> Row:
    """Three questions a survey; now and then one is skipped, and some surveys never ended."""
    survey, question = _whole(N, 3), N % 3
    drawn = _drawn(N, 3)
    marks = sa.case(
        (question == 0, drawn % 11), (question == 1, 1 + drawn % 5), else_=1 + drawn % 7
    )
    highest = sa.case((question == 0, 10), (question == 1, 5), else_=7)
    return {
        "day": survey * DAYS // (size // 3 + 1),
        "SvarId": N,
        "EnkätNr": survey,
        "Kund": _drawn(survey, 1) % max(size // 12, 1),
        "Svarsdag": _began.c["Dag"],
        "Bransch": _segment(survey),
        "Fråga": sa.case(*((question == n, name) for n, name in enumerate(QUESTIONS))),
        "Lägst": sa.case((question == 0, 0), else_=1),
        "Högst": highest,
        "Betyg": sa.case((_drawn(N, 5) % 40 == 0, sa.null()), else_=sa.cast(marks, sa.Integer)),
        "Status": sa.case((_drawn(survey, 7) % 50 == 0, "Påbörjad"), else_="Klar"),
    }


def _invitation(size: int) -> Row:
    return {
        "day": N * DAYS // size,
        "Kund": _drawn(N, 11) % max(size // 6, 1),
        "Dag": _began.c["Dag"],
        "Bransch": _segment(N),
    }


def _contract(size: int) -> Row:
    """Every fourth customer has a second contract; two in three have ended by now."""
    return {
        "day": _drawn(N, 13) % DAYS,
        "until": _drawn(N, 13) % DAYS + 20 + _drawn(N, 17) % 1500,
        "AvtalId": N,
        "Kund": N % max(size * 4 // 5, 1),
        "Bransch": _segment(N),
        "Start": _began.c["Dag"],
        "Slut": _ended.c["Dag"],
        "Årsbelopp": sa.cast(1200 + 12 * (_drawn(N, 19) % 5000), sa.Integer),
    }


def _segment(of: ColumnElement[int]) -> ColumnElement[int]:
    return sa.cast(10 * (1 + _drawn(of, 23) % len(SEGMENTS)), sa.Integer)


def _drawn(of: ColumnElement[int], salt: int) -> ColumnElement[int]:
    """A number that looks drawn, below a million, the same on every database."""
    spread = (of % PRIME + salt) * (SPREAD * salt) % PRIME
    return spread * (spread + _whole(of, PRIME) + 1) % PRIME


def _whole(of: ColumnElement[int], by: int) -> ColumnElement[int]:
    """How many times a number goes into another; Spark would tell the fraction too."""
    return sa.cast(of // by, sa.BigInteger)


def _make_calendar(connection: Connection) -> None:
    if connection.dialect.name == "spark":
        nr = sa.cast(N, sa.Integer)
        day = sa.func.date_add(sa.cast(FIRST, sa.Date), nr)
        numbered = numbers("spark", DAYS)
        _keep(connection, days, sa.select(nr.label("Nr"), day.label("Dag")).select_from(numbered))
        return
    connection.execute(sa.schema.CreateTable(days))
    calendar = [{"Nr": n, "Dag": FIRST + timedelta(days=n)} for n in range(DAYS)]
    connection.execute(sa.insert(days), calendar)


def _make(connection: Connection, table: sa.Table, size: int, row: Row) -> None:
    """Lay the rows down in the order of their numbers, as a company's tables grow."""
    counted = numbers(connection.dialect.name, size)
    chosen = [row[c.name].label(c.name) for c in table.columns]
    joined = counted.join(_began, _began.c["Nr"] == sa.cast(row["day"], sa.Integer))
    if "until" in row:
        joined = joined.outerjoin(_ended, _ended.c["Nr"] == sa.cast(row["until"], sa.Integer))
    rows = sa.select(*chosen).select_from(joined).order_by(N)
    _keep(connection, table, rows)


def _keep(connection: Connection, table: sa.Table, rows: sa.Select[Any]) -> None:
    """Make a table of rows; Spark's, being files, has no column that must be given."""
    if connection.dialect.name == "spark":
        connection.execute(sa.schema.CreateTableAs(rows, table.name))
        return
    connection.execute(sa.schema.CreateTable(table))
    connection.execute(sa.insert(table).from_select(table.columns.keys(), rows))


def numbers(kind: str, size: int) -> FromClause:
    """The whole numbers from 0 to below a size, made by the database."""
    if kind == "postgresql":
        return (
            sa.func.generate_series(0, size - 1).table_valued("n", name="numbers").render_derived()
        )
    if kind in ("duckdb", "spark"):
        return sa.func.range(size).table_valued("n", name="numbers").render_derived()
    counted = sa.select(sa.literal(0).label("n")).cte("numbers", recursive=True)
    return counted.union_all(sa.select(counted.c.n + 1).where(counted.c.n < size - 1))


def _analyze(engine: Engine) -> None:
    """Let the database look at what it holds, as its keepers do every night."""
    if engine.dialect.name == "spark":
        with engine.connect() as connection:
            for table in THEIRS.sorted_tables:
                connection.exec_driver_sql(f"ANALYZE TABLE {table.name} COMPUTE STATISTICS")
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("VACUUM ANALYZE"))
        elif engine.dialect.name == "duckdb":
            connection.execute(sa.text("CHECKPOINT"))
        else:
            connection.execute(sa.text("ANALYZE"))
