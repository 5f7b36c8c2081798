"""The trend of somebody's levels, against values computed with SciPy 1.17 (theilslopes at 0.95, kendalltau)."""

from datetime import date, timedelta

import pytest

from lms.decisions.domain.certification.growth import exact_p, growth, kendall, slope_of

from .samples import card

MONDAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("xs", "ys", "reference"),
    [
        ([0, 1, 2, 3, 4, 5, 6], [2, 2, 3, 3, 4, 5, 4], (0.5, 0.0, 1.0, 0.8229512, 0.012821685)),
        ([0, 1, 3, 4, 8, 9], [1, 3, 2, 4, 5, 6], (0.5, 0.25, 2.0, 0.866666667, 0.016666667)),
        ([0, 1, 2, 3, 4], [3, 2, 3, 2, 3], (0.0, -1.0, 1.0, 0.0, 1.0)),
        (list(range(10)), [6, 5.5, 5, 5, 4.5, 3, 4, 2, 2, 1], (-0.5, -0.625, -0.333333333, -0.932058931, 0.000218295)),
        (list(range(8)), [1, 3, 2, 4, 6, 5, 7, 8], (1.0, 0.5, 1.5, 0.857142857, 0.001736111)),
        (list(range(9)), [2, 2.5, 3, 3.5, 4, 1, 5, 5.5, 6], (0.5, 0.5, 0.5, 0.722222222, 0.005886243)),
    ],
)
def test_slope_interval_and_kendall(xs: list[float], ys: list[float], reference: tuple[float, ...]) -> None:
    found = slope_of(xs, ys)
    assert (found.value, found.low, found.high, found.tau, found.p) == pytest.approx(reference, abs=1e-8)


def test_all_equal_has_no_trend() -> None:
    assert kendall([3, 3, 3, 3, 3]) == (0.0, 1.0)


def test_exact_probabilities_of_three() -> None:
    """Of the six orders of three, one has no inversion, two have one, two have two, one has three."""
    assert [exact_p(number, 3) for number in range(4)] == pytest.approx([1 / 3, 1, 1, 1 / 3])


def cards(levels: list[str]) -> list:
    return [card(place, ahead=level, on=MONDAY + timedelta(7 * place)) for place, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("levels", "trend"),
    [
        (["1", "2a", "2b", "3a"], "too_few_weeks"),
        (["1", "2a", "2a", "2b", "3a", "3b"], "rising"),
        (["1", "2a", "2b", "1", "3a", "3b", "4"], "rising"),
        (["4", "3b", "3a", "2b", "2a", "1"], "falling"),
        (["2a", "3a", "2a", "3a", "2b", "2a"], "no_clear_trend"),
        (["3a"] * 6, "no_clear_trend"),
    ],
)
def test_trend(levels: list[str], trend: str) -> None:
    """One bad week in the third row turns nothing."""
    found = growth(cards(levels))
    assert found.trend == trend
    assert (found.slope is None) == (trend == "too_few_weeks")


def test_weekly_points() -> None:
    """Two cards of one week are one point at their median; the line gives the newest week three tenths."""
    found = growth(
        [card(1, ahead="2a", on=MONDAY), card(2, ahead="3a", on=MONDAY + timedelta(6)), card(3, ahead="3b", on=MONDAY + timedelta(21))]
    )
    assert [(point.week, point.level, point.cards) for point in found.points] == [(MONDAY, 3.0, 2), (MONDAY + timedelta(21), 5.0, 1)]
    assert [point.smooth for point in found.points] == pytest.approx([3.0, 0.3 * 5 + 0.7 * 3])
    assert growth([]).points == ()
