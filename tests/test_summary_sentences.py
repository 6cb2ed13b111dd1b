"""The facts of the summary: their values, and a sentence for each in both languages."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from headline_situations import SITUATIONS
from kundagenda.findings.overview import Overview, Verdict
from kundagenda.findings.summary import Fact, facts
from kundagenda.texts.sentences import sentence
from metrics.rhythm import Gap, Streak
from overviews import (
    churn,
    lead,
    level,
    meetings,
    nothing,
    nps,
    ordinary,
    reading,
    rhythm,
    share,
    signal,
    sources,
)
from random_overviews import overviews


def fact(found: Overview, key: str) -> Fact:
    """The fact of a key."""
    return {one.key: one for one in facts(found)}[key]


def told(found: Overview, key: str, lang: str = "sv") -> str:
    """A fact's sentence, with ordinary spaces."""
    return sentence(fact(found, key).said, lang).replace("\u00a0", " ")


def test_an_ordinary_overview_has_every_fact_that_exists_so_far():
    more = {key: reading(key, 0.9, 470) for key in ("grr", "nrr", "first_appearance_share")}
    found = ordinary(verdicts=(level("nps", "changed", 31, 19), lead("nps", "signal", **signal())))
    assert [one.key for one in facts(replace(found, latest={**found.latest, **more}))] == [
        "recency_days",
        "longest_gap_days",
        "streak_current",
        "streak_longest",
        "customer_item_share",
        "customer_meeting_share",
        "level_measure",
        "level_fix",
        "level_improve",
        "level_value",
        "first_appearance_share",
        "declared_share",
        "nps",
        "response_rate",
        "logo_churn",
        "grr",
        "nrr",
        "level_change:nps",
        "lead:nps",
    ]


RHYTHM_SENTENCES = [
    ({"recency_days": 47, "last_customer_day": date(2026, 8, 14)}, "recency_days",
     "Senaste kundpunkten var för 47 dagar sedan, 14 aug 2026."),
    ({"recency_days": None, "last_customer_day": None}, "recency_days",
     "Ingen kundpunkt på 110 möten."),
    ({"gap": Gap(133, "internal")}, "longest_gap_days", "Längsta tiden utan kunden var 133 dagar."),
    ({"gap": Gap(133, "right_edge")}, "longest_gap_days",
     "Längsta tiden utan kunden var minst 133 dagar."),
    ({"gap": None}, "longest_gap_days", "Längsta tiden utan kunden: inget att räkna ännu."),
    ({"streak": Streak(3, 5)}, "streak_current",
     "De senaste 3 mötena i rad hade en kundpunkt."),
    ({"streak": Streak(1, 5)}, "streak_current", "Det senaste mötet hade en kundpunkt."),
    ({"streak": Streak(0, 5)}, "streak_current", "Det senaste mötet hade ingen kundpunkt."),
    ({"streak": Streak(0, 5)}, "streak_longest", "Som mest hade 5 möten i rad en kundpunkt."),
    ({"streak": Streak(0, 0)}, "streak_longest", "Inget möte på ett år hade en kundpunkt."),
    ({"meetings": 0}, "streak_longest", "Möten i rad med kunden: inget att räkna ännu."),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "key", "text"), RHYTHM_SENTENCES)
def test_the_rhythm_is_told_in_days_and_meetings(changed, key, text):
    assert told(ordinary(rhythm=rhythm(**changed)), key) == text


def test_counts_stand_beside_every_share():
    found = ordinary(share=share(130, 1685))
    assert told(found, "customer_item_share") == "130 av 1 685 punkter handlade om kunden, 8 %."
    assert told(found, "customer_meeting_share", "en") == (
        "15 of 22 meetings had a customer item, 68%."
    )
    assert told(found, "level_value") == "4 av 20 kundpunkter gav kunden något nytt."
    assert told(found, "logo_churn") == "435 av 470 kunder är kvar efter ett år, 92,6 %."
    assert told(found, "nps") == "NPS är 28, troligen mellan 22 och 34, på 512 svar."


def test_a_handful_of_meetings_gets_its_counts_alone():
    found = ordinary(
        share=share(2, 25), meeting_share=meetings(2, 3), sources=sources(meetings=3, items=25)
    )
    assert told(found, "customer_item_share") == "2 av 25 punkter handlade om kunden."
    assert told(found, "customer_meeting_share") == "2 av 3 möten hade en kundpunkt."


LEVELS = [
    (level("customer_item_share", "changed", 0.08, 0.15, "2024-03"), -0.07,
     "De senaste sex månaderna var andelen i snitt 8 %, tidigare 15 %. "
     "Det är mer än vanlig variation från månad till månad förklarar."),
    (level("logo_churn_month", "changed", 0.02, 0.011), 0.009,
     "De senaste sex månaderna var 98,0 % av kunderna kvar en månad senare, tidigare 98,9. "
     "Det är mer än vanlig variation från månad till månad förklarar."),
    (level("nps", "no_change", 20, 19), None,
     "NPS, de senaste sex månaderna mot dem före: ingen tydlig ändring, vanlig variation."),
    (level("nps", "no_change", 20, 19, "2024-03"), None,
     "NPS har ny nivå sedan omkring mars 2024."),
    (level("nps", "may_be_changing", 12, 19), None,
     "NPS kan vara på väg ned. Se nästa månad."),
    (replace(level("nps", "not_enough_data", 0, 0), detail={"n": 18}), None,
     "NPS: 18 av de 24 månader som krävs, för tidigt att säga."),
    (replace(level("nps", "not_enough_data", 0, 0), detail={"n": 40, "missing": 30}), None,
     "NPS: för många månader saknas för att säga något."),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "value", "text"), LEVELS)
def test_a_level_has_changed_only_when_the_verdict_says_so(verdict, value, text):
    found, key = ordinary(verdicts=(verdict,)), f"level_change:{verdict.metric}"
    assert fact(found, key).value == pytest.approx(value)
    assert told(found, key) == text


LEADS = [
    (lead("nps", "signal", **signal()), (3, 2, 4),
     "När kunden tog mer plats än vanligt på dagordningen var NPS oftast högre 2–4 månader "
     "senare. Det är ordningsföljd i tid, inte orsak."),
    (lead("logo_churn_month", "signal", **signal(0.4)), (3, 2, 4),
     "När kunden tog mer plats än vanligt på dagordningen stannade oftast färre kunder "
     "2–4 månader senare. Det är ordningsföljd i tid, inte orsak."),
    (lead("nps", "no_evidence"), (None, None, None),
     "På 60 månader syns inget tecken på att NPS följer dagordningen inom ett halvår. "
     "Ett svagare samband kan finnas."),
    (lead("nps", "not_enough_data", n=28), (None, None, None),
     "Det finns 28 månader; 36 krävs för att säga vad som rör sig först."),
    (lead("nps", "not_enough_data", n=40), (None, None, None),
     "Vad som rör sig först går inte att säga av de här månaderna."),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "figures", "text"), LEADS)
def test_what_moves_first_is_told_as_order_in_time(verdict, figures, text):
    found, key = ordinary(verdicts=(verdict,)), f"lead:{verdict.against}"
    one = fact(found, key)
    assert (one.value, one.low, one.high) == figures
    assert told(found, key) == text


def test_a_figure_without_data_says_so_and_has_no_value():
    found = ordinary(satisfaction=nothing("nps"), churn=nothing("logo_churn"))
    assert fact(found, "nps").value is None
    assert told(found, "nps") == "NPS: inget att räkna ännu."
    assert told(found, "logo_churn") == "Kunder kvar efter ett år: inget att räkna ännu."


def test_a_figure_keeps_its_interval_and_base():
    one = fact(ordinary(satisfaction=nps(28, answers=512)), "nps")
    assert (one.value, one.low, one.high, one.base) == (28, 22, 34, 512)
    assert fact(ordinary(churn=churn(35, 470)), "logo_churn").value == pytest.approx(35 / 470)


def well_worded(text: str) -> bool:
    """Whether a sentence ends as one and shows no value that is missing."""
    ends = re.search(r"[^.]\.$", text)
    return bool(ends) and not re.search(r"[!{}]|\b(None|nan|inf)\b|–\.", text)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", SITUATIONS)
def test_every_fact_of_every_situation_has_a_sentence(name, lang):
    assert all(well_worded(sentence(one.said, lang)) for one in facts(SITUATIONS[name]))


@given(overviews())
@settings(max_examples=100, deadline=None)
def test_any_overview_gives_facts_with_a_sentence_each(found: Overview):
    every = facts(found)
    assert len({one.key for one in every}) == len(every)
    for one in every:
        assert well_worded(sentence(one.said, "sv"))
        assert well_worded(sentence(one.said, "en"))


def mix(status: str, **detail: Any) -> Verdict:
    """A verdict on who answers, its detail as it comes out of JSON."""
    return Verdict("mix", "response_rate", "", status, {"cramers_v": None} | detail)


SHIFTED = mix(
    "shifted", cramers_v=0.14, largest="retail",
    shares_now={"retail": 0.4, "public": 0.6}, shares_before={"retail": 0.22, "public": 0.78},
)  # fmt: skip


def test_a_shift_in_who_answers_is_told_with_the_group_that_moved_most():
    named = sources(segment_names=(("retail", "Handel"),))
    found = ordinary(verdicts=(SHIFTED,), sources=named)
    assert fact(found, "respondent_mix").value == 0.14
    assert told(found, "respondent_mix") == (
        "Handel står för 40 % av dem som svarar, 22 % året före. "
        "En ändrad nöjdhet kan vara en ändring i vilka som svarar."
    )
    assert told(ordinary(verdicts=(SHIFTED,)), "respondent_mix", "en").startswith(
        "retail make up 40% of those who answer, 22% the year before."
    )


def test_a_group_that_answers_no_more_has_none_of_the_answers():
    gone = mix("shifted", largest="retail", shares_now={}, shares_before={"retail": 0.22})
    assert told(ordinary(verdicts=(gone,)), "respondent_mix", "en").startswith(
        "retail make up 0% of"
    )


def test_a_steady_or_an_unknown_mix_is_told_and_no_verdict_is_no_fact():
    steady, unknown = (ordinary(verdicts=(mix(one),)) for one in ("steady", "not_enough_data"))
    assert told(steady, "respondent_mix", "en").startswith("Who answers has the same mix")
    assert told(unknown, "respondent_mix").startswith("Om andra svarar än förr går inte att säga")
    assert "respondent_mix" not in {one.key for one in facts(ordinary())}


def test_one_group_alone_has_no_mix():
    found = ordinary(verdicts=(SHIFTED,))
    assert "respondent_mix" not in {
        one.key for one in facts(replace(found, view=replace(found.view, segment="retail")))
    }
