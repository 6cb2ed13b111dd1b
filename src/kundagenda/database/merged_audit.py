"""The log of a backup beside the one that is here: nothing that either tells is lost."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from kundagenda.database.rows_over import as_kept, batches
from kundagenda.database.tables import audit

Said = tuple[Any, ...]


def merge_audit(source: Connection, target: Connection, since: datetime) -> int:
    """Add what the log of a backup tells and the one here does not; how many rows.

    Of one company's database the rows of both are the same, and nothing comes. Where a number is
    taken here by something else, all that come are numbered after those here, in their order.

    Args:
        source: The backup.
        target: The app database, in a transaction that nobody else writes beside.
        since: The moment before which the log here was cleared: nothing older comes back.
    """
    taken = any(_numbers_taken(target, rows) for rows in _coming(source, target, since))
    highest = target.execute(select(func.coalesce(func.max(audit.c.id), 0))).scalar_one()
    after, count = (highest if taken else 0), 0
    for new in _coming(source, target, since):
        target.execute(insert(audit), [row | {"id": row["id"] + after} for row in new])
        count += len(new)
    return count


def _coming(
    source: Connection, target: Connection, since: datetime
) -> Iterator[list[dict[str, Any]]]:
    """What the log of the backup tells and the one here does not, some rows at a time."""
    for rows in batches(source, select(audit).order_by(audit.c.id)):
        if new := _new(target, as_kept(target, rows), since):
            yield new


def _new(
    target: Connection, rows: Sequence[dict[str, Any]], since: datetime
) -> list[dict[str, Any]]:
    """Those of which the log here does not tell, and whose time is not over."""
    moments = {row["happened_at"] for row in rows}
    same = select(audit).where(audit.c.happened_at.in_(moments))
    here = {_said(row) for row in target.execute(same).mappings()}
    return [row for row in rows if row["happened_at"] >= since and _said(row) not in here]


def _said(row: Mapping[Any, Any]) -> Said:
    return tuple(row[column.name] for column in audit.columns if column is not audit.c.id)


def _numbers_taken(target: Connection, rows: Sequence[Mapping[str, Any]]) -> bool:
    numbers = [row["id"] for row in rows]
    return target.execute(select(audit.c.id).where(audit.c.id.in_(numbers))).first() is not None
