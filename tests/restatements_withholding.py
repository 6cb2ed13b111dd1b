"""Withholding once more, in plain Python: period by period, and by fractions."""

from fractions import Fraction

SIZES = {"month": 1, "quarter": 3, "year": 12}


def added(parts):
    """Parts added column by column; null where there is nothing to add."""
    parts = list(parts)
    return tuple(map(sum, zip(*parts, strict=True))) if parts else None


def whole_company(by_segment):
    """Parts by month, all segments added."""
    months = {month for monthly in by_segment.values() for month in monthly}
    return {
        month: added(monthly[month] for monthly in by_segment.values() if month in monthly)
        for month in months
    }


def by_period(monthly, size):
    """Parts by the first month of each period of so many months."""
    starts = {month - month % size for month in monthly}
    return {
        start: added(monthly[m] for m in range(start, start + size) if m in monthly)
        for start in starts
    }


def own_size(monthly, first, last):
    """The size of the finest periods of which nine in ten have ten answers or more."""
    for size in SIZES.values():
        window = [m for m in range(max(first, last - 23), last + 1)]
        starts = {m - m % size for m in window}
        inside = {s for s in starts if s >= window[0] and s + size - 1 <= last} or starts
        bases = by_period(monthly, size)
        enough = [s for s in inside if s in bases and bases[s][-1] >= 10]
        if 10 * len(enough) >= 9 * len(inside):
            return size
    return None


def joined(sizes, units, last):
    """A segment alone at a coarser size than the rest is joined by the smallest of them.

    The smallest and alone by the answers of the last 24 months.
    """
    answers = {
        unit: sum(row[-1] for month, row in monthly.items() if last - 24 < month <= last)
        for unit, monthly in units.items()
    }
    for size in SIZES.values():
        if (sizes[None] or 99) > size:
            continue
        coarse = [u for u in units if u is not None and answers[u] and (sizes[u] or 99) > size]
        rest = [u for u in units if u is not None and (sizes[u] or 99) <= size]
        if len(coarse) == 1 and sizes[coarse[0]] and rest:
            sizes[min(rest, key=lambda u: (answers[u], u))] = sizes[coarse[0]]
    return sizes


def may_be_shown(by_segment):
    """Parts ``(..., base)`` by size, then unit (null: the company), then first month.

    By the rule, and then less whatever would let a hidden figure be worked out.
    """
    units = {None: whole_company(by_segment), **by_segment}
    if not units[None]:
        return {size: {unit: {} for unit in units} for size in SIZES.values()}
    first, last = min(units[None]), max(units[None])
    sizes = joined(
        {unit: own_size(monthly, first, last) for unit, monthly in units.items()}, units, last
    )
    hidden = set()
    while True:
        shown = by_rule(by_segment, units, sizes, hidden)
        more = {
            figure
            for year in range(first - first % 12, last + 1, 12)
            for figure in betrayed(by_segment, units, sizes, shown, year)
        }
        if not more:
            return shown
        hidden |= more


def by_rule(by_segment, units, sizes, hidden):
    shown = {}
    for size in SIZES.values():
        shown[size] = {}
        for unit, monthly in units.items():
            parts = {}
            if sizes[unit] == size:
                parts = by_period(monthly, size)
            elif sizes[unit] is not None and sizes[unit] < size:
                finer = shown[{3: 1, 12: 3}[size]][unit]
                parts = by_period(finer, size)
            shown[size][unit] = {
                start: row
                for start, row in parts.items()
                if row[-1] >= 10 and (unit, size, start) not in hidden
            }
        all_of_it = {unit: by_period(monthly, size) for unit, monthly in by_segment.items()}
        for start in shown[size][None]:
            answering = [u for u in by_segment if start in all_of_it[u] and all_of_it[u][start][-1]]
            visible = [
                unit
                for unit in answering
                if start in shown[size][unit]
                and shown[size][unit][start][-1] == all_of_it[unit][start][-1]
            ]
            if len(answering) - len(visible) == 1 and visible:
                del shown[size][min(visible, key=lambda u: (shown[size][u][start][-1], u))][start]
    return shown


def betrayed(by_segment, units, sizes, shown, year):
    """The shown figure of a year to hide, if a hidden one of under ten answers can be had."""
    cells = [
        (s, m)
        for s, monthly in by_segment.items()
        for m in range(year, year + 12)
        if m in monthly and monthly[m][-1]
    ]

    def vector(unit, size, start):
        return [Fraction(unit in (None, s) and start <= m < start + size) for s, m in cells]

    told = [
        (unit is None, row[-1], unit or "", start, (unit, sizes[unit], start))
        for unit in units
        if sizes[unit]
        for start, row in shown[sizes[unit]][unit].items()
        if year <= start < year + 12
    ]
    told = [figure for *_, figure in sorted(told, key=lambda one: one[:4])]
    for unit in (None, *sorted(by_segment)):
        for size in SIZES.values():
            for start, row in sorted(by_period(units[unit], size).items()):
                if not (year <= start < year + 12 and 0 < row[-1] < 10):
                    continue
                secret = vector(unit, size, start)
                if can_be_had(secret, [vector(*figure) for figure in told]):
                    for figure in told:
                        rest = [vector(*other) for other in told if other != figure]
                        if not can_be_had(secret, rest):
                            return [figure]
                    return told[:1]
    return []


def can_be_had(secret, rows):
    """Whether a vector is a combination of others, by elimination in exact fractions."""
    reduced = []
    for row in rows:
        left = eliminated(row, reduced)
        if any(left):
            pivot = next(place for place, value in enumerate(left) if value)
            reduced.append((pivot, [value / left[pivot] for value in left]))
    return not any(eliminated(secret, reduced))


def eliminated(row, reduced):
    for pivot, other in reduced:
        if row[pivot]:
            factor = row[pivot]
            row = [value - factor * below for value, below in zip(row, other, strict=True)]
    return row


def last_twelve(shown, unit, month):
    """What is shown of the twelve months up to one, each stretch at its finest; null under 10."""
    covered, parts = set(), []
    for size in SIZES.values():
        for start, row in shown[size].get(unit, {}).items():
            months = set(range(start, start + size))
            if start > month - 12 and start + size - 1 <= month and not months & covered:
                covered |= months
                parts.append(row)
    return added(parts) if added(parts) and added(parts)[-1] >= 10 else None
