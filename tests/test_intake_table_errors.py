"""Tables with something wrong in them: one sentence, and nothing written."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from kundagenda.database.state import DEMO, remember
from kundagenda.errors import ReaderError
from kundagenda.intake.table_commit import commit_table
from kundagenda.intake.table_plan import TableReport, preview_table
from metrics.tables import (
    forums,
    purchases,
    survey_answers,
)
from table_files import ANSWERS, counts, load, rows, write

Use = Callable[[Engine, Path, str], TableReport]


def packed(name: str) -> bytes:
    """A packed file with one part of that name."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr(name, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("survey_answer", "a\n1\n", "did you mean 'survey_answers'"),
        ("verdicts", "a\n1\n", "There is no table 'verdicts'"),
        ("purchases", "", "is empty"),
        ("purchases", "vem;när\nA;B\n", "the columns are account_id, bought_on"),
        ("purchases", "account_id,bougth_on,amount\nA,2025-01-02,1\n", "did you mean 'bought_on'"),
        ("purchases", "account_id,bought_on\nA,2025-01-02\n", "no column 'amount'"),
        (
            "purchases",
            "account_id,bought_on,amount\nA,2025-01-02,1\nB,3/4/2025,2\n",
            "line 3: bought_on is '3/4/2025'; write a date as YYYY-MM-DD",
        ),
        (
            "purchases",
            "account_id,bought_on,amount\nA,9999-12-31,2\n",
            "line 2: bought_on is '9999-12-31'; write a date from 1900 to 2199",
        ),
        (
            "subscriptions",
            "subscription_id,account_id,started_on,mrr\nS,A,0001-01-01,2\n",
            "line 2: started_on is '0001-01-01'; write a date from 1900 to 2199",
        ),
        (
            "subscriptions",
            "subscription_id,account_id,started_on,ended_on,mrr\nS,A,2025-02-01,2025-01-31,2\n",
            "line 2: ended_on is 2025-01-31, before started_on 2025-02-01",
        ),
        (
            "priorities",
            "statement,declared_share,decided_on,valid_from\nX,20,2025-01-02,2025-01-02\n",
            "line 2: declared_share is '20'; write a share from 0 to 1, or with a percent sign",
        ),
        (
            "purchases",
            "account_id,bought_on,amount\nA,2025-01-02,mycket\n",
            "line 2: amount is 'mycket'; write a number",
        ),
        (
            "purchases",
            "account_id,bought_on,amount\n,2025-01-02,1\n",
            "line 2: account_id is empty",
        ),
        (
            "purchases",
            "account_id,account id,bought_on,amount\nA,A,2025-01-02,1\n",
            "two columns called 'account_id'",
        ),
        (
            "survey_answers",
            ANSWERS.replace("NPS", "bps"),
            "instrument is 'bps'; write one of",
        ),
        (
            "survey_answers",
            ANSWERS.replace(",9\n", ",8.5\n"),
            "is '8.5'; write a whole number",
        ),
        ("survey_answers", ANSWERS.replace("a2,", "a1,"), "answer_id a1 stands twice"),
        ("meetings", "forum,held_on\nStyrelse,2025-03-03\n", "did you mean 'Styrelsen'"),
        ("meetings", "forum_id,held_on\n99,2025-03-03\n", "there is no forum_id 99"),
        (
            "agenda_items",
            "forum,held_on,position,title\nStyrelsen,2025-03-03,1,Pris\n",
            "there is no meeting on 2025-03-03",
        ),
        ("kpi_monthly", "metric,month,value\nnbs,2025-03,40\n", "there is no metric 'nbs'"),
        ("kpi_monthly", "metric,month,value\nnps,mars,40\n", "month is 'mars'; write a month"),
        ("kpi_monthly", "metric,month,value\ngrr,2025-03,92\n", "grr is 92; write it as 0 to 1"),
        ("kpi_monthly", "metric,month\nnps,2025-03\n", "no column 'value'"),
        ("kpi_monthly", "month,nps,vädret\n2025-03,40,1\n", "a column 'vädret'"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_written(
    app: Engine, tmp_path: Path, table: str, text: str, said: str
) -> None:
    with app.begin() as connection:
        connection.execute(insert(forums).values(name="Styrelsen"))
    before = counts(app)
    path = write(tmp_path, text)
    for use in (preview_table, commit_table):
        with pytest.raises(ReaderError) as refused:
            use(app, path, table)
        assert said in str(refused.value)
        assert "\n" not in str(refused.value)
    assert counts(app) == before


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (b"%PDF-1.7 1 0 obj", "a PDF document"),
        (packed("word/document.xml"), "a Word document"),
        (packed("answers.csv"), "a packed file that is neither Word nor Excel"),
        (bytes(range(1, 32)) * 20, "a file of another kind"),
    ],
)
def test_a_file_that_is_no_table_is_called_what_it_is(
    sqlite_app: Engine, tmp_path: Path, content: bytes, what: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(ReaderError) as refused:
        preview_table(sqlite_app, path, "survey_answers")
    assert str(refused.value).startswith(f"table.csv is {what}")
    assert "not a table; tables come as CSV or Excel (.xlsx)." in str(refused.value)


@pytest.mark.parametrize("use", [preview_table, commit_table])
@pytest.mark.parametrize(
    ("table", "text"),
    [("survey_answers", ANSWERS), ("kpi_monthly", "metric,month,value\nnps,2025-03,40\n")],
)
def test_tables_never_go_into_the_demo(
    app: Engine, tmp_path: Path, use: Use, table: str, text: str
) -> None:
    with app.begin() as connection:
        remember(connection, DEMO, "{}")
    before = counts(app)
    with pytest.raises(ReaderError, match="KUNDAGENDA_DATABASE_URL to a database of your own"):
        use(app, write(tmp_path, text), table)
    assert counts(app) == before


def test_a_subscription_may_end_on_the_day_it_started(app: Engine, tmp_path: Path) -> None:
    # Half-open: from 2 January up to, and not with, 2 January is no day at all.
    text = "subscription_id,account_id,started_on,ended_on,mrr\nS,A,2025-01-02,2025-01-02,1\n"
    assert load(app, tmp_path, "subscriptions", text).new == 1


def test_a_bad_value_far_down_undoes_the_chunks_before_it(app: Engine, tmp_path: Path) -> None:
    lines = [f"A{n},2025-01-02,{n}" for n in range(4500)]
    text = "account_id,bought_on,amount\n" + "\n".join([*lines, "B,2025-01-02,x"]) + "\n"
    answers = "\n".join(f"a{n},r,2025-01-02,nps,0,10,5" for n in range(4500))
    with pytest.raises(ReaderError, match="line 4502"):
        load(app, tmp_path, "purchases", text)
    head = ANSWERS.partition("\n")[0]
    text = f"{head}\n{answers}\nb,r,2025-01-02,nps,0,10,x\n"
    with pytest.raises(ReaderError, match="line 4502"):
        load(app, tmp_path, "survey_answers", text)
    assert rows(app, purchases, "account_id") == []
    assert rows(app, survey_answers, "answer_id") == []
