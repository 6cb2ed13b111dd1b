"""What is true of the demo company by construction, for `data/demo_truth.json`.

Every date is a number of months before the last one, so that the file holds whenever the demo
ends. Written anew by ``python -m kundagenda.demo.truth``.
"""

import json
from typing import Any

from kundagenda.demo import parameters as p
from kundagenda.demo.company import NAME
from kundagenda.demo.outcomes import OUTCOMES
from kundagenda.settings import DATA

FILE = DATA / "demo_truth.json"


def truth() -> dict[str, Any]:
    """The planted truths, what is planted as a trap, and the parameters behind both."""
    return {
        "company": NAME,
        "seed": p.DEFAULT_SEED,
        "months": p.MONTHS,
        "burn_in_months": p.BURN_IN,
        "planned_months_ahead": p.AHEAD,
        "dates": "months before the last month of the demo; 0 is the last month itself",
        "planted": _planted(),
        "not_causal": _not_causal(),
        "segments": _segments(),
        "agenda": _agenda(),
        "book": _book(),
    }


def _planted() -> dict[str, Any]:
    return {
        "T1_level_drop": {
            "metric": "customer_item_share",
            "begins": p.LAST - p.DROP_BEGINS,
            "log_intensity": p.DROP,
            "confirmed_within_months": 12,
        },
        "T2_lead": _lead(),
        "T3_retention_chain": _retention_chain(),
        "T4_null_twin": {
            "beta": 0.0,
            "gamma": 0.0,
            "note": "the same agenda row for row; every lead must be no evidence",
        },
        "priority": {
            "decided": p.LAST - p.PRIORITY_DECIDED,
            "note": "a month earlier where that is a July, when the leadership team does not meet",
            "declared_share": p.DECLARED_SHARE,
            "basis": "items",
        },
        "initiatives": _initiatives(),
    }


def _not_causal() -> dict[str, Any]:
    return {
        "price_rise": {
            "segment": p.PRICE_RISE_SEGMENT,
            "month": p.LAST - p.PRICE_RISE,
            "percent": p.PRICE_RISE_PERCENT,
            "attention_log_intensity": p.PRICE_RISE_ATTENTION,
            "churn_logit": p.PRICE_RISE_CHURN,
            "churn_months_later": p.PRICE_RISE_CHURN_TRAIL,
            "note": "the price rise moves both; talking about it makes nobody leave",
        },
        "without_any_attention_term": [
            "csat",
            "ces",
            "purchases",
            *sorted({f"outcome:{outcome.metric}" for outcome in OUTCOMES}),
        ],
    }


def _segments() -> dict[str, Any]:
    return {
        segment.code: {
            "customers_at_start": segment.customers,
            "invitations_a_month": round(segment.customers * segment.contacts),
            "agenda_weight": segment.weight,
            "outcome": segment.outcome,
        }
        for segment in p.SEGMENTS
    }


def _agenda() -> dict[str, Any]:
    return {
        "english_share": p.ENGLISH_SHARE,
        "hard_negatives_of_all_items": p.HARD_NEGATIVES,
        "hidden_positives_of_all_items": p.HIDDEN_POSITIVES,
        "levels_of_customer_items": p.LEVEL_SHARES,
        "decision_per_customer_item": p.DECISION_PER_CUSTOMER_ITEM,
        "decision_per_other_item": p.DECISION_PER_OTHER_ITEM,
        "actions_done_within_90_days": p.DONE_WITHIN_90_DAYS,
    }


def _book() -> dict[str, Any]:
    return {
        "opened": "every customer at the start is taken over in the first month of the burn-in",
        "monthly_churn_logit": p.CHURN_LEVEL,
        "indexation_in_january": p.INDEXATION,
        "expansion_a_month": p.EXPANSION,
        "contraction_a_month": p.CONTRACTION,
        "returning_of_churned": p.RETURN_SHARE,
    }


def _lead() -> dict[str, Any]:
    return {
        "attention": "customer_item_share",
        "outcome": "nps",
        "lag_months": p.LEAD,
        "beta": p.BETA,
        "attention_loading": p.LOADING,
        "answer_loading": p.ANSWER_LOADING,
    }


def _retention_chain() -> dict[str, Any]:
    return {
        "attention": "customer_item_share",
        "outcome": "logo_churn_month",
        "lag_months": p.LEAD + p.CHURN_TRAIL,
        "gamma": p.GAMMA,
        "direction": "down",
        "note": "true, and too weak to be seen in 60 months: no evidence is the right answer",
    }


def _initiatives() -> dict[str, Any]:
    return {
        "number": p.INITIATIVES,
        "customer": p.CUSTOMER_INITIATIVES,
        "half_life_days": p.FADE_MEDIAN_DAYS,
        "completion_median_days": p.COMPLETION_MEDIAN_DAYS,
        "fade_before_completion": round(
            p.COMPLETION_MEDIAN_DAYS / (p.FADE_MEDIAN_DAYS + p.COMPLETION_MEDIAN_DAYS), 3
        ),
        "appearance": p.APPEARANCE,
        "w_days": p.W_DAYS,
    }


def written() -> str:
    """The text of the file."""
    return json.dumps(truth(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
