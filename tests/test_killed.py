"""What is killed without warning has happened or not, and what was saved before is there."""

from pathlib import Path

import pytest

from killable import WORKS
from killed import Files, Server, Victim, moments


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("work", WORKS)
def test_five_kills_at_any_moment_leave_all_or_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, work: str, kind: str
) -> None:
    is_file = kind == "sqlite"
    place = Files(tmp_path) if is_file else Server(request.getfixturevalue("server"))
    victim = Victim(WORKS[work](), place, tmp_path)
    for moment in moments(5, seed=4):
        victim.kill(moment)
    assert victim.again() == victim.after
