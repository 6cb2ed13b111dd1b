"""Do we only talk when it hurts? Customer items after a real fall, and in other months."""

from kundagenda.findings.after_falls import AfterFallsFound
from kundagenda.findings.agenda import AgendaPage
from kundagenda.panels.amounts import part
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.shown.reach import Choice, of_customers, whatever
from kundagenda.texts.numbers import percent
from kundagenda.texts.sentences import metric_name
from metrics.after_falls import ENOUGH_MONTHS
from metrics.periods import Grain

MORE_THAN_CHANCE = 0.05


def after_falls(found: AgendaPage) -> None:
    """Both numbers as a sentence, and what chance says; nothing while no measure can be shown."""
    there = found.sections.after_falls
    if there is None:
        return
    view = found.view
    headed(
        _answer(there), _how(there), whatever(view, Choice.GROUP, Choice.STEP), of_customers(view)
    )
    read = tell(
        "A fall is real when it is larger than its 95% interval; the two are compared by Fisher’s "
        "exact test."
    )
    quiet(f"{_chance(there)} {read}")


def _answer(there: AfterFallsFound) -> str:
    counts = there.counts
    name = plain(metric_name(there.metric.key, lang()))
    if not counts.fallen:
        return tell("{measure} has not really fallen before any month here.", measure=name)
    after = part(counts.fallen_with, counts.fallen)
    if not counts.other:
        return tell_many(
            "After a real fall in {measure} the customer came up in {after} month.",
            "After a real fall in {measure} the customer came up in {after} months.",
            counts.fallen,
            measure=name,
            after=after,
        )
    return tell(
        "After a real fall in {measure} the customer came up in {after} months, else in {other}.",
        measure=name,
        after=after,
        other=part(counts.other_with, counts.other),
    )


def _how(there: AfterFallsFound) -> str:
    """Which months are counted."""
    if there.grain is Grain.MONTH:
        return tell("The month after each month, where there was a meeting.")
    if there.grain is Grain.QUARTER:
        return tell("The month after each quarter, where there was a meeting.")
    return tell("The month after each year, where there was a meeting.")


def _chance(there: AfterFallsFound) -> str:
    """Whether the two numbers differ by more than chance, or that there are too few."""
    chance = there.counts.chance
    if chance is None:
        return tell("Too few to compare: it takes {n} months of each kind.", n=ENOUGH_MONTHS)
    if chance < MORE_THAN_CHANCE:
        said = (
            "More than chance explains: alone it gives a difference this large in {share} of cases."
        )
    else:
        said = "Within chance: alone it gives a difference this large in {share} of cases."
    return tell(said, share=percent(chance, lang(), 1 if chance < MORE_THAN_CHANCE else 0))
