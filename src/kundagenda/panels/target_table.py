"""Every target that holds, of any figure, with the rule that gives its status."""

from kundagenda.findings.outcomes import Aimed, OutcomesPage
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.table import table
from kundagenda.shown.aim_words import aim_words, aimed_name, aimed_now, aimed_target
from kundagenda.shown.reach import side_by_side
from kundagenda.texts.numbers import UNKNOWN, month, short_day


def targets_table(found: OutcomesPage) -> None:
    """Figure and group, now with interval, target, status, since when and owner; then the rule."""
    to = month(found.view.last, lang())
    how = tell("Now is the last twelve months, to {month}.", month=to)
    headed(tell("What you aim at."), how, side_by_side(found.view))
    if not found.aimed:
        quiet(tell("No target is set here yet."))
        return
    table(_columns(found.aimed), tell("Every target and where it stands"))
    quiet(_rule())


def _rule() -> str:
    return tell(
        "Reached: at the target or better. Within chance: the target lies inside the interval in "
        "brackets (95%), so that chance alone may be the difference. Without an interval the value "
        "alone decides."
    )


def _columns(aimed: tuple[Aimed, ...]) -> dict[str, list[str]]:
    return {
        tell("Figure"): [aimed_name(each) for each in aimed],
        tell("Now"): [aimed_now(each) for each in aimed],
        tell("Target"): [aimed_target(each) for each in aimed],
        tell("Status"): [aim_words(each.aim, lang()) for each in aimed],
        tell("Since"): [short_day(each.target.valid_from, lang()) for each in aimed],
        tell("Owner"): [each.target.owner_role or UNKNOWN for each in aimed],
    }
