"""Row limits: a reader's pages are those of a database that holds only what they may see."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, exists, func, or_, select, union_all, update

from app_pages import EVERY_PAGE, Pages, charts
from databases import new_postgres_database
from kundagenda.access.roles import Reader, Role
from kundagenda.database.connection import open_engine
from kundagenda.database.limits import NO_LIMITS, Limits, seen_by, watch_limits
from kundagenda.database.tables import notes, now
from metrics import METRICS
from metrics.periods import month_number, month_text
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    initiatives,
    kpi_cohorts,
    kpi_monthly,
    meetings,
    subscriptions,
    survey_answers,
    survey_invitations,
    target_groups,
    verdicts,
)
from page_text import page_text
from sent import read_as, watching_what_is_sent, without_exception
from small_company import FORUMS, GROUPS, LAST_FULL_MONTH, fill_small_company
from tables import fill

BOARD = Limits(forums=frozenset({FORUMS[1]}))
TRADE = Limits(groups=frozenset({GROUPS[1]}))
BOTH = Limits(BOARD.forums, TRADE.groups)
NOBODY = Limits(frozenset({"Ingen"}), frozenset({"ingen"}))
MONTH = month_text(month_number(LAST_FULL_MONTH))
AGENDA_KEYS = [metric.key for metric in METRICS if "forum" in metric.splits]


def only_what_may_be_seen(engine: Engine, limits: Limits) -> None:
    """Take everything else away, table by table, as a person would say it."""
    with engine.begin() as connection:
        if limits.forums is not None:
            others = select(forums.c.id).where(forums.c.name.not_in(limits.forums))
            held = select(meetings.c.id).where(meetings.c.forum_id.in_(others))
            items = select(agenda_items.c.id).where(agenda_items.c.meeting_id.in_(held))
            decided = select(decisions.c.id).where(decisions.c.agenda_item_id.in_(items))
            for table, gone in (
                (actions, actions.c.decision_id.in_(decided)),
                (decisions, decisions.c.agenda_item_id.in_(items)),
                (agenda_items, agenda_items.c.meeting_id.in_(held)),
                (meetings, meetings.c.forum_id.in_(others)),
                (forums, forums.c.name.not_in(limits.forums)),
            ):
                connection.execute(delete(table).where(gone))
            about = select(agenda_items.c.initiative_id).where(agenda_items.c.initiative_id > 0)
            connection.execute(delete(initiatives).where(initiatives.c.id.not_in(about)))
            for table in (kpi_monthly, verdicts):
                of_agenda = table.c.metric.in_(AGENDA_KEYS)
                if table is verdicts:
                    of_agenda = or_(of_agenda, table.c.against.in_(AGENDA_KEYS))
                whole = (table.c.forum == "") & of_agenda
                other = (table.c.forum != "") & table.c.forum.not_in(limits.forums)
                connection.execute(delete(table).where(or_(whole, other)))
        if limits.groups is not None:
            for table in (
                survey_answers, survey_invitations, subscriptions, kpi_cohorts,
            ):  # fmt: skip
                connection.execute(delete(table).where(table.c.segment.not_in(limits.groups)))
            gone = target_groups.c.code.not_in(limits.groups)
            connection.execute(delete(target_groups).where(gone))
            for table in (kpi_monthly, verdicts):
                agenda = table.c.metric.in_(AGENDA_KEYS) & (table.c.segment == "")
                if table is verdicts:
                    agenda &= table.c.against.in_(["", *AGENDA_KEYS])
                seen = or_(table.c.segment.in_(limits.groups), agenda)
                connection.execute(delete(table).where(~seen))
            for table in (agenda_items, initiatives):
                other = table.c.segment.not_in(limits.groups)
                connection.execute(update(table).where(other).values(segment=None))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small company, with items that name a group."""
    made = tmp_path_factory.mktemp("limits") / "whole.db"
    engine = fill_small_company(f"sqlite:///{made}")
    with engine.begin() as connection:
        for place, group in enumerate(GROUPS):
            of = agenda_items.c.position == 2 + place
            connection.execute(update(agenda_items).where(of).values(segment=group))
    engine.dispose()
    return made


def opened(address: str, page: str, lang: str, monkeypatch: pytest.MonkeyPatch):
    """What a page says, what its pictures are made of, and every letter that was sent."""
    page, _, figure = page.partition(" behind ")
    codes = {"figure": figure, "month": MONTH} if figure else {}
    with watching_what_is_sent(monkeypatch) as sent:
        pages = Pages(monkeypatch, address)
        visit = without_exception(pages.open(EVERY_PAGE[page], lang=lang, **codes))
        pictures = [chart.SerializeToString() for chart in charts(visit)]
        return page_text(visit), pictures, sent.taken()


CASES = [
    *((page, BOTH, "sv") for page in EVERY_PAGE),
    *((page, BOARD, "en") for page in ("overview", "agenda", "follow_through")),
    *((page, TRADE, "en") for page in ("overview", "satisfaction", "retention")),
    *((page, NOBODY, "sv") for page in ("overview", "agenda", "satisfaction")),
    *((f"overview behind {key}", BOTH, "sv") for key in ("customer_item_share", "nps", "grr")),
]


@pytest.mark.parametrize(
    ("page", "limits", "lang"), CASES, ids=lambda case: getattr(case, "name", case) or "-"
)
def test_a_page_is_that_of_a_database_without_the_rest(
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    limits: Limits,
    lang: str,
) -> None:
    rest = Path(shutil.copy(whole, tmp_path / "rest.db"))
    engine = open_engine(f"sqlite:///{rest}")
    only_what_may_be_seen(engine, limits)
    engine.dispose()
    read_as(monkeypatch, Reader("bo@example.org", Role.VIEWER, limits))
    words, pictures, sent = opened(f"sqlite:///{whole}", page, lang, monkeypatch)
    assert opened(f"sqlite:///{rest}", page, lang, monkeypatch)[:2] == (words, pictures)
    if limits in (BOARD, BOTH):  # with nothing to see, the words of the product name forums
        assert FORUMS[0].encode() not in sent
    if limits in (TRADE, BOTH):
        assert b"Industri" not in sent


def seen(engine: Engine, limits: Limits, query) -> list[tuple[object, ...]]:
    with watch_limits(engine).connect() as connection:
        return [tuple(row) for row in seen_by(connection, limits).execute(query)]


@pytest.fixture
def two(app: Engine) -> Engine:
    """Two forums with one meeting each, two groups, and words of each."""
    fill(app, forums, "id | name\n1 | Ledning\n2 | Styrelsen")
    fill(app, meetings, "id | forum_id | held_on\n1 | 1 | 2025-01-14\n2 | 2 | 2025-02-14")
    fill(
        app, agenda_items,
        "id | meeting_id | title | segment\n1 | 1 | a | industri\n2 | 2 | b | handel\n3 | 2 | c |",
    )  # fmt: skip
    fill(app, decisions, "id | agenda_item_id | text\n1 | 1 | da\n2 | 2 | db")
    fill(app, notes, "noted_on | text\n2025-01-01 | Om alla")
    return app


_other, _cte = meetings.alias("other"), select(agenda_items).cte("items")
_inner = select(agenda_items.c.meeting_id, agenda_items.c.title).subquery("inner")
_count = select(func.count()).select_from(agenda_items).scalar_subquery()
_decided = exists().where(decisions.c.agenda_item_id == agenda_items.c.id)
SHAPES = {
    "table": (select(forums.c.name), [("Styrelsen",)]),
    "alias": (select(_other.c.id), [(2,)]),
    "self join": (
        select(_other.c.id).join_from(meetings, _other, _other.c.id != meetings.c.id), []
    ),
    "cte": (select(_cte.c.title).order_by(_cte.c.title), [("b",), ("c",)]),
    "subquery": (select(_inner.c.title).order_by(_inner.c.title), [("b",), ("c",)]),
    "scalar subquery": (select(_count), [(2,)]),
    "in a column": (select(forums.c.name, _count.label("n")), [("Styrelsen", 2)]),
    "exists": (select(agenda_items.c.title).where(_decided), [("b",)]),
    "union": (
        union_all(select(forums.c.name), select(decisions.c.text)), [("Styrelsen",), ("db",)]
    ),
    "outer join": (
        select(forums.c.name, decisions.c.text)
        .select_from(
            forums.outerjoin(meetings, meetings.c.forum_id == forums.c.id)
            .outerjoin(agenda_items, agenda_items.c.meeting_id == meetings.c.id)
            .join(decisions, decisions.c.agenda_item_id == agenda_items.c.id)
        ),
        [("Styrelsen", "db")],
    ),
    "window": (
        select(func.row_number().over(order_by=agenda_items.c.id), agenda_items.c.id),
        [(1, 2), (2, 3)],
    ),
    "words of all": (select(notes.c.text), []),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_statement_of_any_shape_finds_rows_of_the_forum_alone(two: Engine, shape: str) -> None:
    query, rows = SHAPES[shape]
    limits = Limits(forums=frozenset({"Styrelsen"}))
    assert seen(two, limits, query) == rows
    assert len(seen(two, NO_LIMITS, query)) >= len(rows)


def test_an_item_of_another_group_stays_and_does_not_say_of_which(two: Engine) -> None:
    query = select(agenda_items.c.title, agenda_items.c.segment).order_by(agenda_items.c.id)
    of_trade = Limits(groups=frozenset({"handel"}))
    assert seen(two, of_trade, query) == [("a", None), ("b", "handel"), ("c", None)]


def test_what_is_written_is_written_into_the_table_itself(two: Engine) -> None:
    with watch_limits(two).begin() as connection:
        limited = seen_by(connection, Limits(forums=frozenset({"Ingen"})))
        row = {"noted_on": date(2025, 1, 2), "text": "Ny", "created_at": now()}
        limited.execute(notes.insert().values(row))
        assert limited.execute(select(func.count()).select_from(notes)).scalar_one() == 0
    assert len(seen(two, NO_LIMITS, select(notes.c.id))) == 2


def test_each_set_of_limits_has_a_name_of_its_own() -> None:
    every = (NO_LIMITS, BOARD, TRADE, BOTH, NOBODY, Limits(frozenset(), None))
    assert len({each.name for each in every}) == len(every)
    assert Limits(frozenset(), None)  # seeing no forum is a limit


@pytest.mark.postgres
def test_pages_on_postgresql_are_those_of_a_database_without_the_rest(
    server, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [new_postgres_database(server) for _ in range(2)]
    for address in addresses:
        fill_small_company(address).dispose()
    engine = open_engine(addresses[1])
    only_what_may_be_seen(engine, BOTH)
    engine.dispose()
    read_as(monkeypatch, Reader("bo@example.org", Role.VIEWER, BOTH))
    for page in ("overview", "agenda"):
        one, other = (opened(each, page, "sv", monkeypatch)[:2] for each in addresses)
        assert one == other
