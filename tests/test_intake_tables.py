"""Tables of the contract from CSV files and workbooks."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from kundagenda.intake.table_commit import commit_table
from kundagenda.intake.table_plan import preview_table
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    initiatives,
    kpi_monthly,
    meetings,
    outcome_values,
    priorities,
    subscriptions,
    survey_answers,
    target_groups,
    targets,
)
from table_files import ANSWERS, MARCH, counts, load, rows, told, write
from workbooks import save_workbook


def test_keyed_rows_are_new_changed_or_unchanged(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, ANSWERS)
    assert told(preview_table(app, path, "survey_answers")) == ("imported", 2, 0, 0)
    assert rows(app, survey_answers, "answer_id") == []
    assert told(commit_table(app, path, "survey_answers")) == ("imported", 2, 0, 0)
    before = counts(app)
    assert told(commit_table(app, path, "survey_answers")) == ("unchanged", 0, 0, 2)
    assert counts(app) == before
    edited = write(tmp_path, ANSWERS.replace(",9\n", ",10\n") + "a3,r3,2025-03-05,nps,0,10,1\n")
    assert told(preview_table(app, edited, "Survey answers")) == ("imported", 1, 1, 1)
    assert told(commit_table(app, edited, "survey-answers")) == ("imported", 1, 1, 1)
    found = rows(app, survey_answers, "answer_id", "instrument", "score", "high_is_good")
    assert found == [("a1", "nps", 10, True), ("a2", "nps", None, True), ("a3", "nps", 1, True)]


@pytest.mark.parametrize(
    ("table", "first", "again"),
    [
        (
            "purchases",
            "account_id;bought_on;amount\nA;2025-01-02;1 020,5\nA;2025-01-02;1 020,5\n",
            "account_id,bought_on,amount\nA,2025-01-02,1020.5\nA,2025-01-02,1020.5\n",
        ),
        (
            "survey_invitations",
            "account_id;invited_on;instrument\nA;2025-01-02;nps\n",
            "Account ID,Invited on,Instrument\nA,2025-01-02,NPS\n",
        ),
    ],
)
def test_rows_without_a_key_are_known_by_their_content(
    app: Engine, tmp_path: Path, table: str, first: str, again: str
) -> None:
    number = first.count("\n") - 1
    assert told(load(app, tmp_path, table, first)) == ("imported", number, 0, 0)
    renamed = write(tmp_path, again, "another name.csv")
    assert told(preview_table(app, renamed, table)) == ("unchanged", 0, 0, number)
    assert told(commit_table(app, renamed, table)) == ("unchanged", 0, 0, number)
    assert counts(app)[table] == number


def test_a_chain_of_tables_by_names_with_defaults(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "forums", "name;kind\nStyrelsen;Board\n")
    load(app, tmp_path, "meetings", "Forum;Held on;Starts at\nStyrelsen;2025-03-03;09:00\n")
    load(app, tmp_path, "initiatives", "name,launched_on\nUptime först,2025-01-01\n")
    load(
        app,
        tmp_path,
        "agenda_items",
        "forum;held_on;position;title;planned_minutes;initiative\n"
        "Styrelsen;2025-03-03;1;Mötets öppnande;;\n"
        "Styrelsen;2025-03-03;2;Kundklagomål i norr;7,5;Uptime först\n",
    )
    [item] = rows(app, agenda_items, "id", "planned_minutes", "formal")[1:]
    load(app, tmp_path, "decisions", f"agenda_item_id,text,decided_on\n{item[0]},Ja,2025-03-03\n")
    [(decision,)] = rows(app, decisions, "id")
    load(app, tmp_path, "actions", f"decision_id,text,cancelled\n{decision},Ring kunden,nej\n")
    assert item[1:] == (7.5, False)
    assert rows(app, agenda_items, "position", "formal", "level_by", "initiative_id") == [
        (1, True, "rule", None),
        (2, False, "model", rows(app, initiatives, "id")[0][0]),
    ]
    assert rows(app, actions, "text", "cancelled", "version") == [("Ring kunden", False, 1)]


def test_a_priority_needs_only_what_was_decided_and_when(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "forums", "name\nStyrelsen\n")
    load(
        app,
        tmp_path,
        "priorities",
        "forum;statement;declared_share;decided_on;valid_from\n"
        "Styrelsen;Kundens drifttid först;25 %;2025-01-10;2025-02-01\n"
        ";Alla;;2025-01-10;2025-02-01\n",
    )
    assert rows(app, priorities, "statement", "declared_share", "basis", "version") == [
        ("Alla", None, "items", 1),
        ("Kundens drifttid först", 0.25, "items", 1),
    ]


def test_the_same_priorities_again_change_nothing_even_without_a_forum(
    app: Engine, tmp_path: Path
) -> None:
    text = "statement,decided_on,valid_from\nKunden först,2025-01-10,2025-02-01\n"
    assert load(app, tmp_path, "priorities", text).new == 1
    assert told(load(app, tmp_path, "priorities", text)) == ("unchanged", 0, 0, 1)


def test_target_groups_targets_and_outcomes(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "target_groups", "code,name,cadence_days\nåkeri,Åkerier,90\n")
    load(app, tmp_path, "targets", "metric,segment,value,valid_from\nnps,åkeri,40,2025-01-01\n")
    load(
        app,
        tmp_path,
        "outcome_values",
        "metric;month;value\nuptime;2025-03;99,1\nuptime;24303;98\n",
    )
    assert rows(app, target_groups, "code", "cadence_days") == [("åkeri", 90)]
    assert rows(app, targets, "metric", "segment", "value") == [("nps", "åkeri", 40.0)]
    assert rows(app, outcome_values, "month", "segment", "value") == [
        (MARCH, "", 99.1),
        (MARCH + 1, "", 98.0),
    ]


def test_a_level_that_the_file_states_is_a_persons(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "forums", "id,name\n7,Styrelsen\n")
    load(app, tmp_path, "meetings", "id,forum_id,held_on\n3,7,2025-03-03\n")
    text = "meeting_id,position,title,level\n3,1,Budget,value\n3,2,Kundklagomål,\n"
    load(app, tmp_path, "agenda_items", text)
    found = rows(app, agenda_items, "position", "level_by", "level_best")
    assert found[0] == (1, "person", "value")
    assert found[1][1] == "model"
    assert told(load(app, tmp_path, "agenda_items", text)) == ("unchanged", 0, 0, 2)


def test_ids_of_the_database_follow_those_that_came_along(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "forums", "id,name\n1,Styrelsen\n2,Ledningen\n")
    with app.begin() as connection:
        connection.execute(insert(forums).values(name="Kundrådet"))
    assert [name for (name,) in rows(app, forums, "name")] == [
        "Kundrådet",
        "Ledningen",
        "Styrelsen",
    ]


def test_agenda_tables_bring_their_figures_along(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "forums", "name\nStyrelsen\n")
    load(app, tmp_path, "meetings", "forum,held_on\nStyrelsen,2025-03-03\n")
    text = "forum,held_on,position,title,level\nStyrelsen,2025-03-03,1,Kunder,fix\n"
    assert load(app, tmp_path, "agenda_items", text).months == {MARCH}
    shares = [row for row in rows(app, kpi_monthly, "metric", "month", "numerator")]
    assert ("customer_item_share", MARCH, 1.0) in shares
    with app.begin() as connection:
        [held] = connection.execute(select(meetings.c.id)).one()
    moved = load(app, tmp_path, "meetings", f"id,forum,held_on\n{held},Styrelsen,2025-04-07\n")
    assert moved.months == {MARCH, MARCH + 1}
    shares = [row for row in rows(app, kpi_monthly, "metric", "month", "numerator")]
    assert ("customer_item_share", MARCH, 1.0) not in shares
    assert ("customer_item_share", MARCH + 1, 1.0) in shares


def test_a_workbook_with_a_title_and_real_dates(app: Engine, tmp_path: Path) -> None:
    path = save_workbook(
        tmp_path / "abonnemang.xlsx",
        {
            "Om": [("Utdrag ur ekonomisystemet",)],
            "Data": [
                ("Abonnemang 2025",),
                ("subscription_id", "account_id", "started_on", "ended_on", "mrr"),
                (1001, 17, datetime(2024, 1, 1), None, 1200.5),
                ("1002", "18", "2024-02-01", date(2025, 1, 1), "1 300"),
            ],
        },
    )
    assert told(commit_table(app, path, "subscriptions")) == ("imported", 2, 0, 0)
    columns = ("subscription_id", "account_id", "started_on", "ended_on", "mrr")
    assert rows(app, subscriptions, *columns) == [
        ("1001", "17", date(2024, 1, 1), None, 1200.5),
        ("1002", "18", date(2024, 2, 1), date(2025, 1, 1), 1300.0),
    ]


def test_the_report_of_a_table(app: Engine, tmp_path: Path) -> None:
    path = write(tmp_path, ANSWERS)
    assert preview_table(app, path, "survey_answers").as_json() == {
        "files": [
            {
                "path": str(path),
                "status": "imported",
                "error": None,
                "table": "survey_answers",
                "rows": 2,
                "new": 2,
                "changed": 0,
                "unchanged": 0,
                "meetings": [],
                "warnings": [],
            }
        ]
    }


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("outcome_values", "metric,month,value\nuptime,2025-03,0.98\n"),
        ("targets", "metric,value,valid_from\nnps,30,2025-01-01\n"),
    ],
)
def test_a_key_column_that_the_file_leaves_out_has_its_default(
    app: Engine, tmp_path: Path, table: str, text: str
) -> None:
    assert told(load(app, tmp_path, table, text)) == ("imported", 1, 0, 0)
    assert told(load(app, tmp_path, table, text)) == ("unchanged", 0, 0, 1)


def test_an_end_far_ahead_is_no_end(app: Engine, tmp_path: Path) -> None:
    text = "subscription_id,account_id,started_on,ended_on,mrr\nS,A,2025-01-02,9999-12-31,1\n"
    assert load(app, tmp_path, "subscriptions", text).new == 1
    assert rows(app, subscriptions, "ended_on") == [(None,)]


def test_minutes_that_no_item_can_have_are_told_and_unknown(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "forums", "id,name\n1,Styrelse\n")
    load(app, tmp_path, "meetings", "id,forum,held_on\n1,Styrelse,2025-03-03\n")
    header = "meeting_id,position,title,planned_minutes,actual_minutes\n"
    text = f"{header}1,1,Priset,1020,0\n1,2,Lagret,-5,7.5\n"
    report = load(app, tmp_path, "agenda_items", text)
    assert report.as_json()["files"][0]["warnings"] == [
        {"line": 2, "text": "Priset: 1020 minutes is too long; taken as unknown."},
        {"line": 3, "text": "Lagret: -5 minutes is negative; taken as unknown."},
    ]
    assert rows(app, agenda_items, "position", "planned_minutes", "actual_minutes") == [
        (1, None, 0.0),
        (2, None, 7.5),
    ]
    assert told(load(app, tmp_path, "agenda_items", text)) == ("unchanged", 0, 0, 2)
