"""What people wrote is never run by a spreadsheet, in any file or grid that it comes out in."""

import csv
import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from app_pages import EVERY_PAGE, Pages
from kundagenda.access.roles import Reader, Role
from kundagenda.database.audit import write_audit
from metrics.tables import agenda_items, decisions, forums, initiatives, target_groups
from sent import read_as, watching_what_is_sent, without_exception
from small_company import FORUMS, fill_small_company

HOSTILE = (
    "=cmd|'/C calc'!A0", "+1+cmd|'/C calc'!A0", "-1+1", "@SUM(1;1)", "\t=1+1", "\r=1+1", " =1+1",
    '=HYPERLINK("http://x")', "\ufeff=1+1", "＝1+1",
)  # fmt: skip
RUNS = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@|%＝＋－＠]")
NUMBER = re.compile(r"^[+\-−]?[\d \u00a0\u202f.,:%]+$")
ADMIN = Reader("anna@example.org", Role.ADMIN)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small company, all of whose words would be formulas."""
    made = f"sqlite:///{tmp_path_factory.mktemp('formulas') / 'hostile.db'}"
    engine = fill_small_company(made)
    with engine.begin() as connection:
        for place, text in enumerate(HOSTILE):
            this = agenda_items.c.id % len(HOSTILE) == place
            row = {"title": text, "level_because": text, "detail": text, "confidential": False}
            connection.execute(update(agenda_items).where(this).values(row))
            write_audit(connection, text, text, text, text, text, text)
        connection.execute(update(decisions).values(text=HOSTILE[0]))
        connection.execute(update(initiatives).values(name=HOSTILE[1]))
        connection.execute(update(target_groups).values(name=HOSTILE[3]))
        connection.execute(update(forums).where(forums.c.name == FORUMS[1]).values(name=HOSTILE[2]))
    engine.dispose()
    return made


def would_run(cell: Any) -> bool:
    return isinstance(cell, str) and bool(RUNS.match(cell)) and not NUMBER.match(cell)


def cells_of(content: bytes) -> list[str]:
    text = content.decode("utf-8-sig")
    delimiter = ";" if text.split("\r\n", 1)[0].count(";") else ","
    return [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]


def test_the_test_knows_a_formula_from_a_number() -> None:
    assert all(map(would_run, HOSTILE))
    assert not any(map(would_run, ("-7,5", "+3 %", "−45", "'=1", "a=1", "", 5)))


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("page", [*EVERY_PAGE, "data"])
def test_no_cell_of_a_grid_or_a_table_file_would_run(
    address: str, monkeypatch: pytest.MonkeyPatch, page: str, lang: str
) -> None:
    read_as(monkeypatch, ADMIN)
    where = EVERY_PAGE.get(page, "../../pages/data.py")
    codes = {"view": "log"} if page == "data" else {}
    with watching_what_is_sent(monkeypatch) as sent:
        visit = without_exception(Pages(monkeypatch, address).open(where, lang=lang, **codes))
        for grid in visit.dataframe:
            cells = [*grid.value.columns, *grid.value.to_numpy().ravel()]
            assert not [cell for cell in cells if would_run(cell)]
        for name, made in sent.files.items():
            if name.endswith(".csv"):
                cells = cells_of(made())
                assert len(cells) > 5
                assert not [cell for cell in cells if would_run(cell)]
    if page == "data":
        assert [name for name in sent.files if name.startswith("log_")]


def test_no_document_holds_anything_that_is_computed_or_run(
    address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read_as(monkeypatch, ADMIN)
    files: dict[str, bytes] = {}
    with watching_what_is_sent(monkeypatch) as sent:
        for page in ("overview", "agenda"):
            without_exception(Pages(monkeypatch, address).open(EVERY_PAGE[page], lang="sv"))
            files |= {name: made() for name, made in sent.files.items()}
    by_ending = {name.rsplit(".", 1)[-1]: content for name, content in files.items()}
    assert {"pdf", "pptx", "html"} <= by_ending.keys()
    assert not re.search(rb"/(JavaScript|Launch|EmbeddedFile)\b", by_ending["pdf"])
    assert b"<script>alert" not in by_ending["html"]
    for ending in {"pptx", "docx"} & by_ending.keys():
        _nothing_computed(by_ending[ending])
    if "ics" in by_ending:
        assert not re.search(rb"^[=+@\t]", by_ending["ics"], re.MULTILINE)


def _nothing_computed(document: bytes) -> None:
    """No field of Word, and no formula in the workbooks behind the charts of slides."""
    with ZipFile(io.BytesIO(document)) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert b"instrText" not in content
            assert b"fldSimple" not in content
            if name.endswith(".xlsx"):
                for sheet in load_workbook(io.BytesIO(content)):
                    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
                    assert "f" not in kinds
