"""Whether a file's columns are called as ours are, so that nothing needs to be guessed."""

from pathlib import Path

from kundagenda.errors import ReaderError
from kundagenda.intake.kpi_values import is_kpi_name
from kundagenda.intake.table_shape import KPI, plain_name, shape_of
from kundagenda.intake.table_source import source_of

_HALF = 0.5


def known_table(name: str) -> str:
    """A table that can be loaded, by any way of writing its name.

    Raises:
        ReaderError: there is no such table.
    """
    wanted = plain_name(name)
    return KPI if wanted in (KPI, "kpi") else shape_of(wanted).table.name


def has_own_names(path: Path, table_name: str) -> bool:
    """Whether at least half of a file's columns are called exactly as the table's.

    Whoever writes our names means them: what is misspelt among them is then refused, not guessed.

    A file in which no table is found is left to be read as the one that was named, and refused.

    Raises:
        ReaderError: there is no such table.
    """
    table = known_table(table_name)
    try:
        found = source_of(path).names
    except ReaderError:
        return True
    names = [plain_name(name) for name in found if not name.startswith("column ")]
    if table == KPI:
        return all(map(is_kpi_name, names))
    ours = set(shape_of(table).names)
    return sum(name in ours for name in names) >= _HALF * len(names)
