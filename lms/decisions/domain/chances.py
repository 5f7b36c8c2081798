"""How sure a place in an order is, given errors of measurement: P(truly among the last k) and the interval of the rank.

Each true value is normal around its estimate. The number of people above a value t is Poisson-binomial; a person's rank
is that number for all others, integrated over the person's own density by the trapezoid rule on one grid. No dice: the
same values give the same answer every time. Source: Goldstein & Spiegelhalter 1996 on league tables.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

REACH = 9.0  # the grid ends this many spreads beyond the outermost estimates
NEAR = 7.5  # beyond this many spreads from a person's estimate their density is nil
CERTAIN = 1e-14  # a chance this close to 0 or 1 is taken as 0 or 1
NEGLIGIBLE = 1e-17  # tails of a distribution below this are dropped
FEWEST_STEPS = 8  # nodes per spread; the trapezoid rule on smooth curves is then exact to 1e-9 (the tests compare)
FEWEST_NODES, MOST_NODES = 201, 4001
LEAST_SPREAD = 0.1  # nobody is taken as more than ten times as precise as the least precise
SLACK = 1e-9
_ROOT2 = math.sqrt(2.0)
_DENSITY = 1.0 / math.sqrt(2.0 * math.pi)


@dataclass(frozen=True, order=True)
class Estimate:
    """A person's value (higher is better) and the standard error of their true value."""

    centre: float
    spread: float


@dataclass(frozen=True)
class Chance:
    """Probability of truly being among the last k; the ranks holding 90 % of the probability; the mean rank."""

    bottom: float
    best_rank: int
    worst_rank: int
    mean_rank: float


def normal_above(value: float, centre: float, spread: float) -> float:
    """P(a normal value exceeds ``value``)."""
    if spread <= 0.0:
        return 1.0 if centre >= value else 0.0
    return 0.5 * math.erfc((value - centre) / (spread * _ROOT2))


def shrunken(values: Sequence[Fraction], errors: Sequence[Fraction]) -> list[Estimate] | None:
    """Kelley estimates towards the cohort's mean; None where all spread is explained by error (no true differences)."""
    count = len(values)
    centre = sum(values, Fraction()) / count
    observed = sum(((value - centre) ** 2 for value in values), Fraction()) / (count - 1) if count > 1 else Fraction()
    true = observed - sum((error**2 for error in errors), Fraction()) / count
    if true <= 0:
        return None
    found = []
    for value, error in zip(values, errors, strict=True):
        trust = true / (true + error**2)
        found.append(Estimate(float(centre + trust * (value - centre)), float(error) * math.sqrt(float(trust))))
    return found


def plain(values: Sequence[Fraction], errors: Sequence[Fraction]) -> list[Estimate]:
    """Estimates as observed."""
    return [Estimate(float(value), float(error)) for value, error in zip(values, errors, strict=True)]


def chances(estimates: Sequence[Estimate], k: int) -> list[Chance]:
    """One Chance per estimate, in the given order; equal estimates have equal chances."""
    ordered = sorted(estimates)
    widest = max(estimate.spread for estimate in ordered)
    table = _exact_ranks(ordered) if widest == 0.0 else _rank_table(_with_floor(ordered, widest * LEAST_SPREAD))
    found = {estimate: _chance(ranks, k) for estimate, ranks in table.items()}
    return [found[estimate] for estimate in estimates]


def _with_floor(ordered: list[Estimate], floor: float) -> list[tuple[Estimate, Estimate]]:
    return [(each, Estimate(each.centre, max(each.spread, floor))) for each in ordered]


def _exact_ranks(ordered: list[Estimate]) -> dict[Estimate, list[float]]:
    """Without any error the rank is known, and equal people share the ranks of their group evenly."""
    table: dict[Estimate, list[float]] = {}
    for each in ordered:
        above = sum(1 for other in ordered if other.centre > each.centre)
        same = sum(1 for other in ordered if other.centre == each.centre)
        table[each] = [1.0 / same if above <= place < above + same else 0.0 for place in range(len(ordered))]
    return table


def _rank_table(pairs: list[tuple[Estimate, Estimate]]) -> dict[Estimate, list[float]]:
    """For each estimate the probabilities of rank 1, 2, …"""
    people = [used for _, used in pairs]
    distinct = sorted(set(people))
    sums = {each: [0.0] * len(people) for each in distinct}
    for value in _nodes(people):
        near = [each for each in distinct if abs(value - each.centre) <= NEAR * each.spread]
        if near:
            _add_node(value, people, near, sums)
    table: dict[Estimate, list[float]] = {}
    for given, used in pairs:
        total = math.fsum(sums[used])
        table[given] = [part / total for part in sums[used]]
    return table


def _nodes(people: list[Estimate]) -> list[float]:
    low = min(each.centre - REACH * each.spread for each in people)
    high = max(each.centre + REACH * each.spread for each in people)
    narrow = min(each.spread for each in people)
    steps = max(FEWEST_STEPS, math.ceil(math.sqrt(len(people)) / 2))  # more people make the distribution of ranks steeper
    count = min(MOST_NODES, max(FEWEST_NODES, math.ceil((high - low) / narrow * steps)))
    step = (high - low) / (count - 1)
    return [low + index * step for index in range(count)]


def _add_node(value: float, people: list[Estimate], near: list[Estimate], sums: dict[Estimate, list[float]]) -> None:
    """Add one node's share of everybody's rank distribution (ends of the grid weigh nothing, so no half weights)."""
    surely_above, open_chances = 0, []
    for each in people:
        above = normal_above(value, each.centre, each.spread)
        if above > 1.0 - CERTAIN:
            surely_above += 1
        elif above > CERTAIN:
            open_chances.append(above)
    first, spread_out = _poisson_binomial(open_chances)
    for each in near:
        above = normal_above(value, each.centre, each.spread)
        distance = (value - each.centre) / each.spread
        weight = _DENSITY * math.exp(-0.5 * distance * distance) / each.spread
        start, others = _without(first, spread_out, above, len(open_chances))
        target = sums[each]
        place = surely_above + start
        for chance in others:
            target[place] += weight * chance
            place += 1


def _poisson_binomial(parts: list[float]) -> tuple[int, list[float]]:
    """The distribution of a sum of independent yes/no events: its first count worth naming, and the chances from there on."""
    first, found = 0, [1.0]
    for part in parts:
        rest = 1.0 - part
        found = [here * rest + before * part for here, before in zip([*found, 0.0], [0.0, *found], strict=True)]
        while found[-1] < NEGLIGIBLE:
            found.pop()
        skip = 0
        while found[skip] < NEGLIGIBLE:
            skip += 1
        if skip:
            first, found = first + skip, found[skip:]
    return first, found


def _without(first: int, found: list[float], part: float, events: int) -> tuple[int, list[float]]:
    """The same distribution without one of its ``events``, divided out from the end where the division is stable."""
    others: list[float] = []
    last, rest = 0.0, 1.0 - part
    if part <= 0.5:
        for chance in found[: events - first]:
            last = max(0.0, (chance - part * last) / rest)
            others.append(last)
        return first, others
    for chance in reversed(found if first else found[1:]):
        last = max(0.0, (chance - rest * last) / part)
        others.append(last)
    others.reverse()
    return max(0, first - 1), others


def _chance(ranks: list[float], k: int) -> Chance:
    count = len(ranks)
    running, best, worst = 0.0, 0, 0
    for place, part in enumerate(ranks, start=1):
        running += part
        if not best and running >= 0.05 - SLACK:
            best = place
        if not worst and running >= 0.95 - SLACK:
            worst = place
    bottom = math.fsum(ranks[count - k :]) if k > 0 else 0.0
    average = math.fsum(place * part for place, part in enumerate(ranks, start=1))
    return Chance(min(1.0, bottom), best, worst or count, average)
