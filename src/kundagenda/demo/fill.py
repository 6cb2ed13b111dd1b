"""Fills an empty app database with the demo company."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine, func, insert, select, text

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.refresh import refresh_within
from kundagenda.database.state import DEMO, remember
from kundagenda.database.tables import imports
from kundagenda.demo.company import NAME, Company, draw_company
from kundagenda.demo.levels import judge_items
from kundagenda.demo.parameters import DEFAULT_SEED
from kundagenda.errors import ReaderError
from metrics.periods import first_day, month_number, month_text
from metrics.tables import METADATA

__all__ = ["DEFAULT_SEED", "STEPS", "fill_demo"]

STEPS = (
    (0.0, "Drawing the company"),
    (0.1, "Judging the agenda items"),
    (0.4, "Writing the rows"),
    (0.7, "Computing the figures"),
    (1.0, "Ready"),
)


def fill_demo(
    engine: Engine,
    seed: int = DEFAULT_SEED,
    until: int | None = None,
    null_twin: bool = False,
    progress: Callable[[float, str], None] | None = None,
) -> None:
    """Fill the database with Nordlog AB and compute its figures, all in one transaction.

    Args:
        engine: An app database with its schema, and nothing of a company in it.
        seed: Which company; only the default one is known to show all that is planted.
        until: The number of the last month; the last whole month before today when null.
        null_twin: The same company, but customers never feel what the leadership talks about.
        progress: Called with a share done, 0..1, and what is being done.

    Raises:
        ReaderError: the database already holds rows, or the seed is negative.
    """
    if seed < 0:
        raise ReaderError(f"The seed is {seed}. Give 0 or a positive whole number.")
    last = month_number(date.today()) - 1 if until is None else until
    tell = progress or (lambda _share, _doing: None)
    with clear_failures(engine), engine.connect() as connection:
        _refuse_unless_empty(connection)
    tell(*STEPS[0])
    company = draw_company(seed, last, null_twin)
    tell(*STEPS[1])
    judge_items(company.rows["agenda_items"])
    tell(*STEPS[2])
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        _refuse_unless_empty(connection)
        _write(connection, company)
        tell(*STEPS[3])
        refresh_within(connection, None, first_day(last + 1))
    tell(*STEPS[4])


FILLED = (
    "forums", "meetings", "initiatives", "agenda_items", "decisions", "actions", "priorities",
    "target_groups", "targets", "survey_answers", "survey_invitations", "subscriptions",
    "purchases", "outcome_values", "kpi_monthly",
)  # fmt: skip


def _refuse_unless_empty(connection: Connection) -> None:
    for name in FILLED:
        table = METADATA.tables[name]
        if connection.execute(select(table).limit(1)).first() is not None:
            raise ReaderError(
                f"The database already holds rows in {name}, and the demo company would mix with "
                "them. Set KUNDAGENDA_DATABASE_URL to an empty database for the demo."
            )


def _write(connection: Connection, company: Company) -> None:
    """All rows, the record of their import, and that this is a demo.

    Meetings name no import as their source: their carried-over items are linked as they were
    planted, and reading an agenda into the same forum must not link them anew.
    """
    _record_import(connection, company)
    for name, rows in company.rows.items():
        connection.execute(insert(METADATA.tables[name]), rows)
    if connection.dialect.name == "postgresql":
        _continue_numbering(connection)
    remember(connection, DEMO, json.dumps(_facts(company)))


def _facts(company: Company) -> dict[str, object]:
    return {
        "company": NAME,
        "seed": company.seed,
        "until": month_text(company.until),
        "null_twin": company.null_twin,
    }


def _record_import(connection: Connection, company: Company) -> None:
    facts = json.dumps(_facts(company))
    connection.execute(
        insert(imports).values(
            kind="demo",
            target=NAME,
            path="",
            checksum=sha256(facts.encode()).hexdigest(),
            rows=sum(len(rows) for rows in company.rows.values()),
            imported_at=datetime.now(UTC).replace(tzinfo=None),
            detail=facts,
        )
    )


def _continue_numbering(connection: Connection) -> None:
    """Let PostgreSQL number the next rows after ours, which came with their numbers."""
    for name in FILLED:
        table = METADATA.tables[name]
        if "id" not in table.c:
            continue
        highest = connection.execute(select(func.max(table.c.id))).scalar_one()
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)"),
            {"name": name, "highest": highest},
        )
