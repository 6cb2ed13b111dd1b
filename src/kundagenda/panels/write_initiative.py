"""What belongs to the initiative on the form: its items, suggestions, and new initiatives."""

from kundagenda.edits.forms import Form
from kundagenda.edits.rows import Values
from kundagenda.panels.values import Opened
from kundagenda.panels.write_links import linked_to
from kundagenda.panels.write_suggestions import suggested_initiatives, suggested_items


def initiative_links(data: Opened, form: Form, row: Values | None) -> None:
    """Beside an initiative its items; beside a new one what could become one; else nothing."""
    if form.name != "initiatives":
        return
    if row is None:
        suggested_initiatives(data)
        return
    linked_to(data, row["id"])
    suggested_items(data, row)
