"""The ledger of promises in words: how many were kept, how sure that is, and each of them."""

from collections.abc import Sequence
from textwrap import shorten

from kundagenda.findings.promises import JUDGED, HitRate, Outcome, Promise, hit_rate
from kundagenda.shown.decision_words import shown_text
from kundagenda.texts.catalogue import say
from kundagenda.texts.measures import decimals_of, scale_of
from kundagenda.texts.numbers import UNKNOWN, day, number, short_day, span
from kundagenda.texts.outcome_words import figure_name
from kundagenda.texts.told import lang, tell, tell_many
from metrics.definition import Metric, Unit

LONGEST_TEXT = 44  # letters, so that its difference stands beside it
LONGEST_SENT = 120
# Of fewer promises the interval holds nearly every share there is.
SURE_FROM = 5


def kept_answer(promises: Sequence[Promise]) -> str:
    """How many promises were kept, or why that cannot be told."""
    due = [each for each in promises if each.outcome is not Outcome.NOT_DUE]
    if not promises:
        return tell("No decision says what it should change.")
    if not due:
        return tell("No promise has come due yet.")
    rate = hit_rate(promises)
    if rate is None:
        return tell("No promise that has come due can be judged.")
    return tell_many(
        "{met} of {judged} promise that can be judged was kept.",
        "{met} of {judged} promises that can be judged were kept.",
        rate.judged,
        met=number(rate.met, lang()),
        judged=number(rate.judged, lang()),
    )


def sure_of(rate: HitRate | None) -> str:
    """The interval around the share kept, or that they are too few for one."""
    if rate is None:
        return ""
    if rate.judged < SURE_FROM:
        return tell("Too few to say how often.")
    ends = span(100 * rate.low, 100 * rate.high, lang())
    return tell("{ends} percent (95% interval).", ends=ends)


def kept_rule(promises: Sequence[Promise]) -> str:
    """How a promise is judged, and how many cannot be; nothing while none is due."""
    due = [each for each in promises if each.outcome is not Outcome.NOT_DUE]
    if not due:
        return ""
    said = tell(
        "Kept: between the last period that ended before the decision and the last that ended by "
        "the due date, the figure moved the promised way by more than chance explains (95%). Not "
        "kept: it moved the other way. That it followed the decision does not say why."
    )
    said += " " + tell("A figure without an interval cannot tell, nor one with no new period.")
    untold = sum(each.outcome not in JUDGED for each in due)
    if not untold:
        return said
    return f"{said} " + tell_many(
        "{count} promise more has come due and cannot be judged.",
        "{count} promises more have come due and cannot be judged.",
        untold,
        count=number(untold, lang()),
    )


def ledger(promises: Sequence[Promise], language: str) -> dict[str, list[str]]:
    """Every promise, a column a header."""
    return {
        say(language, "What came of it"): [_outcome(each, language) for each in promises],
        say(language, "What was decided"): [_text(each, language) for each in promises],
        say(language, "Should move"): [_expected(each, language) for each in promises],
        say(language, "By"): [short_day(each.due_on, language) for each in promises],
        say(language, "Difference"): [_moved(each, language) for each in promises],
    }


def promise_sentence(promise: Promise) -> str:
    """A promise that has come due, and what came of it; what is confidential is not named."""
    _, outcome = _outcome(promise, lang()).split(" ", 1)  # without its sign
    came = f"{outcome[:1].lower()}{outcome[1:]}"
    moved = _moved(promise, lang())
    return tell(
        "Promised by {day}: {decision}. Expected: {figure}. What came of it: {outcome}.",
        day=day(promise.due_on, lang()),
        decision=_text(promise, lang(), LONGEST_SENT).rstrip("."),
        figure=_expected(promise, lang()),
        outcome=came if moved == UNKNOWN else f"{came}, {moved}",
    )


def _text(promise: Promise, language: str, longest: int = LONGEST_TEXT) -> str:
    """The decision in at most so many letters; the log has it all."""
    return shorten(shown_text(promise.decision, language), longest, placeholder="…")


def _expected(promise: Promise, language: str) -> str:
    metric = promise.metric
    key = promise.decision.expected_metric or ""
    name = figure_name(metric, language) if metric else key.replace("_", " ")
    if promise.decision.expected_direction == "up":
        return say(language, "{figure}, up", figure=name)
    return say(language, "{figure}, down", figure=name)


def _moved(promise: Promise, language: str) -> str:
    """The difference with its interval, in percentage points where the figure is a share.

    No plus before it: a spreadsheet would take the cell for a formula.
    """
    change, metric = promise.change, promise.metric
    if change is None or metric is None:
        return UNKNOWN
    scale, decimals = scale_of(metric), _decimals(metric, change.difference)
    said = number(scale * change.difference, language, decimals)
    if metric.unit in (Unit.SHARE, Unit.PERCENT):
        said = say(language, "{change} percentage points", change=said)
    if change.low is None or change.high is None:
        return say(language, "{change}, as given: no interval", change=said)
    return f"{said} ({span(scale * change.low, scale * change.high, language, decimals)})"


def _decimals(metric: Metric, difference: float) -> int:
    return max(1, decimals_of(metric, difference))


def _outcome(promise: Promise, language: str) -> str:
    """The outcome in words after a sign of its own, so that colour is never needed."""
    return {
        Outcome.MET: "• " + say(language, "Kept"),
        Outcome.NOT_MET: "× " + say(language, "Not kept"),
        Outcome.NOISE: "~ " + say(language, "Within chance"),
        Outcome.CANNOT_TELL: "? " + say(language, "Cannot tell"),
        Outcome.WITHHELD: "? " + say(language, "Not shown, few answers"),
        Outcome.NO_DATA: "? " + say(language, "No figure"),
        Outcome.NOT_DUE: "– " + say(language, "Not due yet"),
    }[promise.outcome]
