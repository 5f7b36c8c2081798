"""Dice that fall the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.domain.dice import Dice
from simulations.domain.money import round_to, spoken, text


def test_the_stream_is_known() -> None:
    dice = Dice("case", 1)
    assert [dice.below(1000) for _ in range(6)] == KNOWN
    assert Dice("case", 1).child("truth").below(1000) == KNOWN_CHILD


KNOWN = [456, 391, 568, 336, 129, 767]
KNOWN_CHILD = 263


def test_a_child_is_not_disturbed() -> None:
    first, second = Dice("a"), Dice("a")
    first.below(10)
    assert first.child("b").below(10**9) == second.child("b").below(10**9)


@given(st.integers(), st.integers(-50, 50), st.integers(0, 50))
def test_between_keeps_its_ends(seed: int, low: int, width: int) -> None:
    dice = Dice(seed)
    assert all(low <= dice.between(low, low + width) <= low + width for _ in range(20))


@given(st.integers(), st.lists(st.integers(), max_size=20))
def test_shuffling_loses_nothing(seed: int, items: list[int]) -> None:
    assert sorted(Dice(seed).shuffled(items)) == sorted(items)


@given(st.integers(), st.integers(-(10**9), 10**9), st.integers(1, 12))
def test_parts_add_up(seed: int, value: int, parts: int) -> None:
    assert sum(Dice(seed).split(value, parts)) == value


def test_nothing_can_be_drawn_from_nothing() -> None:
    with pytest.raises(ValueError, match="positive"):
        Dice("a").below(0)


def test_amounts_are_written_and_spoken() -> None:
    assert [text(amount) for amount in (4600000, -150, 5, 0)] == ["46000", "-1.5", "0.05", "0"]
    assert [spoken(amount) for amount in (18_0000_00, 3_6000_00, 850_000, 12_300, -20_0000_00)] == ["18万", "3.6万", "8500", "123", "-20万"]
    assert [round_to(amount, 100) for amount in (149, 150, -150, -149)] == [100, 200, -200, -100]
