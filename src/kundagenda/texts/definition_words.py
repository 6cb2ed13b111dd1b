"""The English of what a metric says of itself: keys of ``catalogues/sv/definitions.po``."""

from metrics.definition import Definition, Family, Interval, Metric, Unit

FAMILIES = {
    Family.AGENDA: "On the agenda",
    Family.FOLLOW_UP: "What becomes of it",
    Family.SURVEY: "What customers say",
    Family.RETENTION: "What customers do",
    Family.OUTCOME: "What customers get",
}
UNITS = {
    Unit.SHARE: "share",
    Unit.PERCENT: "percent",
    Unit.POINTS: "points",
    Unit.INDEX: "index",
    Unit.MARK: "mark",
    Unit.PLACE: "place",
    Unit.DAYS: "days",
    Unit.MONTHS: "months",
    Unit.MEETINGS: "meetings",
    Unit.OWN: "own unit",
}
# A share is written in percent, and what may exceed its limits needs none: nobody asks for those.
LIMITED = (Unit.POINTS, Unit.INDEX, Unit.MARK, Unit.PLACE)
INTERVALS = {
    Interval.WILSON: "Wilson",
    Interval.NPS: "adjusted Wald +3",
    Interval.MEAN: "Student’s t",
    Interval.LOG_LOG: "log-log",
    Interval.NONE: "no interval",
}
AS_OF_A_DAY = "as of a day"
ADDED_UP = "month, quarter, twelve months"
LAST_MONTH = "month; a longer period shows its last"
SPLITS = {"forum": "forum", "segment": "customer group"}


def periods_of(figure: Definition) -> str:
    """The periods that a figure can be had for, and what a longer one shows."""
    if not figure.grains:
        return AS_OF_A_DAY
    return ADDED_UP if isinstance(figure, Metric) and figure.pooled else LAST_MONTH


def counted(base: str) -> tuple[str, str]:
    """The text for one and for many of a metric's base, which is a plural.

    >>> counted("customer items"), counted("items with minutes")[0]
    (('{count} customer item', '{count} customer items'), '{count} item with minutes')
    """
    head, word, rest = base.partition(" with ")
    return "{count} " + head.removesuffix("s") + word + rest, "{count} " + base


def words_of_source(source: str) -> list[tuple[str, bool]]:
    """The parts of a source, each with whether it is words, which have Swedish, or a name.

    A name begins with a capital letter, as authors, journals and standards do.

    >>> words_of_source("ISO 10004 (monitoring); top two marks: practice")
    [('ISO 10004 (monitoring)', False), ('top two marks: practice', True)]
    """
    return [(part, part[:1].islower()) for part in source.split("; ")]
