"""Do we only talk when it hurts: counted by hand, restated naively, and read from the KPI table."""

from datetime import date, datetime
from itertools import combinations
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from app_pages import AGENDA, Pages, said
from kundagenda.findings.after_falls import MEASURES, after_falls_of
from kundagenda.findings.kpi import monthly_and_segment_parts, monthly_parts, segment_parts
from kundagenda.findings.reading import Sums
from kundagenda.findings.rhythm import Meeting
from kundagenda.findings.view import View
from metrics import customer_item_share, nps
from metrics.after_falls import AfterFalls, after_falls, exact_chance
from metrics.periods import Grain, first_day, parse_month
from metrics.tables import kpi_monthly
from small_company import fill_small_company

patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LAST = parse_month("2026-10")
AS_OF = date(2026, 10, 31)

# Promoters, passives, detractors of a month; whether a meeting was held; customer items at it.
MONTHS = """
2026-01  20 10 10  held 1
2026-02  20 10 10  held 0
2026-03   2  8 30  held 0
2026-04   2  8 30  held 2
2026-05  20 10 10  none 0
2026-06   1  9 30  held 0
2026-07  20 10 10  held 1
2026-08  20 10 11  held 0
2026-09  20 10 10  held 1
2026-10  20 10 10  held 0
"""


def test_months_are_counted_by_what_came_before_them() -> None:
    survey, held = read(MONTHS)
    found = after_falls_of(survey, held, View(AS_OF, months=12))
    assert found is not None
    assert (found.metric, found.grain) == (nps, Grain.MONTH)
    # NPS fell in March (25 to -70) and in June; the months after are April and July. After no
    # fall: March, May (no meeting), June, August, September, October. August fell from 25 to 24.4.
    assert found.counts == AfterFalls(fallen=2, fallen_with=2, other=5, other_with=1)
    assert found.counts.chance is None


def test_a_month_outside_the_view_or_not_over_is_left_out() -> None:
    survey, held = read(MONTHS)
    found = after_falls_of(survey, held, View(date(2026, 7, 15), months=3))
    assert found is not None
    # April to June: April after a fall, May without a meeting, June after none.
    assert found.counts == AfterFalls(1, 1, 1, 0)


def test_withheld_months_are_unknown_and_so_are_those_after_them() -> None:
    few = MONTHS.replace("2026-04   2  8 30", "2026-04   0  0  1")
    survey, held = read(few)
    found = after_falls_of(survey, held, View(AS_OF, months=12))
    assert found is not None
    # April is unknown, so neither April against March nor May against April can be told: nothing
    # is said of the months May and June. One month of ten may be withheld at this grain.
    assert found.counts == AfterFalls(2, 2, 4, 1)


def test_quarters_are_looked_at_in_the_month_after_them() -> None:
    quarters = "\n".join(
        f"{year}-{month:02} {'3 1 1' if good else '1 1 3'} held {1 - good}"
        for year in (2025, 2026)
        for month in range(1, 13 if year == 2025 else 10)
        for good in [int(month % 6 in (1, 2, 3))]
    )
    survey, held = read(quarters)
    found = after_falls_of(survey, held, View(AS_OF, months=24))
    assert found is not None
    assert found.grain is Grain.QUARTER
    # Fifteen answers a quarter: 9-3-3 against 3-3-9 is 40 to -40, more than chance. Every second
    # quarter falls: looked at in July, January and July; the others in October and April.
    assert found.counts == AfterFalls(fallen=3, fallen_with=0, other=2, other_with=2)


def test_without_answers_there_is_nothing_to_look_at() -> None:
    survey, held = read("")
    assert after_falls_of(survey, held, View(AS_OF)) is None


@pytest.mark.parametrize(
    ("counts", "chance"),
    [
        # All five of one kind and none of the other: 2 of the 252 ways to choose five of ten.
        (AfterFalls(5, 5, 5, 0), 2 / 252),
        (AfterFalls(5, 3, 5, 3), 1.0),
        (AfterFalls(4, 4, 20, 0), None),
        (AfterFalls(20, 4, 4, 4), None),
    ],
)
def test_chance_is_told_from_five_months_of_each_kind(
    counts: AfterFalls, chance: float | None
) -> None:
    assert counts.chance == (None if chance is None else pytest.approx(chance))


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="6 of 5"):
        exact_chance(6, 5, 0, 5)


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("sv", ("NPS har inte verkligen fallit", "För få att jämföra: det krävs 5")),
        ("en", ("NPS has not really fallen", "Too few to compare: it takes 5")),
    ],
)
def test_the_page_says_that_nothing_fell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, wanted: tuple[str, str]
) -> None:
    # Every month holds the same scores, so that nothing falls.
    address = f"sqlite:///{tmp_path / 'small.db'}"
    fill_small_company(address).dispose()
    told = said(Pages(monkeypatch, address).open(AGENDA, lang=lang, forum="Styrelsen"))
    assert all(words in told for words in wanted)
    both = {"sv": "Svar och kunder: oavsett forum", "en": "customers: whatever the forum"}
    assert both[lang] in told


WHOLE = st.integers(1, 30)


@given(st.data())
def test_the_exact_test_is_that_of_scipy(data: st.DataObject) -> None:
    whole_1, whole_2 = data.draw(WHOLE), data.draw(WHOLE)
    part_1, part_2 = data.draw(st.integers(0, whole_1)), data.draw(st.integers(0, whole_2))
    table = [[part_1, whole_1 - part_1], [part_2, whole_2 - part_2]]
    ours = exact_chance(part_1, whole_1, part_2, whole_2)
    assert ours == pytest.approx(fisher_exact(table).pvalue)


@patient
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=10))
def test_the_exact_test_counts_every_way_to_deal_the_customer_items(
    months: list[tuple[bool, bool]],
) -> None:
    fell = [after for after, _ in months]
    seen = sum(after and talked for after, talked in months)
    dealt = [
        sum(fell[month] for month in chosen)
        for chosen in combinations(range(len(months)), sum(talked for _, talked in months))
    ]
    ways = {count: dealt.count(count) for count in dealt}
    naive = sum(n for n in ways.values() if n <= ways[seen]) / len(dealt)
    other = sum(talked and not after for after, talked in months)
    assert exact_chance(seen, sum(fell), other, len(fell) - sum(fell)) == pytest.approx(naive)


KNOWN = st.dictionaries(st.integers(1, 20), st.sampled_from([True, False, None]))
TALKED = st.dictionaries(st.integers(1, 20), st.booleans())


@given(KNOWN, TALKED)
def test_counting_restated(fell: dict[int, bool | None], talked: dict[int, bool]) -> None:
    kinds = [
        (fell[month], talked[month]) for month in range(1, 21) if month in fell and month in talked
    ]
    assert after_falls(fell, talked) == AfterFalls(
        fallen=kinds.count((True, True)) + kinds.count((True, False)),
        fallen_with=kinds.count((True, True)),
        other=kinds.count((False, True)) + kinds.count((False, False)),
        other_with=kinds.count((False, True)),
    )


ANSWERS = st.tuples(st.integers(0, 40), st.integers(10, 20), st.integers(0, 40))


@patient
@given(st.lists(ANSWERS, min_size=2, max_size=12), st.data())
def test_falls_restated_with_the_interval_written_out(
    months: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    first = LAST - len(months) + 1
    lines = [
        f"{first_day(first + n):%Y-%m} {p} {m} {d} held {data.draw(st.integers(0, 2))}"
        for n, (p, m, d) in enumerate(months)
    ]
    survey, held = read("\n".join(lines))
    found = after_falls_of(survey, held, View(AS_OF, months=12))
    assert found is not None
    kinds = [
        (naive_fall(months[n - 1], months[n - 2]), held[n].customer > 0)
        for n in range(2, len(months))
    ]
    assert (found.counts.fallen, found.counts.other) == (
        sum(fell for fell, _ in kinds),
        sum(not fell for fell, _ in kinds),
    )
    assert found.counts.fallen_with == kinds.count((True, True))
    assert found.counts.other_with == kinds.count((False, True))


def naive_fall(now: tuple[int, int, int], before: tuple[int, int, int]) -> bool:
    """METRICS S1: adjusted scores less 1.96 times the root of their squared errors."""
    scores, squares = [], []
    for promoters, passives, detractors in (now, before):
        n = promoters + passives + detractors + 3
        p, d = (promoters + 0.75) / n, (detractors + 0.75) / n
        scores.append(100 * (p - d))
        squares.append(100**2 * (p + d - (p - d) ** 2) / n)
    high = scores[0] - scores[1] + 1.959963984540054 * sum(squares) ** 0.5
    shown = [100 * (p - d) / (p + m + d) for p, m, d in (now, before)]
    return high < 0 and shown[0] < shown[1]


def read(table: str) -> tuple[dict[str, dict[str, dict[int, Sums]]], list[Meeting]]:
    """The parts of NPS as the KPI table has them, and the meetings, from lines of text."""
    monthly: dict[int, Sums] = {}
    held = []
    for number, line in enumerate(table.strip().splitlines()):
        month, *counts, met, customer = line.split()
        promoters, passives, detractors = map(int, counts)
        answers = promoters + passives + detractors
        net, off = promoters - detractors, promoters + detractors
        at = parse_month(month)
        monthly[at] = Sums(net, answers, off, answers)
        if met == "held":
            held.append(Meeting(number, first_day(at), "Styrelse", int(customer), 5))
    parts = {metric.key: {} for metric in MEASURES}
    return parts | {nps.key: {"": monthly} if monthly else {}}, held


def test_the_agenda_and_answers_are_read_at_once_as_they_are_one_by_one(app: sa.Engine) -> None:
    row = {"source": "made", "refreshed_at": datetime(2026, 11, 1), "denominator": 10, "base": 10}
    with app.begin() as connection:
        connection.execute(
            sa.insert(kpi_monthly),
            [
                row
                | {"metric": key, "month": LAST, "forum": forum, "segment": group, "numerator": n}
                for key, forum, group, n in (
                    (customer_item_share.key, "Styrelse", "", 1.0),
                    (customer_item_share.key, "Kundråd", "", 2.0),
                    (nps.key, "", "", 3.0),
                    (nps.key, "", "handel", 4.0),
                )
            ],
        )
        for forums in ((), ("Styrelse",)):
            monthly, groups = monthly_and_segment_parts(
                connection, [customer_item_share], forums, MEASURES
            )
            assert monthly == monthly_parts(connection, [customer_item_share], forums)
            assert groups == segment_parts(connection, MEASURES)
            assert groups[nps.key]["handel"][LAST].numerator == 4
