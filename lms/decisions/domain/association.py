"""How closely a rehearsal's score goes with what mentors saw later: Pearson's r with its interval, and no claim from a handful."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh

FEWEST = 8
"""Pairs below which nothing is said: the 95 % interval would span most of the scale."""
Z_95 = 1.959963984540054


@dataclass(frozen=True)
class Association:
    """``r`` and its bounds are None where there are too few pairs or one side does not vary."""

    n: int
    r: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """The correlation of two series of equal length; None where one of them does not vary."""
    n = len(xs)
    if n < 2:
        return None
    mean_x, mean_y = sum(xs) / n, sum(ys) / n
    across = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    spread_x, spread_y = sum((x - mean_x) ** 2 for x in xs), sum((y - mean_y) ** 2 for y in ys)
    return None if spread_x == 0 or spread_y == 0 else across / sqrt(spread_x * spread_y)


def association(pairs: Sequence[tuple[float, float]]) -> Association:
    """One pair per person: (rehearsal, observation). The interval is Fisher's z, sd 1/sqrt(n-3) (Fisher 1921)."""
    n = len(pairs)
    r = pearson([x for x, _ in pairs], [y for _, y in pairs]) if n >= FEWEST else None
    if r is None:
        return Association(n)
    held = max(-0.999999, min(0.999999, r))
    half = Z_95 / sqrt(n - 3)
    return Association(n, r, tanh(atanh(held) - half), tanh(atanh(held) + half))
