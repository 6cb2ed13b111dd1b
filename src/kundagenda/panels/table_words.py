"""What the tables and columns that figures are stored in are called by a reader."""

from kundagenda.panels.reader import lang, tell
from kundagenda.texts.catalogue import translations
from metrics import CATALOGUE


def table_names() -> dict[str, str]:
    """The tables that a file can be brought into, those that most companies have first."""
    return {
        "survey_answers": tell("Customers’ answers"),
        "survey_invitations": tell("Invitations to surveys"),
        "subscriptions": tell("Subscriptions and contracts"),
        "purchases": tell("Purchases"),
        "kpi_monthly": tell("Ready figures by month"),
        "outcome_values": tell("Outcomes for customers"),
        "target_groups": tell("Customer groups"),
        "targets": tell("Targets"),
        "priorities": tell("The decision on the customer"),
        "decisions": tell("Decisions"),
        "actions": tell("Actions"),
        "initiatives": tell("Initiatives"),
        "forums": tell("Forums"),
    }


def column_name(code: str) -> str:
    """A column as a reader calls it; a metric by its label, an unknown one by its code."""
    known = _answers() | _customers() | _figures() | _follow_up()
    if code in known:
        return known[code]
    if code in CATALOGUE:
        return translations(lang()).gettext(CATALOGUE[code].label)
    return code.replace("_", " ")


def _answers() -> dict[str, str]:
    return {
        "answer_id": tell("number of the answer"),
        "response_id": tell("number of the respondent"),
        "account_id": tell("customer number"),
        "answered_on": tell("day of the answer"),
        "segment": tell("customer group"),
        "instrument": tell("which question"),
        "scale_low": tell("lowest mark"),
        "scale_high": tell("highest mark"),
        "high_is_good": tell("a high mark is good"),
        "score": tell("mark"),
        "nps": tell("would recommend, 0–10 (NPS)"),
        "csat": tell("satisfied (CSAT)"),
        "ces": tell("how easy it was (CES)"),
        "nki_1": tell("satisfied on the whole (NKI 1)"),
        "nki_2": tell("against expectations (NKI 2)"),
        "nki_3": tell("against the ideal (NKI 3)"),
        "invited_on": tell("day of the invitation"),
    }


def _customers() -> dict[str, str]:
    return {
        "subscription_id": tell("contract number"),
        "started_on": tell("first day"),
        "ended_on": tell("day of the end"),
        "last_day": tell("last day"),
        "mrr": tell("amount a month"),
        "arr": tell("amount a year"),
        "tenure_months": tell("months as a customer"),
        "left": tell("has left"),
        "bought_on": tell("day of the purchase"),
        "amount": tell("amount"),
    }


def _figures() -> dict[str, str]:
    return {
        "metric": tell("which figure"),
        "month": tell("month"),
        "year": tell("year"),
        "quarter": tell("quarter"),
        "value": tell("value"),
        "base": tell("number of answers"),
        "numerator": tell("numerator"),
        "denominator": tell("denominator"),
        "squares": tell("sum of squares"),
        "forum": tell("forum"),
        "outcome_metric": tell("outcome that counts"),
        "cadence_days": tell("days between looks"),
        "valid_from": tell("holds from"),
        "valid_to": tell("holds until"),
        "owner_role": tell("owner"),
    }


def _follow_up() -> dict[str, str]:
    return {
        "code": tell("code"),
        "name": tell("name"),
        "kind": tell("kind"),
        "statement": tell("the decision in words"),
        "declared_share": tell("declared share"),
        "basis": tell("share of what"),
        "decided_on": tell("day of the decision"),
        "agenda_item_id": tell("number of the item"),
        "text": tell("text"),
        "expected_metric": tell("figure that should move"),
        "expected_direction": tell("in which direction"),
        "expected_by": tell("expected by"),
        "decision_id": tell("number of the decision"),
        "due_on": tell("due on"),
        "done_on": tell("done on"),
        "cancelled": tell("cancelled"),
        "launched_on": tell("launched on"),
        "completed_on": tell("completed on"),
    }
