"""A frozen sitting: no key in what is shown, the same marks from what was frozen, whatever the order."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.domain.essay import next_round, settled_points
from assessments.domain.exam_phase import phase_of
from assessments.domain.item_statistics import bands, choices, correlation, item_figures, mean, topic_figures
from assessments.domain.question import BadAnswer, Criterion, Option, Question
from assessments.domain.sitting import Frozen, check_value, essay_positions, fitted_criteria, freeze, mark_frozen
from assessments.enums import ExamPhase, ExamState, QuestionKind
from tests.clock import MONDAY_MORNING

OPTIONS = tuple(Option(letter, f"选项{letter}") for letter in "ABCD")
SINGLE = Question(QuestionKind.SINGLE, "单选", Decimal(2), ("B",), OPTIONS, explanation="因为", topic="T1")
MULTIPLE = Question(QuestionKind.MULTIPLE, "多选", Decimal(4), ("A", "C"), OPTIONS, topic="T2")
ESSAY = Question(
    QuestionKind.ESSAY, "论述", Decimal(9), ("参考",), topic="T2",
    criteria=(Criterion("c1", "一", Decimal(6)), Criterion("c2", "二", Decimal(4))),
)  # fmt: skip
PAPER = [SINGLE, MULTIPLE, ESSAY]
D = Decimal


def frozen(sitting: str = "s1", *, shuffled: bool = True, sections: tuple[str, ...] = ("一", "一", "二")) -> Frozen:
    return freeze(PAPER, sections=sections, sitting=sitting, secret=b"key", shuffle_questions=shuffled, shuffle_options=shuffled)


def value(paper: Frozen, position: int, *letters: str) -> str:
    return ",".join(paper.key[position - 1]["tokens"][letter] for letter in letters)


def test_nothing_shown_tells_the_key() -> None:
    shown = str(frozen().questions)
    assert [word in shown for word in ("因为", "参考", "criteria", "explanation", "'key'")] == [False] * 5
    assert len({view["options"][0]["token"] for view in frozen().questions if view["options"]}) == 2


def test_two_people_get_other_tokens_and_the_same_person_the_same() -> None:
    assert frozen("s1") == frozen("s1")
    tokens = [{token for entry in frozen(name).key for token in entry["tokens"].values()} for name in ("s1", "s2")]
    assert tokens[0].isdisjoint(tokens[1])


def test_sections_stay_together_when_questions_are_shuffled() -> None:
    for number in range(20):
        shown = frozen(f"s{number}").questions
        assert [view["section"] for view in shown] == ["一", "一", "二"]
        assert sorted(view["position"] for view in shown) == [1, 2, 3]
    assert len({tuple(view["position"] for view in frozen(f"s{number}").questions) for number in range(20)}) == 2
    assert [view["position"] for view in frozen(shuffled=False).questions] == [1, 2, 3]


def test_marks_follow_the_key_of_this_sitting() -> None:
    paper = frozen()
    result = mark_frozen(paper.key, {1: value(paper, 1, "B"), 2: value(paper, 2, "C"), 3: "论述"})
    assert (result.vector, result.total, result.waiting) == ((D(2), D(2), None), None, ("3",))
    assert mark_frozen(paper.key, {1: value(paper, 1, "B")}, {3: D("7.5")}).total == D("9.5")
    assert essay_positions(paper.key) == [3]


def test_what_makes_no_sense_is_no_answer() -> None:
    paper, other = frozen("s1"), frozen("s2")
    assert mark_frozen(paper.key, {1: value(other, 1, "B"), 2: "x,,y", 9: "nowhere"}).vector == (D(0), D(0), D(0))


def test_full_points_for_everybody_are_also_for_the_empty_answer() -> None:
    paper = frozen()
    key = [{**paper.key[0], "full": True}, *paper.key[1:]]
    assert mark_frozen(key, {}).vector == (D(2), D(0), D(0))


def test_criteria_are_fitted_to_the_points_of_the_paper() -> None:
    assert [one.points for one in fitted_criteria(ESSAY)] == [D("5.40"), D("3.60")]
    thirds = Question(QuestionKind.ESSAY, "论述", D(10), ("参考",), criteria=tuple(Criterion(f"c{n}", "", D(1)) for n in range(3)))
    assert [one.points for one in fitted_criteria(thirds)] == [D("3.33"), D("3.33"), D("3.34")]


@pytest.mark.parametrize("bad", [7, None, "a\0b", "\ud83d", "x" * 20_001])
def test_a_value_that_cannot_be_stored_is_refused(bad: object) -> None:
    with pytest.raises(BadAnswer):
        check_value(bad)


@pytest.mark.parametrize(
    ("marks", "markers", "wanted", "points"),
    [
        ({}, 1, 1, None),
        ({1: "7"}, 1, None, "7"),
        ({1: "7"}, 2, 2, None),
        ({1: "7", 2: "8"}, 2, None, "7.5"),
        ({1: "7", 2: "8.01"}, 2, 3, None),
        ({1: "7", 2: "9", 3: "6"}, 2, None, "6"),
        ({2: "7"}, 2, 1, None),
    ],
)
def test_rounds_of_marking(marks: dict[int, str], markers: int, wanted: int | None, points: str | None) -> None:
    given = {number: D(text) for number, text in marks.items()}
    assert next_round(given, maximum=D(10), markers=markers) == wanted
    assert settled_points(given, maximum=D(10), markers=markers) == (None if points is None else D(points))


@pytest.mark.parametrize(
    ("state", "hours", "phase"),
    [
        (ExamState.DRAFT, 1, ExamPhase.DRAFT), (ExamState.SCHEDULED, -1, ExamPhase.UPCOMING), (ExamState.SCHEDULED, 0, ExamPhase.OPEN),
        (ExamState.SCHEDULED, 3, ExamPhase.CLOSED), (ExamState.RELEASED, 1, ExamPhase.RELEASED),
        (ExamState.CANCELLED, 1, ExamPhase.CANCELLED),
    ],
)  # fmt: skip
def test_the_clock_opens_and_closes(state: str, hours: int, phase: str) -> None:
    opens, closes = MONDAY_MORNING, MONDAY_MORNING.replace(hour=12)
    moment = opens.replace(hour=9 + hours)
    assert phase_of(state, opens, closes, moment) == phase


def test_figures_of_a_small_class() -> None:
    vectors = [[D(2), D(4)], [D(2), D(2)], [D(0), D(0)]]
    figures = item_figures(vectors, [D(2), D(4)])
    assert [(one.position, one.facility) for one in figures] == [(1, D("0.666666667")), (2, D("0.5"))]
    assert [one.discrimination for one in figures] == [D("0.866"), D("0.866")]
    assert [(row.topic, row.questions, row.facility) for row in topic_figures(["a", "a"], vectors, [D(2), D(4)])] == [
        ("a", 2, D("0.555555556"))
    ]
    assert mean([D(1), D(2)]) == D("1.5")
    assert mean([]) is None


def test_correlation_needs_people_and_variance() -> None:
    assert correlation([Fraction(1)] * 2, [Fraction(1), Fraction(2)]) is None
    assert correlation([Fraction(1)] * 3, [Fraction(1), Fraction(2), Fraction(3)]) is None
    assert correlation([Fraction(n) for n in (1, 2, 3)], [Fraction(n) for n in (3, 2, 1)]) == D("-1.000")


def test_bands_hold_every_percentage_once() -> None:
    values = [D(0), D("59.99"), D(60), D("69.99"), D(70), D(80), D("89.9"), D(90), D(100)]
    assert bands(values) == [("0–59", 2), ("60–69", 2), ("70–79", 1), ("80–89", 2), ("90–100", 2)]


def test_the_most_chosen_wrong_option_comes_first() -> None:
    answers = [("D",), ("D",), ("C",), ("B",), ()]
    assert [(option, count, right) for option, _text, count, right in choices(answers, ("B",), dict.fromkeys("ABCD", ""))] == [
        ("D", 2, False), ("C", 1, False), ("A", 0, False), ("B", 1, True),
    ]  # fmt: skip
