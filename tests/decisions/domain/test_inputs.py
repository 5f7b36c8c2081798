"""Inputs: round trip, and every fault with its path."""

import pytest

from lms.decisions.domain.inputs import InvalidInputs, read_inputs, write_inputs

from .samples import component, inputs_json, make_inputs, make_rule, person

RULE = make_rule(component("exam"), component("talk", maximum="20", source={"kind": "interview", "aggregate": "latest"}))


def faults(*people: dict, **changes: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInputs) as caught:
        read_inputs(inputs_json(people, **changes), RULE)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def raw(**changes: object) -> dict:
    return person("a", {}, scores=[{"component": "exam", "status": "scored"} | changes])


def rating(**changes: object) -> dict:
    ratings = [{"rater": "r1", "activity": "s1", "value": "10", "at": "2026-05-01"} | changes]
    return person("a", {}, scores=[{"component": "talk", "status": "scored", "ratings": ratings}])


def test_round_trip() -> None:
    people = [person("a", {"exam": "70.50"}, flags=["appeal_pending"], legal_footing="probation"), rating(maximum="15") | {"key": "b"}]
    inputs = make_inputs(RULE, people, measured=[{"component": "exam", "reliability": "-0.1", "method": "alpha"}])
    assert read_inputs(write_inputs(inputs), RULE) == inputs
    assert write_inputs(inputs)["people"][0]["scores"][0]["value"] == "70.50"


@pytest.mark.parametrize(
    ("found", "path", "code"),
    [
        (raw(), "value", "scored_without_value"),
        (raw(value="100.01"), "value", "out_of_range"),
        (raw(value="-1"), "value", "out_of_range"),
        (raw(value=70), "value", "not_a_decimal_text"),
        (raw(value="Infinity"), "value", "not_a_decimal_text"),
        (raw(status="missing", value="0"), "value", "value_not_allowed"),
        (raw(status="zero_given", value="1"), "value", "zero_expected"),
        (raw(status="absent"), "status", "not_a_choice"),
        (raw(component="other", value="1"), "component", "unknown_component"),
        (raw(value="1", ratings=[{"rater": "r", "value": "1"}]), "value", "value_and_ratings"),
        (raw(status="excused", ratings=[{"rater": "r", "value": "1"}]), "ratings", "ratings_not_allowed"),
        (rating(value="21"), "ratings[0].value", "out_of_range"),
        (rating(value="16", maximum="15"), "ratings[0].value", "out_of_range"),
        (rating(at=""), "ratings[0].at", "required"),
    ],
)
def test_faults_of_a_score(found: dict, path: str, code: str) -> None:
    assert (f"$.people[0].scores[0].{path}", code) in faults(found)


def test_repeats() -> None:
    assert ("$.people[1].key", "duplicate") in faults(person("a", {"exam": 1}), person("a", {"exam": 2}))
    twice = person("a", {"exam": [("r1", "5"), ("r1", "6")]})
    assert ("$.people[0].scores[0].ratings[1].rater", "duplicate") in faults(twice)
    again = person("a", {}, scores=[{"component": "exam", "status": "missing"}] * 2)
    assert ("$.people[0].scores[1].component", "duplicate") in faults(again)
    measured = [{"component": "no", "reliability": "1.5", "method": "alpha"}]
    assert {("$.measured[0].reliability", "out_of_range"), ("$.measured[0].component", "unknown_component")} == set(
        faults(measured=measured)
    )
