"""The rule: defaults, round trip, and every fault with its path."""

import pytest

from lms.decisions.domain.rule import InvalidRule, read_rule
from lms.decisions.domain.rule_json import write_rule

from .samples import component, make_rule, rule_json


def faults(data: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRule) as caught:
        read_rule(data)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def test_defaults() -> None:
    written = write_rule(make_rule())
    assert written["gate_mode"] == "separate"
    assert written["tie_rule"] == "1224"
    assert written["standardisation"] == "raw"
    assert written["thresholds"] == {"propose": "0.90", "standard": "0.10", "review": "0.50", "reliability": "0.80"}
    assert (written["reweight_limit"], written["cohort_minimum"], written["guard_band"], written["places"]) == ("0.25", 5, "1.645", 2)
    assert written["components"][0]["missing"] == "required"


def test_round_trip() -> None:
    rule = make_rule(
        component("a", "33.3", maximum="150", floor="90.5", gate=True, name_en="Exam"),
        component("b", "66.7", source={"kind": "simulation", "competency": "x", "activities": ["s1", "s2"], "aggregate": "best"}),
        tie_chain=["b", "a"],
        line={"kind": "share", "value": "0.10", "gates_count": False},
        standard=None,
    )
    assert read_rule(write_rule(rule)) == rule


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": ""}, ("$.title", "blank")),
        ({"version": 0}, ("$.version", "out_of_range")),
        ({"version": True}, ("$.version", "not_whole")),
        ({"components": []}, ("$.components", "empty")),
        ({"components": {}}, ("$.components", "not_a_list")),
        ({"gate_mode": "other"}, ("$.gate_mode", "not_a_choice")),
        ({"tie_chain": ["nobody"]}, ("$.tie_chain[0]", "unknown_component")),
        ({"tie_chain": ["exam", "exam"]}, ("$.tie_chain[1]", "duplicate")),
        ({"standard": 60}, ("$.standard", "not_a_decimal_text")),
        ({"standard": "６０"}, ("$.standard", "not_a_decimal_text")),
        ({"standard": "NaN"}, ("$.standard", "not_a_decimal_text")),
        ({"standard": "1e2"}, ("$.standard", "not_a_decimal_text")),
        ({"standard": "100.5"}, ("$.standard", "out_of_range")),
        ({"line": {"kind": "number", "value": "1.5"}}, ("$.line.value", "not_whole")),
        ({"line": {"kind": "number", "value": "-1"}}, ("$.line.value", "out_of_range")),
        ({"line": {"kind": "share", "value": "1"}}, ("$.line.value", "share_must_be_below_one")),
        ({"line": {"kind": "none", "value": "1"}}, ("$.line.value", "value_without_line")),
        ({"line": {"kind": "number"}}, ("$.line.value", "required")),
        ({"thresholds": {"review": "0.95"}}, ("$.thresholds.review", "review_above_propose")),
        ({"regulation": None}, ("$.regulation", "not_an_object")),
        ({"kind": "certification"}, ("$.kind", "not_a_choice")),
        ({"extra": 1}, ("$.extra", "unknown_key")),
    ],
)
def test_faults_of_the_rule(changes: dict, expected: tuple[str, str]) -> None:
    assert expected in faults(rule_json(**changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"weight": "-1"}, ("$.components[0].weight", "out_of_range")),
        ({"weight": "0"}, ("$.components[0].missing", "without_weight_or_gate_is_informational")),
        ({"missing": "informational"}, ("$.components[0].missing", "informational_must_not_count")),
        ({"gate": True}, ("$.components[0].gate", "gate_needs_floor")),
        ({"floor": "101"}, ("$.components[0].floor", "floor_above_maximum")),
        ({"maximum": "0"}, ("$.components[0].maximum", "out_of_range")),
        ({"fact": True}, ("$.components[0].reliability", "fact_has_no_reliability")),
        ({"reliability": "1.1"}, ("$.components[0].reliability", "out_of_range")),
        ({"code": "Exam 1"}, ("$.components[0].code", "not_a_code")),
        ({"source": {"kind": "exam", "aggregate": "median"}}, ("$.components[0].source.aggregate", "not_a_choice")),
        ({"source": {"kind": "exam", "activities": ["a", 1]}}, ("$.components[0].source.activities[1]", "not_text")),
        ({"raters": {"minimum": 0}}, ("$.components[0].raters.minimum", "out_of_range")),
        ({"raters": {"least": 2}}, ("$.components[0].raters.least", "unknown_key")),
        ({"gate": "yes"}, ("$.components[0].gate", "not_yes_or_no")),
    ],
)
def test_faults_of_a_component(changes: dict, expected: tuple[str, str]) -> None:
    assert expected in faults(rule_json(component("exam", **changes)))


def test_all_faults_are_found_at_once() -> None:
    assert faults(rule_json(component("a", "x"), component("a", gate=True), places=9)) == [
        ("$.components[0].weight", "not_a_decimal_text"),
        ("$.components[0].missing", "without_weight_or_gate_is_informational"),
        ("$.components[1].gate", "gate_needs_floor"),
        ("$.places", "out_of_range"),
        ("$.components[1].code", "duplicate"),
    ]


@pytest.mark.parametrize("data", [None, [], "rule", 3])
def test_something_else_entirely(data: object) -> None:
    assert ("$", "not_an_object") in faults(data)


def test_weights_may_not_all_be_zero() -> None:
    only_gate = component("a", "0", floor="60", gate=True)
    assert ("$.components", "weights_sum_to_zero") in faults(rule_json(only_gate))
