"""As of when the Outcomes page is, and what its figures rest on."""

from kundagenda.findings.outcomes import OutcomesPage
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.values import Opened
from kundagenda.texts.numbers import day, number
from metrics.outcomes import PREFIX


def outcomes_sources(data: Opened, found: OutcomesPage) -> str:
    """As of when the figures are, how many outcomes and targets there are, and when computed."""
    counts = (
        ("{count} outcome", "{count} outcomes", len(found.own) + len(found.others)),
        ("{count} target", "{count} targets", len(found.aimed)),
    )
    parts = [tell_many(one, many, n, count=number(n, lang())) for one, many, n in counts if n]
    said = [tell("Figures to {day}.", day=day(found.view.as_of, lang()))]
    if parts:
        said.append(tell("Sources: {sources}.", sources=", ".join(parts)))
    own = [each for each in data.background.given if each.startswith(PREFIX)]
    if own:
        names = ", ".join(sorted(key.removeprefix(PREFIX) for key in own))
        said.append(tell("Given ready-made: {names}.", names=names))
    computed = data.background.refreshed_at
    if computed:
        said.append(tell("Computed {day}.", day=day(computed.date(), lang())))
    return " ".join(said)
