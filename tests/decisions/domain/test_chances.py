"""P(truly among the last k): worked numbers, an independent enumeration, and the limits."""

import itertools
import math
import random
import time
from fractions import Fraction
from statistics import NormalDist

import pytest

from lms.decisions.domain import chances as module
from lms.decisions.domain.chances import Estimate, chances, plain, shrunken

EIGHT = [Fraction(text) for text in ("87", "84", "82", "80.5", "79", "77", "76", "73.5")]
ERRORS = [Fraction("2.2")] * 8


def percent(values: list[float]) -> list[int]:
    return [round(100 * value) for value in values]


@pytest.mark.parametrize(
    ("estimates", "k", "expected"),
    [(shrunken(EIGHT, ERRORS), 1, [11, 20, 66]), (plain(EIGHT, ERRORS), 1, [9, 18, 71]), (shrunken(EIGHT, ERRORS), 2, [37, 56, 88])],
)
def test_the_worked_eight(estimates: list[Estimate], k: int, expected: list[int]) -> None:
    assert percent([chance.bottom for chance in chances(estimates, k)[-3:]]) == expected


def test_the_last_of_the_eight_is_somewhere_from_6_to_8() -> None:
    estimates = shrunken(EIGHT, ERRORS)
    assert estimates is not None
    last = chances(estimates, 1)[-1]
    assert (last.best_rank, last.worst_rank) == (6, 8)


def enumerated(estimates: list[Estimate], k: int) -> list[float]:
    """Every subset of the others above or below a value, weighed and summed over a fine midpoint grid: no recursion, no division."""
    nodes = [-12 + 24 * (index + 0.5) / 3000 for index in range(3000)]
    found = []
    for index, own in enumerate(estimates):
        others = estimates[:index] + estimates[index + 1 :]
        total = 0.0
        for node in nodes:
            value = own.centre + node * own.spread
            above = [0.5 * math.erfc((value - each.centre) / (each.spread * math.sqrt(2))) for each in others]
            last = 0.0
            for pattern in itertools.product((True, False), repeat=len(others)):
                if pattern.count(False) < k:
                    last += math.prod(part if up else 1 - part for part, up in zip(above, pattern, strict=True))
            total += math.exp(-node * node / 2) * last
        found.append(total * 24 / 3000 / math.sqrt(2 * math.pi))
    return found


@pytest.mark.parametrize(
    ("estimates", "k"),
    [
        ([Estimate(80.0, 2.0), Estimate(78.0, 2.0), Estimate(78.0, 2.0), Estimate(75.0, 3.5)], 1),
        ([Estimate(80.0, 2.0), Estimate(78.0, 1.0), Estimate(77.5, 2.0), Estimate(75.0, 3.5), Estimate(60.0, 1.5)], 2),
        ([Estimate(0.0, 1.0), Estimate(0.0, 1.0), Estimate(0.0, 1.0)], 1),
    ],
)
def test_agrees_with_enumeration(estimates: list[Estimate], k: int) -> None:
    assert [chance.bottom for chance in chances(estimates, k)] == pytest.approx(enumerated(estimates, k), abs=1e-7)


@pytest.mark.parametrize(("count", "k", "trust"), [(12, 2, 0.6), (60, 6, 0.8), (60, 6, 0.95), (120, 12, 0.5)])
def test_sums_to_k_and_a_finer_grid_changes_nothing(count: int, k: int, trust: float, monkeypatch: pytest.MonkeyPatch) -> None:
    values = [Fraction(round(75_000 + 8_000 * NormalDist().inv_cdf((place + 0.5) / count)), 1000) for place in range(count)]
    estimates = shrunken(values, [Fraction(round(8_000 * math.sqrt(1 - trust)), 1000)] * count)
    assert estimates is not None
    coarse = [chance.bottom for chance in chances(estimates, k)]
    assert sum(coarse) == pytest.approx(k, abs=1e-7)
    monkeypatch.setattr(module, "FEWEST_STEPS", 30)
    assert [chance.bottom for chance in chances(estimates, k)] == pytest.approx(coarse, abs=1e-7)


def test_without_error_the_observed_order_is_the_true_one() -> None:
    estimates = [Estimate(3.0, 0.0), Estimate(1.0, 0.0), Estimate(1.0, 0.0), Estimate(2.0, 0.0)]
    assert [chance.bottom for chance in chances(estimates, 1)] == [0.0, 0.5, 0.5, 0.0]
    assert [(chance.best_rank, chance.worst_rank) for chance in chances(estimates, 1)] == [(1, 1), (3, 4), (3, 4), (2, 2)]


def test_one_person_measured_by_facts_alone_among_others() -> None:
    found = chances([Estimate(80.0, 2.0), Estimate(70.0, 0.0), Estimate(71.0, 2.0), Estimate(79.0, 2.0)], 1)
    assert sum(chance.bottom for chance in found) == pytest.approx(1, abs=1e-6)
    assert found[1].bottom == pytest.approx(0.69, abs=0.01)  # Φ(1/√(2² + 0.2²)): 71 ± 2 against 70 ± 0.2


def test_no_true_differences_gives_no_estimates() -> None:
    assert shrunken([Fraction(70), Fraction(71), Fraction(72)], [Fraction(5)] * 3) is None


def test_a_single_person_is_first_and_last() -> None:
    assert chances([Estimate(70.0, 2.0)], 0)[0] == module.Chance(0.0, 1, 1, 1.0)


def test_sixty_at_once_and_three_hundred_within_two_seconds() -> None:
    dice = random.Random(3)
    for count, limit in ((60, 0.5), (300, 2.0)):
        values = [Fraction(dice.randint(5000, 9500), 100) for _ in range(count)]
        estimates = shrunken(values, [Fraction(6)] * count)
        assert estimates is not None
        started = time.process_time()
        chances(estimates, count // 10)
        assert time.process_time() - started < limit
