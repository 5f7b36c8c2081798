"""The explanation: the facts a page or a letter puts into words."""

from lms.decisions.domain.explain import explain
from lms.decisions.domain.rule import read_rule

from .samples import column, component, make_rule, person, run, sample_document


def test_somebody_incomplete_gets_dashes_and_the_reason() -> None:
    rule = make_rule()
    facts = explain(rule, run(rule, column((80, None, 70))), "p01")
    assert (facts.status, facts.reasons, facts.points, facts.rank, facts.chance_last) == (
        "INCOMPLETE",
        (("MISSING", "exam"),),
        None,
        None,
        None,
    )
    assert (facts.parts[0].points, facts.parts[0].contribution, facts.parts[0].from_standard) == (None, None, None)


def test_position_and_standard_side_by_side() -> None:
    rule = make_rule(component("exam", reliability="0.9", name="理论考试", name_en="Exam", floor="65"))
    result = run(rule, column((30, 72, 74, 76, 78, 80, 82, 84, 86, 88)))
    facts = explain(rule, result, "p00")
    assert (facts.rank, facts.ranked, facts.rank_interval, facts.side, facts.line_places) == (10, 10, (10, 10), "below", 1)
    assert (facts.met_standard, facts.distance_to_standard, facts.zone, facts.proposal) == (False, "-30.00", "FAIL", "PROPOSE")
    assert (facts.group_median, facts.distance_to_group_median) == ("79.00", "-49.00")
    assert facts.chance_last_of_100 == 100
    part = facts.parts[0]
    assert (part.name, part.name_en, part.weight, part.floor, part.floor_met, part.gate) == (
        "理论考试",
        "Exam",
        "100.00",
        "65",
        False,
        False,
    )
    assert (part.points_to_standard, part.standard_reachable, part.points_to_line) == ("30.00", True, "42.01")


def test_a_distance_is_never_shown_as_nothing() -> None:
    rule = make_rule()
    facts = explain(rule, run(rule, column(("59.999", 80))), "p00")
    assert (facts.distance_to_standard, facts.points, facts.met_standard) == ("-0.001", "59.999", False)


def test_ties_are_counted_not_named() -> None:
    rule = make_rule()
    facts = explain(rule, run(rule, [person("me", {"exam": 70}), person("other", {"exam": 70})]), "me")
    assert (facts.rank, facts.tied) == (1, 1)
    assert "other" not in repr(facts)


def test_works_from_the_published_file() -> None:
    document = sample_document()
    rule = read_rule(document["rule"])
    facts = {row["person"]: explain(rule, document["result"], row["person"]) for row in document["result"]["people"]}
    assert facts["k4"].gate_failures == ("exam",)
    assert facts["k4"].parts[0].points_to_gate == "1.00"
    assert facts["k3"].parts[1].weight is None
    assert facts["k6"].flags == ("appeal_pending",)
