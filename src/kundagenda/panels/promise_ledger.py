"""The ledger of promises: what decisions should move, by when, and whether it moved."""

from kundagenda.findings.promises import hit_rate
from kundagenda.findings.view import View
from kundagenda.panels.decision_values import decided_as
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.decided import Decided, of_decisions
from kundagenda.shown.promise_words import kept_answer, kept_rule, ledger, sure_of
from kundagenda.texts.numbers import number, percent


def promise_ledger(data: Opened, found: Decided) -> None:
    """How many promises were kept, each of them, and how many decisions promise nothing."""
    if not found.decisions:
        return
    headed(kept_answer(found.promises), sure_of(hit_rate(found.promises)), found.unreached)
    if found.promises:
        columns = _columns(data.version, of_decisions(found.view), lang())
        table(columns, tell("Every promise and what became of it"))
    quiet(" ".join(filter(None, (_unstated(found), kept_rule(found.promises)))))


def _unstated(found: Decided) -> str:
    """How many decisions cannot be checked, and what it takes."""
    count, silent = len(found.decisions), len(found.decisions) - len(found.promises)
    if not silent:
        return tell("Every decision says what it should change and by when.")
    said = tell_many(
        "{silent} of {count} decision ({share}) states no figure, direction and date to check.",
        "{silent} of {count} decisions ({share}) state no figure, direction and date to check.",
        count,
        silent=number(silent, lang()),
        count=number(count, lang()),
        share=percent(silent / count, lang()),
    )
    if found.promises:
        return said
    return f"{said} {tell('With those three, this page tells later what came of it.')}"


@once
def _columns(named: Version, view: View, language: str) -> dict[str, list[str]]:
    """The ledger, written in a language; a long one takes longer to write than to show."""
    return ledger(decided_as(named, view).promises, language)
