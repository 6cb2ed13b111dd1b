"""Formal items, titles without their trappings, and forum names that are nearly the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kundagenda.errors import ReaderError
from kundagenda.intake.formal import is_formal
from kundagenda.intake.forums import is_near, kind_of_forum, known_forum
from kundagenda.intake.titles import normal_title, read_title


@pytest.mark.parametrize(
    "title",
    [
        "Mötets öppnande",
        "Mötet öppnas",
        "Val av ordförande och sekreterare",
        "Val av justerare",
        "Upprop",
        "Godkännande av dagordning",
        "Fastställande av dagordningen",
        "Föregående protokoll",
        "Föregående protokoll 2025-03-01",
        "Övriga frågor",
        "Nästa möte",
        "Mötets avslutande",
        "Incheckning",
        "Call to order",
        "Roll call",
        "Approval of minutes",
        "Approval of the minutes of the previous meeting",
        "Consent to agenda",
        "Any other business",
        "AOB",
        "Q&A",
        "Check-in",
        "Adjournment",
        "Welcome and opening remarks",
        "(turn on recording)",
        "Lunch",
    ],
)
def test_a_formality_is_formal(title: str) -> None:
    assert is_formal(title)


@pytest.mark.parametrize(
    "title",
    [
        "Övriga frågor: kundklagomål i norr",
        "Föregående protokolls kundärende följs upp",
        "Approval of the new refund policy",
        "Any other business: complaints from Oslo",
        "Avslutning av projekt Kundresa",
        "Öppnande av butik i Umeå",
        "Open floor plan for the new office",
        "Opening hours of support",
        "Nästa steg för uptime",
        "Introduktion av ny kundportal",
    ],
)
def test_a_topic_after_a_formality_is_not_formal(title: str) -> None:
    assert not is_formal(title)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("§ 12 Kundlöfte", "Kundlöfte"),
        ("19/45 Uptime per åkeri", "Uptime per åkeri"),
        ("4.1 Response times", "Response times"),
        ("A/ Reklamationer", "Reklamationer"),
        ("b) Prices", "Prices"),
        ("[x] Färre klick i kassan", "Färre klick i kassan"),
        ("24/7 support för storkunder", "24/7 support för storkunder"),
        ("3D-skrivare till verkstaden", "3D-skrivare till verkstaden"),
        ('"Team charters" org/council#44', "Team charters"),
        ("Security disclosures #326", "Security disclosures"),
        ("Svar på skrivelse, dnr KS 2024/123", "Svar på skrivelse"),
        ("Prislöfte (beslut)", "Prislöfte"),
        ("[NEW] Survey of users", "Survey of users"),
    ],
)
def test_a_title_is_freed_of_numbers_and_references(line: str, title: str) -> None:
    assert read_title(line).text == title


def test_what_a_line_says_besides_its_title() -> None:
    read = read_title("7. Beslut: nytt prislöfte (bordlagt) SEKRETESS 15 min")
    assert (read.kind, read.deferred, read.confidential, read.numbered) == (
        "decision",
        True,
        True,
        True,
    )
    assert read_title("Uptime (Karin Ek)", frozenset({"karin", "ek"})).text == "Uptime"
    assert read_title("Uptime (Norden)", frozenset({"karin", "ek"})).text == "Uptime (Norden)"


@given(st.text(max_size=60))
def test_a_normal_title_is_its_own_normal_title(text: str) -> None:
    once = normal_title(text)
    assert once == once.casefold().strip()


@given(st.from_regex(r"[A-ZÅÄÖ][a-zåäö]{3,9}( [a-zåäö]{3,9}){1,4}", fullmatch=True))
def test_repeats_are_told_whatever_number_and_case_they_carry(title: str) -> None:
    assert normal_title(f"12. {title}") == normal_title(f"§ 3 {title.upper()}")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Ledningsgruppen", "ledningsgruppen", True),
        ("Ledningsgruppen", "Ledningsgrupp", True),
        ("Ledningsgruppen", "Lednings gruppen", True),
        ("Förvaltningsråd", "Forvaltningsrad", True),
        ("Executive team", "Executve team", True),
        ("Styrelse 1", "Styrelse 2", False),
        ("Region A", "Region B", False),
        ("Styrelsen", "Ledningsgruppen", False),
        ("Board", "Board of appeal", False),
    ],
)
def test_near_misses_of_forum_names(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is near


def test_a_near_miss_is_refused_by_naming_the_existing_forum() -> None:
    assert known_forum("Styrelsen", ["Styrelsen"]) == "Styrelsen"
    assert known_forum("Kundrådet", ["Styrelsen"]) is None
    with pytest.raises(ReaderError, match="'Styrelsen'"):
        known_forum("styrelse", ["Styrelsen"])


def test_a_forum_name_tells_its_kind() -> None:
    assert kind_of_forum("Styrelsen") == "board"
    assert kind_of_forum("Ledningsgrupp Nord") == "leadership team"
    assert kind_of_forum("Kundråd") == "other"
