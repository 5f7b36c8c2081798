"""Scoring sheets: every rater kept, missing is not zero, disagreement calls for a third."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.rubric import (
    Level,
    Rubric,
    RubricCriterion,
    Sheet,
    aggregate,
    check_sheet,
    disagreement,
    rubric_faults,
    score_sheet,
)  # fmt: skip

D = Decimal
RUBRIC = Rubric(
    (
        RubricCriterion("a", "信息核实", D(10)),
        RubricCriterion("b", "沟通", D(5), weight=D(2)),
        RubricCriterion("c", "合规", D(4), levels=(Level(D(0), "未做到"), Level(D(2), "部分"), Level(D(4), "做到"))),
    ),
    {"promise": "承诺放款"},
)


def sheet(rater: str, a: Any = 8, b: Any = 4, c: Any = 4, red: tuple[str, ...] = ()) -> Sheet:
    scores = {code: D(value) for code, value in (("a", a), ("b", b), ("c", c)) if value is not None}
    return Sheet(rater, scores, frozenset(red))


def flat(rater: str, points: Any) -> Sheet:
    return Sheet(rater, {"x": D(points)})


FLAT = Rubric((RubricCriterion("x", "总体", D(100)),))


def test_weighted_total() -> None:
    assert rubric_faults(RUBRIC) == []
    result = score_sheet(RUBRIC, sheet("r1"))
    assert (result.total, result.maximum, result.missing) == (D(20), D(24), ())


def test_a_missing_judgement_is_not_zero() -> None:
    result = score_sheet(RUBRIC, sheet("r1", c=None))
    assert (result.total, result.missing) == (None, ("c",))
    assert aggregate(RUBRIC, [sheet("r1", c=None), sheet("r2")]).total == 20


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (sheet("r", a="10.5"), "out_of_range"),
        (sheet("r", a=-1), "out_of_range"),
        (sheet("r", a="NaN"), "out_of_range"),
        (sheet("r", c=3), "not_a_level"),
        (sheet("r", red=("other",)), "unknown_red_line"),
        (Sheet("r", {"z": D(1)}), "unknown_criterion"),
    ],
)
def test_what_a_rater_cannot_have_meant(bad: Sheet, code: str) -> None:
    assert [problem.code for problem in check_sheet(RUBRIC, bad)] == [code]
    with pytest.raises(ValueError, match=code):
        score_sheet(RUBRIC, bad)


@pytest.mark.parametrize(
    ("rubric", "faults"),
    [
        (Rubric(()), ["criteria_missing"]),
        (Rubric((RubricCriterion("a", "", D(1)), RubricCriterion("a", "", D(1)))), ["code_repeated:a"]),
        (Rubric((RubricCriterion("a", "", D(0)),)), ["maximum:a", "weights_zero"]),
        (Rubric((RubricCriterion("a", "", D(1), D(-1)), RubricCriterion("b", "", D(2)))), ["weight:a"]),
        (Rubric((RubricCriterion("a", "", D(1), D(0)),)), ["weights_zero"]),
        (Rubric((RubricCriterion("a", "", D(1), levels=(Level(D(2), ""),)),)), ["level:a"]),
    ],
)
def test_unusable_rubrics(rubric: Rubric, faults: list[str]) -> None:
    assert rubric_faults(rubric) == faults


def test_every_rater_is_kept() -> None:
    panel = aggregate(FLAT, [flat("r1", 80), flat("r2", 85)])
    assert [(one.rater, one.total) for one in panel.sheets] == [("r1", 80), ("r2", 85)]
    assert (panel.total, panel.spread, panel.triggers, panel.needs_another) == (D("82.5"), 5, (), False)


def test_trimming_needs_five() -> None:
    five = [flat(f"r{number}", points) for number, points in enumerate((10, 70, 80, 81, 100))]
    assert aggregate(FLAT, five, rule="trimmed").total == 77
    assert aggregate(FLAT, five[:4], rule="trimmed").total == D("60.25")
    assert aggregate(FLAT, five).total == D("68.2")
    assert len(aggregate(FLAT, five, rule="trimmed").sheets) == 5


@pytest.mark.parametrize(
    ("totals", "cut", "sem", "triggers"),
    [
        ((70, 80), None, None, ()),
        ((70, "80.01"), None, None, ("difference",)),
        ((70, 80), None, 3, ()),
        ((70, 81), None, 4, ()),
        ((70, "81.32"), None, 4, ("difference",)),
        ((59, 60), 60, None, ("opposite_sides",)),
        ((60, 65), 60, None, ()),
        ((50, 59), 60, None, ()),
        ((40, 70), 60, None, ("difference", "opposite_sides")),
        ((40,), 60, None, ()),
        ((), None, None, ()),
    ],
)
def test_disagreement(totals: tuple[Any, ...], cut: int | None, sem: int | None, triggers: tuple[str, ...]) -> None:
    found = disagreement([D(one) for one in totals], scale=D(100), cut=None if cut is None else D(cut), sem=None if sem is None else D(sem))
    assert found == triggers


def test_a_third_is_asked_for_only_while_there_are_two() -> None:
    two = [flat("r1", 50), flat("r2", 90)]
    assert aggregate(FLAT, two).needs_another
    third = aggregate(FLAT, [*two, flat("r3", 70)])
    assert (third.needs_another, third.triggers, third.total) == (False, ("difference",), 70)


def test_a_red_line_stands_beside_the_score() -> None:
    panel = aggregate(RUBRIC, [sheet("r1", red=("promise",)), sheet("r2")])
    assert (dict(panel.red_lines), panel.total) == ({"promise": ("r1",)}, 20)
    assert dict(aggregate(RUBRIC, [sheet("r1")]).red_lines) == {}


def test_nobody_has_judged_yet() -> None:
    panel = aggregate(FLAT, [])
    assert (panel.total, panel.spread, panel.triggers, panel.needs_another) == (None, None, (), False)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=7), st.sampled_from(["mean", "trimmed"]))
def test_the_order_of_raters_changes_nothing(points: list[int], rule: Any) -> None:
    sheets = [flat(f"r{number}", one) for number, one in enumerate(points)]
    panel, mirrored = aggregate(FLAT, sheets, rule=rule), aggregate(FLAT, sheets[::-1], rule=rule)
    assert (panel.total, panel.spread, panel.triggers) == (mirrored.total, mirrored.spread, mirrored.triggers)
    assert panel.total is not None and min(points) <= panel.total <= max(points)
