"""How a cohort did: distribution, and per question how easy it was, how well it tells people apart, and what the wrong ones chose."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.domain.question import to_decimal

BANDS = ((0, 60), (60, 70), (70, 80), (80, 90), (90, 101))


@dataclass(frozen=True)
class ItemFigures:
    """``facility``: the mean share of the points (0…1); ``discrimination``: the correlation with the rest of the paper, if it varies."""

    position: int
    facility: Decimal
    discrimination: Decimal | None


@dataclass(frozen=True)
class TopicFigures:
    topic: str
    questions: int
    facility: Decimal


def bands(percentages: Iterable[Decimal]) -> list[tuple[str, int]]:
    """How many people lie in each band; the passing bands are ten wide, as marks are read here."""
    values = list(percentages)
    return [(f"{low}–{min(high, 100) if high > 100 else high - 1}", sum(low <= value < high for value in values)) for low, high in BANDS]


def mean(values: Sequence[Decimal]) -> Decimal | None:
    return to_decimal(sum((Fraction(one) for one in values), Fraction(0)) / len(values)) if values else None


def item_figures(vectors: Sequence[Sequence[Decimal]], maxima: Sequence[Decimal]) -> list[ItemFigures]:
    """One row per question in the paper's order; ``vectors`` hold one person each."""
    if not vectors:
        return []
    rows = [[Fraction(points) for points in row] for row in vectors]
    figures = []
    for index, most in enumerate(maxima):
        column = [row[index] for row in rows]
        rest = [sum(row, Fraction(0)) - row[index] for row in rows]
        facility = sum(column, Fraction(0)) / len(column) / Fraction(most)
        figures.append(ItemFigures(index + 1, to_decimal(facility), correlation(column, rest)))
    return figures


def correlation(first: Sequence[Fraction], second: Sequence[Fraction]) -> Decimal | None:
    """Pearson's r to three places; None for fewer than three people or where one side does not vary."""
    count = len(first)
    if count < 3:
        return None
    mean_first, mean_second = sum(first, Fraction(0)) / count, sum(second, Fraction(0)) / count
    deviations = [(one - mean_first, other - mean_second) for one, other in zip(first, second, strict=True)]
    spread = sum((one**2 for one, _ in deviations), Fraction(0)) * sum((other**2 for _, other in deviations), Fraction(0))
    if spread == 0:
        return None
    root = (Decimal(spread.numerator) / Decimal(spread.denominator)).sqrt()
    together = sum((one * other for one, other in deviations), Fraction(0))
    return (Decimal(together.numerator) / Decimal(together.denominator) / root).quantize(Decimal("0.001"))


def topic_figures(topics: Sequence[str], vectors: Sequence[Sequence[Decimal]], maxima: Sequence[Decimal]) -> list[TopicFigures]:
    """The mean share of the points per topic, in the order the paper meets them."""
    found = []
    for topic in dict.fromkeys(topics):
        places = [index for index, one in enumerate(topics) if one == topic]
        most = sum((Fraction(maxima[index]) for index in places), Fraction(0)) * len(vectors)
        got = sum((Fraction(row[index]) for row in vectors for index in places), Fraction(0))
        found.append(TopicFigures(topic, len(places), to_decimal(got / most) if most else Decimal(0)))
    return found


def topic_shares(topics: Sequence[str], vector: Sequence[Decimal], maxima: Sequence[Decimal]) -> dict[str, Decimal]:
    """One person's share of the points per topic."""
    return {row.topic: row.facility for row in topic_figures(topics, [vector], maxima)}


def choices(answers: Iterable[Sequence[str]], key: Sequence[str], options: Mapping[str, str]) -> list[tuple[str, str, int, bool]]:
    """(option, text, how many chose it, whether it is right), the most chosen wrong one first, then the right ones."""
    counted = Counter(option for answer in answers for option in answer)
    rows = [(option, text, counted[option], option in key) for option, text in options.items()]
    return sorted(rows, key=lambda row: (row[3], -row[2], row[0]))
