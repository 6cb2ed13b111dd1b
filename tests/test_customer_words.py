"""An organisation's own words for customers are read as the word customer."""

import pytest

from kundagenda.intake.classify import classify
from kundagenda.intake.customer_words import CustomerWords, vocabulary
from kundagenda.intake.examples import EXAMPLES, read_examples
from kundagenda.intake.knowledge import Knowledge

FARMERS = Knowledge(customer_words=("odlare",))
KNOWN = vocabulary((e.language, e.text) for e in read_examples(EXAMPLES))

# What the organisation says, an item as written, and as it is read.
READ = """
    brukare              | Brukarnas måltider                 | kunder måltider
    brukare              | Brukarråd i hemtjänsten            | kundråd i hemtjänsten
    brukare              | Stöd till missbrukare              | stöd till missbrukare
    brukare              | Vi brukar ses på torsdagar         | vi brukar ses på torsdagar
    elever               | Elevenkät och elevernas synpunkter | kundenkät och kunder synpunkter
    elever               | Elevator maintenance               | elevator maintenance
    boende               | Boendedialog med de boende         | kunddialog med de kunder
    boende               | Nytt boendet på Storgatan          | nytt boendet på storgatan
    medlem               | Medlemmarnas önskemål              | kunder önskemål
    medlemmar            | Medlemsenkäten                     | kundenkäten
    members              | A member's wish to the members      | a customers wish to the customers
    members              | Membership fee accounting          | membership fee accounting
    adopters             | Adopters want to adopt             | customers want to adopt
    families             | Support for each family            | support for each customers
    service users        | Service users and users of wifi    | service customers and users of wifi
"""


def table(text: str) -> list[tuple[str, str, str]]:
    rows = [line.split("|") for line in text.strip().splitlines()]
    return [(a.strip(), b.strip(), c.strip()) for a, b, c in rows]


@pytest.mark.parametrize(("said", "written", "read"), table(READ))
def test_inflections_and_compounds_are_read_as_customer(said: str, written: str, read: str) -> None:
    assert CustomerWords([said], KNOWN).read(written) == read


def test_without_words_of_its_own_a_text_is_read_as_written() -> None:
    assert CustomerWords([], KNOWN).read("Brukarråd, § 4") == "Brukarråd, § 4"


def test_words_that_hold_no_letters_are_passed_over() -> None:
    assert CustomerWords(["", " – "], KNOWN).read("Brukarråd") == "Brukarråd"


def test_a_word_that_no_example_holds_makes_customer_items_at_once() -> None:
    texts = ["Lossning av odlare i nöd", "Odlarenkäten", "Missnöjda odlare", "Odlarfordringar"]
    before = [item.best for item in classify(texts)]
    after = [item.best for item in classify(texts, FARMERS)]
    assert after[1:] == ["measure", "fix", "none"]
    assert before != after


def test_the_reason_is_the_word_as_it_was_written() -> None:
    [item] = classify(["Missnöjda odlare"], FARMERS)
    assert set(item.because) <= {"missnöjda", "odlare"}
    assert item.because
