"""Rows of evidence as cards."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lms.decisions.domain.certification.cards import Row, read_cards

from .samples import NODE, days_ago

DETAILS = {
    "case": "c-1", "industry": "retail", "product": "credit", "difficulty": "medium", "kinds": ["refused", "unheard_of"], "role": "second",
    "behaviours": {"asks_open": 2}, "red_line": False, "mentor_level": "5", "score": "82.5",
}  # fmt: skip
ROW = Row("e1", "trainee", "mentor", NODE, "2b", "3a", days_ago(3), days_ago(2), DETAILS, False)


def test_a_row_becomes_a_card() -> None:
    cards, unreadable = read_cards([ROW])
    card = cards[0]
    assert unreadable == []
    assert (card.person, card.mentor, card.case, card.node, card.role) == ("trainee", "mentor", "c-1", NODE, "second")
    assert (card.helped, card.ahead, card.mentor_level, card.difficulty, card.score) == ("2b", "3a", "5", 2, Decimal("82.5"))
    assert (card.kinds, card.red_line, card.case_opened_on) == (frozenset({"refused"}), False, None)


@pytest.mark.parametrize(
    "details",
    [
        {"case": None},
        {"case": 7},
        {"role": "boss"},
        {"score": "many"},
        {"score": "101"},
        {"difficulty": "9"},
        {"kinds": 5},
        {"opened_on": "soon"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(details: dict[str, Any]) -> None:
    assert read_cards([replace(ROW, details={**DETAILS, **details})]) == ([], ["e1"])


def test_an_unknown_level_of_the_mentor_is_none_at_all() -> None:
    assert read_cards([replace(ROW, details={**DETAILS, "mentor_level": None})])[0][0].mentor_level == "0"
    assert read_cards([replace(ROW, level_ahead="9")])[1] == ["e1"]
