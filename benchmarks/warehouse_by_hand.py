"""The same questions as the product's, put by hand to each database in its own SQL.

As somebody writes them who knows the company's tables and one database well: grouped by the codes
that are kept and named afterwards, on the indexes that are there, contracts in event form.
"""

from collections.abc import Callable, Mapping

from warehouse_rows import FIRST, MONTHS, SEGMENTS, TODAY

START, LAST = FIRST.year * 12 + FIRST.month - 1, FIRST.year * 12 + FIRST.month + MONTHS - 2
INSIDE = f"BETWEEN '{FIRST}' AND '{TODAY}'"
_MONTH = {
    "sqlite": "CAST(substr({0}, 1, 4) AS INTEGER) * 12 + CAST(substr({0}, 6, 2) AS INTEGER) - 1",
    "postgresql": "extract(year FROM {0})::int * 12 + extract(month FROM {0})::int - 1",
    "duckdb": "year({0}) * 12 + month({0}) - 1",
    "spark": "year({0}) * 12 + month({0}) - 1",
}
_HELD = dict.fromkeys(("sqlite", "postgresql", "duckdb"), "MATERIALIZED") | {"spark": ""}
_MONTHS = {
    "sqlite": f"WITH RECURSIVE c(month) AS (SELECT {START} UNION ALL SELECT month + 1 FROM c "
    f"WHERE month < {LAST}) SELECT month FROM c",
    "postgresql": f"SELECT generate_series({START}, {LAST}) AS month",
    "duckdb": f"SELECT unnest(range({START}, {LAST + 1})) AS month",
    "spark": f"SELECT explode(sequence({START}, {LAST})) AS month",
}
_NAMED = "CASE {0} " + " ".join(f"WHEN {c} THEN '{name}'" for c, name in SEGMENTS.items()) + " END"


def month(kind: str, day: str) -> str:
    """The number of the month of a day."""
    return _MONTH[kind].format(day)


def nps(kind: str) -> str:
    """Promoters less detractors, and answers."""
    net = 'CASE WHEN "Betyg" >= 9 THEN 1 WHEN "Betyg" <= 6 THEN -1 ELSE 0 END'
    return _marks(kind, "NPS", net, f"sum(abs({net}))", '"Betyg" BETWEEN 0 AND 10')


def csat_5(kind: str) -> str:
    """Answers of 4 and 5, and answers."""
    good = 'CASE WHEN "Betyg" >= 4 THEN 1 ELSE 0 END'
    scale = '"Lägst" = 1 AND "Högst" = 5 AND "Betyg" BETWEEN 1 AND 5'
    return _marks(kind, "Nöjdhet", good, "NULL", scale)


def ces(kind: str) -> str:
    """The sum of marks, and answers."""
    scale = '"Lägst" = 1 AND "Högst" = 7 AND "Betyg" BETWEEN 1 AND 7'
    return _marks(kind, "Lätthet", '"Betyg"', 'sum("Betyg" * "Betyg")', scale)


def _marks(kind: str, question: str, worth: str, squares: str, valid: str) -> str:
    return f"""
SELECT month, {_NAMED.format("code")}, numerator, answers, squares, answers FROM (
  SELECT {month(kind, '"Svarsdag"')} AS month, "Bransch" AS code,
    sum({worth}) AS numerator, count(*) AS answers, {squares} AS squares
  FROM "Svar"
  WHERE "Fråga" = '{question}' AND "Status" = 'Klar' AND {valid} AND "Svarsdag" {INSIDE}
  GROUP BY 1, 2) AS counted"""


def response_rate(kind: str) -> str:
    """Surveys returned on the day of their first answer, and invitations."""
    return f"""
WITH returned AS (
  SELECT {month(kind, "day")} AS month, segment, count(*) AS n FROM (
    SELECT min("Svarsdag") AS day, min({_NAMED.format('"Bransch"')}) AS segment
    FROM "Svar" WHERE "Status" = 'Klar' GROUP BY "EnkätNr") AS survey
  WHERE day {INSIDE} GROUP BY 1, 2),
invited AS (
  SELECT month, {_NAMED.format("code")} AS segment, n FROM (
    SELECT {month(kind, '"Dag"')} AS month, "Bransch" AS code, count(*) AS n
    FROM "Utskick" WHERE "Dag" {INSIDE} GROUP BY 1, 2) AS sent)
SELECT month, segment, coalesce(r.n, 0), coalesce(i.n, 0), NULL, coalesce(r.n, 0)
FROM returned AS r FULL JOIN invited AS i USING (month, segment)"""


def states(kind: str) -> str:
    """What each customer pays from which month to which, and its segment."""
    start, until = (
        month(kind, '"Start"'),
        f"coalesce({month(kind, chr(34) + 'Slut' + chr(34))}, 999999)",
    )
    return f"""spells AS {_HELD[kind]} (
  SELECT * FROM (
    SELECT "Kund" AS customer, {_NAMED.format('"Bransch"')} AS segment, {start} AS since,
      {until} AS until, {_CENTS[kind]} AS cents FROM "Avtal") AS held
  WHERE until > since AND cents > 0),
turns AS (
  SELECT customer, since AS month FROM spells
  UNION SELECT customer, until FROM spells WHERE until < 999999),
paid AS (
  SELECT t.customer, t.month, s.segment, coalesce(sum(s.cents) OVER same, 0) AS cents,
    row_number() OVER (
      PARTITION BY t.customer, t.month ORDER BY s.cents DESC, s.segment) AS place
  FROM turns AS t LEFT JOIN spells AS s
    ON s.customer = t.customer AND s.since <= t.month AND s.until > t.month
  WINDOW same AS (PARTITION BY t.customer, t.month)),
states AS {_HELD[kind]} (
  SELECT customer, segment, cents, month AS since,
    coalesce(lead(month) OVER (PARTITION BY customer ORDER BY month), 999999) AS until
  FROM paid WHERE place = 1)"""


_CENTS = {
    "sqlite": 'CAST(round("Årsbelopp" / 12.0 * 100 + 0.000001) AS INTEGER)',
    "postgresql": 'round("Årsbelopp"::double precision / 12 * 100 + 0.000001)::bigint',
    "duckdb": 'round("Årsbelopp" / 12 * 100 + 0.000001)::bigint',
    "spark": 'CAST(round("Årsbelopp" / 12 * 100 + 0.000001) AS BIGINT)',
}
_LATER, _SOONER = (
    {"sqlite": name, "postgresql": other, "duckdb": other, "spark": other}
    for name, other in (("max", "greatest"), ("min", "least"))
)


def retention(kind: str, counted: str, over: str) -> str:
    """Customers a year apart: where both states hold, a step up and a step down."""
    since, until = (
        f"{_LATER[kind]}(a.since + 12, b.since)",
        f"{_SOONER[kind]}(a.until + 12, b.until)",
    )
    least = _SOONER[kind]
    whole = "" if over == "customers" else " / 100.0"
    return f"""
WITH {states(kind)},
pairs AS {_HELD[kind]} (
  SELECT a.segment, {since} AS since, {until} AS until, a.cents AS opening, b.cents AS closing,
    {least}(a.cents, b.cents) AS kept, CASE WHEN b.cents = 0 THEN 1 ELSE 0 END AS lost,
    1 AS customers
  FROM states AS a JOIN states AS b
    ON b.customer = a.customer AND b.since < a.until + 12 AND b.until > a.since + 12
  WHERE a.cents > 0 AND {since} <= {LAST}),
steps AS (
  SELECT segment, since AS month, sum({counted}) AS counted, sum({over}) AS whole,
    sum(customers) AS customers FROM pairs GROUP BY 1, 2
  UNION ALL
  SELECT segment, until, -sum({counted}), -sum({over}), -sum(customers)
  FROM pairs WHERE until <= {LAST} GROUP BY 1, 2
  UNION ALL
  SELECT segment, month, 0, 0, 0
  FROM (SELECT DISTINCT segment FROM pairs) AS s CROSS JOIN ({_MONTHS[kind]}) AS m)
SELECT month, segment, counted{whole}, total{whole}, NULL, customers FROM (
  SELECT month, segment, sum(sum(counted)) OVER so_far AS counted,
    sum(sum(whole)) OVER so_far AS total, sum(sum(customers)) OVER so_far AS customers
  FROM steps GROUP BY month, segment
  WINDOW so_far AS (PARTITION BY segment ORDER BY month)) AS summed
WHERE customers > 0"""


def cohorts(kind: str) -> str:
    """What is left of the customers of each first month and segment."""
    return f"""
WITH {states(kind)},
held AS {_HELD[kind]} (
  SELECT first_value(segment) OVER one AS segment, first_value(since) OVER one AS cohort,
    since, until, cents, CASE WHEN cents > 0 THEN 1 ELSE 0 END AS customers
  FROM states WINDOW one AS (PARTITION BY customer ORDER BY since)),
sizes AS (SELECT cohort, segment, count(*) AS size FROM held WHERE since = cohort GROUP BY 1, 2),
steps AS (
  SELECT cohort, segment, since AS month, sum(customers) AS customers, sum(cents) AS cents
  FROM held WHERE since <= {LAST} GROUP BY 1, 2, 3
  UNION ALL
  SELECT cohort, segment, until, -sum(customers), -sum(cents)
  FROM held WHERE until <= {LAST} GROUP BY 1, 2, 3
  UNION ALL
  SELECT cohort, segment, month, 0, 0 FROM sizes JOIN ({_MONTHS[kind]}) AS m ON month >= cohort)
SELECT cohort, month, segment, size, customers, cents / 100.0 FROM (
  SELECT cohort, month, segment, sum(sum(customers)) OVER so_far AS customers,
    sum(sum(cents)) OVER so_far AS cents
  FROM steps GROUP BY cohort, month, segment
  WINDOW so_far AS (PARTITION BY cohort, segment ORDER BY month)) AS summed
JOIN sizes USING (cohort, segment)"""


def written(question: str, kind: str) -> str:
    """A question in a database's own SQL, names in its own quotes."""
    said = BY_HAND[question](kind)
    return said.replace('"', "`") if kind == "spark" else said


BY_HAND: Mapping[str, Callable[[str], str]] = {
    "nps": nps,
    "csat_5": csat_5,
    "ces": ces,
    "response_rate": response_rate,
    "logo_churn": lambda kind: retention(kind, "lost", "customers"),
    "grr": lambda kind: retention(kind, "kept", "opening"),
    "nrr": lambda kind: retention(kind, "closing", "opening"),
    "cohorts": cohorts,
}
"""The questions that are put both ways, by the key of the metric."""
