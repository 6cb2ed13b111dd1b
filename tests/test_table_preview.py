"""A company's own file previewed, refused or stored, and remembered for the next one."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from kundagenda.database.state import DEMO, remember
from kundagenda.database.tables import audit, imports
from kundagenda.errors import ReaderError
from kundagenda.intake.table_choice import Choice, save_choice, saved_choice
from kundagenda.intake.table_guess import guess
from kundagenda.intake.table_preview import (
    TablePreview,
    commit_table_guess,
    preview_table_guess,
)
from metrics import CATALOGUE
from metrics.tables import (
    forums,
    kpi_monthly,
    meetings,
    purchases,
    subscriptions,
    survey_answers,
    target_groups,
)
from own_tables import CONTRACTS, MONTHLY, NKI, ORDERS
from table_files import MARCH, counts, rows, told, write

SHARED = Path(__file__).resolve().parents[2] / "shared"
TODAY = date(2026, 1, 1)
WRONG = """Svarsdatum;Respondent ID;Kundgrupp;NPS
2025-03-03;r1;Åkerier;11
2025-02-30;r2;Åkerier;9
2025-03-04;r3;Okänd;9
2025-03-05;r3;Åkerier;8
2027-01-01;r4;Okänd;7
2025-03-06;r5;Åkerier;sju
2025-03-06;r6;Åkerier;-3
"""


def look(app: Engine, path: Path, choice: Choice | None = None) -> TablePreview:
    return preview_table_guess(app, path, choice, TODAY)


def saved(app: Engine, path: Path) -> Choice | None:
    with app.connect() as connection:
        return saved_choice(connection, path)


def test_a_preview_shows_rows_and_counts_and_writes_nothing(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, CONTRACTS)
    before = counts(app)
    preview = look(app, path)
    assert counts(app) == before
    assert preview.report is not None
    assert told(preview.report) == ("imported", 3, 0, 0)
    assert preview.first[1] == {
        "subscription_id": "A-2",
        "account_id": "1001",
        "segment": "Åkerier",
        "started_on": date(2024, 3, 1),
        "mrr": 1000.0,
    }
    assert [remark.line for remark in preview.remarks] == [6]
    assert preview.by == "guessed"


def test_what_was_previewed_is_stored_and_the_same_file_again_changes_nothing(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, CONTRACTS)
    choice = look(app, path).choice
    assert choice is not None
    assert told(commit_table_guess(app, path, choice, "Eva", TODAY)) == ("imported", 3, 0, 0)
    assert rows(app, subscriptions, "subscription_id", "ended_on") == [
        ("A-1", date(2026, 1, 1)),
        ("A-2", None),
        ("A-3", date(2025, 2, 1)),
    ]
    assert told(commit_table_guess(app, path, choice, "Eva", TODAY)) == ("unchanged", 0, 0, 3)
    changed = write(tmp_path, CONTRACTS.replace(";12\n", ";24\n"))
    report = look(app, changed, choice).report
    assert report is not None
    assert told(report) == ("imported", 0, 1, 2)
    with app.connect() as connection:
        assert connection.execute(select(imports.c.imported_by)).scalars().all() == ["Eva"]


def test_rows_without_a_key_are_known_again_by_their_content(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, ORDERS)
    choice = look(app, path).choice
    assert choice is not None
    commit_table_guess(app, path, choice)
    assert told(commit_table_guess(app, path, choice)) == ("unchanged", 0, 0, 2)
    assert rows(app, purchases, "amount") == [(1200.0,), (12500.0,)]


def test_everything_wrong_is_told_with_its_lines(app: Engine, tmp_path: Path) -> None:
    with app.begin() as connection:
        connection.execute(insert(target_groups).values(code="Åkerier", name="Åkerier"))
    preview = look(app, write(tmp_path, WRONG))
    assert preview.report is None
    found = {
        (f"{one.kind} {one.text.values['column']}" if one.kind == "value" else one.kind,
         one.refuses): (one.lines, one.count)
        for one in preview.problems
    }  # fmt: skip
    assert found == {
        ("score", True): ([2, 8], 2),
        ("value answered_on", True): ([3], 1),
        ("value score", True): ([7], 1),
        ("duplicate", True): ([5], 1),
        ("segment", False): ([4, 6], 2),
        ("future", False): ([6], 1),
    }
    told_all = [str(problem) for problem in preview.problems]
    assert "line 3: answered_on is '2025-02-30'; write a date as YYYY-MM-DD." in told_all
    assert "line 7: score is 'sju'; write a number." in told_all
    assert any(text.startswith("lines 2, 8: score is 11; write 0 to 10") for text in told_all)


def test_a_file_with_an_error_is_refused_whole_and_with_a_doubt_it_is_stored(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, WRONG)
    choice = look(app, path).choice
    assert choice is not None
    before = counts(app)
    with pytest.raises(ReaderError, match=r"lines 2, 8: score is 11.*3 more problems"):
        commit_table_guess(app, path, choice, today=TODAY)
    assert counts(app) == before
    lines = WRONG.splitlines()
    good = write(tmp_path, "\n".join([lines[0], lines[3], lines[5]]) + "\n")
    report = commit_table_guess(app, good, choice, today=TODAY)
    assert told(report) == ("imported", 2, 0, 0)
    assert [remark.text for remark in report.warnings] == [
        "answered_on is 2027-01-01, a day to come. (1 rows)"
    ]


def test_items_that_last_longer_than_their_meeting_and_missing_minutes_are_doubts(
    app: Engine, tmp_path: Path
) -> None:
    with app.begin() as connection:
        connection.execute(insert(forums).values(id=1, name="Styrelsen"))
        meeting = {"id": 1, "forum_id": 1, "held_on": date(2025, 3, 3), "planned_minutes": 30.0}
        connection.execute(insert(meetings).values(meeting))
    text = (
        "forum;held_on;position;title;planned_minutes\nStyrelsen;2025-03-03;1;Lägesrapport;20\n"
        "Styrelsen;2025-03-03;2;Uppsägningar;15\nStyrelsen;2025-03-03;3;Personal;\n"
        "Styrelsen;2025-03-04;1;Personal;5\n"
    )
    problems = [str(one) for one in look(app, write(tmp_path, text)).problems]
    assert problems == [
        "line 5: there is no meeting on 2025-03-04 in that forum; load the table meetings first.",
        "line 2: The meeting's items last 35 minutes, but the meeting 30.",
        "line 4: It has no minutes, planned or actual.",
    ]


def test_a_choice_is_kept_for_the_next_file_of_its_kind(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, ORDERS, "order 2025-03.csv")
    assert saved(app, path) is None
    choice = Choice("purchases", {"account_id": "Kundnr", "bought_on": "Orderdatum",
                                  "amount": "Antal"})  # fmt: skip
    with app.begin() as connection:
        save_choice(connection, path, choice, "Eva")
    next_one = write(tmp_path, ORDERS.replace("202503", "202504"), "order 2025-04.csv")
    assert saved(app, next_one) == choice
    preview = look(app, next_one)
    assert (preview.by, preview.first[0]["amount"]) == ("saved", 3.0)
    renamed = write(tmp_path, ORDERS, "helt annat namn.csv")
    assert saved(app, renamed) == choice
    other = write(tmp_path, ORDERS.replace("Antal", "Styck"), "order 2025-05.csv")
    assert saved(app, other) is None
    with app.connect() as connection:
        kept = connection.execute(select(audit.c.action, audit.c.who, audit.c.after)).one()
    assert (kept.action, kept.who) == ("import: choice saved", "Eva")
    assert json.loads(kept.after)["columns"]["amount"] == "Antal"


def test_the_day_of_one_file_is_not_kept_for_the_next(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, "NPS;Kund\n9;K\n10;L\n")
    given = {"answered_on": "2025-03-03", "nps_scale": "0-10"}
    with app.begin() as connection:
        save_choice(connection, path, Choice("survey_answers", {"nps": "NPS"}, given), "Eva")
    kept = saved(app, path)
    assert kept is not None
    assert kept.given == {"nps_scale": "0-10"}


def test_the_demo_takes_no_file_of_a_company(sqlite_app: Engine, tmp_path: Path) -> None:
    with sqlite_app.begin() as connection:
        remember(connection, DEMO, "{}")
    with pytest.raises(ReaderError, match="demo company"):
        look(sqlite_app, write(tmp_path, ORDERS))
    with pytest.raises(ReaderError, match="demo company"):
        commit_table_guess(sqlite_app, write(tmp_path, ORDERS), Choice("purchases", {}))


def test_ready_values_with_a_wrong_one_among_them(app: Engine, tmp_path: Path) -> None:
    text = MONTHLY.replace("71,2", "712").replace("feb 2025", "smarch 2025")
    problems = look(app, write(tmp_path, text)).problems
    assert [(one.kind, one.lines) for one in problems if one.refuses] == [
        ("value", [3]),
        ("value", [4]),
    ]


def test_answers_of_a_customer_index_become_answers(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, NKI)
    choice = look(app, path).choice
    assert choice is not None
    # Two respondents answered, three questions each.
    assert commit_table_guess(app, path, choice, today=TODAY).new == 2 * 3
    assert rows(app, survey_answers, "instrument", "score")[:2] == [("nki_1", 8), ("nki_1", 10)]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the example files are not here")
def test_the_example_report_gives_its_series(sqlite_app: Engine) -> None:
    path = SHARED / "formats" / "good" / "kpi_nki_cp1252.csv"
    text = (SHARED / "formats" / "expected.json").read_text(encoding="utf-8")
    wanted = json.loads(text)["kpi"][path.name]["series"]
    choice = look(sqlite_app, path).choice
    assert choice is not None
    commit_table_guess(sqlite_app, path, choice)
    found = rows(sqlite_app, kpi_monthly, "metric", "month", "numerator", "denominator", "base")
    value = CATALOGUE["nki"].value
    nki = {m: (value(part, base), base) for key, m, part, _, base in found if key == "nki"}
    churn = [100 * part for key, _, part, *_ in found if key == "logo_churn_month"]
    months = range(MARCH - 2, MARCH + 3)
    assert churn == pytest.approx(wanted["Uppsägningar"])
    assert [nki[m][0] if m in nki else None for m in months] == [
        None if wish is None else pytest.approx(wish) for wish in wanted["NKI"]
    ]
    # A month without a value has no row, and so no number of answers.
    assert [nki[m][1] if m in nki else 0 for m in months] == wanted["Antal svar"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the example files are not here")
@pytest.mark.parametrize(
    ("name", "table", "required"),
    [
        ("cdnow_master.txt", "purchases", {"account_id", "bought_on", "amount"}),
        ("telco_customer_churn.csv", "subscriptions", {"account_id", "tenure_months", "mrr"}),
        ("va_trust_quarterly.csv", "kpi_monthly", {"year", "quarter", "base"}),
        ("corp_rep_data.csv", "survey_answers", set()),
        ("mass_housing_satisfaction.csv", None, set()),
    ],
)
def test_real_files_are_taken_for_what_they_are(
    name: str, table: str | None, required: set[str]
) -> None:
    found = guess(SHARED / "real" / "kpi" / name)
    assert found.table == table
    assert required <= (set(found.choice.columns) if found.choice else set())
