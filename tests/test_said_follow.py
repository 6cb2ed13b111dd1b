"""The summary's facts on what became of initiatives, decisions and promises."""

from dataclasses import replace
from datetime import date, timedelta

from kundagenda.findings.decision_log import Decision
from kundagenda.findings.life import Life
from kundagenda.findings.promises import Outcome, Promise
from kundagenda.findings.said_follow import hit_rate_fact, life_facts, on_time_facts
from kundagenda.findings.view import View
from kundagenda.texts.sentences import sentence
from metrics.decision_log import Status
from metrics.initiatives import Initiative, attention_life
from metrics.uncertainty import wilson

AS_OF = date(2025, 12, 31)
START = date(2025, 1, 7)
DECISION = Decision(
    id=1, decided_on=START, text="Ja", forum="Ledning", is_customer=True, expected_metric="nps",
    expected_direction="up", expected_by=AS_OF, roles=(), due_on=None, status=Status.NO_ACTION,
    due=0, on_time=0, again=False,
)  # fmt: skip


def initiative(number: int, days: int, completed: bool = False) -> Initiative:
    """Discussed every 28 days for so many days; then completed or not."""
    on = tuple(START + timedelta(days=day) for day in range(0, days + 1, 28))
    return Initiative(number, f"I{number}", None, on[-1] if completed else None, on)


def life(initiatives: list[Initiative]) -> Life:
    attention = attention_life(initiatives, AS_OF) if initiatives else None
    return Life(View(AS_OF), 90, tuple(initiatives), attention)


def told(found, lang="en"):
    return [(fact.key, sentence(fact.said, lang).replace("\u00a0", " ")) for fact in found]


def test_half_life_and_shares_are_told_from_ten_initiatives_of_which_five_faded():
    # Six fade after 56 days, two are completed after 84, two go on until they cannot be known.
    every = [*(initiative(n, 56) for n in range(6)), *(initiative(n, 84, True) for n in (6, 7)),
             *(initiative(n, 350) for n in (8, 9))]  # fmt: skip
    found = life_facts(life(every))
    assert [fact.value for fact in found] == [56, 0.6, 0.2, 0.2]
    assert {fact.base for fact in found} == {10}
    assert found[1].low < 0.6 < found[1].high
    assert (found[3].low, found[3].high) == (None, None)
    assert told(found) == [
        ("half_life_days", "Half of 10 initiatives leave the agenda within 56 days."),
        ("faded_180", "60% of initiatives fade within 180 days without being completed."),
        ("completed_180", "20% of initiatives are completed within 180 days."),
        ("alive_180", "20% of initiatives are still on the agenda after 180 days."),
    ]
    assert told(found, "sv")[0][1] == "Hälften av 10 initiativ lämnar dagordningen inom 56 dagar."


def test_where_more_than_half_are_left_the_half_life_is_null():
    every = [*(initiative(n, 56) for n in range(5)), *(initiative(n, 350) for n in range(5, 12))]
    [half, *_] = life_facts(life(every))
    assert half.value is None
    assert told([half])[0][1].startswith("More than half of 12 initiatives are left after ")


def test_few_initiatives_are_too_few_to_tell():
    for every in ([], [initiative(1, 56)]):
        found = life_facts(life(every))
        assert [(fact.value, fact.base) for fact in found] == [(None, len(every))] * 4
    assert told(found)[0][1] == "How long initiatives last cannot be told yet, from 1 initiative."


def test_actions_on_time_of_customer_decisions_and_of_others():
    mine = replace(DECISION, due=4, on_time=1)
    other = replace(mine, is_customer=False, due=2, on_time=2)
    found = on_time_facts((mine, mine, other))
    assert [(f.key, f.value, f.base) for f in found] == [
        ("on_time_customer", 0.25, 8),
        ("on_time_others", 1.0, 2),
    ]
    assert (found[0].low, found[0].high) == wilson(2, 8)
    assert told(found) == [
        ("on_time_customer", "2 of 8 actions due after customer decisions were done on time, 25%."),
        ("on_time_others", "2 of 2 actions due after other decisions were done on time, 100%."),
    ]


def test_no_action_due_has_no_share():
    found = on_time_facts((DECISION,))
    assert [(fact.value, fact.base) for fact in found] == [(None, 0)] * 2
    assert [text for _, text in told(found, "sv")] == [
        "Ingen åtgärd för ett kundbeslut har förfallit än.",
        "Ingen åtgärd för något annat beslut har förfallit än.",
    ]


def test_promises_kept_of_those_that_can_be_judged():
    outcomes = (Outcome.MET, Outcome.NOISE, Outcome.NOT_MET, Outcome.NOT_DUE, Outcome.CANNOT_TELL)
    found = hit_rate_fact([Promise(DECISION, None, outcome) for outcome in outcomes])
    assert (found.value, found.base) == (1 / 3, 3)
    assert (found.low, found.high) == wilson(1, 3)
    assert told([found]) == [("hit_rate", "1 of 3 promises that can be judged were kept.")]
    none = hit_rate_fact([Promise(DECISION, None, Outcome.NOT_DUE)])
    assert (none.value, none.base) == (None, 0)
    assert told([none], "sv")[0][1] == "Inget förfallet löfte går att bedöma."
