"""Who set the level of each item: the model where it agrees with what was planted, else a person.

So the planted truth stays exact, and the demo shows reviewed items, sure ones and unclear ones.
"""

from kundagenda.demo.agenda import Row
from kundagenda.intake.classify import Classification, classify


def judge_items(items: list[Row]) -> float:
    """Give each ordinary item the model's judgement or a person's, in place.

    Returns:
        The share of distinct titles on which the model disagrees with the planted level, 0..1.
    """
    ordinary = [item for item in items if not item["formal"]]
    planted = {item["title"]: item["level"] for item in ordinary}
    judged = dict(zip(planted, classify(list(planted)), strict=True))
    for item in ordinary:
        found = judged[item["title"]]
        if found.best == item["level"]:
            item |= _by_model(found)
    differs: int = sum(judged[title].best != level for title, level in planted.items())
    return float(differs / len(planted))


def _by_model(found: Classification) -> Row:
    return {
        "level": found.level,
        "level_best": found.best,
        "level_by": "model",
        "level_confidence": found.confidence,
        "level_because": ", ".join(found.because) or None,
    }
