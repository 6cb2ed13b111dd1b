"""A database of every earlier schema revision is moved forward with all that it holds."""

from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import Engine

from every_table import content_of, fill_every_table
from kundagenda.database.schema import (
    _configuration,
    known_revisions,
    newest_revision,
    schema_revision,
    upgrade,
)

EARLIER = [each for each in known_revisions() if each != newest_revision()]
LIMITED_BEFORE = "0008"


def at_revision(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        command.upgrade(_configuration(connection), revision)
    fill_every_table(engine)


def still_known(row: dict[str, Any], columns: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in columns}


def test_every_revision_that_there_has_been_is_tried() -> None:
    assert known_revisions()[0] == "0001"
    assert len(EARLIER) >= 8


@pytest.mark.parametrize("revision", known_revisions())
def test_every_row_of_every_table_is_still_there(empty_app: Engine, revision: str) -> None:
    at_revision(empty_app, revision)
    before = content_of(empty_app)
    upgrade(empty_app)
    after, seen = content_of(empty_app), sa.inspect(empty_app)
    assert all(len(rows) == 2 for rows in before.values())
    assert set(before) <= set(after)
    for table, rows in before.items():
        columns = {column["name"] for column in seen.get_columns(table)}
        gone = set(rows[0]) - columns
        assert gone <= ({"forum_id"} if table == "roles" else set())
        shared = columns & set(rows[0])
        kept = [still_known(row, shared) for row in after[table]]
        assert sorted(kept, key=repr) == sorted(
            (still_known(row, shared) for row in rows), key=repr
        ), table
    with empty_app.connect() as connection:
        assert schema_revision(connection) == newest_revision()


@pytest.mark.parametrize("revision", [each for each in EARLIER if each < LIMITED_BEFORE])
def test_a_role_in_one_forum_becomes_a_limit_to_that_forum(
    empty_app: Engine, revision: str
) -> None:
    at_revision(empty_app, revision)
    upgrade(empty_app)
    assert content_of(empty_app)["role_limits"] == [
        {"email": f"{n} å email", "kind": "forum", "value": f"{n} å name"} for n in (1, 2)
    ]
