"""Every action of the log has words in both languages."""

import pytest

from kundagenda import save_settings
from kundagenda.access import confidential, links, people, sessions
from kundagenda.database import audit
from kundagenda.edits import adopt, copies
from kundagenda.edits import links as item_links
from kundagenda.intake import by_hand, changes, correct, own_words, rejudge, second_coding, undo
from kundagenda.intake import undo_correction as corrections
from kundagenda.panels.export import EXPORTED
from kundagenda.panels.log_words import action_name
from kundagenda.texts.told import telling_in

ACTIONS = [
    sessions.SIGNED_IN, sessions.SIGNED_OUT, people.GAVE, people.TOOK, confidential.LOOKED,
    EXPORTED, links.MADE, links.REVOKED, audit.CLEARED, audit.RESTORED, "demo: left",
    "import: imported", "import: replaced", "import: table", changes.CHANGED, undo.UNDONE,
    "import: choice saved", correct.CORRECTED, corrections.UNDONE, second_coding.CODED,
    rejudge.JUDGED, own_words.WORD_ADDED, own_words.WORD_REMOVED, by_hand.WROTE, by_hand.REMOVED,
    by_hand.TOOK_BACK, item_links.LINKED, item_links.UNLINKED, item_links.TOOK_BACK,
    adopt.ADOPTED, adopt.TOOK_BACK, copies.KEPT, save_settings.SAVED, save_settings.REMOVED,
]  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_told_in_words_of_the_reader(action: str) -> None:
    with telling_in("en"):
        english = action_name(action)
    with telling_in("sv"):
        swedish = action_name(action)
    assert ":" not in english
    assert len({english, swedish}) == 2


def test_an_action_of_an_earlier_version_is_told_by_its_code() -> None:
    with telling_in("sv"):
        assert action_name("import: something older") == "import: something older"
