"""Exports of survey tools as answers: a row a respondent and a column a question, or a row each."""

from collections.abc import Iterator, Mapping
from typing import Any

from kundagenda.intake.amounts import mark_of, says_nothing
from kundagenda.intake.column_names import plain
from kundagenda.intake.names_of_facts import SURVEY
from kundagenda.intake.stable_ids import StableIds

_QUESTIONS = ("nps", "csat", "ces", "nki_1", "nki_2", "nki_3")
_KEPT = ("account_id", "answered_on", "segment")
Row = dict[str, Any]


def respondents_of(row: Row, given: Mapping[str, str], ids: StableIds) -> Iterator[Row]:
    """The answers of one respondent: one a question that was asked, its mark null when skipped.

    A respondent who answered nothing gives no rows.
    """
    marks = {name: _mark(row[name], given) for name in _QUESTIONS if name in row}
    if all(mark is None for mark in marks.values()):
        return
    common = {name: row.get(name, given.get(name)) for name in _KEPT}
    response = row.get("response_id")
    named = str(response) if response is not None else ids.of([*common.values(), *marks.values()])
    for question, mark in marks.items():
        answer: Row = {"answer_id": f"{named}:{question}", "response_id": named}
        yield answer | common | {"instrument": question} | _scale(question, given) | {"score": mark}


def answers_of(row: Row, given: Mapping[str, str], ids: StableIds) -> Iterator[Row]:
    """One answer of an export with a row an answer."""
    answer: Row = {n: row.get(n, given.get(n)) for n in (*_KEPT, "instrument")}
    answer["instrument"] = instrument_of(answer["instrument"])
    answer |= _scale(str(answer["instrument"]), given) if "scale_low" not in row else {}
    answer |= {n: row[n] for n in ("scale_low", "scale_high", "high_is_good") if n in row}
    answer["score"] = _mark(row["score"], given)
    response, own = row.get("response_id"), row.get("answer_id")
    if response is None:
        response = own or ids.of([*(answer[n] for n in (*_KEPT, "instrument", "score"))])
    answer["response_id"] = response
    answer["answer_id"] = own if own is not None else f"{response}:{answer['instrument']}"
    yield answer


def _mark(raw: Any, given: Mapping[str, str]) -> Any:
    """A mark as a number, null where the file says that there is none, else as it was."""
    if raw is None or says_nothing(raw):
        return None
    found = mark_of(raw)
    if found is not None and str(found) in given.get("missing", "").split(","):
        return None
    return raw if found is None else found


def _scale(question: str, given: Mapping[str, str]) -> Row:
    low, _, high = given.get(f"{question}_scale", "").partition("-")
    scale: Row = {"scale_low": low or None, "scale_high": high or None}
    if f"{question}_high_is_good" in given:
        scale["high_is_good"] = given[f"{question}_high_is_good"]
    return scale


def instrument_of(raw: Any) -> Any:
    """A question by its wording as one of ours; as it was when it is none of them."""
    text = plain(raw) if raw is not None else ""
    if text.replace(" ", "_") in _QUESTIONS:
        return text.replace(" ", "_")
    for name in _QUESTIONS:
        wanted = SURVEY[name]
        if any(f" {plain(word)} " in f" {text} " for word in wanted.never):
            continue
        if any(f" {plain(word)} " in f" {text} " for word in wanted.words):
            return name
    return raw
