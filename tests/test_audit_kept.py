"""How long the log of who did what is kept: each refresh clears what is older, and says so."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert, select

from databases import with_schema
from kundagenda.database.audit import CLEARED
from kundagenda.database.refresh import refresh
from kundagenda.database.tables import audit, now
from kundagenda.settings import settings


def test_each_refresh_clears_what_is_older_than_the_settings_say(
    empty_app: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = with_schema(empty_app)
    monkeypatch.setattr(settings(), "audit_days", 400)
    told = [{"happened_at": now() - timedelta(days=days), "who": "anna"} for days in (401, 399)]
    with engine.begin() as connection:
        connection.execute(insert(audit), [row | {"action": "edited"} for row in told])
    for _ in range(2):
        refresh(engine)
        with engine.connect() as connection:
            rows = connection.execute(select(audit.c.action, audit.c.before)).all()
        kept = [row.action for row in rows]
        assert sorted(kept) == sorted([CLEARED, "edited"]), "the second refresh has nothing to do"
        assert "1 rows from before" in next(row.before for row in rows if row.action == CLEARED)
