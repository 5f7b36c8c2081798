"""The published worked example: six people, weights 40/40/20, reliabilities .80/.65 and attendance as a fact."""

from fractions import Fraction

import pytest

from lms.decisions.domain.explain import explain

from .samples import component, make_rule, of, person, run

EXAM = (92, 64, 80, 73, 86, 66)
REHEARSAL = (78, 84, 82, 72, 80, 79)
ATTENDANCE = (95, 99, 97, 100, 99, 88)


@pytest.fixture(scope="module")
def rule():
    return make_rule(
        component("exam", "40", reliability="0.80"),
        component("rehearsal", "40", reliability="0.65"),
        component("attendance", "20", fact=True, reliability=None),
    )


@pytest.fixture(scope="module")
def result(rule):
    rows = zip("abcdef", EXAM, REHEARSAL, ATTENDANCE, strict=True)
    return run(rule, [person(key, {"exam": exam, "rehearsal": skill, "attendance": there}) for key, exam, skill, there in rows])


def test_effective_weights(result) -> None:
    shown = [round(100 * float(each["effective_weight"])) for each in result["components"]]
    assert shown[:2] == [87, 7]
    assert float(result["components"][2]["effective_weight"]) == pytest.approx(0.065, abs=0.001)
    assert sum(Fraction(each["effective_weight"]) for each in result["components"]) == pytest.approx(1, abs=1e-5)
    assert [each["alarm"] for each in result["components"]] == [True, True, False]


def test_spread_and_errors(result) -> None:
    assert [round(float(each["deviation"]), 1) for each in result["components"]] == [11.1, 4.1, 4.5]
    assert [round(float(each["error"]), 2) for each in result["components"]] == [4.98, 2.44, 0.0]
    assert round(float(result["composite"]["error"]), 2) == 2.22
    assert round(float(result["composite"]["reliability"]), 2) == 0.78


def test_composites_and_ranks(result) -> None:
    assert [(each["person"], each["composite"]["display"], each["rank"]) for each in result["people"]] == [
        ("a", "87.00", 1),
        ("e", "86.20", 2),
        ("c", "84.20", 3),
        ("b", "79.00", 4),
        ("d", "78.00", 5),
        ("f", "75.60", 6),
    ]


def test_contributions_add_up(result) -> None:
    for each in result["people"]:
        exact = Fraction(each["composite"]["exact"])
        assert sum(Fraction(part["contribution"]) for part in each["parts"]) == exact
        assert sum(Fraction(part["from_standard"]) for part in each["parts"]) == exact - 60


def test_last_but_competent_is_visible_and_never_proposed(rule, result) -> None:
    last = of(result, "f")
    assert (last["met_standard"], last["side"], last["proposal"], last["zone"]) == (True, "below", "REVIEW", "PASS")
    assert {"MEETS_STANDARD", "RELIABILITY_BELOW_TARGET", "NOT_CERTAIN_ENOUGH"} <= set(last["blocked_by"])
    assert Fraction(last["chance_meets_standard"]) > Fraction("0.99")


def test_two_people_are_told_apart_at_5_2_points(rule, result) -> None:
    facts = explain(rule, result, "f")
    assert facts.telling_apart == "5.2"
    assert (facts.rank, facts.ranked, facts.points, facts.standard) == (6, 6, "75.60", "60.00")
    assert facts.distance_to_standard == "15.60"
    assert [part.contribution for part in facts.parts] == ["26.40", "31.60", "17.60"]
    # The person ahead has 78.00, so 2.40 points are missing: 6.00 in the exam would tie, a little more passes.
    assert [(part.points_to_line, part.line_reachable) for part in facts.parts] == [("6.01", True), ("6.01", True), ("12.01", False)]


def test_an_explanation_names_nobody_else(rule, result) -> None:
    assert "'a'" not in repr(explain(rule, result, "f"))
    with pytest.raises(KeyError):
        explain(rule, result, "nobody")


def test_small_cohort_uses_the_plain_model(result) -> None:
    assert result["probability"] == {"model": "plain", "reason": None}
    assert {"SMALL_COHORT", "PLAIN_MODEL", "EFFECTIVE_WEIGHT_ALARM", "FACT_WITHOUT_ERROR", "RELIABILITY_BELOW_TARGET"} == set(
        result["flags"]
    )
    assert sum(Fraction(each["chance_last"]) for each in result["people"]) == pytest.approx(1, abs=1e-5)
