"""What this organisation calls its customers: brukare, boende, members."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, delete, insert, select

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, customer_words
from kundagenda.errors import ReaderError
from kundagenda.intake.commit import NOBODY
from kundagenda.intake.rejudge import Rejudged, rejudge

WORD_ADDED, WORD_REMOVED = "review: word added", "review: word removed"
LONGEST = 60
_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


@dataclass(frozen=True)
class ChangedWords:
    """The words as they are now, and what the model made of the stored items by them."""

    words: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    rejudged: Rejudged


def words_of(connection: Connection) -> tuple[str, ...]:
    """The organisation's own words for customers, in the order of the alphabet."""
    query = select(customer_words.c.word)
    return tuple(sorted(connection.execute(query).scalars()))


def change_words(
    engine: Engine, add: Sequence[str] = (), remove: Sequence[str] = (), who: str = NOBODY
) -> ChangedWords:
    """Add and remove words for customers, and judge every item anew that no person has labelled.

    A word that is there already, or not there, changes nothing. Words are kept in small letters;
    one may be made of several, such as *registered voters*.

    Raises:
        ReaderError: something is no word; then nothing was written.
    """
    wanted, unwanted = {_word(text) for text in add}, {_word(text) for text in remove}
    if both := sorted(wanted & unwanted):
        raise ReaderError(
            "The word '{word}' is to be added and removed at once. Do one of them.", word=both[0]
        )
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        there = set(words_of(connection))
        added, removed = sorted(wanted - there), sorted(unwanted & there)
        _write(connection, added, removed, who)
        changed = bool(added or removed)
        again = rejudge(connection) if changed else Rejudged(0, 0)
        if changed:
            bump_version(connection)
        return ChangedWords(words_of(connection), tuple(added), tuple(removed), again)


def _word(text: str) -> str:
    word = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if not _WORDS.fullmatch(word) or not 2 <= len(word) <= LONGEST:
        raise ReaderError(
            "'{word}' is no word for customers that can be looked for. Give a word of 2 to "
            "{longest} letters, such as 'brukare' or 'members'.",
            word=text[:80],
            longest=LONGEST,
        )
    return word


def _write(connection: Connection, added: Sequence[str], removed: Sequence[str], who: str) -> None:
    moment = datetime.now(UTC).replace(tzinfo=None)
    for word in added:
        row = {"word": word, "added_at": moment, "added_by": who}
        connection.execute(insert(customer_words).values(row))
    connection.execute(delete(customer_words).where(customer_words.c.word.in_(removed)))
    told = [(word, WORD_ADDED) for word in added] + [(word, WORD_REMOVED) for word in removed]
    for word, action in told:
        row = {"happened_at": moment, "who": who, "action": action}
        row |= {"table_name": customer_words.name, "row_id": word}
        connection.execute(insert(audit).values(row))
