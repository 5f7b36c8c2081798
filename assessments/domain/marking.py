"""Marks a whole sitting from its frozen questions, and says how reliable a cohort's marks are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from assessments.domain.kinds import is_automatic, mark
from assessments.domain.question import UNANSWERED, Answer, Mark, Question, to_decimal
from assessments.enums import MarkSource, Outcome

# Of fewer people the statistics of a paper are chance; only how easy a question was can be said.
FEWEST_TAKERS = 10
Reason = Literal["ONE_ITEM", "TOO_FEW", "NO_VARIANCE", "DIFFERENT_ITEMS", "MISSING", "NOT_DICHOTOMOUS"]


@dataclass(frozen=True)
class ItemMark:
    """The mark of one question, in the order of the paper."""

    question: str
    topic: str
    mark: Mark
    source: MarkSource


@dataclass(frozen=True)
class TopicTotal:
    """``points`` is None while an answer of the topic waits for a rater."""

    topic: str
    count: int
    points: Decimal | None
    maximum: Decimal


@dataclass(frozen=True)
class SittingResult:
    """``total`` and the vector's entries are None while a rater has to mark; nothing counts as 0 in the meantime."""

    items: tuple[ItemMark, ...]
    total: Decimal | None
    maximum: Decimal
    topics: tuple[TopicTotal, ...]

    @property
    def vector(self) -> tuple[Decimal | None, ...]:
        return tuple(item.mark.points for item in self.items)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Ids of the questions a rater still has to mark."""
        return tuple(item.question for item in self.items if item.mark.exact is None)


@dataclass(frozen=True)
class Statistic:
    """A number, or the reason why there is none; a negative alpha is shown as computed."""

    value: Decimal | None
    reason: Reason | None = None


def mark_sitting(
    questions: Sequence[Question], answers: Mapping[str, Answer], rater_points: Mapping[str, Decimal] | None = None
) -> SittingResult:
    """Marks every question; ``answers`` holds normalised answers by question id, ``rater_points`` the final points of raters.

    An unanswered essay needs no rater: it is 0. The total is summed exactly and turned into a decimal once.
    """
    given = rater_points or {}
    items = tuple(_item(question, answers.get(question.id, UNANSWERED), given.get(question.id)) for question in questions)
    topics = tuple(dict.fromkeys(question.topic for question in questions))
    return SittingResult(
        items=items,
        total=_sum(items),
        maximum=sum((question.points for question in questions), Decimal(0)),
        topics=tuple(_topic(topic, [item for item in items if item.topic == topic]) for topic in topics),
    )


def rated(question: Question, points: Decimal, detail: Mapping[str, object] | None = None) -> Mark:
    """The mark a rater (or the mean of several) gave; raises ValueError outside 0…points."""
    if not points.is_finite() or not 0 <= points <= question.points:
        raise ValueError(f"points must be between 0 and {question.points}")
    outcome = Outcome.CORRECT if points == question.points else Outcome.PARTIAL if points > 0 else Outcome.WRONG
    return Mark(Fraction(points), question.points, outcome, dict(detail or {}))


def _item(question: Question, answer: Answer, points: Decimal | None) -> ItemMark:
    if not is_automatic(question) and points is not None:
        return ItemMark(question.id, question.topic, rated(question, points), MarkSource.RATER)
    result = mark(question, answer)
    return ItemMark(question.id, question.topic, result, MarkSource.RATER if result.exact is None else MarkSource.AUTO)


def _sum(items: Sequence[ItemMark]) -> Decimal | None:
    total = Fraction(0)
    for item in items:
        if item.mark.exact is None:
            return None
        total += item.mark.exact
    return to_decimal(total)


def _topic(topic: str, items: Sequence[ItemMark]) -> TopicTotal:
    return TopicTotal(topic, len(items), _sum(items), sum((item.mark.maximum for item in items), Decimal(0)))


def alpha(vectors: Sequence[Sequence[Decimal | None]]) -> Statistic:
    """Cronbach's alpha of a cohort: one vector per person, the same questions in the same order. Sample variances (n−1)."""
    rows, reason = _rows(vectors)
    if reason is not None:
        return Statistic(None, reason)
    count = len(rows[0])
    spread = _variance([sum(row, Fraction(0)) for row in rows])
    if spread == 0:
        return Statistic(None, "NO_VARIANCE")
    parts = sum((_variance(list(column)) for column in zip(*rows, strict=True)), Fraction(0))
    return Statistic(to_decimal(Fraction(count, count - 1) * (1 - parts / spread)))


def kr20(vectors: Sequence[Sequence[Decimal | None]], maxima: Sequence[Decimal]) -> Statistic:
    """KR-20 for questions that are only right or wrong: alpha of the 0/1 marks, each question counting alike."""
    for row in vectors:
        if any(points is not None and points not in (0, most) for points, most in zip(row, maxima, strict=False)):
            return Statistic(None, "NOT_DICHOTOMOUS")
    return alpha([[None if points is None else Decimal(int(points > 0)) for points in row] for row in vectors])


def _rows(vectors: Sequence[Sequence[Decimal | None]]) -> tuple[list[list[Fraction]], Reason | None]:
    if any(points is None for row in vectors for points in row):
        return [], "MISSING"
    rows = [[Fraction(points) for points in row if points is not None] for row in vectors]
    if len(rows) < 2:
        return [], "TOO_FEW"
    if len({len(row) for row in rows}) > 1:
        return [], "DIFFERENT_ITEMS"
    return rows, "ONE_ITEM" if len(rows[0]) < 2 else None


def _variance(values: Sequence[Fraction]) -> Fraction:
    mean = sum(values, Fraction(0)) / len(values)
    return sum(((value - mean) ** 2 for value in values), Fraction(0)) / (len(values) - 1)
