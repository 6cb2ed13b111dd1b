"""Commands for the review: what waits, one label for a topic, its undo, words for customers."""

from collections.abc import Sequence
from dataclasses import asdict

import click

from kundagenda.cli.options import app_database, json_option, print_json
from kundagenda.database.connection import clear_failures
from kundagenda.intake.correct import correct
from kundagenda.intake.own_words import change_words, words_of
from kundagenda.intake.rejudge import rejudge_all
from kundagenda.intake.review import Queue, Waiting, review_queue
from kundagenda.intake.undo_correction import MadeCorrection, corrections_of, undo_correction
from metrics.tables import LEVELS
from metrics.themes import THEMES


@click.group("review")
def review_group() -> None:
    """Look at what the model was unsure of, and say what it is."""


@review_group.command("list")
@click.option("--forum", help="The items of one forum; of all otherwise.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@click.option("--corrected", is_flag=True, help="The latest corrections instead, with their ids.")
@json_option
def list_command(forum: str | None, limit: int, corrected: bool, as_json: bool) -> None:
    """The topics that wait for a person, those that matter most first."""
    engine = app_database()
    with clear_failures(engine), engine.connect() as connection:
        if corrected:
            _tell_corrections(corrections_of(connection, limit), as_json)
        else:
            _tell_queue(review_queue(connection, forum, limit), as_json)


def _tell_corrections(made: Sequence[MadeCorrection], as_json: bool) -> None:
    rows = [asdict(one) | {"made_at": one.made_at.isoformat()} for one in made]
    lines = [
        f"{one.id:>5}  {one.made_at:%Y-%m-%d %H:%M}  {one.level or '-':<8} {one.theme or '-':<10} "
        f"{one.title}  ({one.made_by}{'' if one.holds else ', no longer holds'})"
        for one in made
    ]
    _tell({"corrections": rows}, lines or ["No corrections yet."], as_json)


def _tell_queue(queue: Queue, as_json: bool) -> None:
    counts = {name: getattr(queue, name) for name in ("topics", "items", "reviewed")}
    counts["reviewed_share"] = share = queue.reviewed_share
    lines = [_line(one) for one in queue.waiting]
    done = f"{queue.reviewed} are done" + ("" if share is None else f" ({share:.0%})")
    lines.append(f"{queue.topics} topics of {queue.items} items wait; {done}.")
    _tell(counts | {"waiting": [_row(one) for one in queue.waiting]}, lines, as_json)


def _tell(content: object, lines: Sequence[str], as_json: bool) -> None:
    if as_json:
        print_json(content)
    else:
        click.echo("\n".join(lines))


def _row(one: Waiting) -> dict[str, object]:
    days = {"first_seen": one.first_seen.isoformat(), "last_seen": one.last_seen.isoformat()}
    return asdict(one) | {"forums": list(one.forums)} | days


def _line(one: Waiting) -> str:
    because = f", because: {one.because}" if one.because else ""
    return (
        f"{one.level:<8} {one.level_best:<8} {one.confidence or 0:.2f}  {one.title}  "
        f"({one.times_seen} times, last {one.last_seen} {one.forum}{because})"
    )


@review_group.command("set")
@click.argument("title")
@click.option("--level", type=click.Choice(LEVELS), help="What the leadership does for customers.")
@click.option("--theme", type=click.Choice(THEMES), help="What it is about, if not customers.")
@json_option
def set_command(title: str, level: str | None, theme: str | None, as_json: bool) -> None:
    """Label a topic: all its repeats, in all forums, those nearly the same, and those to come."""
    if level is None and theme is None:
        raise click.UsageError("Give --level, --theme, or both.")
    made = correct(app_database(), title, level, theme)
    said = " ".join(filter(None, (made.level, made.theme)))
    line = (
        f"Correction {made.id}: '{made.title}' is {said}; {made.changed} of {made.items} items "
        f"changed{_and_alike(made.alike)}. Take it back with kundagenda review undo {made.id}."
    )
    _tell(asdict(made), [line], as_json)


def _and_alike(items: int) -> str:
    return f", and {items} of nearly the same topics" if items else ""


@review_group.command("undo")
@click.argument("correction", type=int, metavar="ID")
@json_option
def undo_command(correction: int, as_json: bool) -> None:
    """Put the items of a correction back as they were."""
    undone = undo_correction(app_database(), correction)
    alike = _and_alike(undone.alike)
    told = [f"'{undone.title}': {undone.restored} items are as they were{alike}."]
    if undone.judged:
        told.append(f"{undone.judged} that came in since were judged anew.")
    if undone.left:
        told.append(f"{undone.left} were labelled otherwise since and were left so.")
    if undone.again:
        told.append(f"Correction {undone.again} holds again.")
    _tell(asdict(undone), [" ".join(told)], as_json)


@review_group.command("words")
@click.option("--add", multiple=True, metavar="WORD", help="A word for customers; repeatable.")
@click.option("--remove", multiple=True, metavar="WORD", help="One that is none; repeatable.")
@json_option
def words_command(add: Sequence[str], remove: Sequence[str], as_json: bool) -> None:
    """What this organisation calls its customers, such as brukare, boende or members."""
    engine = app_database()
    if add or remove:
        done = change_words(engine, add, remove)
        line = (
            f"Words: {', '.join(done.words) or 'none'}. {done.rejudged.changed} of "
            f"{done.rejudged.items} items that no person has labelled were judged otherwise."
        )
        _tell(asdict(done), [line], as_json)
        return
    with clear_failures(engine), engine.connect() as connection:
        words = words_of(connection)
    _tell({"words": list(words)}, words or ["No words of your own yet."], as_json)


@review_group.command("again")
@json_option
def again_command(as_json: bool) -> None:
    """Judge all items that no person has labelled anew, by what the corrections taught."""
    done = rejudge_all(app_database())
    line = f"{done.changed} of {done.items} items that no person has labelled are judged otherwise."
    _tell(asdict(done), [line], as_json)
