"""Stored items of nearly the same topic as one that a person labelled: they follow at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, false, select

from kundagenda.database.connection import clear_failures
from kundagenda.intake.classify import PERSON, RULE, Classification, told_levels
from kundagenda.intake.item_states import Label, items_of, label_of
from kundagenda.intake.judge import themes_by_title
from kundagenda.intake.knowledge import Knowledge, knowledge_of
from kundagenda.intake.rejudge import judged_anew, with_theme
from kundagenda.intake.same_topic import alike, looks
from kundagenda.intake.themes import told_themes
from kundagenda.intake.topics import topic_of
from metrics.tables import CUSTOMER_LEVELS, agenda_items
from metrics.themes import CUSTOMER

Labels = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class Following:
    """Items that another topic's correction changes, as they are, and their new labels by id."""

    rows: list[Row[Any]]
    labels: Labels


def get_ready(engine: Engine) -> None:
    """Learn what titles look like before anybody has to wait for a turn to write."""
    with clear_failures(engine), engine.connect() as connection:
        looks(knowledge_of(connection).customer_words)


def following(connection: Connection, topic: str, title: str) -> Following:
    """What the correction that now holds for a topic changes of nearly the same topics' items.

    They are judged as an import would judge them, without training a model for each correction.
    What a person labelled stays. An item that followed an earlier word on the topic and has none
    to follow any more, since nobody can tell, is left to the model.

    Args:
        connection: The app database, in the transaction of the correction.
        topic: The topic.
        title: Its title, as it stands in the correction.
    """
    knowledge = knowledge_of(connection)
    found = items_of(connection, _titles(connection, topic, title, knowledge))
    rows = [row for row in found if row.level_by != PERSON and topic_of(row.title) != topic]
    new = _labels(rows, topic, title, knowledge)
    lost = [row for row in rows if row.id not in new and _follows(row, topic)]
    new |= judged_anew(connection, lost) if lost else {}
    moved = [row for row in rows if row.id in new and new[row.id] != label_of(row)]
    return Following(moved, {row.id: new[row.id] for row in moved})


def followers(connection: Connection, topic: str) -> list[Row[Any]]:
    """The items that have their level from a correction of this topic, nearly their own."""
    found = items_of(connection, _followed(connection, topic))
    return [row for row in found if _follows(row, topic)]


def as_told(connection: Connection, titles: Mapping[int, str], labels: Labels) -> Labels:
    """Labels from before a correction, as the corrections that stand would have them by now.

    While the correction held, nearly the same topics may have been labelled, or labelled anew.

    Args:
        connection: The app database, in a transaction where the correction holds no longer.
        titles: The title of each item.
        labels: How the items were labelled; what a person said of one stays.
    """
    knowledge = knowledge_of(connection)
    wanted = list(dict.fromkeys(titles.values()))
    levels = dict(zip(wanted, told_levels(wanted, knowledge), strict=True))
    themes = dict(zip(wanted, told_themes(wanted, knowledge), strict=True))
    told: Labels = {}
    for id_, title in titles.items():
        label, said, theme = labels[id_], levels[title], themes[title]
        if label["level_by"] != PERSON and said is not None:
            label = _relabelled(title, label, said, theme, knowledge)
        elif label["level_best"] not in CUSTOMER_LEVELS and theme is not None:
            label = with_theme(label, theme)
        told[id_] = label
    return told


def _titles(connection: Connection, topic: str, title: str, knowledge: Knowledge) -> list[str]:
    """Titles of other topics that are nearly this one, or were taken for it until now."""
    item = agenda_items.c
    query = select(item.title).where(item.formal == false()).distinct().order_by(item.title)
    every = list(connection.execute(query).scalars())
    near = alike(title, every, knowledge.customer_words)
    others = [one for one in near if topic_of(one) != topic]
    return list(dict.fromkeys([*others, *_followed(connection, topic)]))


def _followed(connection: Connection, topic: str) -> list[str]:
    item = agenda_items.c
    query = select(item.title, item.level_because).distinct().order_by(item.title)
    ruled = query.where(item.formal == false(), item.level_by == RULE)
    rows = connection.execute(ruled)
    return [row.title for row in rows if topic_of(row.level_because or "") == topic]


def _follows(row: Row[Any], topic: str) -> bool:
    return bool(row.level_by == RULE and topic_of(row.level_because or "") == topic)


def _labels(rows: list[Row[Any]], topic: str, title: str, knowledge: Knowledge) -> Labels:
    """The label of each item that has one from a person's word on a topic nearly its own."""
    titles = list(dict.fromkeys(row.title for row in rows))
    levels = dict(zip(titles, told_levels(titles, knowledge), strict=True))
    themes = dict(zip(titles, told_themes(titles, knowledge), strict=True))
    new: Labels = {}
    for row in rows:
        said, theme, follows = levels[row.title], themes[row.title], _follows(row, topic)
        if said is not None and (said.because == (title,) or follows):
            new[row.id] = _relabelled(row.title, label_of(row), said, theme, knowledge)
        elif theme is not None and not follows and row.level_best not in CUSTOMER_LEVELS:
            new[row.id] = with_theme(label_of(row), theme)
    return new


def _relabelled(
    title: str, label: Label, said: Classification, theme: str | None, knowledge: Knowledge
) -> dict[str, Any]:
    new = {
        **label,
        "level": said.level,
        "level_best": said.best,
        "level_by": said.by,
        "level_confidence": said.confidence,
        "level_because": ", ".join(said.because),
    }
    if said.best in CUSTOMER_LEVELS or (theme is None and label["theme"] in (None, CUSTOMER)):
        theme = themes_by_title({title: said.best}, knowledge)[title]
    return new if theme is None else with_theme(new, theme)
