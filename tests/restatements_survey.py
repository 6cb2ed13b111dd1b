"""What customers say, once more in plain Python, and many examples put into one table."""

from collections import Counter, defaultdict

import restatements
from kundagenda.findings.reading import Sums
from kundagenda.findings.readings import reading_of
from metrics.periods import Grain
from restatements import of_each_response, survey_key

NKI = ("nki_1", "nki_2", "nki_3")


def turned(answer, low, high):
    """The mark where high is good; null when it is not one of the scale."""
    if (answer["scale_low"], answer["scale_high"]) != (low, high) or answer["score"] is None:
        return None
    if not low <= answer["score"] <= high:
        return None
    return answer["score"] if answer["high_is_good"] else low + high - answer["score"]


def efforts(answers):
    """Marks of ease by month and segment."""
    found = defaultdict(list)
    for answer in answers:
        mark = turned(answer, 1, 7)
        if answer["instrument"] == "ces" and mark is not None:
            found[survey_key(answer["answered_on"], answer["segment"])].append(mark)
    return found


def mean_parts(worths):
    return sum(worths), len(worths), sum(worth**2 for worth in worths), len(worths)


def share_parts(flags):
    return sum(flags), len(flags), None, len(flags)


def nki_responses(answers):
    """The three marks (null where missing) of every response asked, by month and segment."""
    found = defaultdict(list)
    for key, rows in of_each_response(row for row in answers if row["instrument"] in NKI):
        marks = []
        for question in NKI:
            given_marks = [turned(row, 1, 10) for row in rows if row["instrument"] == question]
            marks.append(min((m for m in given_marks if m is not None), default=None))
        found[key].append(marks)
    return found


def nki(answers):
    steps = {
        key: [sum(marks) - 3 for marks in responses if None not in marks]
        for key, responses in nki_responses(answers).items()
    }
    return {key: mean_parts(worths) for key, worths in steps.items() if worths}


def nki_incomplete(answers):
    return {
        key: share_parts([None in marks for marks in responses])
        for key, responses in nki_responses(answers).items()
    }


def satisfaction(answers, invitations):
    """Every survey metric, by its key."""
    marks = efforts(answers)
    return restatements.satisfaction(answers, invitations) | {
        "ces": {key: mean_parts(given_marks) for key, given_marks in marks.items()},
        "ces_easy": {key: share_parts([m >= 5 for m in given]) for key, given in marks.items()},
        "nki": nki(answers),
        "nki_incomplete": nki_incomplete(answers),
    }


def respondents(answers):
    """How many responses there are, by month and segment."""
    return Counter((key[0], key[2]) for key, _ in of_each_response(answers))


def outcome(rows, name):
    """Parts of a company's own figure: weighed by its base, or as it was given."""
    found = {}
    for row in rows:
        if row["metric"] == name:
            value, base = row["value"], row["base"]
            weighed = value if base is None else value * base
            found[row["month"], "", row["segment"] or ""] = (weighed, base, None, base)
    return found


def numbered(example, number):
    """The rows of an example, its segments and responses told from every other example's."""
    return [
        row
        | {"segment": f"{number}{row['segment']}" if row["segment"] else row["segment"]}
        | ({"response_id": f"{number}{row['response_id']}"} if "response_id" in row else {})
        for row in example
    ]


def within(found, scope):
    """The part of what was restated that lies in scope; keys begin with a month."""
    return {key: row for key, row in found.items() if scope.first <= key[0] <= scope.last}


def reading_of_parts(metric, found, month=24302):
    """What a reader meets of one ended month's parts."""
    return reading_of(metric, month, Sums(*found), Grain.MONTH, month)
