"""What is recorded since a moment that may have moved the figures of a year: late minutes, imports.

Only what is written down is told: a figure may have moved for a reason that nobody recorded.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, case, func, or_, select, true

from kundagenda.database.tables import audit, corrections, imports
from kundagenda.findings.view import View
from kundagenda.intake.by_hand import BY_HAND
from kundagenda.intake.changed_since import changes_since
from metrics.initiative_standing import confidential_initiatives
from metrics.periods import first_day
from metrics.tables import actions, agenda_items, decisions, forums, initiatives, meetings

YEAR = 12
_EVERY = 1_000_000
_AGENDA_TABLES = ("forums", "meetings", "agenda_items")


@dataclass(frozen=True)
class AfterCopy:
    """What came in after a moment; ``late`` are the meetings whose minutes came or changed.

    ``tables`` are the tables that files were read into, each once; ``undone`` counts imports taken
    back, ``corrected`` labels given by persons or taken back, ``by_hand`` rows written on pages.
    """

    late: tuple[tuple[str, date], ...]
    tables: tuple[str, ...]
    undone: int
    corrected: int
    by_hand: int

    @property
    def late_alone(self) -> bool:
        """Whether late minutes are all that can have moved a figure of the agenda."""
        others = self.undone or self.corrected or self.by_hand
        return bool(self.late) and not others and not set(self.tables) & set(_AGENDA_TABLES)

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all is recorded."""
        return not (self.late or self.tables or self.undone or self.corrected or self.by_hand)


def after_copy(connection: Connection, view: View, moment: datetime) -> AfterCopy:
    """What is recorded after a moment (UTC), of meetings in the last twelve months of a view."""
    tables = select(imports.c.target).where(
        imports.c.kind == "table", imports.c.imported_at > moment, imports.c.undone_at.is_(None)
    )
    changed = or_(corrections.c.made_at > moment, corrections.c.undone_at > moment)
    by_hand = (audit.c.action.in_(BY_HAND)) & (audit.c.happened_at > moment)
    return AfterCopy(
        late=_late(connection, view, moment),
        tables=tuple(sorted(set(connection.execute(tables).scalars()))),
        undone=_count(connection, imports.c.undone_at > moment),
        corrected=_count(connection, changed),
        by_hand=_count(connection, by_hand),
    )


def _late(connection: Connection, view: View, moment: datetime) -> tuple[tuple[str, date], ...]:
    """Forum and day of the year's meetings that came, or that an import changed, by day."""
    known = changes_since(connection, moment.date(), _EVERY)
    edited = {change.meeting for each in known if each.at > moment for change in each.changes}
    came = (
        select(forums.c.name, meetings.c.held_on)
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .join(imports, imports.c.id == meetings.c.source_id)
        .where(imports.c.imported_at > moment, meetings.c.status == "held")
    )
    every = edited | {(row.name, row.held_on) for row in connection.execute(came)}
    first = first_day(view.last - YEAR + 1)
    there = (
        (forum, day)
        for forum, day in every
        if first <= day < first_day(view.last + 1) and view.forum in ("", forum)
    )
    return tuple(sorted(there, key=lambda each: (each[1], each[0])))


def secret_words(connection: Connection) -> tuple[str, ...]:
    """Titles that stand on confidential items alone, and what was decided and begun on such.

    The longest first, since one may hold another.
    """
    item = agenda_items.c
    hidden = func.min(case((item.confidential == true(), 1), else_=0)) == 1
    titles = select(item.title).group_by(item.title).having(hidden)
    texts = (
        select(decisions.c.text)
        .join_from(decisions, agenda_items, item.id == decisions.c.agenda_item_id)
        .group_by(decisions.c.text)
        .having(hidden)
    )
    done = (
        select(actions.c.text)
        .join_from(actions, decisions, decisions.c.id == actions.c.decision_id)
        .join(agenda_items, item.id == decisions.c.agenda_item_id)
        .group_by(actions.c.text)
        .having(hidden)
    )
    secret = initiatives.c.id.in_(confidential_initiatives())
    names = select(initiatives.c.name).where(secret)
    found = {text for each in (titles, texts, done, names)
             for text in connection.execute(each).scalars()}  # fmt: skip
    return tuple(sorted((text for text in found if text.strip()), key=len, reverse=True))


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).where(condition)
    return int(connection.execute(query).scalar_one())
