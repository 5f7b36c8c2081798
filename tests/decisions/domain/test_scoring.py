"""From ratings to components to a composite, and what missing means."""

from decimal import Decimal
from fractions import Fraction

import pytest

from lms.decisions.domain.inputs import Rating
from lms.decisions.domain.scoring import aggregate

from .samples import component, make_rule, of, person, run


def ratings(*rows: tuple) -> tuple[Rating, ...]:
    return tuple(
        Rating(rater, activity, Decimal(value), Decimal(maximum) if maximum else None, at, "")
        for rater, activity, value, maximum, at in rows
    )


PANEL = ratings(
    ("r1", "s1", "60", None, "2026-05-01"),
    ("r2", "s1", "70", None, "2026-05-01"),
    ("r3", "s1", "80", None, "2026-05-01"),
    ("r1", "s2", "50", None, "2026-05-08"),
    ("r2", "s2", "40", None, "2026-05-08"),
)


@pytest.mark.parametrize(("kind", "value"), [("mean", "57.5"), ("latest", "45"), ("best", "70"), ("sum", "115"), ("share", "60")])
def test_aggregates(kind: str, value: str) -> None:
    """An activity with three raters weighs no more than one with two; only a share pools everything."""
    part = make_rule(component("exam", source={"kind": "simulation", "aggregate": kind})).components[0]
    assert aggregate(part, PANEL) == (Fraction(value), 2)


def test_own_maximum_is_scaled_to_the_component() -> None:
    part = make_rule(component("exam", maximum="50", source={"kind": "exam"})).components[0]
    assert aggregate(part, ratings(("", "q1", "8", "10", ""), ("", "q2", "30", None, ""))) == (Fraction(35), 1)
    share = make_rule(component("exam", maximum="100", source={"kind": "attendance", "aggregate": "share"})).components[0]
    days = ratings(*(("", f"d{day}", "1" if day < 19 else "0", "1", "") for day in range(20)))
    assert aggregate(share, days) == (Fraction(95), 1)


def test_highest_and_lowest_are_left_out_only_of_five() -> None:
    part = make_rule(component("exam", raters={"minimum": 3, "trimmed": True})).components[0]
    five = ratings(*((f"r{index}", "", value, None, "") for index, value in enumerate(("10", "60", "70", "80", "100"))))
    assert aggregate(part, five)[0] == 70
    assert aggregate(part, five[:4])[0] == 55


PARTS = (component("exam", "60"), component("talk", "20", missing="excused_reweight"), component("duty", "20", missing="zero"))


@pytest.mark.parametrize(
    ("scores", "status", "points", "reasons"),
    [
        ({"exam": 80, "talk": 60, "duty": 50}, "COMPLETE", "70", []),
        ({"exam": 80, "talk": 60, "duty": None}, "COMPLETE", "60", []),
        ({"exam": 80, "talk": 60}, "COMPLETE", "60", []),
        ({"exam": 80, "talk": 60, "duty": "zero_given"}, "COMPLETE", "60", []),
        ({"exam": 80, "talk": "excused", "duty": 50}, "COMPLETE_REWEIGHTED", "72.5", []),
        ({"exam": 80, "talk": None, "duty": 50}, "INCOMPLETE", None, [{"reason": "MISSING", "component": "talk"}]),
        ({"exam": 80, "talk": 60, "duty": "excused"}, "INCOMPLETE", None, [{"reason": "MISSING", "component": "duty"}]),
        ({"exam": "excused", "talk": 60, "duty": 50}, "INCOMPLETE", None, [{"reason": "MISSING", "component": "exam"}]),
        ({"exam": "zero_given", "talk": 60, "duty": 50}, "COMPLETE", "22", []),
    ],
)
def test_missing_policies(scores: dict, status: str, points: str | None, reasons: list) -> None:
    found = of(run(make_rule(*PARTS), [person("a", scores)]), "a")
    assert (found["status"], found["points"] and found["points"]["exact"], found["reasons"]) == (status, points, reasons)


def test_too_much_excused_is_incomplete() -> None:
    rule = make_rule(component("exam", "70"), component("talk", "30", missing="excused_reweight"))
    found = of(run(rule, [person("a", {"exam": 80, "talk": "excused"})]), "a")
    assert (found["status"], found["reasons"]) == ("INCOMPLETE", [{"reason": "REWEIGHT_LIMIT", "component": "talk"}])
    assert (found["rank"], found["proposal"], found["chance_last"], found["chance_reason"]) == (None, None, None, "INCOMPLETE")


def test_a_gate_cannot_be_excused() -> None:
    rule = make_rule(component("exam", "90"), component("law", "10", floor="80", gate=True, missing="excused_reweight"))
    found = of(run(rule, [person("a", {"exam": 80, "law": "excused"})]), "a")
    assert (found["status"], found["reasons"]) == ("INCOMPLETE", [{"reason": "GATE_UNPROVEN", "component": "law"}])


def test_information_may_be_missing_and_weighs_nothing() -> None:
    rule = make_rule(component("exam"), component("peers", "0", missing="informational", reliability=None))
    result = run(rule, [person("a", {"exam": 80}), person("b", {"exam": 80, "peers": 10})])
    assert [each["rank"] for each in result["people"]] == [1, 1]
    assert "RELIABILITY_UNKNOWN" not in result["flags"]


def test_weights_are_normalised_and_say_so() -> None:
    result = run(make_rule(component("exam", "1"), component("talk", "2")), [person("a", {"exam": 90, "talk": 60})])
    assert of(result, "a")["points"] == {"exact": "70", "display": "70.00"}
    assert "WEIGHTS_NORMALISED" in result["flags"]
    third = run(make_rule(component("exam", "1"), component("talk", "2")), [person("a", {"exam": 70, "talk": 60})])
    assert of(third, "a")["points"] == {"exact": "190/3", "display": "63.33"}


def test_tenths_that_binary_floats_cannot_hold_make_equal_people_equal() -> None:
    rule = make_rule(component("a", "0.1"), component("b", "0.2"), component("c", "0.7"))
    people = [
        person("x", {"a": 70, "b": 80, "c": 90}),
        person("y", {"a": 100, "b": 100, "c": 80}),
        person("z", {"a": 86, "b": 86, "c": 86}),
    ]
    assert [each["rank"] for each in run(rule, people)["people"]] == [1, 1, 1]


def test_too_few_raters_are_flagged() -> None:
    rule = make_rule(component("talk", raters={"minimum": 2}))
    people = [person("a", {"talk": [("r1", "70")]}), person("b", {"talk": [("r1", "70"), ("r2", "72")]}), person("c", {"talk": 70})]
    result = run(rule, people)
    assert [(of(result, key)["flags"], of(result, key)["parts"][0]["raters"]) for key in "abc"] == [
        (["TOO_FEW_RATERS"], 1),
        ([], 2),
        (["TOO_FEW_RATERS"], 0),
    ]
