"""A decision counts in the month of the meeting that took it, whenever it is loaded."""

from pathlib import Path

from sqlalchemy import Engine

from metrics.tables import agenda_items, decisions, kpi_monthly
from table_files import MARCH, load, rows

HEAD = "agenda_item_id,text,decided_on\n"


def rates(app: Engine) -> dict[int, tuple[float, float]]:
    """Customer items with a decision and customer items, by month."""
    return {
        month: (numerator, denominator)
        for metric, month, numerator, denominator in rows(
            app, kpi_monthly, "metric", "month", "numerator", "denominator"
        )
        if metric == "decision_rate"
    }


def test_a_decision_loaded_later_counts_in_the_month_of_its_item(
    app: Engine, tmp_path: Path
) -> None:
    load(app, tmp_path, "forums", "name\nStyrelsen\n")
    load(app, tmp_path, "meetings", "forum,held_on\nStyrelsen,2025-03-03\nStyrelsen,2025-05-05\n")
    items = "".join(
        f"Styrelsen,{day},{place},Kunder {place},fix\n"
        for day, place in (("2025-03-03", 1), ("2025-03-03", 2), ("2025-05-05", 1))
    )
    load(app, tmp_path, "agenda_items", "forum,held_on,position,title,level\n" + items)
    assert rates(app) == {MARCH: (0, 2), MARCH + 2: (0, 1)}
    first, _, last = (found for (found,) in rows(app, agenda_items, "id"))
    told = load(app, tmp_path, "decisions", f"{HEAD}{first},Kontakta dem alla,2025-06-01\n")
    assert told.months == {MARCH}
    assert rates(app) == {MARCH: (1, 2), MARCH + 2: (0, 1)}
    [(number,)] = rows(app, decisions, "id")
    moved = load(
        app, tmp_path, "decisions", f"id,{HEAD}{number},{last},Kontakta dem alla,2025-06-01\n"
    )
    assert moved.months == {MARCH, MARCH + 2}
    assert rates(app) == {MARCH: (0, 2), MARCH + 2: (1, 1)}
