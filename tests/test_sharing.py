"""One chance of error for all that is asked: Holm, the two halves, and what is left to reveal."""

from math import atanh, sqrt, tanh

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from metrics.lead import LeadVerdict, lead_verdict, months_needed
from metrics.panel import PanelVerdict
from metrics.sharing import (
    across_outcomes,
    judged_together,
    panels_across_outcomes,
    sharing_alpha,
)
from monthly_series import monthly


def test_several_outcomes_are_corrected_as_holm_says():
    chances = {"nps": 0.012, "ces": 0.02, "logo_churn_month": 0.03, "csat_5": 0.6, "csat_7": 0.7}
    verdicts = {
        name: LeadVerdict("signal" if p < 0.05 else "no_evidence", 60, 0, 2, p_familywise=p)
        for name, p in chances.items()
    }
    verdicts["nki"] = LeadVerdict("not_enough_data", 20, 0, 2, reason="too_few_months")
    corrected = across_outcomes(verdicts)
    found, expected, *_ = multipletests(list(chances.values()), 0.05, method="holm")
    assert [corrected[name].p_familywise for name in chances] == pytest.approx(list(expected))
    assert [corrected[name].status == "signal" for name in chances] == list(found)
    assert corrected["nki"] == verdicts["nki"]


def test_holm_corrects_the_reverse_direction_too():
    back = LeadVerdict("signal", 60, 0, 2, p_familywise=0.03)
    there = LeadVerdict("no_evidence", 60, 0, 2, p_familywise=0.4, reverse=back)
    corrected = across_outcomes({"nps": there, "ces": there})
    assert corrected["nps"].reverse.p_familywise == pytest.approx(2 * 0.03)
    assert corrected["nps"].reverse.status == "no_evidence"


@pytest.mark.parametrize(
    ("lead_p", "panel_p", "expected"),
    [
        (0.02, 0.02, ("signal", "signal")),
        (0.04, 0.3, ("no_evidence", "no_evidence")),
        (0.04, 0.02, ("signal", "signal")),
        (0.02, 0.04, ("signal", "signal")),
        (0.04, 0.04, ("no_evidence", "no_evidence")),
        (0.06, 0.001, ("no_evidence", "signal")),
        (0.025, 0.3, ("no_evidence", "no_evidence")),
        (0.3, 0.025, ("no_evidence", "no_evidence")),
        (0.04, 0.025, ("no_evidence", "no_evidence")),
        (0.025, 0.04, ("no_evidence", "no_evidence")),
        (0.05, 0.02, ("no_evidence", "signal")),
        (0.02, 0.05, ("signal", "no_evidence")),
    ],
)
def test_two_verdicts_on_one_outcome_share_their_chance_of_error(lead_p, panel_p, expected):
    lead = LeadVerdict("signal", 60, 0, 2, p_familywise=lead_p)
    panel = PanelVerdict("no_evidence", 60, 6, p=panel_p)
    assert tuple(one.status for one in sharing_alpha(lead, panel)) == expected


def test_a_verdict_that_was_not_asked_takes_no_chance_from_the_other():
    lead = LeadVerdict("signal", 60, 0, 2, p_familywise=0.04)
    panel = PanelVerdict("not_enough_data", 20, 6, reason="too_few_months")
    assert sharing_alpha(lead, panel) == (lead, panel)


def lead_of(p, back=None):
    """A verdict with a chance, and one of the reverse direction: 60 months, df 42 at lag 4."""
    reveals = tanh((stats.norm.ppf(1 - 0.05 / 24) + 0.84) / sqrt(42 - 1))
    status = "signal" if p < 0.05 else "no_evidence"
    reverse = None if back is None else lead_of(back)
    return LeadVerdict(
        status, 60, 0, 2, p_familywise=p, detectable_r=reveals, df=42, reverse=reverse
    )


def panel_of(p):
    return PanelVerdict("signal" if p < 0.025 else "no_evidence", 60, 6, p=p)


def statuses(verdicts):
    return {name: verdict.status for name, verdict in verdicts.items()}


@pytest.mark.parametrize(
    ("nps", "churn", "corrected", "told"),
    [
        (0.010, 0.300, (0.020, 0.300), ("signal", "no_evidence")),
        (0.020, 0.300, (0.040, 0.300), ("no_evidence", "no_evidence")),
        (0.020, 0.020, (0.040, 0.040), ("no_evidence", "no_evidence")),
        (0.010, 0.024, (0.020, 0.024), ("signal", "signal")),
        (0.600, 0.700, (1.000, 1.000), ("no_evidence", "no_evidence")),
    ],
)
def test_segments_pay_for_every_outcome_that_they_are_asked_about(nps, churn, corrected, told):
    found = panels_across_outcomes({"nps": panel_of(nps), "churn": panel_of(churn)})
    assert tuple(panel.p for panel in found.values()) == pytest.approx(corrected)
    assert tuple(statuses(found).values()) == told


def test_segments_without_enough_data_cost_the_others_nothing():
    early = PanelVerdict("not_enough_data", 20, 6, reason="too_few_months")
    found = panels_across_outcomes({"nps": panel_of(0.02), "churn": early})
    assert found == {"nps": panel_of(0.02), "churn": early}


def test_two_outcomes_of_company_and_segments_are_corrected_for_all_four_questions():
    leads = {"nps": lead_of(0.3), "churn": lead_of(0.4)}
    panels = {"nps": panel_of(0.02), "churn": panel_of(0.3)}
    _, compared = judged_together(leads, panels)
    assert statuses(compared) == {"nps": "no_evidence", "churn": "no_evidence"}  # 2 x .02 > .025
    panels["nps"] = panel_of(0.012)
    leads, compared = judged_together(leads | {"nps": lead_of(0.02)}, panels)
    assert compared["nps"].status == "signal"  # 2 x .012 < .025
    assert leads["nps"].status == "signal"  # 2 x .02 < .05, the whole chance


def test_of_unrelated_questions_hardly_more_than_one_in_twenty_tells_of_something():
    """Four chances drawn evenly: 5 % in theory at most, 7.3 % without Holm over the panels."""
    rng = np.random.default_rng(1)
    told = 0
    for lead_ps, panel_ps in rng.random((4000, 2, 2)):
        leads, panels = judged_together(
            {name: lead_of(p) for name, p in zip("ab", lead_ps, strict=True)},
            {name: panel_of(p) for name, p in zip("ab", panel_ps, strict=True)},
        )
        told += "signal" in {*statuses(leads).values(), *statuses(panels).values()}
    assert told / 4000 < 0.05 + 2 * sqrt(0.05 * 0.95 / 4000)


@pytest.mark.parametrize(
    ("back", "panel_p", "told"),
    [
        (0.04, 0.30, "no_evidence"),  # the segments took half: .025 is left
        (0.02, 0.30, "signal"),
        (0.04, 0.02, "signal"),  # told at their half, the segments leave the whole
        (0.06, 0.02, "no_evidence"),
        (0.025, 0.30, "no_evidence"),
    ],
)
def test_the_reverse_direction_is_judged_as_strictly_as_the_other(back, panel_p, told):
    lead, _ = sharing_alpha(lead_of(0.03, back=back), panel_of(panel_p))
    assert lead.reverse.status == told
    assert lead.together is (panel_p < 0.025 and told == "signal")


def test_a_relation_is_not_told_the_wrong_way_round_for_want_of_strictness():
    """Both directions at .03: half a chance tells of neither, where it once told the reverse."""
    lead, _ = sharing_alpha(lead_of(0.03, back=0.03), panel_of(0.5))
    assert (lead.status, lead.reverse.status) == ("no_evidence", "no_evidence")


def reveals(alpha):
    """The published formula at 42 degrees of freedom, twelve tests sharing ``alpha``."""
    return tanh((stats.norm.ppf(1 - alpha / 24) + 0.84) / sqrt(42 - 1))


@pytest.mark.parametrize(
    ("chances", "panels", "alphas"),
    [
        ({"nps": 0.3}, {}, {"nps": 0.05}),
        ({"nps": 0.3}, {"nps": 0.5}, {"nps": 0.025}),
        ({"nps": 0.3}, {"nps": 0.01}, {"nps": 0.05}),
        ({"nps": 0.3, "churn": 0.4}, {}, {"nps": 0.025, "churn": 0.025}),
        ({"nps": 0.01, "churn": 0.4}, {}, {"nps": 0.025, "churn": 0.05}),
        ({"nps": 0.01, "churn": 0.03}, {}, {"nps": 0.025, "churn": 0.05}),
        ({"nps": 0.3, "churn": 0.4}, {"nps": 0.5}, {"nps": 0.0125, "churn": 0.025}),
        ({"nps": 0.3, "churn": 0.4}, {"nps": 0.5, "churn": 0.6}, {"nps": 0.0125, "churn": 0.0125}),
        ({"nps": 0.3, "churn": 0.4}, {"nps": 0.01, "churn": 0.6}, {"nps": 0.025, "churn": 0.0125}),
    ],
)
def test_what_a_lead_would_reveal_is_said_of_the_chance_that_is_left_to_it(chances, panels, alphas):
    leads, _ = judged_together(
        {name: lead_of(p, back=p) for name, p in chances.items()},
        {name: panel_of(p) for name, p in panels.items()},
    )
    for name, alpha in alphas.items():
        for lead in (leads[name], leads[name].reverse):
            assert lead.alpha == pytest.approx(alpha)
            assert lead.detectable_r == pytest.approx(reveals(alpha))
        assert leads[name].months_left() == max(months_needed(0.5, alpha=alpha) - 60, 0)


@pytest.mark.parametrize("places", [1, 2])
def test_the_chance_said_is_the_one_that_decides(places):
    """Just below the chance left to it an outcome is told, just above it is not."""
    chances = {"ces": 0.02, "nki": 0.4} if places == 2 else {"nki": 0.4}
    others = {name: lead_of(p) for name, p in chances.items()}
    leads, _ = judged_together({"nps": lead_of(0.5)} | others, {})
    for times, told in ((0.99, "signal"), (1.01, "no_evidence")):
        asked = {"nps": lead_of(leads["nps"].alpha * times)}
        found, _ = judged_together(asked | others, {})
        assert found["nps"].status == told


def test_with_the_chance_shared_the_months_agree_with_the_correlation():
    """More months than are still needed would reveal a half, and a month fewer would not."""
    rng = np.random.default_rng(1)
    drawn = [monthly(rng.standard_normal(50)) for _ in range(2)]
    leads, _ = judged_together({"nps": lead_verdict(*drawn)}, {"nps": panel_of(0.5)})
    left = leads["nps"].months_left()
    assert left == months_needed(0.5, alpha=0.025) - 50
    reach = atanh(leads["nps"].detectable_r) * sqrt(50 - 4 - 14 - 1)
    assert tanh(reach / sqrt(50 + left - 4 - 14 - 1)) <= 0.5
    assert tanh(reach / sqrt(50 + left - 1 - 4 - 14 - 1)) > 0.5


def test_a_lead_alone_stays_as_it_was():
    lead = lead_of(0.01, back=0.2)
    assert judged_together({"nps": lead}, {}) == ({"nps": lead}, {})
    early = LeadVerdict("not_enough_data", 28, 0, 2, reason="too_few_months")
    told, _ = judged_together({"nps": early, "churn": lead}, {"nps": panel_of(0.01)})
    assert told == {"nps": early, "churn": lead}
