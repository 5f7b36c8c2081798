"""Own mentors before a panel: the pairs of the time of the cards, and whoever signed most of them."""

from decimal import Decimal
from typing import Any

import pytest

from lms.decisions.domain.certification.own_mentors import own_mentors

HALF = Decimal("0.50")


def packet(
    *mentors: str, pairs: tuple[tuple[str, str, str | None], ...] = (), ignored: tuple[int, ...] = (), verdict: bool = True
) -> dict[str, Any]:
    """Cards on the first days of May, one a day; frozen on the tenth."""
    return {
        "frozen_on": "2026-05-10",
        "observations": [{"evidence": f"e{day}", "on": f"2026-05-{day:02d}", "mentor": key} for day, key in enumerate(mentors, 1)],
        "verdict": {"ignored": [{"evidence": f"e{day}", "reason": "window"} for day in ignored]} if verdict else None,
        "mentors": [{"key": key, "from": since, "until": until, "now": until is None} for key, since, until in pairs],
    }


@pytest.mark.parametrize(
    ("cards", "own"),
    [("aaa", "a"), ("aab", "a"), ("aabb", ""), ("abcd", ""), ("aaabb", "a"), ("", "")],
)
def test_more_than_half_of_the_cards_make_a_mentor(cards: str, own: str) -> None:
    assert own_mentors(packet(*cards), HALF) == set(own)


def test_the_bank_says_from_which_share() -> None:
    assert own_mentors(packet(*"aab"), Decimal("0.70")) == set()
    assert own_mentors(packet(*"aabb"), Decimal("0.40")) == {"a", "b"}
    assert own_mentors(packet(*"aaa"), Decimal(1)) == set()


def test_cards_that_do_not_count_are_left_out() -> None:
    assert own_mentors(packet(*"aabbb", ignored=(3, 4)), HALF) == {"a"}
    assert own_mentors(packet(*"aabbb", ignored=(3, 4), verdict=False), HALF) == {"b"}
    assert own_mentors(packet(*"aab", ignored=(1, 2, 3)), HALF) == {"a"}


@pytest.mark.parametrize(
    ("since", "until", "own"),
    [
        ("2020-01-01", None, True),
        ("2020-01-01", "2026-05-09", True),  # ended on the day before the packet was frozen
        ("2020-01-01", "2026-05-01", True),
        ("2020-01-01", "2026-04-30", False),  # before the first card
        ("2026-05-10", None, True),
        ("2026-05-11", None, False),  # what begins later is read from the pairs of today
    ],
)
def test_a_pair_of_the_time_of_the_cards_counts(since: str, until: str | None, own: bool) -> None:
    assert own_mentors(packet(*"bcbc", pairs=(("m", since, until),)), HALF) == ({"m"} if own else set())


def test_without_cards_the_pairs_of_the_day_count() -> None:
    pairs = (("now", "2020-01-01", None), ("before", "2020-01-01", "2026-05-09"))
    assert own_mentors(packet(pairs=pairs), HALF) == {"now"}
