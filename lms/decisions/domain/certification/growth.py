"""How somebody's levels at a node develop: weekly points, a smoothed line, and a trend that one bad week cannot turn.

Slope: Theil (1950), Sen (1968, JASA 63:1379): the median of all pairwise slopes; its interval from Kendall's variance corrected for ties
(Hollander & Wolfe, Nonparametric Statistical Methods, ch. 9). Kendall's tau-b with the exact distribution where there are no ties, else
normal (Kendall 1970). Exponentially weighted mean with α = 0.3.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist, median
from typing import Literal

from .observations import Observation
from .scale import RANK

ALPHA = 0.3
FEWEST_WEEKS = 5
CONFIDENCE = 0.95
MOST_EXACT = 50  # above this number of points without ties the normal distribution is as good
Trend = Literal["rising", "falling", "no_clear_trend", "too_few_weeks"]


@dataclass(frozen=True)
class Point:
    """``week`` is its Monday; ``level`` the median rank on the scale of the week's cards; ``smooth`` the weighted mean up to here."""

    week: date
    level: float
    cards: int
    smooth: float


@dataclass(frozen=True)
class Slope:
    """Ranks per week with its 95 % interval."""

    value: float
    low: float
    high: float
    tau: float
    p: float


@dataclass(frozen=True)
class Growth:
    points: tuple[Point, ...]
    trend: Trend
    slope: Slope | None


def growth(sound: Iterable[Observation]) -> Growth:
    """``sound``: the cards of one person at one node without a fault. What they look ahead to is drawn; weeks without cards are gaps."""
    weeks: dict[date, list[int]] = {}
    for each in sound:
        weeks.setdefault(each.happened_on - timedelta(each.happened_on.weekday()), []).append(RANK[each.ahead])
    points: list[Point] = []
    for week in sorted(weeks):
        level = float(median(weeks[week]))
        points.append(Point(week, level, len(weeks[week]), ewma(points[-1].smooth, level) if points else level))
    if len(points) < FEWEST_WEEKS:
        return Growth(tuple(points), "too_few_weeks", None)
    slope = slope_of([(each.week - points[0].week).days / 7 for each in points], [each.level for each in points])
    trend: Trend = "rising" if slope.low > 0 else "falling" if slope.high < 0 else "no_clear_trend"
    return Growth(tuple(points), trend, slope)


def ewma(before: float, now: float, alpha: float = ALPHA) -> float:
    return alpha * now + (1 - alpha) * before


def slope_of(xs: Sequence[float], ys: Sequence[float]) -> Slope:
    """``xs`` are all different and rising; at least two points."""
    pairs = [(xs[j] - xs[i], ys[j] - ys[i]) for i in range(len(xs)) for j in range(i + 1, len(xs))]
    slopes = sorted(dy / dx for dx, dy in pairs)
    spread = math.sqrt(_variance(ys)) * NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    upper = min(round((len(slopes) + spread) / 2), len(slopes) - 1)
    lower = max(round((len(slopes) - spread) / 2) - 1, 0)
    tau, p = kendall(ys)
    return Slope(float(median(slopes)), slopes[lower], slopes[upper], tau, p)


def _variance(ys: Sequence[float]) -> float:
    """Of Kendall's S when only ``ys`` have ties."""
    n = len(ys)
    ties = sum(t * (t - 1) * (2 * t + 5) for t in Counter(ys).values())
    return (n * (n - 1) * (2 * n + 5) - ties) / 18


def kendall(ys: Sequence[float]) -> tuple[float, float]:
    """Tau-b of ``ys`` against their order, and the two-sided p; (0, 1) where all are equal."""
    n = len(ys)
    s = sum((ys[j] > ys[i]) - (ys[j] < ys[i]) for i in range(n) for j in range(i + 1, n))
    pairs = n * (n - 1) // 2
    tied = sum(t * (t - 1) // 2 for t in Counter(ys).values())
    if tied == pairs:
        return 0.0, 1.0
    tau = s / math.sqrt(pairs * (pairs - tied))
    if tied == 0 and n <= MOST_EXACT:
        return tau, exact_p((pairs - s) // 2, n)
    return tau, min(1.0, 2 * (1 - NormalDist().cdf(abs(s) / math.sqrt(_variance(ys)))))


def exact_p(discordant: int, n: int) -> float:
    """P(as far from the middle or farther) among all orders of n values; counts of inversions by Kendall's recurrence."""
    counts = [1]
    for size in range(2, n + 1):
        longer = [0] * (len(counts) + size - 1)
        for place, number in enumerate(counts):
            for shift in range(size):
                longer[place + shift] += number
        counts = longer
    few = min(discordant, len(counts) - 1 - discordant)
    return min(1.0, 2 * sum(counts[: few + 1]) / math.factorial(n))
