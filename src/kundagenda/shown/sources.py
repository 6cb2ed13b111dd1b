"""As of when figures are, what they rest on, and what nobody has looked at."""

from collections.abc import Iterable, Iterator

from kundagenda.findings.background import Background
from kundagenda.findings.overview import Overview
from kundagenda.findings.reading import Reading
from kundagenda.findings.standing import meetings_counted
from kundagenda.texts.numbers import day, number
from kundagenda.texts.told import lang, tell, tell_many


def sources_of(found: Overview, background: Background) -> str:
    """As of when, what the figures rest on, and what nobody has looked at."""
    sources = found.sources
    said = [
        tell("Figures to {day}.", day=day(found.view.as_of, lang())),
        *_rest_on(found),
        *given_ready([each.now for each in (found.satisfaction, found.churn)], background),
        *unreviewed(background.unreviewed, background.items),
    ]
    if sources.refreshed_at:
        said.append(tell("Computed {day}.", day=day(sources.refreshed_at.date(), lang())))
    return " ".join(said)


def _rest_on(found: Overview) -> Iterator[str]:
    """What the last twelve months rest on; nothing where they are empty."""
    counts = (
        ("{count} meeting", "{count} meetings", meetings_counted(found)[1]),
        ("{count} answer", "{count} answers", found.sources.answers),
        ("{count} customer", "{count} customers", found.sources.customers),
    )
    parts = [tell_many(one, many, n, count=number(n, lang())) for one, many, n in counts if n]
    if any(is_given(figure.now) for figure in (found.satisfaction, found.churn)):
        parts.append(tell("ready values"))
    if parts:
        yield tell("The last twelve months rest on {sources}.", sources=", ".join(parts))


def is_given(now: Reading | None) -> bool:
    """Whether a figure was given ready, without what it rests on."""
    return now is not None and now.value is not None and now.base is None


def given_ready(figures: Iterable[Reading | None], background: Background) -> Iterator[str]:
    """Which of the figures nobody here computed, where what they rest on is known all the same."""
    names = [
        tell(each.metric.label)
        for each in figures
        if each is not None and each.base is not None and each.metric.key in background.given
    ]
    if names:
        yield tell("Given ready-made: {names}.", names=", ".join(dict.fromkeys(names)))


def unreviewed(count: int, items: int) -> Iterator[str]:
    """How many of all items nobody has looked at, whatever the view; nothing where none."""
    if count:
        yield tell_many(
            "{count} of all {items} agenda items has been read by the program only.",
            "{count} of all {items} agenda items have been read by the program only.",
            count,
            count=number(count, lang()),
            items=number(items, lang()),
        )


def invented(company: str | None) -> str:
    """That a company, the demo's, is made up; nothing where there is none."""
    if not company:
        return ""
    return tell("{company} and all its figures are invented.", company=company)
