"""Commands that compute figures and print them."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import click
from sqlalchemy import Connection
from tqdm import tqdm

from kundagenda.cli.options import DAY, MONTH, app_database, json_option, print_json
from kundagenda.cli.sign_in import sign_in_check
from kundagenda.database.checks import check
from kundagenda.database.connection import clear_failures
from kundagenda.database.found import Check
from kundagenda.database.one_refresh import failure_kept
from kundagenda.database.refresh import Refreshed, refresh
from kundagenda.database.schema import open_there
from kundagenda.database.warehouse import open_warehouse
from kundagenda.errors import ReaderError
from kundagenda.findings.background import Background, background_of
from kundagenda.findings.decision_log import decisions_of
from kundagenda.findings.facts import Fact
from kundagenda.findings.gather import newest_day, overview_of
from kundagenda.findings.life import life_of
from kundagenda.findings.minutes import minute_readings
from kundagenda.findings.promises import promises_of
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import readings
from kundagenda.findings.said_follow import hit_rate_fact, life_facts, on_time_facts
from kundagenda.findings.said_say_do import say_do_facts
from kundagenda.findings.said_trust import agreement_fact, retags_fact
from kundagenda.findings.say_do import say_do_of
from kundagenda.findings.summary import facts
from kundagenda.findings.themes import theme_facts, theme_ranking
from kundagenda.findings.trust import agreement, retags
from kundagenda.findings.view import View
from kundagenda.settings import secrets_in_the_open, setting_faults, settings
from kundagenda.texts.sentences import sentence
from metrics import CATALOGUE, Metric, customer_minute_share, metric_of
from metrics.outcomes import PREFIX
from metrics.periods import Grain, month_number, period_text


@click.command("refresh")
@click.option("--since", type=MONTH, help="Recompute from this month on; all months otherwise.")
@click.option("--without", multiple=True, help="A table of the warehouse that is gone for good.")
@json_option
def refresh_command(since: int | None, without: tuple[str, ...], as_json: bool) -> None:
    """Recompute the KPI table, one statement a metric, then the verdicts."""
    engine = app_database()
    with failure_kept(engine):  # away already at the start, it is a refresh that failed
        warehouse = open_warehouse(settings())
    lines = refresh(engine, since=since, warehouse=warehouse, progress=_bar, without=without)
    if as_json:
        print_json({"metrics": [vars(line) for line in lines]})
    else:
        click.echo("\n".join(_refreshed(line) for line in lines))


def _bar(metrics: Sequence[Metric]) -> Iterable[Metric]:
    """A progress bar on a terminal, silence elsewhere."""
    bar: Iterable[Metric] = tqdm(
        metrics, unit="metric", leave=False, disable=not sys.stderr.isatty()
    )
    return bar


def _refreshed(line: Refreshed) -> str:
    kept = ", ready values kept" if line.kept else ""
    return f"{line.metric:<24} {line.rows:>8} rows {line.seconds:8.3f} s{kept}"


@click.command("readings")
@click.argument("metric")
@click.option("--from", "first", type=MONTH, help="The first month.")
@click.option("--to", "last", type=MONTH, help="The last month.")
@click.option(
    "--grain",
    type=click.Choice(["month", "quarter", "rolling12"]),
    default="month",
    show_default=True,
    help="Each month, each quarter, or twelve months to each month. There are no calendar years.",
)
@click.option("--segment", default="", help="One segment; all otherwise.")
@click.option("--forum", default="", help="One forum; all otherwise.")
@json_option
def readings_command(
    metric: str, first: int | None, last: int | None, grain: str, segment: str, forum: str,
    as_json: bool,
) -> None:  # fmt: skip
    """The metric over time: value, interval, base and standing of every period."""
    if first is not None and last is not None and last < first:
        raise click.UsageError("--to lies before --from.")
    chosen, engine = _metric(metric), app_database()
    _split_by(chosen, forum=forum, segment=segment)
    with clear_failures(engine), engine.connect() as connection:
        background = background_of(connection)
        _known("segment", segment, background.segments)
        _known("forum", forum, background.forums)
        ended, asked = month_number(date.today()) - 1, Grain(grain)
        if chosen is customer_minute_share:
            found = minute_readings(connection, asked, first, last, ended=ended, forum=forum)
        else:
            found = readings(
                connection, chosen, grain=asked, first=first, last=last, ended=ended,
                forum=forum, segment=segment,
            )  # fmt: skip
    rows = [reading_json(reading, Grain(grain)) for reading in found]
    if as_json:
        print_json({"metric": metric, "readings": rows})
    else:
        lines = [_HEADINGS, *(_reading_line(row) for row in rows)]
        click.echo("\n".join(lines) if rows else "No data for this metric yet.")


def _metric(key: str) -> Metric:
    found = metric_of(key)
    if found is None:
        known = ", ".join([*CATALOGUE, f"{PREFIX}NAME"])
        raise ReaderError(f"There is no metric {key!r}. Known are: {known}.")
    return found


def _split_by(metric: Metric, **chosen: str) -> None:
    """A figure of the whole company never passes for one of a forum or a segment."""
    for what, name in chosen.items():
        if name and what not in metric.splits:
            raise ReaderError(f"{metric.key} has no figures by {what}; leave out --{what}.")


def _known(what: str, name: str, names: Sequence[str]) -> None:
    if name and name not in names:
        there = ", ".join(names) or "none yet"
        raise ReaderError(f"There is no {what} {name!r}. Known are: {there}.")


def reading_json(reading: Reading, grain: Grain) -> dict[str, object]:
    """A reading under the names that scripts rely on."""
    return {
        "period": period_text(reading.period, grain),
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "base": reading.base,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "status": str(reading.status),
    }


_HEADINGS = f"{'period':<8} {'value':>9} {'low':>9} {'high':>9} {'base':>8}  status"


def _reading_line(row: dict[str, object]) -> str:
    numbers = [row["value"], row["low"], row["high"]]
    cells = ["" if number is None else f"{number:.4g}" for number in numbers]
    columns = " ".join(f"{cell:>9}" for cell in cells)
    return f"{row['period']:<8} {columns} {row['base']:>8}  {row['status']}"


@click.command("summary")
@click.option("--as-of", "day", type=DAY, help="The day; today otherwise.")
@click.option("--lang", type=click.Choice(["sv", "en"]), default="en")
@json_option
def summary_command(day: date | None, lang: str, as_json: bool) -> None:
    """Every headline figure, each with its sentence."""
    engine = app_database()
    with clear_failures(engine), engine.connect() as connection:
        background = background_of(connection)
        day = day or newest_day(background, date.today())
        view = View(day)
        found = tuple(_every_fact(connection, view, background))
    rows = [
        {
            "key": fact.key, "value": fact.value, "low": fact.low, "high": fact.high,
            "base": fact.base, "sentence": sentence(fact.said, lang),
        }
        for fact in found
    ]  # fmt: skip
    if as_json:
        print_json({"as_of": day.isoformat(), "facts": rows})
    else:
        click.echo("\n".join(str(row["sentence"]) for row in rows))


def _every_fact(connection: Connection, view: View, background: Background) -> Iterator[Fact]:
    """Facts of the Overview, the promise, themes, what became of things, and trust in labels."""
    overview = overview_of(connection, view, background)
    decisions = decisions_of(connection, view)
    yield from facts(overview)
    yield from say_do_facts(say_do_of(connection, overview.priority, view.as_of))
    yield from theme_facts(theme_ranking(connection, view))
    yield from life_facts(life_of(connection, view))
    yield from on_time_facts(decisions)
    yield hit_rate_fact(promises_of(connection, decisions, view))
    yield agreement_fact(agreement(connection))
    yield retags_fact(retags(connection, view.as_of))


@click.command("check")
@json_option
def check_command(as_json: bool) -> None:
    """Settings, connection, schema version, warehouse and mapping, freshness, coverage, orphans."""
    found = _looked_at()
    if as_json:
        checks = [{"name": one.name, "ok": one.ok, "text": one.text} for one in found]
        print_json({"checks": checks})
    else:
        signs = {True: "ok  ", False: "BAD ", None: "    "}
        click.echo("\n".join(f"{signs[one.ok]}{one.name:<13} {one.text}" for one in found))
    wrong = dict.fromkeys(one.name for one in found if one.ok is False)
    if wrong:
        raise ReaderError(f"Not in order: {', '.join(wrong)}; what to do stands with each check.")


def _looked_at() -> list[Check]:
    """Every check; where the settings cannot be understood, what is wrong with each of them."""
    faults = setting_faults()
    if faults:
        return [Check("settings", False, fault.text, fault.values) for fault in faults]
    understood = Check("settings", True, "All settings can be understood.")
    found = [understood, *_exposed(), sign_in_check()]
    try:
        engine = open_there(settings().database_url)
    except ReaderError as error:
        return [*found, Check("connection", False, error.text, error.values)]
    try:
        warehouse = open_warehouse(settings())
    except ReaderError as error:
        away = Check("warehouse", False, error.text, error.values)
        return [*found, *check(engine, date.today()), away]
    return [*found, *check(engine, date.today(), warehouse)]


def _exposed() -> Iterator[Check]:
    """Secrets that stand where everybody may read them."""
    for key in secrets_in_the_open():
        said = (
            "{key} is a secret and stands in kundagenda.toml; move it to .streamlit/secrets.toml."
        )
        yield Check("settings", None, said, {"key": key})
