"""Whole sittings and the reliability of a cohort's marks, against worked numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.kinds import normalise
from assessments.domain.marking import alpha, kr20, mark_sitting, rated
from assessments.enums import MarkSource, Outcome, QuestionKind
from tests.assessments.domain.questions import question

QUESTIONS = [question(kind, topic="C03.02" if kind == QuestionKind.ESSAY else "C03.01") for kind in QuestionKind]
ANSWERS = {
    "single": ("B",), "multiple": ("A",), "true_false": ("F",), "numeric": ("4.25万",), "fill_in": ("库存",), "essay": ("我认为……",),
}  # fmt: skip
# 8 people × 4 items, the worked example of the item statistics.
WORKED = [[Decimal(mark) for mark in row] for row in ("1110", "1101", "1010", "1111", "0010", "1000", "1111", "0100")]


def test_a_sitting_with_an_essay_waits() -> None:
    result = mark_sitting(QUESTIONS, ANSWERS)
    assert [item.mark.points for item in result.items] == [3, Decimal("1.5"), 0, 3, 3, None]
    assert (result.total, result.maximum, result.waiting) == (None, 18, ("essay",))
    assert [(one.topic, one.count, one.points, one.maximum) for one in result.topics] == [
        ("C03.01", 5, Decimal("10.5"), 15),
        ("C03.02", 1, None, 3),
    ]


def test_a_marked_essay_completes_the_sitting() -> None:
    result = mark_sitting(QUESTIONS, ANSWERS, {"essay": Decimal("2.5")})
    assert (result.total, result.waiting, result.vector[-1]) == (Decimal(13), (), Decimal("2.5"))
    assert [item.source for item in result.items] == [MarkSource.AUTO] * 5 + [MarkSource.RATER]


def test_an_empty_sitting_is_zero_without_a_rater() -> None:
    result = mark_sitting(QUESTIONS, {})
    assert (result.total, result.waiting) == (Decimal(0), ())
    assert {item.mark.outcome for item in result.items} == {Outcome.UNANSWERED}


def test_thirds_add_up_exactly() -> None:
    three = [question(QuestionKind.MULTIPLE, id=str(number), key=("A", "B", "C"), points=Decimal(1)) for number in range(3)]
    result = mark_sitting(three, {str(number): ("A",) for number in range(3)})
    assert result.total == 1
    assert result.vector == (Decimal("0.333333333"),) * 3


@pytest.mark.parametrize("points", ["-1", "3.01", "NaN", "Infinity"])
def test_a_rater_stays_within_the_points(points: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 3"):
        rated(question(QuestionKind.ESSAY), Decimal(points))


@given(st.permutations(range(6)), st.lists(st.sampled_from("ABCDE"), max_size=5))
def test_order_of_the_paper_changes_no_mark(order: list[int], chosen: list[str]) -> None:
    answers = ANSWERS | {"multiple": normalise(QUESTIONS[1], chosen)}
    plain = mark_sitting(QUESTIONS, answers, {"essay": Decimal(1)})
    mixed = mark_sitting([QUESTIONS[index] for index in order], answers, {"essay": Decimal(1)})
    assert mixed.total == plain.total
    assert {item.question: item.mark for item in mixed.items} == {item.question: item.mark for item in plain.items}
    assert plain.total is not None and 0 <= plain.total <= plain.maximum


def test_alpha_of_the_worked_example() -> None:
    assert round(alpha(WORKED).value or Decimal(0), 3) == Decimal("0.533")
    assert kr20(WORKED, [Decimal(1)] * 4) == alpha(WORKED)
    assert kr20([[2 * mark for mark in row] for row in WORKED], [Decimal(2)] * 4) == alpha(WORKED)


@pytest.mark.parametrize(
    ("vectors", "reason"),
    [
        ([], "TOO_FEW"),
        ([[Decimal(1), Decimal(0)]], "TOO_FEW"),
        ([[Decimal(1)], [Decimal(0)]], "ONE_ITEM"),
        ([[], []], "ONE_ITEM"),
        ([[Decimal(1), Decimal(0)], [Decimal(0), Decimal(1)]], "NO_VARIANCE"),
        ([[Decimal(1), Decimal(0)], [Decimal(0)]], "DIFFERENT_ITEMS"),
        ([[Decimal(1), None], [Decimal(0), Decimal(1)]], "MISSING"),
    ],
)
def test_undefined_is_nothing_with_a_reason(vectors: list[list[Decimal | None]], reason: str) -> None:
    result = alpha(vectors)
    assert (result.value, result.reason) == (None, reason)


def test_partial_marks_have_no_kr20() -> None:
    assert kr20([[Decimal(1), Decimal("0.5")], [Decimal(0), Decimal(1)]], [Decimal(1)] * 2).reason == "NOT_DICHOTOMOUS"


def test_negative_alpha_is_shown() -> None:
    value = alpha([[Decimal(one) for one in row] for row in ("10", "01", "11", "01", "10")]).value
    assert value is not None and value < 0


@given(
    st.lists(st.lists(st.integers(0, 5).map(Decimal), min_size=3, max_size=3), min_size=2, max_size=8), st.randoms(use_true_random=False)
)
def test_alpha_ignores_the_order_of_people_and_never_exceeds_one(rows: list[list[Decimal]], dice: object) -> None:
    result = alpha(rows)
    assert alpha(rows[::-1]) == result
    assert alpha([row[::-1] for row in rows]) == result
    assert alpha([[mark * 3 + 1 for mark in row] for row in rows]) == result
    assert result.value is None or result.value <= 1
