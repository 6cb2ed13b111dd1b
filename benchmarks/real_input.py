"""The main job on real input, through the ordinary commands: agendas of several bodies, two tables.

    python benchmarks/real_input.py MATERIAL DATABASE_FILE

MATERIAL holds ``agendas/BODY/...`` and ``kpi/telco_customer_churn.csv, corp_rep_data.csv``. Prints
per body files, meetings, items, files
refused, lines left out or remarked on, and seconds, then twenty items drawn at random
with their level, to be judged by reading. DATABASE_FILE must not exist yet.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

BODIES = ("openjs-cpc", "rust-council", "akash-sig-support")
DRAWN = date(2026, 10, 1)
LEFT = date(2026, 10, 31)
SURVEYED = date(2026, 10, 15)
MISSING = -99


def run(database: Path, *words: str) -> dict[str, Any]:
    """A command's JSON; it stops the benchmark when the command itself could not run."""
    environment = os.environ | {"KUNDAGENDA_DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, "-m", "kundagenda.cli", *words, "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def subscriptions_of(source: Path, target: Path) -> None:
    """A customer list with tenure becomes subscriptions with dates, counted back from one month.

    Those who left did so in that month: they are not active on its last day.
    """
    with source.open(newline="") as lines, target.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            ["subscription_id", "account_id", "segment", "started_on", "ended_on", "mrr"]
        )
        for row in csv.DictReader(lines):
            started = months_before(DRAWN, int(row["tenure"]))
            ended = LEFT if row["Churn"] == "Yes" else ""
            customer = row["customerID"]
            writer.writerow(
                [customer, customer, row["Contract"], started, ended, row["MonthlyCharges"]]
            )


def answers_of(source: Path, target: Path) -> None:
    """One row a respondent becomes one row an answer; the code for missing becomes empty."""
    columns = (
        "answer_id,response_id,account_id,answered_on,segment,instrument,scale_low,scale_high,"
        "high_is_good,score"
    )
    with source.open(newline="") as lines, target.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns.split(","))
        for number, row in enumerate(csv.DictReader(lines), start=1):
            score = "" if int(row["cusa"]) == MISSING else row["cusa"]
            segment = f"provider {row['serviceprovider']}"
            writer.writerow(
                [number, number, number, SURVEYED, segment, "csat", 1, 7, "true", score]
            )


def import_bodies(material: Path, database: Path) -> list[dict[str, Any]]:
    """Import each body as a forum; prints its line, and gives back every item that counts."""
    items = []
    print(
        f"{'body':<20}{'files':>7}{'meetings':>10}{'items':>7}{'refused':>9}{'told':>6}{'seconds':>9}"
    )
    for body in BODIES:
        begun = perf_counter()
        found = run(database, "import", "agenda", str(material / "agendas" / body), "--forum", body)
        seconds = perf_counter() - begun
        files = found["files"]
        meetings = [meeting for file in files for meeting in file["meetings"]]
        counted = [item for m in meetings for item in m["items"] if not item["formal"]]
        days = {meeting["held_on"] for meeting in meetings}
        refused = sum(1 for file in files if file["status"] == "refused")
        told = sum(len(file["warnings"]) for file in files)
        print(
            f"{body:<20}{len(files):>7}{len(days):>10}{len(counted):>7}{refused:>9}"
            f"{told:>6}{seconds:>9.1f}"
        )
        for file in files:
            if file["error"]:
                print("   ", file["error"])
        items += [{"body": body, **item} for item in counted]
    return items


def import_tables(material: Path, database: Path) -> None:
    """Prepare the two tables, load them with the ordinary command, and refresh."""
    with tempfile.TemporaryDirectory() as folder:
        for prepare, source, table in (
            (subscriptions_of, "telco_customer_churn.csv", "subscriptions"),
            (answers_of, "corp_rep_data.csv", "survey_answers"),
        ):
            begun, target = perf_counter(), Path(folder) / f"{table}.csv"
            prepare(material / "kpi" / source, target)
            found = run(database, "import", "table", str(target), "--table", table)
            found.pop("columns", None)
            print(f"{table}: {found} in {perf_counter() - begun:.1f} s")
    begun = perf_counter()
    metrics = run(database, "refresh")["metrics"]
    rows = sum(metric["rows"] for metric in metrics)
    print(f"refresh: {rows} rows in {perf_counter() - begun:.1f} s")


def main() -> None:
    """Import everything into a fresh database and show what was read."""
    material, database = Path(sys.argv[1]), Path(sys.argv[2]).absolute()
    if database.exists():
        raise SystemExit(f"{database} exists; name a file that does not.")
    items = import_bodies(material, database)
    import_tables(material, database)
    for item in random.Random(2).sample(items, 20):
        print(f"{item['body']:<18} {item['best']:<8} {item['confidence']:.2f}  {item['title']}")


if __name__ == "__main__":
    main()
