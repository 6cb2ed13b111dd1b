"""An import that is killed without warning has either happened or not."""

from pathlib import Path

from killed_import import Victim


def test_an_import_of_a_thousand_meetings_killed_at_any_moment_leaves_all_or_nothing(
    tmp_path: Path,
) -> None:
    # Formal items need no model, which would take most of the time.
    victim = Victim(tmp_path, ["Öppnande", "Mötet avslutas"])
    killed = tmp_path
    for moment in victim.moments(5, seed=4):
        killed = victim.kill(moment)
        victim.whole(killed)
    assert victim.finished(killed) == victim.after
