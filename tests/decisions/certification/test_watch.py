"""The watch on loan quality: weights by the published formula, signals, and its patience against played-out loans."""

import math
import random
from datetime import date, timedelta

import pytest

from lms.decisions.domain.certification.watch import Loan, Result, Watch, expected_of, patience, watch, weight

START = date(2026, 1, 1)


def loans(pattern: str, expected: float = 0.05) -> list[Loan]:
    return [Loan(f"l{place:03}", START + timedelta(place), sign == "x", expected) for place, sign in enumerate(pattern)]


def test_weights() -> None:
    """Doubled odds at 5 %: log(2 / 1.05) for a bad loan, log(1 / 1.05) for a good one."""
    assert weight(0.05, 2, bad=True) == pytest.approx(math.log(2 / 1.05))
    assert weight(0.05, 2, bad=False) == pytest.approx(-math.log(1.05))
    assert weight(0.3, 1, bad=True) == 0


def test_the_sum_never_falls_below_zero_and_starts_anew_after_a_signal() -> None:
    steps = watch(loans("...xxxxx..x"), Watch(odds=2, limit=2.5))
    assert [step.sum for step in steps[:3]] == [0, 0, 0]
    assert [step.signal for step in steps] == [False] * 6 + [True] + [False] * 4
    assert steps[6].sum == pytest.approx(4 * math.log(2 / 1.05))
    assert steps[7].sum == pytest.approx(math.log(2 / 1.05))


def test_a_bad_loan_that_was_likely_weighs_less() -> None:
    assert weight(0.3, 2, bad=True) < weight(0.02, 2, bad=True)


def test_the_order_is_that_of_the_days() -> None:
    assert watch(loans("x.x.x")[::-1], Watch()) == watch(loans("x.x.x"), Watch())


def played(expected: float, rule: Watch, times: int) -> float:
    dice, total = random.Random(4), 0
    up, down = (weight(expected, rule.odds, bad=bad) for bad in (True, False))
    for _turn in range(times):
        level = 0.0
        while level <= rule.limit:
            level = max(0.0, level + (up if dice.random() < expected else down))
            total += 1
    return total / times


@pytest.mark.parametrize(("expected", "limit"), [(0.05, 2.0), (0.1, 2.5)])
def test_patience_is_what_playing_shows(expected: float, limit: float) -> None:
    rule = Watch(2.0, limit)
    assert patience(expected, rule) == pytest.approx(played(expected, rule, 2000), rel=0.07)


def test_a_worse_portfolio_is_seen_sooner_and_a_higher_limit_waits_longer() -> None:
    """At 2 % expected and the shipped limit: one false signal in 3,600 loans; doubled odds are seen after about 310."""
    assert patience(0.02, Watch()) == pytest.approx(3577, rel=0.01)
    assert patience(0.02, Watch(), actual=0.04 / 1.02) == pytest.approx(310, rel=0.02)
    assert patience(0.02, Watch(limit=4.0)) > patience(0.02, Watch())


def results(*told: tuple[str, int, bool]) -> list[Result]:
    return [Result(f"l{place:02}", person, START + timedelta(day), bad) for place, (person, day, bad) in enumerate(told)]


def test_what_is_expected_follows_the_loans_known_before() -> None:
    found = expected_of(results(("a", 0, True), ("b", 0, False), ("a", 1, False), ("a", 2, False)))
    assert [loan.expected for loan in found["a"]] == pytest.approx([0.03, 2.5 / 52, 2.5 / 53])
    assert [loan.expected for loan in found["b"]] == pytest.approx([0.03])  # the same day doesn't know of itself


def test_a_later_loan_of_anybody_moves_no_earlier_chance() -> None:
    told = [("a", day, day % 3 == 0) for day in range(12)]
    before, after = (expected_of(results(*told, *more))["a"][:12] for more in ([], [("b", 20, True), ("a", 30, True)]))
    assert before == after


def test_a_bank_all_of_whose_loans_turn_bad_still_has_a_chance_below_one() -> None:
    (last,) = [loans[-1] for loans in expected_of(results(*[("a", day, True) for day in range(400)])).values()]
    assert 0 < last.expected < 1
