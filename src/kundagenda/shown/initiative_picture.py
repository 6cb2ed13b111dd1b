"""What became of every initiative, as a picture of those last discussed and a table of all."""

from datetime import date, timedelta

from kundagenda.charts.initiative_lines import initiative_chart, initiatives_in
from kundagenda.charts.initiative_space import InitiativeDrawn
from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.initiative_lines import InitiativeLine, InitiativeLines, Standing
from kundagenda.shown.initiative_words import became, day_text, name_of
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import number
from kundagenda.texts.told import tell

DRAWN = 12


def initiative_picture_of(
    found: InitiativeLines,
    look: Mode,
    language: str,
    *,
    screen: Size = "page",
    height: float | None = None,
) -> Picture:
    """The lines of those discussed last, as many as the height holds, and the table of all."""
    most = DRAWN if height is None else min(DRAWN, initiatives_in(height, screen))
    chosen, as_of = _last_discussed(found, most), found.life.view.as_of
    window = timedelta(days=found.life.window)
    drawn = [_drawn(line, window, as_of, language) for line in chosen]
    chart = initiative_chart(drawn, as_of, mode=look, lang=language, screen=screen)
    return pictured(chart, _in_words(chosen, found, language), _table(found, language))


def how_initiatives_are_read() -> str:
    """What the signs are."""
    return tell(
        "Point: on the agenda. Diamond: a decision. Square: completed. The line fades where "
        "nobody asks."
    )


def _last_discussed(found: InitiativeLines, most: int) -> list[InitiativeLine]:
    """Those with the newest last day, by their first day."""
    newest = sorted(found.discussed, key=lambda line: line.days[-1], reverse=True)[:most]
    return sorted(newest, key=lambda line: line.days[0])


def _drawn(line: InitiativeLine, window: timedelta, as_of: date, language: str) -> InitiativeDrawn:
    """A line with its stretches: whole while it is kept up, fading after a last day."""
    *before, (start, last) = line.stretches
    ends = [(day, day + window) for _, day in before]
    until, done = last, line.completed_on and min(line.completed_on, as_of)
    if line.standing is Standing.ALIVE:
        until = as_of
    elif done is not None and done - last < window:
        until = max(last, done)
    else:
        ends.append((last, min(last + window, as_of)))
    alive = line.standing is Standing.ALIVE
    return InitiativeDrawn(
        name=name_of(line, language),
        end="" if alive else became(line, language),
        days=line.days,
        decided=line.decided,
        solid=(*before, (start, until)),
        fading=tuple(ends),
        completed_on=done,
        goes_on=alive,
    )


def _in_words(chosen: list[InitiativeLine], found: InitiativeLines, language: str) -> str:
    """The picture in words: from when, and what has become of those drawn."""
    counts = {each: sum(line.standing is each for line in chosen) for each in Standing}
    return say(
        language,
        "A line for each of {n} initiatives, {first} to {last}, with a point for each day it was "
        "discussed: {alive} on the agenda, {faded} faded, {completed} completed. All {all} stand "
        "in the table below.",
        n=len(chosen),
        first=day_text(chosen[0].days[0], language),
        last=day_text(found.life.view.as_of, language),
        alive=counts[Standing.ALIVE],
        faded=counts[Standing.FADED],
        completed=counts[Standing.COMPLETED],
        all=len(found.discussed),
    )


def _table(found: InitiativeLines, language: str) -> dict[str, list[str]]:
    """Every initiative that was discussed, the newest first."""
    lines = found.discussed[::-1]
    return {
        say(language, "Initiative"): [name_of(line, language) for line in lines],
        say(language, "Launched"): [day_text(line.launched_on, language) for line in lines],
        say(language, "First discussed"): [day_text(line.days[0], language) for line in lines],
        say(language, "Last discussed"): [day_text(line.last_on, language) for line in lines],
        say(language, "Discussed on"): [
            say_many(language, "{n} day", "{n} days", len(line.days)) for line in lines
        ],
        say(language, "Days with decisions"): [
            number(len(line.decided), language) for line in lines
        ],
        say(language, "What became of it"): [became(line, language) for line in lines],
    }
