"""Page Data: who may do what, and the log of what was done, for admins and nobody else."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app_pages import Pages, said, tabled
from kundagenda.access.people import GAVE, give_role, people_of
from kundagenda.access.roles import Reader, Role
from kundagenda.database.audit import write_audit
from kundagenda.database.connection import open_engine
from kundagenda.database.limits import Limits
from sent import log_rows, read_as, watching_what_is_sent, without_exception
from small_company import fill_small_company

DATA = "../../pages/data.py"
ADMIN = Reader("anna@example.org", Role.ADMIN)
WORDS = {
    "sv": ("Ge rollen", "Ladda ned som CSV", "Vem", "De nyaste först."),
    "en": ("Give the role", "Download as CSV", "Who", "The newest first."),
}


@pytest.fixture
def address(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'filled.db'}"
    engine = fill_small_company(made)
    with engine.begin() as connection:
        write_audit(connection, "dan@example.org", "did", "notes", "7", "then", "now")
    engine.dispose()
    return made


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_an_admin_gives_a_role_and_reads_of_it_in_the_log(
    address: str, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    read_as(monkeypatch, ADMIN)
    pages, (give, _, who, newest) = Pages(monkeypatch, address), WORDS[lang]
    visit = without_exception(pages.open(DATA, lang=lang, view="access"))
    visit.text_input[0].set_value("Cia@Example.org").run()
    [button] = [each for each in visit.button if each.label == give]
    without_exception(button.click().run())
    assert tabled(visit.table[0]).iloc[0, 0] == "cia@example.org"
    with watching_what_is_sent(monkeypatch) as sent:
        visit = without_exception(pages.open(DATA, lang=lang, view="log"))
        assert newest in said(visit)
        grid = visit.dataframe[0].value
        assert who in grid.columns
        assert list(grid.iloc[:, 2]) == [ADMIN.email, "dan@example.org"]
        [(name, made)] = sent.files.items()
        content = made().decode("utf-8-sig")
    assert name.startswith("log_")
    assert "cia@example.org" in content
    assert who in content.split("\r\n", 1)[0]
    engine = create_engine(address)
    assert [row.action for row in log_rows(engine)] == ["did", GAVE, "export"]
    assert log_rows(engine)[-1].after == name  # taking the log away is told there too
    engine.dispose()


def test_a_limit_to_what_is_not_there_just_now_stays_when_the_role_changes(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, limits = open_engine(address), Limits(frozenset({"Valberedningen"}), frozenset({"x"}))
    give_role(engine, "cia@example.org", Role.VIEWER, limits, "Ada")
    read_as(monkeypatch, ADMIN)
    visit = Pages(monkeypatch, address).open(DATA, lang="en", view="access")
    visit = without_exception(visit.selectbox[0].set_value("cia@example.org").run())
    assert [box.value for box in visit.multiselect] == [["Valberedningen"], ["x"]]
    visit.button_group(key="access cia@example.org 1 role").set_value(Role.CHAIR).run()
    [button] = [each for each in visit.button if each.label == "Give the role"]
    without_exception(button.click().run())
    with engine.connect() as connection:
        [cia] = people_of(connection)
    assert (cia.role, cia.limits) == (Role.CHAIR, limits)
    engine.dispose()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CHAIR, Role.EDITOR])
@pytest.mark.parametrize("view", ["access", "log"])
def test_nobody_else_is_shown_either(
    address: str, monkeypatch: pytest.MonkeyPatch, role: Role, view: str
) -> None:
    read_as(monkeypatch, Reader("bo@example.org", role))
    with watching_what_is_sent(monkeypatch) as sent:
        if role is not Role.EDITOR:
            with pytest.raises(AssertionError, match="is no page"):
                Pages(monkeypatch, address).open(DATA, lang="en", view=view)
        else:
            visit = Pages(monkeypatch, address).open(DATA, lang="en", view=view)
            assert not {"Access", "Log"} & {str(one) for one in visit.main}
        assert b"dan@example.org" not in sent.taken()
