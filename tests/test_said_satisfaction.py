"""What the page on satisfaction says of a year, of the latest period, and since when."""

from typing import Any

import pytest

from kundagenda.findings.measured import Measures
from kundagenda.findings.overview import Verdict
from kundagenda.findings.reading import Sums
from kundagenda.findings.said_satisfaction import (
    groups_said,
    level_said,
    respondents_said,
    satisfaction_title,
    wave_said,
)
from kundagenda.findings.satisfaction import READ, SatisfactionPage, satisfaction_of
from kundagenda.findings.view import View
from kundagenda.texts.sentences import sentence
from metrics.periods import Grain, last_day, parse_month

LAST = parse_month("2026-09")


def page(
    *years: tuple[int, int, int], verdict: Verdict | None = None, **view: Any
) -> SatisfactionPage:
    """NPS of so many promoters, passives and detractors a month, a year each, the newest last."""
    return grouped({"": years} if years else {}, verdict, **view)


def grouped(
    groups: dict[str, tuple[tuple[int, int, int], ...]],
    verdict: Verdict | None = None,
    **view: Any,
) -> SatisfactionPage:
    """The same, of each group."""
    segments: dict[str, Any] = {metric.key: {} for metric in READ}
    segments["nps"] = {group: months_of(years) for group, years in groups.items()}
    verdicts = (verdict,) if verdict else ()
    view.setdefault("as_of", last_day(LAST))
    return satisfaction_of(Measures(View(**view), {}, segments, {}, None, (), verdicts), {})


def months_of(years: tuple[tuple[int, int, int], ...]) -> dict[int, Sums]:
    """Twelve months alike of each year, the newest year last."""
    monthly = {}
    for back, (promoters, passives, detractors) in enumerate(reversed(years)):
        answers = promoters + passives + detractors
        sums = Sums(promoters - detractors, answers, promoters + detractors, answers)
        monthly |= {LAST - 12 * back - n: sums for n in range(12)}
    return monthly


def level(status: str, **detail: object) -> Verdict:
    """A stored verdict on the level of NPS."""
    return Verdict("level", "nps", "", status, {"n": 60} | detail)


HIGHER = {"mean_last": 30.0, "mean_before": 10.0}


@pytest.mark.parametrize(
    ("years", "english", "swedish"),
    [
        # 100 x (60 - 20) / 100 against 100 x (40 - 30) / 100, on 1 200 answers a year each
        (
            [(40, 30, 30), (60, 20, 20)],
            "NPS is 40, up from 10 in a year. More than chance.",
            "NPS är 40, upp från 10 på ett år. Mer än slump.",
        ),
        (
            [(60, 20, 20), (40, 30, 30)],
            "NPS is 10, down from 40 in a year. More than chance.",
            "NPS är 10, ner från 40 på ett år. Mer än slump.",
        ),
        # 5 against 4 of 10 promoters, 3 detractors in both: 120 answers a year
        (
            [(4, 3, 3), (5, 2, 3)],
            "NPS is 20. A year ago 10, within chance.",
            "NPS är 20. För ett år sedan 10, inom slumpen.",
        ),
        (
            [(5, 2, 3), (5, 2, 3)],
            "NPS is 20, the same as a year ago.",
            "NPS är 20, samma som för ett år sedan.",
        ),
        ([(5, 2, 3)], "NPS is 20.", "NPS är 20."),
        ([], "No answers from customers yet.", "Inga svar från kunder ännu."),
        # answers two years ago alone
        (
            [(5, 2, 3), (0, 0, 0)],
            "No customer has answered for a year.",
            "Ingen kund har svarat på ett år.",
        ),
    ],
)
def test_the_title_tells_more_than_chance_from_chance(
    years: list[tuple[int, int, int]], english: str, swedish: str
) -> None:
    said = satisfaction_title(page(*years))
    assert sentence(said, "en") == english
    assert sentence(said, "sv") == swedish


def test_the_latest_period_is_held_against_the_one_before() -> None:
    said = wave_said(page((40, 30, 30), (60, 20, 20)))
    assert said is not None
    assert sentence(said, "sv") == (
        "Senaste perioden, kv 3 2026, mot kv 2 2026: från 40 till 40. Inom slumpen."
    )
    # Twelve months that share none: those before the change against those after.
    rolling = page((40, 30, 30), (60, 20, 20), grain=Grain.ROLLING12)
    said = wave_said(rolling)
    assert said is not None
    assert sentence(said, "en") == (
        "The latest period, 12 months to Sep 2026, against 12 months to Sep 2025: "
        "from 10 to 40. More than chance."
    )
    assert wave_said(page((5, 2, 3), grain=Grain.ROLLING12)) is None, "they share months"
    assert wave_said(page()) is None


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (level("no_change"), "Månad för månad har nivån inte tydligt ändrats: vanlig variation."),
        (
            level("changed", since="2025-03", **HIGHER),
            "Nivån är högre sedan omkring mars 2025. Mer än slump.",
        ),
        (
            level("new_level", since="2025-03", mean_last=1.0, mean_before=2.0),
            "Nivån är lägre sedan omkring mars 2025. Mer än slump.",
        ),
        (level("changed", since="2025-03"), "Nivån är ny sedan omkring mars 2025."),
        (
            level("changed", **HIGHER),
            "De senaste sex månaderna ligger högre än förut. Mer än slump.",
        ),
        (
            level("may_be_changing", **HIGHER),
            "Nivån kan vara på väg upp. Se nästa månad.",
        ),
        (
            level("not_enough_data", n=14),
            "Sedan när kan sägas efter 24 månader med svar; ni har 14 månader.",
        ),
        (level("not_enough_data", n=30), "För många månader saknas för att säga sedan när."),
    ],
)
def test_since_when_comes_from_the_stored_verdict(verdict: Verdict, said: str) -> None:
    told = level_said(page((5, 2, 3), (5, 2, 3), verdict=verdict))
    assert told is not None
    assert sentence(told, "sv") == said


def test_a_year_that_differs_within_usual_swings_says_so() -> None:
    told = level_said(page((40, 30, 30), (60, 20, 20), verdict=level("no_change")))
    assert told is not None
    assert sentence(told, "en") == (
        "That is year against year. Month by month no lasting new level shows yet."
    )


def test_the_direction_of_a_half_year_that_may_not_be_told_is_not_told() -> None:
    few = page((1, 0, 0), (0, 0, 1), verdict=level("may_be_changing", **HIGHER))
    told = level_said(few)
    assert told is not None
    assert "upp" not in sentence(told, "sv")
    assert "ner" not in sentence(told, "sv").split()


UP, DOWN = ((40, 30, 30), (60, 20, 20)), ((60, 20, 20), (40, 30, 30))
STILL = ((50, 20, 30), (50, 20, 30))


@pytest.mark.parametrize(
    ("groups", "english", "swedish"),
    [
        # NPS of all: 20, and 20 a year ago; one group rose as much as the other fell
        (
            {"Handel": UP, "Skog": DOWN},
            "2 groups moved on their own in a year, by more than chance: Handel, Skog.",
            "2 kundgrupper rörde sig för sig på ett år, mer än slump: Handel, Skog.",
        ),
        # 10 to 40 in a hundredth of the answers
        (
            {"Handel": UP, "Skog": tuple(tuple(99 * n for n in year) for year in STILL)},
            "One group: Handel, from 10 to 40 in a year. More than chance.",
            "En kundgrupp: Handel, från 10 till 40 på ett år. Mer än slump.",
        ),
        # The title says it of all: a group that rose too is no news, one that fell is.
        ({"Handel": UP, "Skog": UP}, None, None),
        (
            {"Handel": tuple(tuple(9 * n for n in year) for year in UP), "Skog": DOWN},
            "One group: Skog, from 40 to 10 in a year. More than chance.",
            "En kundgrupp: Skog, från 40 till 10 på ett år. Mer än slump.",
        ),
        ({"Handel": STILL, "Skog": STILL}, None, None),
    ],
)
def test_groups_that_moved_on_their_own_are_named_under_the_title(
    groups: dict[str, Any], english: str | None, swedish: str | None
) -> None:
    told = groups_said(grouped(groups))
    assert (told and sentence(told, "en")) == english
    assert (told and sentence(told, "sv")) == swedish
    assert groups_said(grouped(groups, segment="Handel")) is None


def test_a_group_has_no_verdict_of_the_whole_company() -> None:
    alone = page((5, 2, 3), verdict=level("changed", **HIGHER), segment="handel")
    assert level_said(alone) is None
    assert respondents_said(alone) is None


def test_promoters_and_detractors_are_counted_with_their_change() -> None:
    promoters, detractors = page((40, 30, 30), (60, 20, 20)).kinds
    assert (promoters.count, promoters.of) == (12 * 60, 12 * 100)
    assert (detractors.count, detractors.of) == (12 * 20, 12 * 100)
    assert promoters.change is not None
    assert promoters.change.difference == pytest.approx(0.60 - 0.40)
    assert promoters.change.real
    assert detractors.change is not None
    assert detractors.change.difference == pytest.approx(0.20 - 0.30)


def test_withheld_periods_have_no_counts() -> None:
    few = page((1, 0, 1), (1, 0, 1), grain=Grain.MONTH)
    assert few.mixes
    assert all(mix.counts is None for mix in few.mixes)
