"""The demo company as another company keeps it: other names, other forms, rows that do not count.

Texts, digits and moments for days, coded segments, yearly amounts in decimals, Ja and Nej, mixed
case, a view, a schema, test rows. The same rows become tables of any database, or Parquet files.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.sql.ddl import CreateView

from demo_company import company
from metrics.periods import month_text

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CODES = {
    "Tillverkning": 10, "Handel": 20, "Logistik": 30, "Offentlig sektor": 40, "Småföretag": 50,
    "Fastighet": 60,
}  # fmt: skip
SEGMENTS = {str(code): name for name, code in CODES.items()}
QUESTIONS = {"nps": "NPS", "csat": "Nöjdhet", "ces": "Lätthet"}

TABLES: Mapping[str, Any] = {
    "survey_answers": {
        "table": "Enkätsvar",
        "columns": {
            "answer_id": "SvarId",
            "response_id": "Enkät nr",
            "account_id": "KUND",
            "answered_on": {"column": "svarsdag", "written": "DD.MM.YYYY"},
            "segment": {"column": "Bransch", "values": SEGMENTS},
            "instrument": {"column": "Fråga", "values": {v: k for k, v in QUESTIONS.items()}},
            "scale_low": "Lägst",
            "scale_high": "Högst",
            "high_is_good": {"column": "Högt är bra", "values": {"Ja": True, "Nej": False}},
            "score": "Betyg",
        },
        "where": [{"column": "Status", "is": ["Klar", "Låst"]}, {"column": "Prov", "is_not": 1}],
    },
    "survey_invitations": {
        "table": "Utskick",
        "columns": {
            "account_id": "Kund",
            "invited_on": {"column": "Dag", "written": "YYYYMMDD"},
            "segment": {"column": "Bransch", "values": SEGMENTS},
            "instrument": {"value": "nps"},
        },
    },
    "subscriptions": {
        "table": "Avtal_i_dag",
        "columns": {
            "subscription_id": "AvtalId",
            "account_id": "Kund",
            "segment": {"column": "Bransch", "values": SEGMENTS},
            "started_on": {"column": "Start", "zone": "Europe/Stockholm"},
            "ended_on": {"column": "Slut", "zone": "Europe/Stockholm"},
            "mrr": {"column": "Årsbelopp", "divide_by": 12},
        },
        "where": [{"column": "Årsbelopp", "known": True}],
    },
    "purchases": {
        "table": "Köp",
        "columns": {
            "account_id": "Kund",
            "bought_on": "Köpt",
            "segment": "Bransch",
            "amount": "Belopp",
        },
        "where": [{"column": "Köpt", "at_least": "2000-01-01"}],
    },
    "outcome_values": {
        "table": "Utfall",
        "columns": {
            "metric": "Mått",
            "month": {"column": "Månad", "written": "YYYY-MM"},
            "segment": "Bransch",
            "value": "Värde",
            "base": "Underlag",
        },
    },
}


@cache
def their_rows() -> dict[str, list[dict[str, Any]]]:
    """Their tables, from the rows of the demo company; shared, so no test may change them."""
    rows = company().rows
    return {
        "Enkätsvar": [*map(_answer, rows["survey_answers"]), *_left_out(rows)],
        "Utskick": [*map(_invitation, rows["survey_invitations"])],
        "Avtal": [*map(_contract, rows["subscriptions"]), _draft()],
        "Köp": [*map(_purchase, rows["purchases"])],
        "Utfall": [*map(_outcome, rows["outcome_values"])],
    }


def _answer(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "SvarId": row["answer_id"],
        "Enkät nr": row["response_id"],
        "KUND": int(row["account_id"][1:]),
        "svarsdag": row["answered_on"].strftime("%d.%m.%Y"),
        "Bransch": CODES[row["segment"]],
        "Fråga": QUESTIONS[row["instrument"]],
        "Lägst": row["scale_low"],
        "Högst": row["scale_high"],
        "Högt är bra": "Ja" if row["high_is_good"] else "Nej",
        "Betyg": None if row["score"] is None else Decimal(row["score"]),
        "Status": "Klar",
        "Prov": None if row["score"] is None else 0,
    }


def _left_out(rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Answers that are not done, and those of a test: none of them counts."""
    first = _answer(rows["survey_answers"][0])
    return [
        first | {"SvarId": "utkast", "Status": "Påbörjad"},
        first | {"SvarId": "prov", "Prov": 1},
    ]


def _invitation(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Kund": int(row["account_id"][1:]),
        "Dag": int(row["invited_on"].strftime("%Y%m%d")),
        "Bransch": CODES[row["segment"]],
    }


def _contract(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "AvtalId": row["subscription_id"],
        "Kund": row["account_id"],
        "Bransch": CODES[row["segment"]],
        "Start": _midnight(row["started_on"]),
        "Slut": _midnight(row["ended_on"]),
        "Årsbelopp": Decimal(str(row["mrr"])) * 12,
    }


def _draft() -> dict[str, Any]:
    """A contract without an amount: not yet one."""
    return {
        "AvtalId": "utkast",
        "Kund": "K0001",
        "Bransch": 10,
        "Start": datetime(2020, 1, 1),
        "Slut": None,
        "Årsbelopp": None,
    }


def _midnight(day: date | None) -> datetime | None:
    """The first moment of a Swedish day as a database in UTC keeps it: the evening before."""
    if day is None:
        return None
    local = datetime.combine(day, time(0, 30), STOCKHOLM)
    return local.astimezone(UTC).replace(tzinfo=None)


def _purchase(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Kund": row["account_id"],
        "Köpt": row["bought_on"],
        "Bransch": row["segment"],
        "Belopp": Decimal(str(row["amount"])),
    }


def _outcome(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Mått": row["metric"],
        "Månad": month_text(row["month"]),
        "Bransch": row["segment"],
        "Värde": row["value"],
        "Underlag": row["base"],
    }


_TYPES: Mapping[type, Any] = {
    str: sa.String(100), int: sa.Integer, float: sa.Double, date: sa.Date, datetime: sa.DateTime,
    Decimal: sa.Numeric(16, 4).with_variant(sa.Double, "sqlite"),
}  # fmt: skip


def fill_their_database(engine: Engine, schema: str | None = None) -> None:
    """Create their tables and their view, with all rows."""
    meta = sa.MetaData(schema=schema)
    with engine.begin() as connection:
        if schema:
            connection.execute(sa.schema.CreateSchema(schema))
        for name, rows in their_rows().items():
            table = sa.Table(name, meta, *(sa.Column(c, _type(rows, c)) for c in rows[0]))
            table.create(connection)
            _insert(connection, table, rows)
        contracts = meta.tables[f"{schema}.Avtal" if schema else "Avtal"]
        connection.execute(CreateView(sa.select(*contracts.columns), "Avtal_i_dag", schema=schema))


def _type(rows: list[dict[str, Any]], name: str) -> Any:
    return _TYPES[type(next(row[name] for row in rows if row[name] is not None))]


def _insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if connection.dialect.name == "duckdb":
        # A row at a time would take a minute; DuckDB reads a frame itself.
        names = [column.name for column in table.columns]
        driver = connection.connection.driver_connection
        driver.register("rows_in", pd.DataFrame(rows))
        read = sa.select(*map(sa.column, names)).select_from(sa.table("rows_in"))
        connection.execute(sa.insert(table).from_select(names, read))
        driver.unregister("rows_in")
    elif connection.dialect.name == "sqlite":
        plain = [
            {k: float(v) if isinstance(v, Decimal) else v for k, v in row.items()} for row in rows
        ]
        connection.execute(sa.insert(table), plain)
    else:
        connection.execute(sa.insert(table), rows)


def write_parquet(folder: Path) -> dict[str, Any]:
    """Their tables as folders of Parquet files, two files each; the settings that name them."""
    said = {}
    names = {"Avtal_i_dag": "Avtal"}
    for ours, source in TABLES.items():
        name = names.get(source["table"], source["table"])
        frame, place = pd.DataFrame(their_rows()[name]), folder / name
        place.mkdir(parents=True)
        half = len(frame) // 2
        frame[:half].to_parquet(place / "ett.parquet")
        frame[half:].to_parquet(place / "två.parquet")
        said[ours] = {k: v for k, v in source.items() if k != "table"} | {
            "parquet": str(place / "*.parquet")
        }
    return said


def in_schema(schema: str) -> dict[str, Any]:
    """The settings, their tables in a schema."""
    return {ours: {**source, "schema": schema} for ours, source in TABLES.items()}
