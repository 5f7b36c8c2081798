"""The check-up before locking: formulas, worked numbers, and what it says a plan can support."""

from decimal import Decimal
from fractions import Fraction

import pytest

from lms.decisions.domain.checkup import Plan, check_up, expected_hits, mosier, spearman_brown

from .samples import component, make_rule


def codes(found) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in found.findings]


@pytest.mark.parametrize(("single", "times", "expected"), [("0.5", 2, "2/3"), ("0.23", 1, "0.23"), ("0.6", 4, "6/7"), ("0", 9, "0")])
def test_spearman_brown(single: str, times: int, expected: str) -> None:
    assert spearman_brown(Fraction(single), times) == Fraction(expected)


def test_eight_encounters_reach_70_from_23() -> None:
    assert spearman_brown(Fraction("0.23"), 7) < Fraction("0.70") < spearman_brown(Fraction("0.23"), 8)


def test_mosier() -> None:
    half = [Fraction(1, 2)] * 2
    assert mosier(half, [Fraction(10)] * 2, [Fraction("0.8"), Fraction("0.6")], Fraction(0)) == Fraction("0.7")
    assert mosier(half, [Fraction(10)] * 2, [Fraction("0.8"), Fraction("0.6")], Fraction("0.5")) == Fraction("0.8")
    assert mosier(half, [Fraction(0)] * 2, [Fraction(1)] * 2, Fraction(0)) is None


def test_a_plan_that_can_rank_but_not_support_an_exit() -> None:
    rule = make_rule(component("talk", source={"kind": "interview"}, raters={"minimum": 2}, reliability=None))
    found = check_up(rule, people=12, plans={"talk": Plan(single=Decimal("0.47"), raters=2)})
    assert found.reliability is not None
    assert round(float(found.reliability), 2) == 0.64
    assert (found.can_rank, found.can_certify, found.can_support_exit) == (True, False, False)
    assert [(each.component, each.planned, each.raters) for each in found.advice] == [("talk", 2, 5)]
    assert codes(found) == [("$", "CANNOT_SUPPORT_EXIT")]
    assert found.findings[0].params == {"reliability": "0.64", "target": "0.80"}
    enough = check_up(rule, people=12, plans={"talk": Plan(single=Decimal("0.47"), raters=5)})
    assert (enough.can_support_exit, enough.advice) == (True, ())


def test_advice_that_cannot_help_says_so() -> None:
    rule = make_rule(component("exam", "95", reliability="0.5"), component("talk", "5", reliability="0.5"))
    advice = {each.component: each.raters for each in check_up(rule, people=20).advice}
    assert advice["talk"] is None
    assert advice["exam"] == 4


def test_unknown_reliability_makes_no_number() -> None:
    found = check_up(make_rule(component("talk", source={"kind": "interview"}, reliability=None)), people=12)
    assert (found.reliability, found.can_certify, found.can_support_exit, found.right_of_100) == (None, False, False, None)
    assert codes(found) == [("$.components[0].reliability", "RELIABILITY_UNKNOWN"), ("$.components[0].raters.minimum", "SINGLE_RATER")]


@pytest.mark.parametrize(
    ("changes", "people", "expected"),
    [
        ({"standard": None}, 12, ("$.standard", "NO_STANDARD")),
        ({"line": {"kind": "share", "value": "0.1"}}, 9, ("$.line.value", "LINE_ROUNDS_TO_NOBODY")),
        ({"line": {"kind": "number", "value": "4"}}, 4, ("$.line.value", "LINE_NOT_BELOW_COHORT")),
        ({}, 4, ("$", "COHORT_TOO_SMALL")),
        ({"standardisation": "z"}, 19, ("$.standardisation", "STANDARDISATION_NEEDS_20")),
    ],
)
def test_findings(changes: dict, people: int, expected: tuple[str, str]) -> None:
    assert expected in codes(check_up(make_rule(**changes), people=people))


def test_a_line_of_zero_is_a_choice_not_a_finding() -> None:
    found = check_up(make_rule(line={"kind": "number", "value": "0"}), people=12)
    assert (found.line, found.right_of_100, codes(found)) == (0, None, [])


@pytest.mark.parametrize(
    ("people", "k", "trust", "simulated"),
    [(30, 3, "0.6", 51), (30, 3, "0.8", 65), (30, 3, "0.9", 75), (20, 1, "0.6", 42), (20, 1, "0.8", 57), (20, 1, "0.9", 69)],
)
def test_how_often_the_last_are_truly_the_last(people: int, k: int, trust: str, simulated: int) -> None:
    """Against the published simulation of 3000 normal cohorts."""
    found = expected_hits(people, k, Fraction(trust))
    assert found is not None
    assert abs(found - simulated) <= 3


def test_hits_at_the_limits() -> None:
    assert (expected_hits(10, 2, Fraction(0)), expected_hits(10, 2, Fraction(1)), expected_hits(10, 10, Fraction(1))) == (20, 100, None)
