"""Severe and lenient mentors, and those who never find anything: a hint for a talk, never a correction of anybody's level.

A mentor is compared with other mentors on the same trainee at the same node, so that easy trainees make nobody lenient. The mean
difference is shrunk by σ²/(σ² + se²) (empirical Bayes; σ² between mentors by the method of moments, DerSimonian & Laird 1986), because
a mentor with three cards can look extreme by luck.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist, fmean, variance

from .observations import Observation
from .scale import RANK

FEWEST_COMPARED = 3
FEWEST_CARDS = 10
NEVER_BELOW = "3a"
Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Calibration:
    """Differences in ranks of the scale: below 0 is severe. None where there are too few cards to compare.

    ``clear``: the interval leaves out 0. ``never_failing``: ten cards or more and none below 3a. ``one_level``: all of them the same.
    """

    mentor: str
    cards: int
    compared: int
    raw: float | None
    severity: float | None
    low: float | None
    high: float | None
    never_failing: bool
    one_level: bool

    @property
    def clear(self) -> bool:
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def calibrate(sound: Iterable[Observation], *, fewest: int = FEWEST_CARDS, never_below: str = NEVER_BELOW) -> list[Calibration]:
    """One line per mentor, by key. ``sound``: cards of doing, without a fault; what they look ahead to is compared."""
    by_place: dict[tuple[str, str], list[tuple[str, int]]] = {}
    levels: dict[str, list[int]] = {}
    for each in sound:
        if each.role != "observer":  # whoever only watches is not judged on how much help the work needs
            rank = RANK[each.ahead]
            by_place.setdefault((each.person, each.node), []).append((each.mentor, rank))
            levels.setdefault(each.mentor, []).append(rank)
    measured = _measured(_differences(by_place))
    between = _between(list(measured.values()))
    return [_line(mentor, levels[mentor], measured.get(mentor), between, fewest, RANK[never_below]) for mentor in sorted(levels)]


@dataclass(frozen=True)
class _Measure:
    mean: float
    error: float  # variance of the mean
    number: int


def _differences(by_place: Mapping[tuple[str, str], list[tuple[str, int]]]) -> dict[str, list[float]]:
    """Mentor → per trainee and node, the mean of their cards minus the mean of the others' cards."""
    found: dict[str, list[float]] = {}
    for cards in by_place.values():
        for mentor in sorted({who for who, _rank in cards}):
            own = [rank for who, rank in cards if who == mentor]
            others = [rank for who, rank in cards if who != mentor]
            if others:
                found.setdefault(mentor, []).append(fmean(own) - fmean(others))
    return found


def _measured(differences: Mapping[str, list[float]]) -> dict[str, _Measure]:
    """Variances are pooled: one mentor's few differences say little about how much they vary."""
    kept = {mentor: values for mentor, values in differences.items() if len(values) >= FEWEST_COMPARED}
    freedom = sum(len(values) - 1 for values in kept.values())
    if not freedom:
        return {}
    pooled = sum(variance(values) * (len(values) - 1) for values in kept.values()) / freedom
    return {mentor: _Measure(fmean(values), pooled / len(values), len(values)) for mentor, values in kept.items()}


def _between(measures: list[_Measure]) -> float:
    """Variance between mentors: what is left of the spread of their means after their errors."""
    if len(measures) < 2:
        return 0.0
    if not any(each.error for each in measures):
        return variance([each.mean for each in measures])
    weights = [1 / each.error for each in measures]
    centre = sum(w * each.mean for w, each in zip(weights, measures, strict=True)) / sum(weights)
    q = sum(w * (each.mean - centre) ** 2 for w, each in zip(weights, measures, strict=True))
    scale = sum(weights) - sum(w * w for w in weights) / sum(weights)
    return max(0.0, (q - (len(measures) - 1)) / scale)


def _line(mentor: str, ranks: list[int], measure: _Measure | None, between: float, fewest: int, never_below: int) -> Calibration:
    raw = severity = low = high = None
    if measure is not None:
        raw = measure.mean
        whole = between + measure.error
        trust = between / whole if whole else 0.0
        severity = trust * raw
        reach = Z * math.sqrt(trust * measure.error)
        low, high = severity - reach, severity + reach
    enough = len(ranks) >= fewest
    return Calibration(
        mentor=mentor,
        cards=len(ranks),
        compared=measure.number if measure else 0,
        raw=raw,
        severity=severity,
        low=low,
        high=high,
        never_failing=enough and min(ranks) >= never_below,
        one_level=enough and len(set(ranks)) == 1,
    )
